"""The page of the name cards, its prints and its sample."""

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.cards.actions import (
    Scope,
    card_file_or_none,
    last_cards_job_or_none,
    order_cards,
    order_chosen_cards,
)
from eventmgr.cards.link_routes import link_blueprint, link_navigation
from eventmgr.cards.orders import ORDER_WORDS, Arrangement, read_arrangement
from eventmgr.cards.page import cards_page, cards_progress
from eventmgr.cards.papers import PAPERS
from eventmgr.cards.prints import printed_file_or_none
from eventmgr.cards.sample import kept_picture_or_none
from eventmgr.cards.sample_actions import order_sample
from eventmgr.cards.sample_queries import sample_state_or_none
from eventmgr.cards.slip_routes import slip_blueprint
from eventmgr.cards.spare_page import spare_page
from eventmgr.cards.spare_routes import spare_blueprint, spare_navigation
from eventmgr.shared.clock import now
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import read_bytes
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.bands import band_or_reload
from eventmgr.web.navigation import Entry

blueprint = Blueprint("cards", __name__, url_prefix="/kegiatan/<slug>")
blueprints = [blueprint, spare_blueprint, link_blueprint, slip_blueprint]
navigation = [Entry("Kartu", "Cetak", "cards.overview", 10), *spare_navigation, *link_navigation]


def _arrangement() -> Arrangement:
    """Order and paper of the request."""
    return read_arrangement(request.values.get("urutan"), request.values.get("kertas"))


def _sheet() -> int:
    return min(max(request.args.get("lembar", 1, int), 1), 100_000)


@blueprint.get("/kartu")
@allow("organizer")
def overview(slug: str) -> str:
    """What is to be printed and why, a sheet as it would be now, the print that runs, earlier ones."""
    page = cards_page(g.event, now(), arrangement=_arrangement(), sheet=_sheet())
    return render_template(
        "cards/cards.html",
        slug=slug,
        page=page,
        sample=sample_state_or_none(g.event, page.arrangement, page.sheet.number, now()),
        spare=spare_page(g.event, now()),
        orders=ORDER_WORDS.items(),
        papers=[(paper.key, paper.label) for paper in PAPERS.values()],
    )


@blueprint.post("/kartu/cetak")
@allow("organizer")
def order(slug: str) -> Answer:
    """Order a print of all cards, of those that are due, or of those that are ticked; two presses are one."""
    page, form, chosen = cards_page(g.event, now()), request.form, _arrangement()
    if not page.total:
        raise Refusal("no_cards", "Belum ada kartu untuk dicetak. Impor daftar peserta lebih dulu.")
    listed = set(form.getlist("terlihat"))
    if form.get("scope") == "new" and listed:
        uids = form.getlist("kartu")
        uids += [line.uid for line in page.due if line.uid not in listed] if form.get("lain") else []
        if not uids:
            raise Refusal(
                "none_ticked", "Belum ada kartu yang dicentang. Centang dulu kartu yang dicetak ulang."
            )
        order_chosen_cards(g.actor, now(), event=g.event, uids=uids, arrangement=chosen)
    else:
        only_due = form.get("scope") == "new" and 0 < len(page.due) < page.total
        scope: Scope = "new" if only_due else "all"
        order_cards(g.actor, now(), event=g.event, scope=scope, arrangement=chosen)
    return redirect(_address_of(slug, chosen), 303)


def _address_of(slug: str, chosen: Arrangement, number: int = 1) -> str:
    """The page with its two selects and its sheet as they were; the usual needs no words."""
    return url_for(
        ".overview",
        slug=slug,
        urutan=chosen.order if chosen.order != "kecamatan" else None,
        kertas="a6" if chosen.paper.key == "a6" else None,
        lembar=number if number > 1 else None,
    )


@blueprint.get("/kartu/kemajuan")
@allow("organizer")
def progress(slug: str) -> Response:
    """The band of a running print, asked for again and again; when it has ended the page loads anew."""
    return band_or_reload(cards_progress(g.event, now()), url_for(".progress", slug=slug))


@blueprint.get("/kartu/contoh.png")
@allow("organizer")
def sample(slug: str) -> Response:
    """The picture of a sheet by the key that its page was given."""
    path = kept_picture_or_none(g.event.id, request.args.get("kunci", "")) or abort(404)
    return Response(path.read_bytes(), mimetype="image/png")


@blueprint.route("/kartu/contoh", methods=["GET", "POST"])
@allow("organizer")
def sample_place(slug: str) -> str | Answer:
    """The place of a sheet on the page, asked for anew while it is drawn; a POST asks for the drawing."""
    arrangement, number = _arrangement(), _sheet()
    state = sample_state_or_none(g.event, arrangement, number, now()) or abort(404)
    if request.method == "POST" and not state.drawing.is_drawn:
        order_sample(now(), event=g.event, arrangement=arrangement, number=number)
        state = sample_state_or_none(g.event, arrangement, number, now()) or abort(404)
    if request.method == "POST" and not request.headers.get("HX-Request"):
        return redirect(_address_of(slug, arrangement, number), 303)
    return render_template("cards/sample.html", slug=slug, chosen=arrangement, sample=state, words="")


@blueprint.get("/kartu/cetakan/<string(length=32):uid>.pdf")
@allow("organizer")
def past_print(slug: str, uid: str) -> Response:
    """The PDF of one of the prints."""
    return _pdf(printed_file_or_none(g.event, uid) or abort(404))


@blueprint.get("/kartu.pdf")
@allow("organizer")
def last_print(slug: str) -> Response | Answer:
    """The PDF of the last finished print."""
    job = last_cards_job_or_none(g.event.id, finished=True)
    stored = card_file_or_none(str((job.result or {}).get("file_uid"))) if job else None
    if stored is None:
        flash("Kartu belum dibuat. Tekan tombol cetak lebih dulu.", "look")
        return redirect(url_for(".overview", slug=slug))
    return _pdf(stored)


def _pdf(stored: StoredFile) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{stored.original_name}"',
        "Cache-Control": "no-store",
    }
    return Response(read_bytes(stored), mimetype="application/pdf", headers=headers)
