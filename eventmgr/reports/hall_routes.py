"""The screen in the hall, and the part of it that is asked for every ten seconds."""

from datetime import datetime

from flask import Blueprint, Response, g, render_template, request

from eventmgr.reports.board_page import version_of
from eventmgr.reports.board_routes import chosen_place, live_headers
from eventmgr.reports.board_rules import LivePlace
from eventmgr.reports.hall_page import hall_screen
from eventmgr.shared.clock import now
from eventmgr.shared.dates import clock_time, zone_name
from eventmgr.web.access import allow
from eventmgr.web.frame import Frame

hall_blueprint = Blueprint("reports_hall", __name__, url_prefix="/kegiatan/<slug>/presensi/layar")


@hall_blueprint.get("")
@allow("organizer", "crew", "viewer")
def screen(slug: str) -> str:
    """One number for everybody in the hall; `?titik=` chooses the checkpoint."""
    at = now()
    place = chosen_place(at)
    return render_template(
        "reports/hall.html",
        slug=slug,
        event=g.event,
        page=hall_screen(g.event, place, at),
        version=_version(place, at),
        clock=clock_time(at, g.event.zone),
        zone_name=zone_name(g.event.zone),
        epoch=int(at.timestamp() * 1000),
    )


@hall_blueprint.get("/langsung")
@allow("organizer", "crew", "viewer")
def live(slug: str) -> Response:
    """The numbers alone; 304 while they are as the screen has them."""
    at = now()
    place = chosen_place(at)
    version = _version(place, at)
    headers = live_headers(version, clock_time(at, g.event.zone))
    if request.headers.get("If-None-Match") == version:
        return Response(status=304, headers=headers)
    g.frame = Frame()  # nothing of it stands in a fragment
    page = hall_screen(g.event, place, at)
    return Response(render_template("reports/hall_live.html", slug=slug, page=page), headers=headers)


def _version(place: LivePlace, at: datetime) -> str:
    return version_of(place, at, g.event.zone, show_all=False, role="layar")
