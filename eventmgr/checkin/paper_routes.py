"""Entering a signed paper sheet, and what became of each line."""

import re

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.checkin.attendance_forms import SheetForm, moment_on, read_hour
from eventmgr.checkin.attendance_view import place_to_show
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.day_rules import Day
from eventmgr.checkin.paper_actions import Line, enter_sheet
from eventmgr.checkin.paper_queries import (
    districts_of,
    entered_rows,
    place_of_entry_or_none,
    sheet_people,
)
from eventmgr.checkin.paper_view import entry_result
from eventmgr.checkin.queries import CheckpointRow, checkpoints_of
from eventmgr.shared.clock import now
from eventmgr.shared.codes import normalize_code
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

paper_blueprint = Blueprint("checkin_paper", __name__, url_prefix="/kegiatan/<slug>/kehadiran/kertas")
_UID = re.compile(r"[0-9a-f]{32}")


@paper_blueprint.get("")
@allow("organizer")
def sheet(slug: str) -> str:
    """The list of one kecamatan at one checkpoint, to tick what is signed."""
    return _show(slug, SheetForm(formdata=None), {})


def _show(slug: str, form: SheetForm, wrong_hours: dict[str, str]) -> str:
    places = checkpoints_of(g.event.id)
    if not places:
        return render_template("checkin/attendance_empty.html")
    place = place_to_show(places, request.args.get("titik"), now()) or abort(404)
    districts = districts_of(g.event.id, place.id)
    code = request.args.get("kecamatan")
    if code is None or code not in {each for each, _, _ in districts}:
        code = districts[0][0] if districts else ""
    return render_template(
        "checkin/paper.html",
        slug=slug,
        form=form,
        places=places,
        place=place,
        districts=districts,
        code=code,
        people=sheet_people(g.event.id, place.id, code),
        zone=g.event.zone,
        ticked=set(request.form.getlist("hadir")),
        typed_hours={key[4:]: value for key, value in request.form.items() if key.startswith("jam-")},
        wrong_hours=wrong_hours,
        paper_errors=[(f"jam-{uid}", "Tulis pukul seperti 08.12.") for uid in wrong_hours],
    )


@paper_blueprint.post("")
@allow("organizer")
def enter(slug: str) -> Answer | tuple[str, int]:
    """Store what was ticked and typed; two presses are one entry."""
    form, place = SheetForm(), _place(request.args.get("titik", ""))
    day = next(day for day in days_with_places(g.event) if day.id == place.day_id)
    wrong: dict[str, str] = {}
    lines = _ticked_lines(day, wrong)
    if form.validate_on_submit() and not wrong:
        lines += [Line(code=code) for code in _typed_codes(form.codes.data or "")]
        try:
            rev = enter_sheet(
                g.actor,
                now(),
                event_id=g.event.id,
                checkpoint=place.slug,
                lines=lines,
                request_uid=form.request_uid.data or "",
            )
        except Refusal as refusal:
            form.codes.errors = [refusal.message]
        else:
            code = request.args.get("kecamatan")
            return redirect(url_for(".result", slug=slug, number=rev, kecamatan=code), 303)
    return _show(slug, form, wrong), 422


def _place(slug: str) -> CheckpointRow:
    found: CheckpointRow = next(
        (row for row in checkpoints_of(g.event.id) if row.slug == slug), None
    ) or abort(404)
    return found


def _ticked_lines(day: Day, wrong: dict[str, str]) -> list[Line]:
    """A line for each ticked name; hours that cannot be read go into `wrong` by the person's uid."""
    lines = []
    for uid in request.form.getlist("hadir"):
        if not _UID.fullmatch(uid):
            continue
        typed = request.form.get(f"jam-{uid}", "")
        try:
            lines.append(Line(registration_uid=uid, arrived_at=moment_on(day, read_hour(typed))))
        except ValueError:
            wrong[uid] = typed
    return lines


def _typed_codes(typed: str) -> list[str]:
    """The codes of the cards, in any of the ways in which people write lists."""
    return [code for part in re.split(r"[\s,;]+", typed) if (code := normalize_code(part)[:80])]


@paper_blueprint.get("/hasil/<int:number>")
@allow("organizer")
def result(slug: str, number: int) -> str:
    """What became of each line of one entry."""
    if number >= 2**53:
        abort(404)
    place_id = place_of_entry_or_none(g.event.id, number)
    place = next((row for row in checkpoints_of(g.event.id) if row.id == place_id), None)
    if place is None:
        abort(404)
    return render_template(
        "checkin/paper_result.html",
        slug=slug,
        place=place,
        entry=entry_result(entered_rows(g.event.id, number), place, g.event.zone),
        district=request.args.get("kecamatan"),
    )
