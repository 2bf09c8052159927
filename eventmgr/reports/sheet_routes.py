"""The attendance sheet of a day as a PDF."""

from flask import Blueprint, Response, abort, g, request

from eventmgr.reports.attendance_paper import attendance_paper, attendance_pdf, day_or_none
from eventmgr.shared.db import db
from eventmgr.shared.text import file_name
from eventmgr.web.access import allow

sheet_blueprint = Blueprint("reports_sheet", __name__, url_prefix="/kegiatan/<slug>/daftar-hadir")


@sheet_blueprint.get("/<int:number>.pdf")
@allow("organizer", "viewer")
def sheet(slug: str, number: int) -> Response:
    """Day `number` with the hours of who was there; `?kosong=1` leaves them out, to be signed at the door."""
    day = day_or_none(g.event, number) or abort(404)
    paper = attendance_paper(g.event, day, blank=request.args.get("kosong") == "1")
    db.session.rollback()  # drawing takes seconds and must not hold a reading transaction
    response = Response(attendance_pdf(paper), mimetype="application/pdf")
    response.headers.set(
        "Content-Disposition", "inline", filename=file_name(f"daftar-hadir-{slug}-{number}", ".pdf")
    )
    return response
