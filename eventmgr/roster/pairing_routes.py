"""Changing which column of a file means what."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for

from eventmgr.registration.models import ImportBatch
from eventmgr.roster.actions import demand_rows, pair_columns
from eventmgr.roster.cells import RosterRefusal
from eventmgr.roster.import_preview import PreviewGone, open_batch
from eventmgr.roster.import_routes import IMPORT_PREFIX, View, batch_of, gone
from eventmgr.roster.pairing import SheetPairing
from eventmgr.roster.pairing_page import MEANINGS, sheet_views, typed_pairing
from eventmgr.roster.stage import StagedRoster
from eventmgr.shared.clock import now
from eventmgr.web.access import allow

pairing_blueprint = Blueprint("roster_pairing", __name__, url_prefix=IMPORT_PREFIX)
_LOOK_AGAIN = "Baris judul diganti. Periksa arti tiap kolom, lalu tekan lagi."


def _page(
    slug: str,
    batch: ImportBatch,
    staged: StagedRoster,
    pairings: dict[str, SheetPairing],
    notice: str = "",
    errors: tuple[tuple[str, str], ...] = (),
) -> str:
    return render_template(
        "roster/import_pairing.html",
        slug=slug,
        batch=batch,
        sheets=sheet_views(staged, pairings),
        codes=staged.codes,
        meanings=MEANINGS,
        notice_text=notice,
        errors=errors,
    )


@pairing_blueprint.get("/<string(length=32):uid>/kolom")
@allow("organizer")
def pairing(slug: str, uid: str) -> View:
    """The header row that was found in each sheet, and what its columns are read as."""
    batch = batch_of(uid)
    try:
        staged = open_batch(batch, now())
    except PreviewGone as refusal:
        return gone(slug, refusal)
    words = ""
    try:
        demand_rows(staged)
    except RosterRefusal as refusal:
        words = f"{refusal.message} Bila ada, tunjukkan di bawah ini."
    return _page(slug, batch, staged, dict(staged.pairings), words)


@pairing_blueprint.post("/<string(length=32):uid>/kolom")
@allow("organizer")
def pair(slug: str, uid: str) -> View:
    """Read the file again as it is paired now; a changed header row is looked at first."""
    batch, at = batch_of(uid), now()
    try:
        staged = open_batch(batch, at)
        typed = typed_pairing(request.form, staged)
        if typed.looks_again or typed.errors:
            notice = _LOOK_AGAIN if typed.looks_again else ""
            errors = () if typed.looks_again else typed.errors
            page = _page(slug, batch, staged, dict(typed.pairings), notice, errors)
            return page, 422
        pair_columns(g.actor, at, event=g.event, batch=batch, pairings=typed.pairings)
    except PreviewGone as refusal:
        return gone(slug, refusal)
    flash("Berkas dibaca lagi dengan pasangan kolom ini.", "ok")
    return redirect(url_for("roster.preview", slug=slug, uid=uid), 303)
