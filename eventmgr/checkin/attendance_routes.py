"""What is written on the attendance page: notes, corrections, letters, closing a day, late scans."""

from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.checkin.absence_actions import NoteContent, clear_absence, note_absence
from eventmgr.checkin.absence_queries import letter_or_none
from eventmgr.checkin.attendance_forms import THERE, NoteForm, ReopenForm, moment_on
from eventmgr.checkin.closing_actions import close_day, reopen_day
from eventmgr.checkin.correction_actions import Changed, Correction, correct, take_back
from eventmgr.checkin.correction_queries import corrections
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.day_rules import Day
from eventmgr.checkin.late_actions import decide_late
from eventmgr.checkin.letter_files import Letter, read_letter
from eventmgr.checkin.matrix_page import PAGE_SIZE, MatrixPage, Wanted, matrix_page, read_wanted
from eventmgr.checkin.matrix_panel import Panel
from eventmgr.checkin.matrix_view import ABSENCE_WORDS, change_words, sum_after
from eventmgr.shared.clock import now
from eventmgr.shared.files import read_bytes
from eventmgr.shared.number_words import number_word
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import full_name
from eventmgr.web.access import allow

attendance_blueprint = Blueprint("checkin_attendance", __name__, url_prefix="/kegiatan/<slug>/kehadiran")


def show_matrix(slug: str, wanted: Wanted, form: NoteForm | None = None) -> str:
    """The attendance page, with the form of the picked cell as it was sent or as things stand."""
    at, may_change = now(), g.event_role == "organizer"
    page = matrix_page(g.event, wanted, at, may_change=may_change)
    if page is None:
        return _without_days(slug, wanted)
    if page.panel is not None and may_change:
        form = _form_of(page.panel) if form is None else form
    panel = page.panel
    return render_template(
        "checkin/matrix.html",
        slug=slug,
        page=page,
        zone=g.event.zone,
        form=form,
        reopen_form=ReopenForm(formdata=None),
        told=request.args.get("kabar", ""),
        correction_sum=_correction_sum(page) if panel is not None and panel.may_correct else "",
    )


def _without_days(slug: str, wanted: Wanted) -> str:
    if wanted.number is not None or wanted.picked_uid:
        abort(404)
    return render_template("checkin/attendance_empty.html")


def _correction_sum(page: MatrixPage) -> str:
    """Hari pertama menjadi 312 hadir, 11 tidak."""
    panel = page.panel
    if panel is None:
        return ""
    total = page.sums[panel.day.id]
    words = sum_after(
        panel.day, total, becomes_present=not panel.is_present, at=now(), is_newcomer=panel.is_newcomer
    )
    return f"{panel.day.title} menjadi |{words}"


def _form_of(panel: Panel) -> NoteForm:
    """The form as things stand: the note that is written, the tick where the next day has the same."""
    absence = panel.absence
    form = NoteForm(
        formdata=None,
        data={
            "kind": absence.kind if absence is not None else None,
            "note": absence.note if absence is not None else "",
            "next_day": panel.next_same,
            "seen": panel.seen,
        },
    )
    return _fitted(form, panel)


def _fitted(form: NoteForm, panel: Panel) -> NoteForm:
    form.next_day.label.text = panel.next_words
    if panel.may_correct:
        form.offer_correction(is_present=panel.is_present)
    return form


def _picked(uid: str, number: int) -> tuple[Wanted, Panel]:
    """The page's address with the cell that a form speaks of; 404 where there is none."""
    wanted = read_wanted({**request.args, "pilih": f"{uid}.{number}"})
    page = matrix_page(g.event, wanted, now(), may_change=True)
    if page is None or page.panel is None:
        abort(404)
    return wanted, page.panel


def _back(slug: str, wanted: Wanted, anchor: str = "", **changes: Any) -> Answer:
    address = url_for("checkin.attendance", slug=slug, **wanted.address(**changes), _anchor=anchor or None)
    return redirect(address, 303)


@attendance_blueprint.post("/<uid>/<int:number>")
@allow("organizer")
def save(slug: str, uid: str, number: int) -> Answer | tuple[str, int]:
    """Write a note or a correction for one person and day."""
    wanted, panel = _picked(uid, number)
    form = _fitted(NoteForm(), panel)
    if form.validate_on_submit():
        try:
            return (
                _corrected(slug, wanted, panel, form)
                if form.is_correction
                else _noted(slug, wanted, panel, form)
            )
        except Changed:
            _, panel = _picked(uid, number)
            form = _fitted(NoteForm(), panel)
            form.seen.data = panel.seen
            form.form_errors.append(change_words(panel.is_present, panel.absence, g.event.zone))
        except Refusal as refusal:
            field: Any = form.letter if refusal.code.startswith("letter_") else form.kind
            field.errors = [refusal.message]
    return show_matrix(slug, wanted, form), 422


def _corrected(slug: str, wanted: Wanted, panel: Panel, form: NoteForm) -> Answer:
    is_there = form.kind.data == THERE
    uid = correct(
        g.actor,
        now(),
        event_id=g.event.id,
        person=panel.person,
        day=panel.day,
        correction=Correction(
            present=is_there,
            reason=(form.reason.data or "").strip(),
            request_uid=form.request_uid.data or "",
            seen=form.seen.data or "",
            arrived_at=moment_on(panel.day, form.typed_hour) if is_there else None,
        ),
    )
    return _back(slug, wanted, kabar=uid)


