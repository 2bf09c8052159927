"""The list of events and the agenda. (An event's home shows attendance, so it is a page of reports.)"""

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventmgr.events.agenda_queries import agenda_of
from eventmgr.events.agenda_view import agenda_view
from eventmgr.events.queries import event_dates, events_of_user
from eventmgr.shared.dates import date_range
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

blueprint = Blueprint("events", __name__)
navigation = [Entry(tab="Persiapan", label="Jadwal", endpoint="events.agenda", position=20)]
STATE_WORDS = {
    "draft": ("none", "Draf"),
    "open": ("current", "Terbuka"),
    "closed": ("ok", "Ditutup"),
    "archived": ("ok", "Diarsipkan"),
}


@blueprint.get("/")
@allow("public")
def front() -> Response:
    return redirect(url_for("events.event_list"))


@blueprint.get("/kegiatan")
@allow("signed_in")
def event_list() -> str:
    events = events_of_user(g.user)
    days = event_dates([event.id for event in events])
    dates = {event.id: date_range(*days[event.id]) for event in events if event.id in days}
    return render_template("events/event_list.html", events=events, dates=dates, states=STATE_WORDS)


@blueprint.get("/kegiatan/<slug>/jadwal")
@allow("organizer", "crew", "viewer")
def agenda(slug: str) -> str:
    days = agenda_of(g.event.id)
    return render_template("events/agenda.html", days=days, view=agenda_view(days, g.event.zone))
