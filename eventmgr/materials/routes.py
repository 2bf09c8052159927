"""The organizer's materials page, and what anybody may read without a link."""

from typing import Any

from flask import Blueprint, abort, flash, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.events.agenda_queries import PlannedDay, agenda_of
from eventmgr.events.edit_actions import Gone, Stale
from eventmgr.events.rules import REFUSALS, Doing, may_do
from eventmgr.materials.actions import (
    MaterialFacts,
    NewContent,
    add_material,
    change_material,
    order_materials,
    remove_material,
)
from eventmgr.materials.content_kinds import MOST_BYTES, fitting_name, kind_of
from eventmgr.materials.forms import GENERAL, MaterialForm
from eventmgr.materials.page import Panel, material_form, material_panel, materials_page
from eventmgr.materials.queries import (
    MaterialRow,
    material_by_uid_or_none,
    materials_of,
    opening_of,
    place_of,
    removed_or_none,
    versions_of,
)
from eventmgr.materials.rules import PUBLIC, STRANGER, may_read
from eventmgr.materials.serving import hand_out
from eventmgr.shared.clock import now
from eventmgr.shared.files import write_stream
from eventmgr.shared.hit_notes import note_hit
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry
from eventmgr.web.sizes import largest

blueprint = Blueprint("materials", __name__, url_prefix="/kegiatan/<slug>/materi")
public_blueprint = Blueprint("materials_public", __name__)
blueprints = [blueprint, public_blueprint]
navigation = [Entry("Materi", "Materi", "materials.overview", 10, ("materials.add", "materials.change"))]
#: a file of 50 MB and the form around it
_LARGEST = MOST_BYTES + 1024 * 1024


def _stopped() -> str:
    decision = may_do(Doing.PAPERS, g.event.state)
    return "" if decision else REFUSALS[decision.reason]


def _show(days: list[PlannedDay], rows: list[MaterialRow], panel: Panel | None, fault: str = "") -> str:
    may_edit = g.event_role == "organizer" and not _stopped()
    return render_template(
        "materials/overview.html",
        slug=g.event.slug,
        page=materials_page(g.event, days, rows, now(), panel.uid if panel is not None else ""),
        panel=panel,
        may_edit=may_edit,
        stopped=_stopped() if g.event_role == "organizer" else "",
        fault=fault,
        removed=removed_or_none(g.event.id, request.args.get("dihapus", "")) if may_edit else None,
    )


def _row(rows: list[MaterialRow], uid: str) -> MaterialRow | None:
    return next((row for row in rows if row.uid == uid), None)


@blueprint.get("")
@allow("organizer", "viewer")
def overview(slug: str) -> str:
    """All materials by day; organizers pick one (`materi=<uid>`) or a new one (`tambah=<place>`)."""
    days, rows, panel = agenda_of(g.event.id), materials_of(g.event.id), None
    if g.event_role == "organizer" and not _stopped():
        picked, place = request.args.get("materi"), request.args.get("tambah")
        if picked:
            row = _row(rows, picked) or abort(404)
            panel = material_panel(g.event, days, row, material_form(g.event, days, row), now())
        elif place is not None:
            form = material_form(g.event, days, None, place or GENERAL)
            panel = material_panel(g.event, days, None, form, now())
    return _show(days, rows, panel)


@blueprint.post("")
@largest(_LARGEST)
@allow("organizer")
def add(slug: str) -> Any:
    """Put up a new material."""
    days = agenda_of(g.event.id)
    return _saved(days, None, material_form(g.event, days, None))


@blueprint.post("/<uid>")
@largest(_LARGEST)
@allow("organizer")
def change(slug: str, uid: str) -> Any:
    """Save the form of a material; a file or link that comes along is its next version."""
    days, rows = agenda_of(g.event.id), materials_of(g.event.id)
    row = _row(rows, uid)
    if row is None:
        flash(Gone().message, "stop")
        return _gone_to(url_for(".overview", slug=slug))
    return _saved(days, row, material_form(g.event, days, row))


def _saved(days: list[PlannedDay], row: MaterialRow | None, form: MaterialForm) -> Any:
    fault, status = "", 422
    if form.validate_on_submit():
        try:
            uid = _store(row, form)
            return _gone_to(url_for(".overview", slug=g.event.slug, materi=uid))
        except Stale as stale:
            fault, status = stale.message, 409
            fresh = _row(materials_of(g.event.id), row.uid if row else "")
            form.revision.data = str(fresh.revision if fresh else 0)
        except Refusal as refusal:
            if refusal.code.startswith("file_"):
                form.file.errors = [refusal.message]
            else:
                fault = refusal.message
    return _refused(days, row, form, fault, status)


