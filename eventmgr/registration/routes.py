"""The name cards."""

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.registration.add_routes import add_blueprint
from eventmgr.registration.card_actions import card_file_or_none, last_cards_job_or_none, order_cards
from eventmgr.registration.card_sample import ensure_sample
from eventmgr.registration.cards_page import cards_page
from eventmgr.registration.event_copy_routes import event_copy_blueprint
from eventmgr.registration.link_routes import link_blueprint, link_navigation
from eventmgr.registration.pairing_routes import pairing_blueprint
from eventmgr.registration.person_routes import person_blueprint
from eventmgr.registration.replace_routes import replace_blueprint
from eventmgr.registration.reserve_routes import reserve_blueprint, reserve_navigation
from eventmgr.registration.roster_routes import navigation as roster_navigation
from eventmgr.registration.roster_routes import roster_blueprint
from eventmgr.registration.slip_routes import slip_blueprint
from eventmgr.registration.spare_page import spare_page
from eventmgr.registration.spare_routes import spare_blueprint, spare_navigation
from eventmgr.registration.undo_routes import undo_blueprint
from eventmgr.shared.clock import now
from eventmgr.shared.files import read_bytes
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

blueprint = Blueprint("registration", __name__, url_prefix="/kegiatan/<slug>")
blueprints = [
    blueprint,
    roster_blueprint,
    pairing_blueprint,
    undo_blueprint,
    add_blueprint,
    person_blueprint,
    replace_blueprint,
    reserve_blueprint,
    link_blueprint,
    slip_blueprint,
    spare_blueprint,
    event_copy_blueprint,
]
navigation = [
    *roster_navigation,
    *reserve_navigation,
    *link_navigation,
    Entry("Kartu", "Cetak", "registration.cards", 10),
    *spare_navigation,
]


@blueprint.get("/kartu")
@allow("organizer")
def cards(slug: str) -> str:
    """How many cards there are to print, the print that runs, the last one."""
    page, spare = cards_page(g.event, now()), spare_page(g.event)
    return render_template("registration/cards.html", slug=slug, page=page, spare=spare)


@blueprint.post("/kartu/cetak")
@allow("organizer")
def order(slug: str) -> Answer:
    """Order a print; two presses are one."""
    page = cards_page(g.event, now())
    if not page.total:
        raise Refusal("no_cards", "Belum ada kartu untuk dicetak. Impor daftar peserta lebih dulu.")
    only_due = request.form.get("scope") == "new" and 0 < len(page.due) < page.total
    order_cards(g.actor, now(), event=g.event, scope="new" if only_due else "all")
    return redirect(url_for(".cards", slug=slug), 303)


@blueprint.get("/kartu/kemajuan")
@allow("organizer")
def cards_progress(slug: str) -> Response:
    """The band of a running print, asked for every two seconds; when it has ended the page loads anew."""
    page = cards_page(g.event, now())
    if page.progress is None:
        return Response("", headers={"HX-Refresh": "true"})
    return Response(render_template("registration/cards_progress.html", slug=slug, progress=page.progress))


@blueprint.get("/kartu/contoh.png")
@allow("organizer")
def cards_sample(slug: str) -> Response:
    """The first sheet as it would be printed now."""
    path = ensure_sample(g.event) or abort(404)
    return Response(path.read_bytes(), mimetype="image/png")


@blueprint.get("/kartu.pdf")
@allow("organizer")
def cards_pdf(slug: str) -> Response | Answer:
    """The PDF of the last finished print."""
    job = last_cards_job_or_none(g.event.id, finished=True)
    stored = card_file_or_none(str((job.result or {}).get("file_uid"))) if job else None
    if stored is None:
        flash("Kartu belum dibuat. Tekan tombol cetak lebih dulu.", "look")
        return redirect(url_for(".cards", slug=slug))
    headers = {
        "Content-Disposition": f'attachment; filename="{stored.original_name}"',
        "Cache-Control": "no-store",
    }
    return Response(read_bytes(stored), mimetype="application/pdf", headers=headers)
