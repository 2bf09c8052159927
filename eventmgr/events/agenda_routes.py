"""The agenda's pages: the picture with the form of what is picked; days; photos of speakers."""

from functools import partial

from flask import Blueprint, Response, abort, flash, g, render_template, request
from werkzeug.wrappers import Response as Answer

from eventmgr.events import agenda_actions as agenda_acts
from eventmgr.events import checkpoint_actions as door_acts
from eventmgr.events.agenda_answers import back, stored_or_shown, told
from eventmgr.events.agenda_forms import CheckpointForm, SessionForm
from eventmgr.events.agenda_page import (
    Panel,
    checkpoint_content,
    checkpoint_form,
    checkpoint_panel,
    door_lines,
    doors_heading,
    find_session,
    session_content,
    session_form,
    session_panel,
)
from eventmgr.events.agenda_queries import PlannedDay, agenda_of
from eventmgr.events.agenda_view import agenda_view, clash_sentences
from eventmgr.events.edit_actions import Gone
from eventmgr.events.name_rules import read_clock
from eventmgr.events.plan_queries import doors_of, photo_file_or_none, suggestions_for
from eventmgr.events.rules import REFUSALS, Doing, may_do
from eventmgr.people.queries import categories_of
from eventmgr.shared.clock import now
from eventmgr.shared.files import read_bytes
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

agenda_blueprint = Blueprint("events_agenda", __name__, url_prefix="/kegiatan/<slug>/jadwal")
#: no id is as high; a higher number would be too much for the database itself
MOST_ID = 10**12
agenda_navigation = [
    Entry(
        "Persiapan",
        "Jadwal",
        "events_agenda.agenda",
        20,
        (
            "events_agenda.add_session",
            "events_agenda.edit_session",
            "events_agenda.add_checkpoint",
            "events_agenda.edit_checkpoint",
            "events_days.days",
            "events_days.add",
            "events_days.shift",
        ),
    )
]


def read_only_words() -> str:
    """Why an organizer cannot change the plan of this event now; empty when they can."""
    decision = may_do(Doing.PREPARE, g.event.state)
    return "" if decision else REFUSALS[decision.reason]


def _show(slug: str, days: list[PlannedDay], panel: Panel | None, fault: str = "") -> str:
    doors, categories = doors_of(g.event.id), categories_of(g.event.office_id)
    is_organizer = g.event_role == "organizer"
    stopped = read_only_words() if is_organizer else ""
    return render_template(
        "events/agenda.html",
        slug=slug,
        days=days,
        view=agenda_view(days, g.event.zone),
        panel=panel,
        may_edit=is_organizer and not stopped,
        stopped=stopped,
        fault=fault,
        doors=door_lines(days, doors, categories, g.event.zone),
        doors_heading=doors_heading(doors),
        hints=suggestions_for(g.event.id) if panel is not None and panel.kind == "sesi" else None,
    )


def _number(name: str) -> int | None:
    """The number in an address, 0 for "baru", None when nothing is picked."""
    text = request.args.get(name, "")
    if text == "baru":
        return 0
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


@agenda_blueprint.get("")
@allow("organizer", "crew", "viewer")
def agenda(slug: str) -> str:
    """The picture; organizers pick a session (`sesi=12`) or a checkpoint (`titik=3`), or "baru"."""
    days, panel = agenda_of(g.event.id), None
    if g.event_role == "organizer" and not read_only_words() and days:
        session_number, door_number = _number("sesi"), _number("titik")
        if session_number is not None:
            if session_number and find_session(days, session_number) is None:
                abort(404)
            form = session_form(days, g.event.zone, session_number, _number("hari") or 0)
            panel = session_panel(days, g.event.zone, session_number, form)
        elif door_number is not None:
            panel = _door_panel(days, door_number, None)
    return _show(slug, days, panel)


def _door_panel(days: list[PlannedDay], number: int, form: CheckpointForm | None) -> Panel:
    doors = doors_of(g.event.id)
    row = next((door for door in doors if door.id == number), None)
    if number and row is None:
        abort(404)
    if form is None:
        form = checkpoint_form(days, doors, categories_of(g.event.office_id), g.event.zone, number)
    return checkpoint_panel(
        doors, number, form, is_open=row is not None and row.opens_at < now() < row.closes_at
    )


@agenda_blueprint.post("/sesi")
@allow("organizer")
def add_session(slug: str) -> tuple[str, int] | Answer:
    """A new session or break."""
    return _save_session(slug, 0)


@agenda_blueprint.post("/sesi/<int(max=999999999999):number>")
@allow("organizer")
def edit_session(slug: str, number: int) -> tuple[str, int] | Answer:
    """Save the form beside the picture."""
    return _save_session(slug, number)


def _save_session(slug: str, number: int) -> tuple[str, int] | Answer:
    days = agenda_of(g.event.id)
    if number and find_session(days, number) is None:
        flash(Gone().message, "stop")
        return back(slug)
    form = session_form(days, g.event.zone, number)

    def seen() -> int:
        found = find_session(agenda_of(g.event.id), number)
        return found[1].revision if found else 0

    def show(fault: str) -> str:
        current = agenda_of(g.event.id)
        return _show(slug, current, session_panel(current, g.event.zone, number, form), fault)

    return stored_or_shown(form, partial(_stored_session, slug, number, form), seen, show)


