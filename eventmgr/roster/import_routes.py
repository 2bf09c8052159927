"""Import of a roster: upload, preview with its repairs, save."""

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from eventmgr.registration.models import ImportBatch
from eventmgr.roster.actions import PAIRABLE, repair_rows, stage_roster
from eventmgr.roster.cells import RosterRefusal
from eventmgr.roster.export import problem_rows_xlsx
from eventmgr.roster.forms import UploadForm, typed_repairs
from eventmgr.roster.import_actions import (
    ImportOutcome,
    RepairsOpen,
    RosterChanged,
    save_batch,
    stored_outcome,
)
from eventmgr.roster.import_preview import Preview, PreviewGone, preview_of
from eventmgr.roster.page import open_repairs, preview_page
from eventmgr.roster.queries import batch_by_uid_or_none
from eventmgr.roster.reading_page import reading_of
from eventmgr.roster.undo_page import import_lines
from eventmgr.shared.clock import now
from eventmgr.shared.db import new_uid
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import counted
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

IMPORT_PREFIX = "/kegiatan/<slug>/peserta/impor"
import_blueprint = Blueprint("roster", __name__, url_prefix=IMPORT_PREFIX)
_ALSO = (
    *("roster.preview", "roster.save"),
    *("roster_pairing.pairing", "roster_pairing.pair"),
    *("roster_undo.done", "roster_undo.undo"),
)
navigation = [
    Entry(
        "Peserta",
        "Impor",
        "roster.upload",
        30,
        _ALSO,
    )
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
View = str | tuple[str, int] | Answer


@import_blueprint.route("", methods=["GET", "POST"])
@allow("organizer")
def upload(slug: str) -> View:
    """Take a file in; its preview follows."""
    form = UploadForm()
    if form.validate_on_submit():
        uid = (form.request_uid.data or new_uid()).lower()
        try:
            uid = stage_roster(
                g.actor,
                now(),
                event=g.event,
                data=form.file.data.read(),
                file_name=form.file.data.filename or "",
                uid=uid,
            )
        except Refusal as refusal:
            form.request_uid.data = new_uid()
            form.file.errors = [refusal.message]
        else:
            return redirect(url_for(".preview", slug=slug, uid=uid), 303)
    page = upload_page(slug, form)
    return (page, 422) if form.is_submitted() else page


def upload_page(slug: str, form: UploadForm) -> str:
    """The form, and what was imported before."""
    return render_template("roster/upload.html", slug=slug, form=form, past=import_lines(g.event))


def batch_of(uid: str) -> ImportBatch:
    """The import of the address, or 404."""
    return batch_by_uid_or_none(g.event.id, uid) or abort(404)


def gone(slug: str, refusal: Refusal) -> tuple[str, int]:
    """A preview that is not there any more: the form for the file, with the reason."""
    return refused(slug, refusal.message, 410)


def refused(slug: str, words: str, status: int) -> tuple[str, int]:
    """The form for the file, with the reason why there is no preview."""
    form = UploadForm(formdata=None)
    form.file.errors = [words]
    return upload_page(slug, form), status


@import_blueprint.get("/<string(length=32):uid>/kemajuan")
@allow("organizer")
def reading(slug: str, uid: str) -> Response:
    """The band of a file that is being read; when it has ended the page loads anew."""
    batch = batch_of(uid)
    found = reading_of(batch, now())
    if batch.state != "reading" or found.failed:
        return Response("", headers={"HX-Refresh": "true"})
    band = render_template("roster/import_reading_band.html", slug=slug, batch=batch, reading=found)
    return Response(band)


def _show(slug: str, batch: ImportBatch, preview: Preview, notice: str = "", wrong: bool = False) -> str:
    wanted, number = request.args.get("tampil", "lihat"), request.args.get("halaman", 1, int)
    page = preview_page(preview, wanted, number)
    return render_template(
        "roster/preview.html",
        slug=slug,
        batch=batch,
        preview=preview,
        page=page,
        counts=preview.plan.counts,
        has_macros=preview.staged.has_macros,
        skipped=preview.staged.roster.skipped_sheets,
        notice_text=notice,
        errors=open_repairs(page.rows) if wrong else [],
    )


@import_blueprint.get("/<string(length=32):uid>")
@allow("organizer")
def preview(slug: str, uid: str) -> View:
    """What the file would do, compared with the data of this moment."""
    batch = batch_of(uid)
    if stored_outcome(batch) is not None:
        return redirect(url_for("roster_undo.done", slug=slug, uid=uid))
    if batch.state == "reading" and batch.expires_at > now():
        return render_template(
            "roster/import_reading.html", slug=slug, batch=batch, reading=reading_of(batch, now())
        )
    if batch.state == "refused":
        return refused(slug, batch.outcome or "", 422)
    try:
        return _show(slug, batch, preview_of(g.event, batch, now()))
    except PreviewGone as refusal:
        return gone(slug, refusal)
    except RosterRefusal as refusal:
        if refusal.code not in PAIRABLE:
            raise
        return redirect(url_for("roster_pairing.pairing", slug=slug, uid=uid), 303)


@import_blueprint.post("/<string(length=32):uid>")
@allow("organizer")
def save(slug: str, uid: str) -> View:
    """Keep repairs ("periksa" and whatever is said of one row), or save what was shown ("simpan")."""
    batch, at = batch_of(uid), now()
    if (done := stored_outcome(batch)) is not None:
        return _saved(slug, uid, done)
    try:
        repairs = typed_repairs(request.form, preview_of(g.event, batch, at))
        if request.form.get("act") != "simpan":
            repair_rows(g.actor, at, event=g.event, batch=batch, repairs=repairs)
            return redirect(_preview_url(slug, uid), 303)
        seen = request.form.get("seen", "")
        outcome = save_batch(g.actor, at, event=g.event, batch=batch, seen=seen, repairs=repairs)
        return _saved(slug, uid, outcome)
    except PreviewGone as refusal:
        return gone(slug, refusal)
    except (RosterChanged, RepairsOpen) as refusal:
        repair_rows(g.actor, at, event=g.event, batch=batch, repairs=repairs)
        batch = batch_of(uid)
        status = 409 if isinstance(refusal, RosterChanged) else 422
        fresh = preview_of(g.event, batch, at, fresh=True)
        return _show(slug, batch, fresh, refusal.message, isinstance(refusal, RepairsOpen)), status


def _preview_url(slug: str, uid: str) -> str:
    """The same page of the same filter."""
    wanted, number = request.args.get("tampil"), request.args.get("halaman")
    return url_for(".preview", slug=slug, uid=uid, tampil=wanted, halaman=number)


def _saved(slug: str, uid: str, outcome: ImportOutcome) -> Answer:
    total = outcome.created + outcome.updated
    parts = [f"{counted(outcome.created)} baru", f"{counted(outcome.updated)} berubah"]
    left = f" {counted(outcome.left_out)} baris tidak ikut." if outcome.left_out else ""
    words = f"{counted(total)} peserta disimpan: {', '.join(parts)}.{left}"
    way = Markup(' <a href="{}">Urungkan</a>').format(url_for("roster_undo.done", slug=slug, uid=uid))
    flash(Markup("{}{}").format(words, way), "look" if outcome.left_out else "ok")
    return redirect(url_for("reports_participants.participants", slug=slug), 303)


@import_blueprint.get("/<string(length=32):uid>/bermasalah.xlsx")
@allow("organizer")
def problem_rows(slug: str, uid: str) -> Response | tuple[str, int]:
    """The rows with errors as a workbook."""
    try:
        plan = preview_of(g.event, batch_of(uid), now()).plan
    except PreviewGone as refusal:
        return gone(slug, refusal)
    if not plan.errors:
        abort(404)
    headers = {
        "Content-Disposition": f'attachment; filename="baris-bermasalah-{slug}.xlsx"',
        "Cache-Control": "no-store",
    }
    return Response(problem_rows_xlsx(plan), mimetype=XLSX, headers=headers)
