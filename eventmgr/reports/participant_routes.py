"""The page of one participant."""

from flask import Blueprint, abort, g, render_template

from eventmgr.reports.participant_page import participant_page
from eventmgr.reports.participant_queries import participant_or_none
from eventmgr.web.access import allow

participant_blueprint = Blueprint("reports_participant", __name__, url_prefix="/kegiatan/<slug>")


@participant_blueprint.get("/peserta/<string(length=32):uid>")
@allow("organizer", "viewer")
def participant(slug: str, uid: str) -> str:
    """Facts, days, certificate, and for organizers the private link."""
    facts = participant_or_none(g.event.id, uid)
    if facts is None:
        abort(404)
    page = participant_page(g.event, g.office, facts, for_organizer=g.event_role == "organizer")
    return render_template("reports/participant.html", slug=slug, page=page)
