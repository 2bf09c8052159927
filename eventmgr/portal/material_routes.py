"""Reading a material through the private link."""

from flask import Blueprint, abort, g
from werkzeug.wrappers import Response as Answer

from eventmgr.events.agenda_queries import agenda_of
from eventmgr.materials.queries import material_by_uid_or_none, opening_of, place_of, reader_of
from eventmgr.materials.rules import may_read
from eventmgr.materials.serving import hand_out
from eventmgr.portal.queries import participations_of
from eventmgr.shared.clock import now
from eventmgr.shared.hit_notes import note_hit
from eventmgr.web.access import allow

material_blueprint = Blueprint("portal_materials", __name__)


@material_blueprint.get("/p/<token>/materi/<uid>")
@allow("participant")
def read(token: str, uid: str) -> Answer:
    """The file or link, where the gate lets this person in now; else 404, as for a stranger."""
    found = material_by_uid_or_none(uid) or abort(404)
    part = next((one for one in participations_of(g.person.id) if one.event_id == found.event.id), None)
    if part is None:
        abort(404)
    days = agenda_of(part.event_id)
    decision = may_read(
        gate=found.row.gate,
        opening=opening_of(found.row, days),
        place=place_of(found.row, days),
        reader=reader_of(part.id),
        event_state=part.event_state,
        moment=now(),
    )
    if not decision:
        abort(404)
    note_hit(uid, f"registration {part.id}")
    return hand_out(found.row.content)
