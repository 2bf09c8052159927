"""The days of an event: their list, one more, one less, all of them shifted."""

from datetime import timedelta

from flask import Blueprint, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.events import day_actions
from eventmgr.events.agenda_forms import DayForm, ShiftForm, typed_day
from eventmgr.events.agenda_queries import agenda_of
from eventmgr.events.agenda_routes import read_only_words
from eventmgr.events.holiday_rules import holiday_words
from eventmgr.events.ties import Reach, what_hangs_on
from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date, long_date, weekday_date
from eventmgr.shared.dates_typed import read_date
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

days_blueprint = Blueprint("events_days", __name__, url_prefix="/kegiatan/<slug>/jadwal/hari")


def _show(slug: str, adding: DayForm | None = None, shifting: ShiftForm | None = None) -> str:
    days = agenda_of(g.event.id)
    ties = what_hangs_on(Reach(day_ids=[day.id for day in days])) if days else []
    first = days[0].date if days else None
    if shifting is None:
        shown = f"{first:%d-%m-%Y}" if first else ""
        shifting = ShiftForm(formdata=None, data={"first": shown, "seen_first": first})
    return render_template(
        "events/days.html",
        slug=slug,
        days=days,
        adding=adding or DayForm(formdata=None),
        shifting=shifting,
        ties=ties,
        stopped=read_only_words(),
        following=(days[-1].date if days else local_date(now(), g.event.zone)) + timedelta(days=1),
        notes={day.id: holiday_words(day.date) for day in days},
    )


@days_blueprint.get("")
@allow("organizer")
def days(slug: str) -> str:
    """All days, with what may be done to them."""
    return _show(slug)


def _back(slug: str) -> Answer:
    return redirect(url_for("events_days.days", slug=slug), 303)


@days_blueprint.post("")
@allow("organizer")
def add(slug: str) -> tuple[str, int] | Answer:
    """One more day."""
    form = DayForm()
    if not form.validate_on_submit():
        return _show(slug, adding=form), 422
    on = typed_day(form.date.data or "")
    if on is None:
        return _show(slug, adding=form), 422
    try:
        day_actions.add_day(g.actor, now(), event=g.event, on=on)
    except Refusal as refusal:
        form.date.errors = [refusal.message]
        return _show(slug, adding=form), 422
    flash(f"{weekday_date(on)} ditambahkan, dengan titik presensi datang. {holiday_words(on)}".strip(), "ok")
    return _back(slug)


@days_blueprint.post("/geser")
@allow("organizer")
def shift(slug: str) -> tuple[str, int] | Answer:
    """All days later or earlier."""
    form = ShiftForm()
    first = typed_day(form.first.data or "") if form.validate_on_submit() else None
    if first is None:
        return _show(slug, shifting=form), 422
    try:
        seen = read_date(form.seen_first.data, latest=first.replace(year=2100, day=1)) or first
        day_actions.shift_days(g.actor, now(), event=g.event, first=first, seen_first=seen)
    except (Refusal, ValueError) as refusal:
        form.first.errors = [refusal.message if isinstance(refusal, Refusal) else "Muat ulang halaman ini."]
        return _show(slug, shifting=form), 422
    flash(f"Semua hari digeser: kegiatan mulai {long_date(first)}. Jam acara tetap.", "ok")
    return _back(slug)


@days_blueprint.post("/<int(max=999999999999):number>/hapus")
@allow("organizer")
def delete(slug: str, number: int) -> Answer:
    """One day less."""
    try:
        on = day_actions.delete_day(g.actor, now(), event=g.event, day_id=number)
        flash(f"{weekday_date(on)} dihapus dari kegiatan.", "ok")
    except Refusal as refusal:
        flash(refusal.message, "stop")
    return _back(slug)
