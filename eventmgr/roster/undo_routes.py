"""A past import, and taking it back."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.events.rules import Doing, may_do
from eventmgr.registration.models import ImportBatch
from eventmgr.roster.queries import batch_by_uid_or_none
from eventmgr.roster.undo_actions import UndoOutcome, undo_import
from eventmgr.roster.undo_page import import_page, saved_day
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import counted
from eventmgr.web.access import allow

undo_blueprint = Blueprint(
    "roster_undo", __name__, url_prefix="/kegiatan/<slug>/peserta/impor/<string(length=32):uid>"
)


def _page(slug: str, batch: ImportBatch, refused: str = "") -> str:
    return render_template(
        "roster/import_done.html",
        slug=slug,
        batch=batch,
        page=import_page(g.event, batch),
        day=saved_day(batch, g.event.zone),
        may_change=bool(may_do(Doing.PREPARE, g.event.state)),
        refused=refused,
    )


def _saved(uid: str) -> ImportBatch:
    batch = batch_by_uid_or_none(g.event.id, uid)
    return batch if batch is not None and batch.state in ("saved", "undone") else abort(404)


@undo_blueprint.get("/hasil")
@allow("organizer")
def done(slug: str, uid: str) -> str:
    """What an import brought, and what undoing it would take back or did."""
    return _page(slug, _saved(uid))


@undo_blueprint.post("/urungkan")
@allow("organizer")
def undo(slug: str, uid: str) -> tuple[str, int] | Answer:
    """Take the import back; a second press shows the same."""
    batch = _saved(uid)
    try:
        outcome = undo_import(g.actor, now(), event=g.event, batch=batch)
    except Refusal as refusal:
        return _page(slug, _saved(uid), refusal.message), 422
    flash(_words(outcome), "look" if outcome.kept else "ok")
    return redirect(url_for(".done", slug=slug, uid=uid), 303)


def _words(outcome: UndoOutcome) -> str:
    parts = []
    if outcome.removed:
        parts.append(f"{counted(outcome.removed)} peserta dikeluarkan lagi")
    if outcome.restored:
        parts.append(f"{counted(outcome.restored)} orang kembali ke data sebelumnya")
    words = " dan ".join(parts) or "Tidak ada yang diubah"
    kept = f" {counted(len(outcome.kept))} orang tetap, alasannya di bawah ini." if outcome.kept else ""
    return f"Impor diurungkan: {words}.{kept}"
