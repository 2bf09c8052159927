"""Certificates by kecamatan: one PDF each to print, one ZIP each or for all to hand out."""

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    g,
    redirect,
    render_template,
    url_for,
)
from werkzeug.wrappers import Response as Answer

from eventmgr.certificates.bundles import merged_district, zip_of_districts
from eventmgr.certificates.district_queries import District, districts_with_papers
from eventmgr.certificates.numbers_sheet import numbers_xlsx
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.shared.text import file_name
from eventmgr.web.access import allow

bundle_blueprint = Blueprint(
    "certificate_bundles", __name__, url_prefix="/kegiatan/<slug>/sertifikat/per-kecamatan"
)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bundle_blueprint.get("")
@allow("organizer", "viewer")
def districts(slug: str) -> str:
    """The kecamatan with their number of valid certificates."""
    return render_template(
        "certificates/districts.html", slug=slug, districts=districts_with_papers(g.event.id)
    )


@bundle_blueprint.get("/semua.zip")
@allow("organizer", "viewer")
def everything(slug: str) -> Answer:
    """All valid certificates, a folder for each kecamatan."""
    every = districts_with_papers(g.event.id)
    if not every:
        flash("Belum ada sertifikat yang berlaku, jadi belum ada yang diunduh.", "look")
        return redirect(url_for(".districts", slug=slug))
    return _zipped(f"sertifikat-{slug}", every)


@bundle_blueprint.get("/daftar-nomor.xlsx")
@allow("organizer", "viewer")
def numbers(slug: str) -> Answer:
    """Every number with its name and state, for SPJ."""
    response = Response(numbers_xlsx(g.event, now()), mimetype=XLSX)
    name = file_name(f"daftar-nomor-{slug}", ".xlsx")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bundle_blueprint.get("/<district>.zip")
@allow("organizer", "viewer")
def one_zip(slug: str, district: str) -> Answer:
    """The valid certificates of a kecamatan, one file a person."""
    found = _district(district)
    return _zipped(f"sertifikat-{slug} {found.name}", (found,))


@bundle_blueprint.get("/<district>.pdf")
@allow("organizer", "viewer")
def one_pdf(slug: str, district: str) -> Answer:
    """The valid certificates of a kecamatan in one file, by number."""
    found = _district(district)
    db.session.rollback()  # merging must not hold a reading transaction
    response = Response(merged_district(found), mimetype="application/pdf")
    name = file_name(f"sertifikat-{slug} {found.name}", ".pdf")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _district(code: str) -> District:
    every = districts_with_papers(g.event.id)
    return next((one for one in every if one.code == code), None) or abort(404)


def _zipped(stem: str, districts: tuple[District, ...]) -> Answer:
    db.session.rollback()  # a slow line must not hold a reading transaction
    return zip_of_districts(districts, stem)
