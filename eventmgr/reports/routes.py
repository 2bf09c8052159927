"""The home of an event: how things stand and what is next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, g, render_template

from eventmgr.certificates.issuing import condition_of, standing_of
from eventmgr.certificates.queries import rule_or_none
from eventmgr.checkin.cast_queries import cast_by_day
from eventmgr.events.agenda_queries import PlannedDay, agenda_of
from eventmgr.events.models import Event
from eventmgr.registration.link_queries import links_asked_for
from eventmgr.registration.queries import card_count
from eventmgr.reports import queries
from eventmgr.reports.board_routes import board_blueprint, board_navigation
from eventmgr.reports.board_rules import coming_words
from eventmgr.reports.door_alerts import door_alerts
from eventmgr.reports.hall_routes import hall_blueprint
from eventmgr.reports.home_view import home_view
from eventmgr.reports.participant_edit_routes import participant_edit_blueprint
from eventmgr.reports.participant_routes import participant_blueprint
from eventmgr.reports.participants_routes import participants_blueprint, participants_navigation
from eventmgr.reports.participants_selection_routes import selection_blueprint
from eventmgr.reports.people_routes import people_blueprint
from eventmgr.reports.quota_routes import quota_blueprint, quota_navigation
from eventmgr.reports.rules import DayFacts, HomeFacts, phase_of, quota_rows
from eventmgr.reports.sheet_routes import sheet_blueprint, sheet_navigation
from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

blueprint = Blueprint("reports", __name__)
blueprints = [
    blueprint,
    participants_blueprint,
    participant_blueprint,
    participant_edit_blueprint,
    selection_blueprint,
    people_blueprint,
    quota_blueprint,
    board_blueprint,
    hall_blueprint,
    sheet_blueprint,
]
navigation = [
    Entry(tab="Beranda", label="Beranda", endpoint="reports.event_home", position=0),
    *participants_navigation,
    *quota_navigation,
    *board_navigation,
    *sheet_navigation,
]


@blueprint.get("/kegiatan/<slug>")
@allow("organizer", "crew", "viewer")
def event_home(slug: str) -> str:
    event, moment = g.event, now()
    agenda = agenda_of(event.id)
    view = home_view(_facts(event, agenda, moment), agenda, slug)
    alerts = door_alerts(event, slug, with_late=True)
    return render_template("reports/event_home.html", view=view, alerts=alerts)


def _facts(event: Event, agenda: Sequence[PlannedDay], moment: datetime) -> HomeFacts:
    present, excused = queries.present_by_day(event.id), queries.excused_by_day(event.id)
    awaited = {day_id: sum(found.values()) for day_id, found in cast_by_day(event.id).items()}
    cards = card_count(event.id)
    certificates = queries.certificates_by_state(event.id)
    rule = rule_or_none(event.id)
    places = queries.quota_places(event, g.office.region_code)
    facts = HomeFacts(
        moment=moment,
        today=local_date(moment, event.zone),
        zone=event.zone,
        place=event.place,
        days=[
            replace(
                _day_facts(day, moment, event.zone),
                present=present.get(day.id, 0),
                excused=excused.get(day.id, 0),
                awaited=awaited.get(day.id, 0),
            )
            for day in agenda
        ],
        registered=queries.registered_participants(event.id),
        cards=cards.total,
        cards_printed=cards.printed,
        certificates_valid=certificates.get("valid", 0),
        certificates_reserved=certificates.get("reserved", 0),
        least_days=condition_of(rule).least if rule is not None else None,
        quota=quota_rows(places),
        has_quota=bool(places),
        links_asked_for=links_asked_for(event.id),
        state=event.state,
        has_sessions=any(day.lessons for day in agenda),
        has_doors=any(day.doors or _own_doors(day) for day in agenda),
        has_contact=bool(event.contact_phone),
    )
    if phase_of(facts) != "after" or rule is None:
        return facts
    return replace(facts, certificates_ready=len(standing_of(event.id, condition_of(rule)).to_issue))


def _own_doors(day: PlannedDay) -> bool:
    return any(session.checkpoint_ids for session in day.sessions)


def _day_facts(day: PlannedDay, moment: datetime, zone: str) -> DayFacts:
    """What the agenda says of a day; nobody is counted yet."""
    first = day.lessons[0] if day.lessons else None
    ends = [session.ends_at for session in day.sessions]
    return DayFacts(
        number=day.number,
        date=day.date,
        present=0,
        awaited=0,
        coming=coming_words(day.lessons, zone, moment),
        starts_at=first.starts_at if first else None,
        ends_at=max(ends, default=None),
        is_closed=day.is_closed,
    )
