"""The trail of one event, for its organizers: who did what, without the values (those are for admins)."""

from functools import partial

from flask import Blueprint, g, render_template, url_for

from eventmgr.audit.queries import actors_of_event
from eventmgr.records.trail_page import trail_page, wanted_in_address
from eventmgr.records.trail_words import GROUPS_OF_EVENT
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

blueprint = Blueprint("event_trail", __name__, url_prefix="/kegiatan/<slug>/jejak")
navigation = [Entry("Persiapan", "Jejak", "event_trail.listed", 60)]


@blueprint.get("")
@allow("organizer")
def listed(slug: str) -> str:
    """The newest lines first, narrowed by time, actor, action and name; never another event's."""
    wanted = wanted_in_address(event=str(g.event.id))
    return render_template(
        "records/trail.html",
        page=trail_page(wanted, (g.event.office_id,), g.event.zone),
        wanted=wanted,
        actors=actors_of_event(g.event.id),
        events=[],
        groups=GROUPS_OF_EVENT,
        of_event=True,
        address=partial(url_for, "event_trail.listed", slug=slug),
    )
