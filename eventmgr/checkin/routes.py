"""Pages of presence. The crew's scan page stands in `scan_routes`."""

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.checkin.attendance_routes import attendance_blueprint, show_matrix
from eventmgr.checkin.attendance_sheet import attendance_xlsx
from eventmgr.checkin.attendance_view import (
    chip_label,
    districts,
    is_over,
    missing_groups,
    place_to_show,
    sentence,
)
from eventmgr.checkin.matrix_page import read_wanted
from eventmgr.checkin.missing_queries import missing_at
from eventmgr.checkin.paper_routes import paper_blueprint
from eventmgr.checkin.places_api import places_blueprint
from eventmgr.checkin.queries import arrivals_by_region, checkpoints_of, present_by_checkpoint
from eventmgr.checkin.roster_api import roster_blueprint
from eventmgr.checkin.scan_routes import scan_blueprint
from eventmgr.shared.clock import now
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

blueprint = Blueprint("checkin", __name__)
blueprints = [
    blueprint,
    attendance_blueprint,
    paper_blueprint,
    scan_blueprint,
    roster_blueprint,
    places_blueprint,
]
navigation = [
    Entry(
        tab="Presensi",
        label="Kehadiran",
        endpoint="checkin.attendance",
        position=10,
        also=("checkin_attendance.save", "checkin_attendance.correction_list", "checkin_attendance.reopen"),
    ),
    Entry(tab="Presensi", label="Per wilayah", endpoint="checkin.arrivals", position=14),
    Entry(
        tab="Presensi",
        label="Masukkan dari kertas",
        endpoint="checkin_paper.sheet",
        position=40,
        also=("checkin_paper.enter", "checkin_paper.result"),
    ),
    Entry(tab="Presensi", label="Pindai", endpoint="checkin_scan.scan_page", position=20),
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/kegiatan/<slug>/kehadiran")
@allow("organizer", "viewer")
def attendance(slug: str) -> str | Answer:
    """Who was there on which day, and why not: person × day. Addresses of the old page lead to its place."""
    if "titik" in request.args:
        place, district = request.args["titik"], request.args.get("kecamatan")
        return redirect(url_for(".arrivals", slug=slug, titik=place, kecamatan=district))
    return show_matrix(slug, read_wanted(request.args))


@blueprint.get("/kegiatan/<slug>/kehadiran/wilayah")
@allow("organizer", "viewer")
def arrivals(slug: str) -> str:
    """Who came to one checkpoint, by kecamatan and kelurahan, and who is missing."""
    event, at = g.event, now()
    places = checkpoints_of(event.id)
    if not places:
        return render_template("checkin/attendance_empty.html")
    place = place_to_show(places, request.args.get("titik"), at)
    if place is None:
        abort(404)
    found = districts(arrivals_by_region(event.id, place.id), missing_at(event.id, place.id))
    groups, left_out = missing_groups(found, show_all="semua" in request.args)
    numbers = present_by_checkpoint(event.id)
    return render_template(
        "checkin/attendance.html",
        slug=slug,
        place=place,
        zone=event.zone,
        chips=[(each.slug, chip_label(each), numbers.get(each.id, 0)) for each in places],
        opening=sentence(place, found, zone=event.zone, at=at),
        districts=found,
        groups=groups,
        left_out=left_out,
        is_awaited=not is_over(place, event.zone, at),
        has_begun=at >= place.opens_at or any(district.present for district in found),
        opened_district=request.args.get("kecamatan", ""),
    )


@blueprint.get("/kegiatan/<slug>/kehadiran.xlsx")
@allow("organizer", "viewer")
def attendance_file(slug: str) -> Response:
    """The same as an Excel file, all checkpoints at once."""
    data = attendance_xlsx(g.event, now()).data
    disposition = f'attachment; filename="kehadiran-{slug}.xlsx"'
    return Response(data, mimetype=XLSX, headers={"Content-Disposition": disposition})
