"""Roles, regions and seats over the API, for the crew's form about somebody who is not on the list."""

from typing import Any

from flask import Blueprint, g
from werkzeug.wrappers import Response

from eventmgr.checkin.packed_json import packed_json
from eventmgr.checkin.place_queries import Places, places_of
from eventmgr.web.access import allow

places_blueprint = Blueprint("checkin_places", __name__)


@places_blueprint.get("/api/scan/places")
@allow("organizer", "crew")
def places() -> Response:
    """The whole list; the seats in it are those of this moment, and the server decides again."""
    return packed_json(_json(places_of(g.event)))


def _json(found: Places) -> dict[str, Any]:
    seats: dict[str, dict[str, list[int]]] = {}
    for place in found.plan.places:
        seats.setdefault(place.region.code, {})[place.rule.code] = [place.seats, place.taken]
    return {
        "roles": [{"code": role.code, "name": role.name, "level": role.level} for role in found.roles],
        "regions": [
            {
                "code": region.code,
                "name": region.name,
                "parent": found.names.get(region.parent_code or ""),
                "level": region.level,
                "seats": seats.get(region.code, {}),
            }
            for region in found.regions
        ],
    }
