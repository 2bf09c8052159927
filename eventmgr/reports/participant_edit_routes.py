"""Correcting one person."""

from datetime import date

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from eventmgr.people.edit_actions import PersonChanged
from eventmgr.people.edit_forms import EditForm, texts_of
from eventmgr.people.edit_rules import EDITABLE, FIELD_WORDS, NAME_FIELDS
from eventmgr.registration.editing_actions import edit_participant, release_participant_field
from eventmgr.reports.participant_edit import (
    Laid,
    Typed,
    edit_page,
    lay_over,
    values_to_store,
    with_titles_apart,
)
from eventmgr.reports.participant_queries import ParticipantFacts
from eventmgr.reports.participant_routes import facts_or_404
from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date
from eventmgr.shared.db import db
from eventmgr.web.access import allow

participant_edit_blueprint = Blueprint(
    "reports_participant_edit", __name__, url_prefix="/kegiatan/<slug>/peserta/<string(length=32):uid>/ubah"
)


@participant_edit_blueprint.route("", methods=["GET", "POST"])
@allow("organizer")
def edit(slug: str, uid: str) -> str | tuple[str, int] | Answer:
    """The fields; a second save at the same time is laid over the first."""
    facts, today = facts_or_404(uid), local_date(now(), g.event.zone)
    stored = texts_of(facts.person)
    if request.method == "GET":
        return _page(slug, facts, EditForm(formdata=None, data=stored), None, None)
    if request.form.get("act") == "theirs":
        flash("Isian Anda tidak dipakai. Ini data yang tersimpan.", "look")
        return redirect(url_for(".edit", slug=slug, uid=uid), 303)
    typed = with_titles_apart(Typed.read(request.form, stored))
    laid = lay_over(typed, facts.person)
    form = _form(laid if not laid.choices else _with_mine(laid, typed), typed, today)
    is_valid = form.validate()
    if not is_valid or laid.choices:
        shown = _form(laid, typed, today) if laid.choices else form
        return _page(slug, facts, shown, typed, laid), 422 if not is_valid else 409
    return _saved(slug, facts, typed, laid, today)


def _with_mine(laid: Laid, typed: Typed) -> Laid:
    """The texts with one's own in the open choices, so that they are checked, too."""
    mine = {name: typed.mine[name] for name in laid.choices}
    return Laid(laid.merged, laid.choices, {**laid.texts, **mine})


def _form(laid: Laid, typed: Typed, today: date) -> EditForm:
    """A form that holds the merged texts and not only what was sent."""
    data = {name: text for name, text in laid.texts.items() if text or name != "sex"}
    form = EditForm(formdata=MultiDict({**data, "csrf_token": request.form.get("csrf_token", "")}))
    form.today, form.base = today, typed.base
    return form


def _page(slug: str, facts: ParticipantFacts, form: EditForm, typed: Typed | None, laid: Laid | None) -> str:
    page = edit_page(g.event, facts, now(), typed, laid)
    return render_template("reports/participant_edit.html", slug=slug, page=page, form=form)


def _saved(
    slug: str, facts: ParticipantFacts, typed: Typed, laid: Laid, today: date
) -> Answer | tuple[str, int]:
    person, uid, old_name = facts.person, facts.registration.uid, facts.name
    try:
        changes = edit_participant(
            g.actor,
            now(),
            event_id=g.event.id,
            person_id=person.id,
            revision=person.revision,
            values=values_to_store(laid, person, today),
        )
    except PersonChanged:
        # Between our look and our write somebody was faster: look again, the form knows where it began.
        db.session.rollback()
        fresh = facts_or_404(uid)
        again = lay_over(typed, fresh.person)
        return _page(slug, fresh, _form(again, typed, today), typed, again), 409
    _say_saved(facts_or_404(uid), old_name, laid, set(changes))
    if typed.mine["name"] != request.form.get("name", typed.mine["name"]).strip():
        flash("Gelar yang ditulis pada nama dipindah ke isian gelar, supaya tidak tercetak dua kali.", "look")
    return redirect(url_for("reports_participant.participant", slug=slug, uid=uid), 303)


def _say_saved(facts: ParticipantFacts, old_name: str, laid: Laid, changed: set[str]) -> None:
    page = edit_page(g.event, facts, now(), None, None)
    if not changed:
        flash("Tidak ada yang berubah.", "ok")
    else:
        flash(f"Data {facts.name} disimpan.", "ok")
    if laid.merged.theirs_only:
        names = ", ".join(FIELD_WORDS[name].lower() for name in laid.merged.theirs_only if name in EDITABLE)
        flash(f"Isian {names} sudah diubah panitia lain sesudah Anda membuka halaman ini, dan tetap.", "look")
    if changed & NAME_FIELDS:
        flash("Kartunya tetap berlaku di pintu. Cetak ulang bila namanya perlu benar.", "look")
        if page.certificate:
            flash(f"Sertifikat {page.certificate} memuat nama lama, {old_name}.", "look")


@participant_edit_blueprint.post("/lepas")
@allow("organizer")
def release(slug: str, uid: str) -> Answer:
    """Let imports write a field again."""
    person_id = facts_or_404(uid).person.id
    gone = release_participant_field(
        g.actor, now(), event_id=g.event.id, person_id=person_id, field=request.form.get("field", "")[:40]
    )
    if gone:
        flash("Penjagaan dilepas. Impor berikutnya boleh menimpa isian itu.", "ok")
    return redirect(url_for(".edit", slug=slug, uid=uid), 303)