def _refused(
    days: list[PlannedDay], row: MaterialRow | None, form: MaterialForm, fault: str, status: int
) -> Any:
    if _by_script():
        faults = {field.id: field.errors[0] for field in form if field.errors}
        return jsonify(message=fault, fields=faults, revision=form.revision.data), status
    panel = material_panel(g.event, days, row, form, now())
    return _show(days, materials_of(g.event.id), panel, fault), status


def _by_script() -> bool:
    """Whether the page's own script sends the form, to show how far the upload is."""
    return request.headers.get("X-Eventmgr") == "upload"


def _gone_to(address: str) -> Any:
    return jsonify(to=address) if _by_script() else redirect(address, 303)


def _store(row: MaterialRow | None, form: MaterialForm) -> str:
    """Check and write the file, then save; the uid of the material comes back. Raises Refusal."""
    at, content = now(), _content(form)
    day_id, session_id = form.chosen_place()
    facts = MaterialFacts(
        form.title.data or "",
        form.gate.data,
        form.opens.data,
        form.opening_moment(g.event.zone),
        day_id,
        session_id,
    )
    if row is None:
        uid = add_material(
            g.actor,
            at,
            event=g.event,
            facts=facts,
            content=content or NewContent(),
            request_uid=(form.request_uid.data or "").lower(),
        )
        flash(f"“{facts.title}” sudah ditaruh.", "ok")
        return uid
    version = change_material(
        g.actor, at, event=g.event, uid=row.uid, facts=facts, seen=int(form.revision.data), content=content
    )
    flash(f"“{facts.title}” disimpan{f' sebagai versi {version}' if content else ''}.", "ok")
    return row.uid


def _content(form: MaterialForm) -> NewContent | None:
    upload = form.upload
    if upload is None:
        return NewContent(link=form.link.data) if form.link.data else None
    stream = upload.stream
    stream.seek(0, 2)
    kind = kind_of(stream, stream.tell())
    return NewContent(
        written=write_stream(stream), type=kind.type, name=fitting_name(upload.filename or "", kind)
    )


@blueprint.post("/urutan")
@allow("organizer")
def order(slug: str) -> Answer:
    """The rows of a day in their new order (`uid` many times), or one of them a step `up` or `down`."""
    key, uids = request.form.get("hari", GENERAL), request.form.getlist("uid")
    number = key.partition("-")[2]
    day_id = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None
    moved, step = request.form.get("pindah", ""), request.form.get("arah", "")
    if moved:
        uids = [row.uid for row in materials_of(g.event.id) if row.day_id == day_id]
        if moved in uids:
            place = uids.index(moved)
            other = place - 1 if step == "up" else place + 1
            if 0 <= other < len(uids):
                uids[place], uids[other] = uids[other], uids[place]
    order_materials(g.actor, now(), event=g.event, day_id=day_id, uids=uids)
    return redirect(url_for(".overview", slug=slug, _anchor=key), 303)


@blueprint.post("/<uid>/hapus")
@allow("organizer")
def remove(slug: str, uid: str) -> Answer:
    """Take a material down; the notice of the next page offers to put it back."""
    remove_material(g.actor, now(), event=g.event, uid=uid)
    return redirect(url_for(".overview", slug=slug, dihapus=uid), 303)


@blueprint.post("/<uid>/kembalikan")
@allow("organizer")
def put_back(slug: str, uid: str) -> Answer:
    """Undo taking it down."""
    title = remove_material(g.actor, now(), event=g.event, uid=uid, is_back=True)
    flash(f"“{title}” dikembalikan.", "ok")
    return redirect(url_for(".overview", slug=slug, materi=uid), 303)


@blueprint.get("/<uid>/berkas")
@allow("organizer", "viewer")
def file(slug: str, uid: str) -> Answer:
    """What a material holds, in any of its versions (`versi=1`); people of the event see it at any time."""
    row = _row(materials_of(g.event.id), uid) or abort(404)
    number = request.args.get("versi", row.content.number, int)
    content = next((one for one in versions_of(row.id) if one.number == number), None) or abort(404)
    return hand_out(content)


@public_blueprint.get("/materi/<uid>")
@allow("public")
def read(uid: str) -> Answer:
    """A material that anybody may read, by its own address."""
    found = material_by_uid_or_none(uid) or abort(404)
    days = agenda_of(found.event.id)
    decision = may_read(
        gate=found.row.gate,
        opening=opening_of(found.row, days),
        place=place_of(found.row, days),
        reader=STRANGER,
        event_state=found.event.state,
        moment=now(),
    )
    if found.row.gate != PUBLIC or not decision:
        abort(404)
    note_hit(uid, f"{request.remote_addr} {request.user_agent.string}")
    return hand_out(found.row.content)
