"""Link slips on paper: ordered, followed, fetched. Organizers only, for each slip opens a private page."""

from flask import Blueprint, Response, flash, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.cards.link_slips import slips_or_none
from eventmgr.cards.slip_actions import last_slips_job_or_none, note_download, order_slips
from eventmgr.cards.slip_page import slips_progress
from eventmgr.cards.slip_queries import SLIP_SCOPES
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.bands import band_or_reload

slip_blueprint = Blueprint("cards_slips", __name__, url_prefix="/kegiatan/<slug>/peserta/tautan/slip")


def _to_links(slug: str) -> Answer:
    return redirect(url_for("cards_links.links", slug=slug, _anchor="slip"), 303)


@slip_blueprint.post("")
@allow("organizer")
def order(slug: str) -> Answer:
    """Order a print of a scope; two presses are one."""
    asked = request.form.get("untuk")
    scope = next((one for one in SLIP_SCOPES if one == asked), None)
    if scope is None:
        raise Refusal("no_scope", "Pilih dulu untuk siapa slipnya dicetak.")
    order_slips(g.actor, now(), event=g.event, office=g.office, scope=scope)
    return _to_links(slug)


@slip_blueprint.get("/kemajuan")
@allow("organizer")
def progress(slug: str) -> Response:
    """The band of a running print, asked for every two seconds; when it has ended the page loads anew."""
    return band_or_reload(slips_progress(g.event, now()), url_for(".progress", slug=slug))


@slip_blueprint.get("/berkas.pdf")
@allow("organizer")
def slips_pdf(slug: str) -> Response | Answer:
    """The PDF of the last print, while it is kept."""
    path = slips_or_none(last_slips_job_or_none(g.event.id, finished=True), now())
    if path is None:
        flash("Slip belum dibuat, atau sudah dihapus karena lewat satu hari. Cetak lagi bila perlu.", "look")
        return _to_links(slug)
    note_download(g.actor, now(), event=g.event)
    headers = {
        "Content-Disposition": f'attachment; filename="slip-tautan-{slug}.pdf"',
        "Cache-Control": "no-store",
    }
    return Response(path.read_bytes(), mimetype="application/pdf", headers=headers)
