"""An event's own pages under Persiapan: facts and state, members, quota rules."""

from datetime import date

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.events.agenda_routes import read_only_words
from eventmgr.events.edit_actions import Stale
from eventmgr.events.models import Event
from eventmgr.events.queries import event_by_slug_or_none, event_dates
from eventmgr.events.rules import steps_from
from eventmgr.events.settings_actions import EventFacts, change_state, save_facts
from eventmgr.events.settings_forms import FactsForm, StateForm, typed_phone
from eventmgr.shared.clock import now
from eventmgr.shared.dates import date_range, local_date
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import local_phone
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

settings_blueprint = Blueprint("events_settings", __name__, url_prefix="/kegiatan/<slug>/pengaturan")
settings_navigation = [
    Entry(
        "Persiapan",
        "Data kegiatan",
        "events_settings.facts",
        10,
        ("events_settings.step", "draft_removal.confirm", "draft_removal.remove"),
    ),
]
STATE_WORDS = {"draft": "Rancangan", "open": "Terbuka", "closed": "Ditutup", "archived": "Diarsipkan"}
STATE_MARKS = {"draft": "none", "open": "current", "closed": "ok", "archived": "ok"}
STATE_NOTES = {
    "draft": "Belum terlihat oleh peserta. Pindai di pintu hanya menjadi latihan.",
    "open": "Peserta melihatnya di halaman pribadi, dan pindai di pintu dihitung.",
    "closed": "Hanya pembetulan dengan alasan yang masih dapat dibuat.",
    "archived": "Tidak ada lagi yang diubah. Tautan pribadi dan halaman periksa tetap terbuka.",
}


def _facts_form(event: Event) -> FactsForm:
    return FactsForm(
        data={
            "revision": event.revision,
            "name": event.name,
            "place": event.place,
            "zone": event.zone,
            "contact_name": event.contact_name,
            "contact_phone": local_phone(event.contact_phone) if event.contact_phone else "",
            "credit_rule": event.credit_rule,
        }
    )


def _show(slug: str, form: FactsForm, fault: str = "", state: StateForm | None = None) -> str:
    event: Event = g.event
    days: dict[int, tuple[date, date]] = event_dates([event.id])
    return render_template(
        "events/settings.html",
        slug=slug,
        event=event,
        form=form,
        fault=fault,
        dates=date_range(*days[event.id]) if event.id in days else "",
        stopped=read_only_words(),
        is_over=event.id in days and days[event.id][1] < local_date(now(), event.zone),
        state_form=state or StateForm(formdata=None),
        steps=steps_from(event.state),
        state_word=STATE_WORDS[event.state],
        state_mark=STATE_MARKS[event.state],
        state_note=STATE_NOTES[event.state],
    )


@settings_blueprint.route("", methods=["GET", "POST"])
@allow("organizer")
def facts(slug: str) -> str | tuple[str, int] | Answer:
    """Name, place, zone, contact, credit rule."""
    form, fault, status = _facts_form(g.event), "", 422
    if form.validate_on_submit():
        try:
            seen = int(form.revision.data)
            changed = save_facts(g.actor, now(), event=g.event, facts=_typed_facts(form), seen=seen)
            flash("Data kegiatan disimpan." if changed else "Tidak ada yang berubah.", "ok")
            return redirect(url_for(".facts", slug=slug), 303)
        except Stale as stale:
            g.event = event_by_slug_or_none(slug)
            fault, status, form.revision.data = stale.message, 409, str(g.event.revision)
        except Refusal as refusal:
            fault = refusal.message
    page = _show(slug, form, fault)
    return (page, status) if form.is_submitted() else page


def _typed_facts(form: FactsForm) -> EventFacts:
    return EventFacts(
        name=form.name.data or "",
        place=form.place.data or "",
        zone=form.zone.data,
        contact_name=form.contact_name.data or None,
        contact_phone=typed_phone(form.contact_phone.data or ""),
        credit_rule=form.credit_rule.data,
    )


@settings_blueprint.post("/keadaan")
@allow("organizer")
def step(slug: str) -> tuple[str, int] | Answer:
    """Open, close, archive; and back with a reason."""
    form = StateForm()
    to, reason = request.form.get("to", ""), form.reason.data or ""
    if form.validate_on_submit():
        try:
            change_state(
                g.actor, now(), event=g.event, seen=request.form.get("seen", ""), to=to, reason=reason
            )
            flash(f"Keadaan kegiatan: {STATE_WORDS.get(to, to).lower()}. {STATE_NOTES.get(to, '')}", "ok")
            return redirect(url_for(".facts", slug=slug), 303)
        except Refusal as refusal:
            form.reason.errors = [refusal.message]
    shown = _facts_form(g.event) if not form.errors else FactsForm(formdata=None, obj=g.event)
    return _show(slug, shown, state=form), 422
