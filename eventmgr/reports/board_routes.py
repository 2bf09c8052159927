"""The live board of a checkpoint: the page, the part that is asked for every ten seconds, reminders."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.checkin.attendance_view import place_to_show
from eventmgr.checkin.queries import checkpoints_of, present_by_checkpoint
from eventmgr.reports.board_actions import note_reminder
from eventmgr.reports.board_page import door_of, live_board, version_of, writer_for
from eventmgr.reports.board_queries import live_place_or_none
from eventmgr.reports.board_rules import LivePlace
from eventmgr.reports.door_alerts import door_alerts
from eventmgr.reports.participant_queries import participant_or_none
from eventmgr.shared.clock import now
from eventmgr.shared.dates import clock_time, local_date
from eventmgr.shared.text import full_name
from eventmgr.web.access import allow
from eventmgr.web.frame import Frame
from eventmgr.web.navigation import Entry

board_blueprint = Blueprint("reports_board", __name__, url_prefix="/kegiatan/<slug>/presensi")
board_navigation = [Entry("Presensi", "Papan presensi", "reports_board.board", 5)]


@board_blueprint.get("")
@allow("organizer", "viewer")
def board(slug: str) -> str:
    """How many came when, by kecamatan, and who is missing; `?titik=` chooses the checkpoint."""
    at = now()
    places = checkpoints_of(g.event.id)
    if not places:
        return render_template("reports/board_empty.html", slug=slug)
    chosen = place_to_show(places, request.args.get("titik"), at)
    if chosen is None:
        abort(404)
    numbers = present_by_checkpoint(g.event.id)
    doors = [door_of(each, numbers.get(each.id, 0), at, g.event.zone) for each in places]
    place = _place(chosen.slug)
    version, moment = _version(place, at), clock_time(at, g.event.zone)
    return render_template(
        "reports/board.html", doors=doors, version=version, moment=moment, **_parts(slug, place, at)
    )


@board_blueprint.get("/langsung")
@allow("organizer", "viewer")
def live(slug: str) -> Response:
    """The changing parts alone; 304 while they are as the browser has them."""
    at = now()
    place = chosen_place(at)
    version = _version(place, at)
    headers = live_headers(version, clock_time(at, g.event.zone))
    if request.headers.get("If-None-Match") == version:
        return Response(status=304, headers=headers)
    g.frame = Frame()  # nothing of it stands in a fragment
    return Response(render_template("reports/board_live.html", **_parts(slug, place, at)), headers=headers)


def live_headers(version: str, moment: str) -> dict[str, str]:
    """The marks by which a page knows that our server answered, and not the hotel's captive portal."""
    return {"ETag": version, "X-Eventmgr-Moment": moment}


@board_blueprint.post("/ingatkan/<string(length=32):uid>")
@allow("organizer")
def remind(slug: str, uid: str) -> Answer | str:
    """Note that the WhatsApp link of a missing person was tapped; the answer is when."""
    place, at = _place(request.form.get("titik", "")), now()
    facts = participant_or_none(g.event.id, uid)
    if facts is None or facts.registration.state != "registered":
        abort(404)
    person = facts.person
    name = full_name(person.name, person.front_title, person.back_title)
    writer = writer_for(g.event, g.office, place, g.actor, at)
    note_reminder(
        g.actor,
        at,
        event=g.event,
        registration=facts.registration,
        person=person,
        checkpoint_id=place.id,
        text=writer.text(name),
    )
    if request.headers.get("X-Requested-With") == "fetch":
        return clock_time(at, g.event.zone)
    return redirect(url_for(".board", slug=slug, titik=place.slug), 303)


def chosen_place(at: datetime) -> LivePlace:
    """The checkpoint of `?titik=`; without it the one that the page would show. 404 where there is none."""
    slug = request.args.get("titik")
    if slug is None:
        chosen = place_to_show(checkpoints_of(g.event.id), None, at)
        slug = chosen.slug if chosen else ""
    return _place(slug)


def _place(slug: str) -> LivePlace:
    place = live_place_or_none(g.event.id, slug) if slug.isprintable() else None
    return place or abort(404)


def _version(place: LivePlace, at: datetime) -> str:
    return version_of(place, at, g.event.zone, show_all="semua" in request.args, role=g.event_role)


def _parts(slug: str, place: LivePlace, at: datetime) -> dict[str, Any]:
    """What the templates of the changing parts read."""
    is_organizer = g.event_role == "organizer"
    show_all = "semua" in request.args
    writer = writer_for(g.event, g.office, place, g.actor, at)
    page = live_board(place, writer, show_all=show_all, may_write=is_organizer)
    # The list of participants knows the day in view only: today, or the last that has passed.
    is_in_view = place.date == local_date(at, g.event.zone)
    download = url_for("reports_participants.download", slug=slug, hadir="tidak") if is_in_view else ""
    alerts = door_alerts(g.event, slug, with_late=False)
    return {
        "slug": slug,
        "page": page,
        "is_organizer": is_organizer,
        "download": download,
        "alerts": alerts,
    }
