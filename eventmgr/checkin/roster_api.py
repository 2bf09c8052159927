"""The door's list over the API: everybody who may come, and who has come since.

A name is all that is asked for at the door when a card is missing; so the list holds names and regions and
nothing else of a person.
"""

from typing import Any

from flask import Blueprint, g, jsonify, request
from werkzeug.wrappers import Response

from eventmgr.checkin.forms import MAX_SEQ, Malformed
from eventmgr.checkin.packed_json import packed_json
from eventmgr.checkin.queries import checkpoints_of
from eventmgr.checkin.roster_queries import RosterEntry, arrivals_since, roster_of
from eventmgr.shared.dates import clock_time
from eventmgr.web.access import allow

roster_blueprint = Blueprint("checkin_roster", __name__)


@roster_blueprint.errorhandler(Malformed)
def show_malformed(error: Malformed) -> tuple[Response, int]:
    words = {"code": "malformed", "field": error.field, "message": error.message}
    return jsonify(error=words), 422


@roster_blueprint.get("/api/scan/roster")
@allow("organizer", "crew")
def roster() -> Response:
    """The whole list (323 people: 60 kB plain, 8.5 kB packed); 304 when the phone has it already."""
    return packed_json({"people": [_entry_json(entry) for entry in roster_of(g.event.id)]})


@roster_blueprint.get("/api/scan/arrivals")
@allow("organizer", "crew")
def arrivals() -> Response:
    """Who is there at a checkpoint, or is no longer, since revision `since` (0: everything)."""
    zone, slug = g.event.zone, request.args.get("checkpoint")
    place = next((row for row in checkpoints_of(g.event.id) if row.slug == slug), None)
    if place is None:
        raise Malformed("checkpoint", "tidak ada titik presensi dengan nama itu di kegiatan ini.")
    rev, changed = arrivals_since(g.event.id, place.id, _since())
    rows = [
        {
            "registration": one.uid,
            "present": one.present,
            "first_at": clock_time(one.first_at, zone) if one.first_at is not None else None,
        }
        for one in changed
    ]
    return jsonify(rev=rev, arrivals=rows)


def _since() -> int:
    text = request.args.get("since", "0")
    if not (text.isascii() and text.isdigit() and len(text) <= 16 and int(text) <= MAX_SEQ):
        raise Malformed("since", "harus bilangan bulat, 0 atau lebih.")
    return int(text)


def _entry_json(entry: RosterEntry) -> dict[str, Any]:
    return {
        "registration": entry.uid,
        "name": entry.name,
        "front_title": entry.front_title,
        "back_title": entry.back_title,
        "category": entry.category,
        "region": entry.region,
        "region_code": entry.region_code,
        "parent_region": entry.parent_region,
        "state": entry.state,
    }