def _noted(slug: str, wanted: Wanted, panel: Panel, form: NoteForm) -> Answer:
    also = [panel.next_day] if form.next_day.data and panel.next_day is not None else []
    days = [panel.day, *also]
    note_absence(
        g.actor,
        now(),
        event=g.event,
        person=panel.person,
        days=days,
        content=NoteContent(kind=form.kind.data, note=(form.note.data or "").strip(), letter=_letter(form)),
        seen=form.seen.data or "",
    )
    words = " dan ".join(day.short for day in days)
    flash(f"Keterangan {_name(panel)} disimpan: {ABSENCE_WORDS[form.kind.data].lower()}, {words}", "ok")
    return _back(slug, wanted)


def _letter(form: NoteForm) -> Letter | None:
    """The letter that was sent along. Raises Refusal for one that is none."""
    sent = form.letter.data
    return read_letter(sent.read(), sent.filename or "") if sent else None


def _name(panel: Panel) -> str:
    return full_name(panel.person.name, panel.person.front_title, panel.person.back_title)


@attendance_blueprint.post("/<uid>/<int:number>/hapus")
@allow("organizer")
def clear(slug: str, uid: str, number: int) -> Answer:
    """Take a note away."""
    wanted, panel = _picked(uid, number)
    try:
        clear_absence(
            g.actor,
            now(),
            event=g.event,
            person=panel.person,
            day=panel.day,
            seen=request.form.get("seen", ""),
        )
        flash(f"Keterangan {_name(panel)} dihapus. Jejaknya tetap tersimpan.", "ok")
    except Changed:
        flash(
            f"{change_words(panel.is_present, panel.absence, g.event.zone)} Belum ada yang dihapus.", "look"
        )
    return _back(slug, wanted)


@attendance_blueprint.get("/surat/<uid>/<int:number>")
@allow("organizer", "viewer")
def letter(slug: str, uid: str, number: int) -> Response:
    """A letter, only ever as a download."""
    stored = letter_or_none(g.event.id, uid, _day(number).id) or abort(404)
    response = Response(read_bytes(stored), mimetype=stored.type, headers={"Cache-Control": "no-store"})
    response.headers.set("Content-Disposition", "attachment", filename=stored.original_name)
    return response


@attendance_blueprint.get("/koreksi")
@allow("organizer", "viewer")
def correction_list(slug: str) -> str:
    """Everything that was decided by hand: old, new, reason, who, when."""
    number = request.args.get("halaman", 1, int)
    page = number if 1 <= number < 10_000 else 1
    rows, total = corrections(g.event.id, first=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return render_template(
        "checkin/corrections.html",
        slug=slug,
        rows=rows,
        total=total,
        page=page,
        size=PAGE_SIZE,
        zone=g.event.zone,
        may_change=g.event_role == "organizer",
    )


@attendance_blueprint.post("/pindai/<uid>/urungkan")
@allow("organizer")
def undo_row(slug: str, uid: str) -> Answer:
    """Take back a scan or what was decided by hand, at any time."""
    is_new = take_back(g.actor, now(), event_id=g.event.id, uid=uid)
    flash("Diurungkan. Kehadiran dihitung ulang." if is_new else "Ini sudah diurungkan sebelumnya.", "ok")
    if request.args.get("dari") == "koreksi":
        return redirect(url_for(".correction_list", slug=slug), 303)
    return _back(slug, read_wanted(request.args))


def _day(number: int) -> Day:
    found: Day = next((day for day in days_with_places(g.event) if day.number == number), None) or abort(404)
    return found


@attendance_blueprint.post("/hari/<int:number>/tutup")
@allow("organizer")
def close(slug: str, number: int) -> Answer:
    """Close a day; nothing more is asked, because it can be opened again."""
    day = _day(number)
    is_new = close_day(g.actor, now(), event=g.event, day=day)
    if not is_new:
        flash(f"{day.title} sudah ditutup sebelumnya.", "look")
    wanted = read_wanted({"hari": str(number)})
    return _back(slug, wanted, kabar="ditutup" if is_new else None)


@attendance_blueprint.post("/hari/<int:number>/buka")
@allow("organizer")
def reopen(slug: str, number: int) -> Answer | tuple[str, int]:
    """Open a day again, with a reason."""
    day, form = _day(number), ReopenForm()
    wanted = read_wanted({"hari": str(number)})
    if not form.validate_on_submit():
        return render_template("checkin/reopen.html", slug=slug, day=day, form=form), 422
    if reopen_day(g.actor, now(), event=g.event, day=day, reason=form.reason.data or ""):
        flash(f"{day.title} dibuka lagi. Pindai dan koreksi langsung dihitung.", "ok")
    return _back(slug, wanted)


@attendance_blueprint.post("/susulan")
@allow("organizer")
def decide(slug: str) -> Answer:
    """Count late scans, or leave them aside."""
    counts = request.form.get("putusan") == "hitung"
    made = decide_late(
        g.actor, now(), event_id=g.event.id, uids=request.form.getlist("pindai"), counts=counts
    )
    if made:
        verb = "dihitung" if counts else "dibiarkan, tidak dihitung"
        number = number_word(len(made)).capitalize()
        flash(f"{number} pindai susulan {verb}. Dapat diurungkan di Koreksi kehadiran.", "ok")
    else:
        flash("Pindai susulan ini sudah diputuskan sebelumnya.", "look")
    return _back(slug, read_wanted(request.args))
