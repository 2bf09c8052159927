"""The list of events. (An event's home shows attendance, so it is a page of reports.)"""

from datetime import date

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventmgr.events.agenda_routes import agenda_blueprint, agenda_navigation
from eventmgr.events.day_routes import days_blueprint
from eventmgr.events.member_routes import members_blueprint, members_navigation
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates, events_of_user
from eventmgr.events.quota_routes import quota_blueprint, quota_navigation
from eventmgr.events.settings_routes import settings_blueprint, settings_navigation
from eventmgr.shared.clock import now
from eventmgr.shared.dates import date_range, local_date
from eventmgr.web.access import allow

blueprint = Blueprint("events", __name__)
blueprints = [
    blueprint,
    agenda_blueprint,
    days_blueprint,
    settings_blueprint,
    members_blueprint,
    quota_blueprint,
]
navigation = [*settings_navigation, *agenda_navigation, *members_navigation, *quota_navigation]
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
    states = {event.id: _state_words(event, days.get(event.id)) for event in events}
    return render_template("events/event_list.html", events=events, dates=dates, states=states)


def _state_words(event: Event, days: tuple[date, date] | None) -> tuple[str, str]:
    """The mark and the word of an event's state; one that is open is told by its days."""
    if event.state != "open" or days is None:
        return STATE_WORDS[event.state]
    today = local_date(now(), event.zone)
    if today < days[0]:
        return "none", "Akan datang"
    return ("current", "Sedang berjalan") if today <= days[1] else ("ok", "Selesai")
