"""What is done to a selection of participants: cards, link slips, export, crew note, cancelling.

A selection is a list of registrations. Ticks of other pages travel along as a list that the page's script
keeps; "semua" means everybody whom the filters of the page leave, and needs no script.
"""

import re
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, flash, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.cards.actions import order_chosen_cards
from eventmgr.cards.slip_actions import order_slips
from eventmgr.events.models import Event
from eventmgr.registration.keepsakes import what_stays
from eventmgr.registration.person_forms import NoteForm, ReasonForm
from eventmgr.registration.seat_actions import cancel
from eventmgr.registration.selection_actions import set_crew_note
from eventmgr.reports.participants_export import participants_xlsx
from eventmgr.reports.participants_page import read_filters, shown_day
from eventmgr.reports.participants_queries import (
    listed_days,
    regions_in,
    uids_of_participants,
)
from eventmgr.reports.selection_queries import SelectionFacts, selection_facts
from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import counted
from eventmgr.web.access import allow

selection_blueprint = Blueprint("reports_selection", __name__, url_prefix="/kegiatan/<slug>/peserta/pilihan")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UID = re.compile(r"[0-9a-f]{32}")
_MOST = 20_000
EVERYBODY = read_filters({})


def _filtered(event: Event, at: datetime) -> list[str]:
    """The registrations that the filters of the request leave."""
    day = shown_day(listed_days(event.id), local_date(at, event.zone))
    filters = read_filters(request.values)
    return uids_of_participants(event.id, day.id if day else None, filters, regions_in(event.id))


def _chosen() -> list[str]:
    """The registrations of a sent selection; those of other events fall out in the actions."""
    if request.form.get("semua"):
        return _filtered(g.event, now())
    sent = " ".join(request.form.getlist("pilih"))[: _MOST * 33]
    return list(dict.fromkeys(_UID.findall(sent)))


def _to_list(slug: str) -> Answer:
    names = ("cari", "unsur", "kecamatan", "hadir", "asal")
    asked = urlencode({key: request.form[key] for key in names if request.form.get(key)})
    return redirect(f"{url_for('reports_participants.participants', slug=slug)}?{asked}".rstrip("?"), 303)


@selection_blueprint.get("")
@allow("organizer")
def everybody(slug: str) -> Response:
    """All registrations that the filters leave, for "Pilih semua"."""
    return jsonify(pilihan=_filtered(g.event, now()))


@selection_blueprint.post("")
@allow("organizer")
def act(slug: str) -> str | Response | Answer:
    """Do what the pressed button says, or ask what is still needed."""
    uids, wanted = _chosen(), request.form.get("act", "")
    facts = selection_facts(g.event.id, uids)
    if not facts.count:
        flash("Belum ada peserta yang dipilih. Centang dulu namanya.", "look")
        return _to_list(slug)
    if wanted == "ekspor":
        data = participants_xlsx(g.event, now(), EVERYBODY, whole_phones=True, uids=uids)
        name = f'attachment; filename="peserta-pilihan-{slug}.xlsx"'
        return Response(
            data, mimetype=XLSX, headers={"Content-Disposition": name, "Cache-Control": "no-store"}
        )
    if wanted in ("kartu", "slip"):
        return _print(slug, uids, wanted)
    if wanted == "catatan":
        return _note_page(slug, uids, facts, NoteForm(formdata=None, data={"note": facts.same_note}))
    if wanted == "batal":
        return _cancel_page(slug, uids, facts, ReasonForm(formdata=None))
    return _to_list(slug)


def _print(slug: str, uids: list[str], wanted: str) -> Answer:
    """Order the cards or the link slips of a selection, and go where their print is followed."""
    try:
        if wanted == "slip":
            order_slips(g.actor, now(), event=g.event, office=g.office, scope="semua", uids=uids)
            return redirect(url_for("cards_links.links", slug=slug, _anchor="slip"), 303)
        number = order_chosen_cards(g.actor, now(), event=g.event, uids=uids)
    except Refusal as refusal:
        flash(refusal.message, "look")
        return _to_list(slug)
    flash(f"{counted(number)} kartu sedang dibuat.", "ok")
    return redirect(url_for("cards.overview", slug=slug), 303)


def _note_page(slug: str, uids: list[str], facts: SelectionFacts, form: NoteForm) -> str:
    return render_template(
        "reports/participants_note.html", slug=slug, uids=" ".join(uids), facts=facts, form=form
    )


def _cancel_page(slug: str, uids: list[str], facts: SelectionFacts, form: ReasonForm) -> str:
    return render_template(
        "reports/participants_cancel.html",
        slug=slug,
        uids=" ".join(uids),
        facts=facts,
        form=form,
        staying=what_stays(facts.ids),
    )


@selection_blueprint.post("/catatan")
@allow("organizer")
def note(slug: str) -> str | tuple[str, int] | Answer:
    """Set or clear the crew note of a selection."""
    uids, form = _chosen(), NoteForm()
    if not form.validate():
        return _note_page(slug, uids, selection_facts(g.event.id, uids), form), 422
    text = " ".join((form.note.data or "").split())
    number = set_crew_note(g.actor, now(), event=g.event, uids=uids, note=text)
    did = "ditulis untuk" if text else "dihapus dari"
    flash(f"Catatan petugas {did} {counted(number)} peserta.", "ok")
    return redirect(url_for("reports_participants.participants", slug=slug, selesai="1"), 303)


@selection_blueprint.post("/batal")
@allow("organizer")
def cancel_all(slug: str) -> str | tuple[str, int] | Answer:
    """Cancel a selection, with one reason."""
    uids, form = _chosen(), ReasonForm()
    if not form.validate():
        return _cancel_page(slug, uids, selection_facts(g.event.id, uids), form), 422
    number = cancel(g.actor, now(), event=g.event, uids=uids, reason=form.reason.data or "")
    flash(f"{counted(number)} pendaftaran dibatalkan. Kartunya tidak berlaku lagi di pintu.", "ok")
    return redirect(url_for("reports_participants.participants", slug=slug, selesai="1"), 303)
