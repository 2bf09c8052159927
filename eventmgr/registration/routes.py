"""Import of a roster with its preview, and the name cards."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.registration import actions
from eventmgr.registration.actions import Preview, PreviewGone, RepairsOpen, RosterChanged
from eventmgr.registration.card_actions import card_file_or_none, last_cards_job_or_none, order_cards
from eventmgr.registration.card_sample import ensure_sample
from eventmgr.registration.cards_page import cards_page
from eventmgr.registration.forms import UploadForm, typed_repairs
from eventmgr.registration.models import ImportBatch
from eventmgr.registration.queries import batch_by_uid_or_none
from eventmgr.registration.roster_export import problem_rows_xlsx
from eventmgr.registration.roster_page import offers, open_repairs, preview_page
from eventmgr.registration.roster_plan import Place
from eventmgr.registration.roster_rows import Repair
from eventmgr.shared.clock import now
from eventmgr.shared.db import new_uid
from eventmgr.shared.files import read_bytes
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import counted
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

blueprint = Blueprint("registration", __name__, url_prefix="/kegiatan/<slug>")
navigation = [
    Entry("Peserta", "Impor", "registration.upload", 30, ("registration.preview", "registration.save")),
    Entry("Kartu", "Cetak", "registration.cards", 10),
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.route("/peserta/impor", methods=["GET", "POST"])
@allow("organizer")
def upload(slug: str) -> str | tuple[str, int] | Answer:
    """Take a file in; its preview follows."""
    form = UploadForm()
    if form.validate_on_submit():
        uid = (form.request_uid.data or new_uid()).lower()
        try:
            uid = actions.stage_roster(
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
    page = render_template("registration/upload.html", slug=slug, form=form)
    return (page, 422) if form.is_submitted() else page


def _batch(uid: str) -> ImportBatch:
    return batch_by_uid_or_none(g.event.id, uid) or abort(404)


def _gone(slug: str, refusal: Refusal) -> tuple[str, int]:
    form = UploadForm(formdata=None)
    form.file.errors = [refusal.message]
    return render_template("registration/upload.html", slug=slug, form=form), 410


def _show(slug: str, batch: ImportBatch, preview: Preview, notice: str = "", wrong: bool = False) -> str:
    levels, regions = preview.context.levels, preview.context.regions
    wanted = request.args.get("tampil", "lihat")
    page = preview_page(preview.plan, regions, levels, wanted, request.args.get("halaman", 1, int))
    lists = {row.level: offers(regions, row.level) for row in page.rows if row.region_problem}
    sheets = Counter(row.row.raw.sheet for row in preview.plan.rows)
    return render_template(
        "registration/preview.html",
        slug=slug,
        batch=batch,
        preview=preview,
        page=page,
        offers=lists,
        counts=preview.plan.counts,
        sheets=sheets,
        skipped=preview.staged.roster.skipped_sheets,
        notice_text=notice,
        errors=open_repairs(page.rows) if wrong else [],
    )


@blueprint.get("/peserta/impor/<uid>")
@allow("organizer")
def preview(slug: str, uid: str) -> str | tuple[str, int] | Answer:
    """What the file would do, compared with the data of this moment."""
    batch = _batch(uid)
    if batch.state == "saved":
        return redirect(url_for("reports_participants.participants", slug=slug))
    try:
        staged = actions.open_batch(batch, now())
    except PreviewGone as refusal:
        return _gone(slug, refusal)
    return _show(slug, batch, actions.compare_roster(g.event, staged, now()))


@blueprint.post("/peserta/impor/<uid>")
@allow("organizer")
def save(slug: str, uid: str) -> str | tuple[str, int] | Answer:
    """Check repairs again ("periksa"), or save what was shown ("simpan")."""
    batch, at = _batch(uid), now()
    if batch.state == "saved":
        return _saved(slug, batch, at)
    try:
        staged = actions.open_batch(batch, at)
    except PreviewGone as refusal:
        return _gone(slug, refusal)
    rows = list(actions.compare_roster(g.event, staged, at).plan.rows)
    repairs = typed_repairs(request.form, rows)
    if request.form.get("act") != "simpan":
        if repairs:
            actions.repair_rows(g.actor, at, event=g.event, batch=batch, repairs=repairs)
        return redirect(_preview_url(slug, uid), 303)
    try:
        return _saved(slug, batch, at, request.form.get("seen", ""), repairs)
    except (RosterChanged, RepairsOpen) as refusal:
        if repairs:
            actions.repair_rows(g.actor, at, event=g.event, batch=batch, repairs=repairs)
        batch = _batch(uid)
        fresh = actions.compare_roster(g.event, actions.open_batch(batch, at), at)
        status = 409 if isinstance(refusal, RosterChanged) else 422
        return _show(slug, batch, fresh, refusal.message, isinstance(refusal, RepairsOpen)), status


def _preview_url(slug: str, uid: str) -> str:
    """The same page of the same filter."""
    wanted, number = request.args.get("tampil"), request.args.get("halaman")
    return url_for(".preview", slug=slug, uid=uid, tampil=wanted, halaman=number)


def _saved(
    slug: str,
    batch: ImportBatch,
    at: datetime,
    seen: str = "",
    repairs: Mapping[Place, Repair] | None = None,
) -> Answer:
    outcome = actions.save_batch(g.actor, at, event=g.event, batch=batch, seen=seen, repairs=repairs)
    words = f"{counted(outcome.created + outcome.updated)} peserta disimpan"
    parts = [f"{counted(outcome.created)} baru", f"{counted(outcome.updated)} berubah"]
    left = f" {counted(outcome.left_out)} baris bermasalah tidak ikut." if outcome.left_out else ""
    flash(f"{words}: {', '.join(parts)}.{left}", "look" if outcome.left_out else "ok")
    return redirect(url_for("reports_participants.participants", slug=slug), 303)


@blueprint.get("/peserta/impor/<uid>/bermasalah.xlsx")
@allow("organizer")
def problem_rows(slug: str, uid: str) -> Response | tuple[str, int]:
    """The rows with errors as a workbook."""
    try:
        staged = actions.open_batch(_batch(uid), now())
    except PreviewGone as refusal:
        return _gone(slug, refusal)
    plan = actions.compare_roster(g.event, staged, now()).plan
    if not plan.errors:
        abort(404)
    return _download(problem_rows_xlsx(plan), f"baris-bermasalah-{slug}.xlsx", XLSX)


def _download(data: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(data, mimetype=kind, headers=headers)


@blueprint.get("/kartu")
@allow("organizer")
def cards(slug: str) -> str:
    """How many cards there are to print, the print that runs, the last one."""
    return render_template("registration/cards.html", slug=slug, page=cards_page(g.event, now()))


@blueprint.post("/kartu/cetak")
@allow("organizer")
def order(slug: str) -> Answer:
    """Order a print; two presses are one."""
    page = cards_page(g.event, now())
    if not page.total:
        raise Refusal("no_cards", "Belum ada kartu untuk dicetak. Impor daftar peserta lebih dulu.")
    only_new = request.form.get("scope") == "new" and 0 < page.unprinted < page.total
    order_cards(g.actor, now(), event=g.event, scope="new" if only_new else "all")
    return redirect(url_for(".cards", slug=slug), 303)


@blueprint.get("/kartu/kemajuan")
@allow("organizer")
def cards_progress(slug: str) -> Response:
    """The band of a running print, asked for every two seconds; when it has ended the page loads anew."""
    page = cards_page(g.event, now())
    if page.progress is None:
        return Response("", headers={"HX-Refresh": "true"})
    return Response(render_template("registration/cards_progress.html", slug=slug, progress=page.progress))


@blueprint.get("/kartu/contoh.png")
@allow("organizer")
def cards_sample(slug: str) -> Response:
    """The first sheet as it would be printed now."""
    path = ensure_sample(g.event) or abort(404)
    return Response(path.read_bytes(), mimetype="image/png")


@blueprint.get("/kartu.pdf")
@allow("organizer")
def cards_pdf(slug: str) -> Response | Answer:
    """The PDF of the last finished print."""
    job = last_cards_job_or_none(g.event.id, finished=True)
    stored = card_file_or_none(str((job.result or {}).get("file_uid"))) if job else None
    if stored is None:
        flash("Kartu belum dibuat. Tekan tombol cetak lebih dulu.", "look")
        return redirect(url_for(".cards", slug=slug))
    return _download(read_bytes(stored), stored.original_name, "application/pdf")
