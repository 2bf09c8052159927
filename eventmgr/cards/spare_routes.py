"""Spare cards: their page, ordering and fetching them, taking one back."""

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.cards.actions import card_file_or_none
from eventmgr.cards.spare_actions import order_spares, print_free_spares, release_spare
from eventmgr.cards.spare_page import spare_line_or_none, spare_page, spares_progress
from eventmgr.cards.spare_queries import last_spare_no, last_spares_job_or_none
from eventmgr.shared.clock import now
from eventmgr.shared.files import read_bytes
from eventmgr.web.access import allow
from eventmgr.web.bands import band_or_reload
from eventmgr.web.navigation import Entry

spare_blueprint = Blueprint("cards_spares", __name__, url_prefix="/kegiatan/<slug>/kartu/cadangan")
spare_navigation = [
    Entry("Kartu", "Kartu cadangan", "cards_spares.spares", 20, also=("cards_spares.release",))
]


def _to_spares(slug: str) -> Answer:
    return redirect(url_for(".spares", slug=slug), 303)


@spare_blueprint.get("")
@allow("organizer")
def spares(slug: str) -> str:
    """Every number, and whose it is."""
    return render_template("cards/spares.html", slug=slug, spare=spare_page(g.event, now()))


@spare_blueprint.post("")
@allow("organizer")
def order(slug: str) -> Answer:
    """Twenty more, or the free ones once more; two presses are one."""
    if request.form.get("scope") == "free":
        print_free_spares(g.actor, now(), event=g.event)
    else:
        seen = request.form.get("seen", "")
        seen_last = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else 0
        order_spares(g.actor, now(), event=g.event, seen_last=seen_last)
    return _to_spares(slug)


@spare_blueprint.get("/kemajuan")
@allow("organizer")
def progress(slug: str) -> Response:
    """The band of a running print, asked for every two seconds; when it has ended the page loads anew."""
    return band_or_reload(spares_progress(g.event, now()), url_for(".progress", slug=slug))


@spare_blueprint.get("/berkas.pdf")
@allow("organizer")
def spares_pdf(slug: str) -> Response | Answer:
    """The PDF of the last finished print."""
    job = last_spares_job_or_none(g.event.id, finished=True)
    stored = card_file_or_none(str((job.result or {}).get("file_uid"))) if job else None
    if stored is None:
        flash("Kartu cadangan belum dibuat. Tekan tombol cetak lebih dulu.", "look")
        return redirect(url_for(".spares", slug=slug))
    headers = {
        "Content-Disposition": f'attachment; filename="{stored.original_name}"',
        "Cache-Control": "no-store",
    }
    return Response(read_bytes(stored), mimetype="application/pdf", headers=headers)


@spare_blueprint.route("/<int(max=9999):number>/lepas", methods=["GET", "POST"])
@allow("organizer")
def release(slug: str, number: int) -> str | Answer:
    """Take a card back: what follows is told first."""
    if number > last_spare_no(g.event.id):
        abort(404)
    if request.method == "POST":
        seen = request.form.get("seen", "")
        if release_spare(g.actor, now(), event=g.event, number=number, seen_registration=seen):
            flash(f"Kartu cadangan {number} dilepas dan dapat dipakai lagi. Cetak kartu barunya.", "ok")
        else:
            flash(f"Kartu cadangan {number} sudah dilepas, atau sudah dipakai orang lain.", "look")
        return _to_spares(slug)
    line = spare_line_or_none(g.event, number) or abort(404)
    if line.is_void:
        abort(404)
    return render_template("cards/spare_release.html", slug=slug, line=line)
