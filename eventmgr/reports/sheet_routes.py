"""The attendance sheets of an event: ordered, followed, fetched."""

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.reports.sheet_actions import order_sheet
from eventmgr.reports.sheet_forms import BLANK, HOURS, NOBODY, SheetForm
from eventmgr.reports.sheet_page import SheetPage, sheet_page, sheet_progress
from eventmgr.reports.sheet_queries import drawn_file_or_none
from eventmgr.shared.clock import now
from eventmgr.shared.files import read_bytes
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.bands import band_or_reload
from eventmgr.web.navigation import Entry

sheet_blueprint = Blueprint("reports_sheet", __name__, url_prefix="/kegiatan/<slug>/daftar-hadir")
sheet_navigation = [
    Entry("Presensi", "Daftar hadir", "reports_sheet.sheet", 30, also=("reports_sheet.order",))
]


@sheet_blueprint.get("")
@allow("organizer", "viewer")
def sheet(slug: str) -> str:
    """What can be ordered, what is being drawn, what is kept; `?hari=2` chooses the day."""
    page = sheet_page(g.event, now(), asked_day=request.args.get("hari", type=int))
    return _shown(slug, page, _form(page))


@sheet_blueprint.post("")
@allow("organizer", "viewer")
def order(slug: str) -> Answer | tuple[str, int]:
    """Order one sheet; two presses are one."""
    page = sheet_page(g.event, now())
    if not page.people or not page.days:
        raise Refusal("no_sheet", "Belum ada peserta atau hari untuk daftar hadir. Isi dulu keduanya.")
    form = _form(page)
    if not form.validate_on_submit():
        return _shown(slug, page, form), 422
    order_sheet(g.actor, now(), event=g.event, wish=form.wish())
    return redirect(url_for(".sheet", slug=slug, hari=form.day.data), 303)


@sheet_blueprint.get("/kemajuan")
@allow("organizer", "viewer")
def progress(slug: str) -> Response:
    """The band of a running order, asked for every two seconds; when it has ended the page loads anew."""
    return band_or_reload(sheet_progress(g.event, now()), url_for(".progress", slug=slug))


@sheet_blueprint.get("/<string(length=32):uid>.pdf")
@allow("organizer", "viewer")
def drawn(slug: str, uid: str) -> Response:
    """One of the kept PDFs."""
    stored = drawn_file_or_none(g.event, uid) or abort(404)
    response = Response(read_bytes(stored), mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=stored.original_name)
    return response


def _form(page: SheetPage) -> SheetForm:
    usual = page.usual
    form = SheetForm(
        data={
            "day": usual.number,
            "kind": BLANK if usual.blank else HOURS,
            "by_district": usual.by_district,
            "knower": usual.knower_id or NOBODY,
            "signer": usual.signer_id or NOBODY,
        }
    )
    form.day.choices = list(page.days)
    form.knower.choices = form.signer.choices = [(NOBODY, "Tidak dicetak"), *page.officials]
    return form


def _shown(slug: str, page: SheetPage, form: SheetForm) -> str:
    return render_template("reports/sheet.html", slug=slug, page=page, form=form)
