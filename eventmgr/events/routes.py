"""The list of events. (An event's home shows attendance, so it is a page of reports.)"""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from eventmgr.events.agenda_routes import agenda_blueprint, agenda_navigation
from eventmgr.events.day_routes import days_blueprint
from eventmgr.events.figures import figures_of
from eventmgr.events.member_routes import members_blueprint, members_navigation
from eventmgr.events.models import Event
from eventmgr.events.plan_queries import plan_counts
from eventmgr.events.queries import event_dates, events_of_user, may_make_events
from eventmgr.events.quota_routes import quota_blueprint, quota_navigation
from eventmgr.events.settings_routes import settings_blueprint, settings_navigation
from eventmgr.office.settings_queries import gaps_in_words
from eventmgr.operations.command_line import command_line
from eventmgr.operations.status_page import backup_warning
from eventmgr.shared.clock import now
from eventmgr.shared.dates import date_range, local_date
from eventmgr.shared.text import fold_for_search
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
    "draft": ("none", "Rancangan"),
    "open": ("current", "Terbuka"),
    "closed": ("ok", "Ditutup"),
    "archived": ("ok", "Diarsipkan"),
}


@dataclass(frozen=True, slots=True)
class EventLine:
    """One row of the list, in words; `mark` and `state` say how it stands."""

    slug: str
    name: str
    note: str
    figures: str
    year: str
    mark: str
    state: str
    is_demo: bool


@blueprint.get("/")
@allow("public")
def front() -> Response:
    return redirect(url_for("events.event_list"))


@blueprint.get("/kegiatan")
@allow("signed_in")
def event_list() -> str:
    """All events one may open, by year; `cari` keeps those whose name holds the words."""
    search = request.args.get("cari", "").strip()[:80]
    every = events_of_user(g.user)
    wanted = fold_for_search(search)
    events = [event for event in every if wanted in fold_for_search(f"{event.name} {event.place}")]
    ids = [event.id for event in events]
    days = event_dates(ids)
    lines = [
        _line(event, days.get(event.id), figures)
        for event, figures in zip(events, _figures(ids), strict=True)
    ]
    years = {
        year: [line for line in lines if line.year == year]
        for year in dict.fromkeys(one.year for one in lines)
    }
    return render_template(
        "events/event_list.html",
        years=years,
        count=len(lines),
        total=len(every),
        search=search,
        may_make=may_make_events(g.user),
        load_command=command_line(current_app.config["SETTINGS"], "demo load"),
        office_gaps=gaps_in_words(g.actor, now()),
        backup_warning=backup_warning(now()) if g.actor.is_admin else None,
    )


def _figures(ids: list[int]) -> list[list[str]]:
    found, plans = figures_of(ids), plan_counts(ids)
    return [[*found[one], *([f"{plans[one].sessions} sesi"] if plans[one].sessions else [])] for one in ids]


def _line(event: Event, days: tuple[date, date] | None, figures: list[str]) -> EventLine:
    kind, word = _state_words(event, days)
    note = ", ".join([date_range(*days) if days else "Tanggal belum diisi", *filter(None, [event.place])])
    year = str(days[0].year) if days else "Tanpa tanggal"
    return EventLine(event.slug, event.name, note, ", ".join(figures), year, kind, word, event.is_demo)


def _state_words(event: Event, days: tuple[date, date] | None) -> tuple[str, str]:
    """The mark and the word of an event's state; one that is open is told by its days."""
    if event.state != "open" or days is None:
        return STATE_WORDS[event.state]
    today = local_date(now(), event.zone)
    if today < days[0]:
        return "none", "Akan datang"
    return ("current", "Sedang berjalan") if today <= days[1] else ("ok", "Selesai")
