"""Reading a material through the private link."""

from flask import Blueprint, abort, g
from werkzeug.wrappers import Response as Answer

from eventmgr.events.agenda_queries import agenda_of
from eventmgr.materials.queries import material_by_uid_or_none, opening_of, place_of, reader_of
from eventmgr.materials.rules import may_read
from eventmgr.materials.serving import hand_out
from eventmgr.portal.material_view import open_files
from eventmgr.portal.queries import participations_of
from eventmgr.portal.viewed_event import viewed_event
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.shared.files import file_path
from eventmgr.shared.hit_notes import note_hit
from eventmgr.shared.text import file_name
from eventmgr.shared.zip_stream import zip_response
from eventmgr.web.access import allow

material_blueprint = Blueprint("portal_materials", __name__)


@material_blueprint.get("/p/<token>/materi.zip")
@allow("participant")
def everything(token: str) -> Answer:
    """All files that this person may open now, as one ZIP; 404 where there is none.

    Raises FileNotFoundError, before the first byte, when the data folder lost one.
    """
    part, _ = viewed_event()
    files = open_files(part, agenda_of(part.event_id), now()) if part is not None else []
    if part is None or not files:
        abort(404)
    paths = [(name, file_path(row.content.file_uid)) for name, row in files]
    response = zip_response(paths, file_name(f"Materi {part.event_name}", ".zip"))
    for _, row in files:
        note_hit(row.uid, f"registration {part.id}")
    db.session.rollback()  # a slow line must not hold a reading transaction
    return response


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