def _stored_session(slug: str, number: int, form: SessionForm) -> Answer:
    content, at = session_content(form), now()
    if number:
        agenda_acts.change_session(
            g.actor, at, event=g.event, session_id=number, content=content, seen=int(form.revision.data)
        )
    else:
        number = agenda_acts.add_session(
            g.actor, at, event=g.event, content=content, request_uid=(form.request_uid.data or "").lower()
        )
    clashing = clash_sentences(agenda_of(g.event.id), g.event.zone).get(number, ())
    words = f"“{content.title}” disimpan."
    flash(f"{words} {' '.join(clashing)}" if clashing else words, "look" if clashing else "ok")
    return back(slug, sesi=number)


@agenda_blueprint.post("/sesi/<int(max=999999999999):number>/pindah")
@allow("organizer")
def move_session(slug: str, number: int) -> Answer:
    """Dragged to another hour or day; the form beside the picture does the same."""
    hour = read_clock(request.form.get("starts", ""))
    day, seen = (
        min(request.form.get("day", type=int) or 0, MOST_ID),
        request.form.get("revision", type=int) or 0,
    )

    def act() -> str:
        if hour is None:
            raise Refusal("odd_hour", "Jam tujuan tidak terbaca. Sesi tetap di tempatnya.")
        agenda_acts.move_session(
            g.actor, now(), event=g.event, session_id=number, day_id=day, starts=hour, seen=seen
        )
        found = find_session(agenda_of(g.event.id), number)
        clashing = clash_sentences(agenda_of(g.event.id), g.event.zone).get(number, ())
        title = found[1].title if found else "Sesi"
        return " ".join([f"“{title}” dipindahkan ke pukul {hour:%H.%M}.", *clashing])

    return told(slug, act, sesi=number)


@agenda_blueprint.post("/sesi/<int(max=999999999999):number>/hapus")
@allow("organizer")
def delete_session(slug: str, number: int) -> Answer:
    """Take a session without scans out."""

    def act() -> str:
        title = agenda_acts.delete_session(g.actor, now(), event=g.event, session_id=number)
        return f"“{title}” dihapus dari jadwal."

    return told(slug, act, sesi=number)


@agenda_blueprint.post("/titik")
@allow("organizer")
def add_checkpoint(slug: str) -> tuple[str, int] | Answer:
    """A new checkpoint."""
    return _save_checkpoint(slug, 0)


@agenda_blueprint.post("/titik/<int(max=999999999999):number>")
@allow("organizer")
def edit_checkpoint(slug: str, number: int) -> tuple[str, int] | Answer:
    """Save a checkpoint; the door follows at once."""
    return _save_checkpoint(slug, number)


def _save_checkpoint(slug: str, number: int) -> tuple[str, int] | Answer:
    days, doors = agenda_of(g.event.id), doors_of(g.event.id)
    if number and number not in {door.id for door in doors}:
        flash(Gone().message, "stop")
        return back(slug)
    form = checkpoint_form(days, doors, categories_of(g.event.office_id), g.event.zone, number)

    def seen() -> int:
        return {door.id: door.revision for door in doors_of(g.event.id)}.get(number, 0)

    def show(fault: str) -> str:
        return _show(slug, days, _door_panel(days, number, form), fault)

    return stored_or_shown(form, partial(_stored_checkpoint, slug, number, form), seen, show)


def _stored_checkpoint(slug: str, number: int, form: CheckpointForm) -> Answer:
    content, at = checkpoint_content(form), now()
    if number:
        door_acts.change_checkpoint(
            g.actor, at, event=g.event, checkpoint_id=number, content=content, seen=int(form.revision.data)
        )
    else:
        number = door_acts.add_checkpoint(
            g.actor, at, event=g.event, content=content, request_uid=(form.request_uid.data or "").lower()
        )
    flash(f"Titik “{content.name}” disimpan. Halaman pindai langsung mengikutinya.", "ok")
    return back(slug, titik=number)


@agenda_blueprint.post("/titik/<int(max=999999999999):number>/tutup")
@allow("organizer")
def close_checkpoint(slug: str, number: int) -> Answer:
    """End its window now."""

    def act() -> str:
        name = door_acts.close_checkpoint(g.actor, now(), event=g.event, checkpoint_id=number)
        return f"Titik “{name}” ditutup. Pindai sesudah ini tidak dihitung."

    return told(slug, act, titik=number)


@agenda_blueprint.post("/titik/<int(max=999999999999):number>/hapus")
@allow("organizer")
def delete_checkpoint(slug: str, number: int) -> Answer:
    """Delete one without scans."""

    def act() -> str:
        name = door_acts.delete_checkpoint(g.actor, now(), event=g.event, checkpoint_id=number)
        return f"Titik “{name}” dihapus."

    return told(slug, act, titik=number)


@agenda_blueprint.get("/foto/<uid>.jpg")
@allow("organizer", "crew", "viewer")
def photo(slug: str, uid: str) -> Response:
    """A speaker's photo, 192 × 192; we made the bytes ourselves."""
    stored = photo_file_or_none(g.event.id, uid) or abort(404)
    return Response(
        read_bytes(stored), mimetype="image/jpeg", headers={"Cache-Control": "private, max-age=86400"}
    )
