"""The event's numbers: the book, and holding the coming ones before they are issued."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.certificates.issuing import condition_of, needed_paper, needed_rule, standing_of
from eventmgr.certificates.number_actions import hold_for_event, release_for_event
from eventmgr.certificates.number_page import book_page
from eventmgr.shared.clock import now
from eventmgr.shared.text import counted
from eventmgr.web.access import allow

number_blueprint = Blueprint("certificate_numbers", __name__, url_prefix="/kegiatan/<slug>/sertifikat/nomor")


@number_blueprint.get("")
@allow("organizer", "viewer")
def book(slug: str) -> str:
    """All numbers of the event in the register, in order."""
    asked = request.args
    page = book_page(
        g.event,
        typed=asked.get("cari", ""),
        state=asked.get("keadaan", ""),
        number=asked.get("halaman", 1, int),
    )
    return render_template("certificates/numbers.html", slug=slug, page=page)


@number_blueprint.post("/pesan")
@allow("organizer")
def hold(slug: str) -> Answer:
    """Hold a number for each certificate that can be issued now; what is held already counts."""
    rule = needed_rule(g.event.id)
    paper = needed_paper(g.event, rule)
    wanted = len(standing_of(g.event.id, condition_of(rule)).to_issue)
    added = hold_for_event(
        g.actor, now(), event=g.event, register_id=rule.register_id, dated_on=paper.dated_on, upto=wanted
    )
    words = f"{counted(added)} nomor dipesan." if added else "Nomornya memang sudah dipesan."
    flash(words, "ok")
    return redirect(url_for("certificates.overview", slug=slug), 303)


@number_blueprint.post("/lepaskan")
@allow("organizer")
def release(slug: str) -> Answer:
    """Give up what is held and not used."""
    released = release_for_event(g.actor, now(), event=g.event)
    parts = []
    if released.back:
        parts.append(f"{counted(len(released.back))} nomor dilepaskan dan dapat dipakai surat berikutnya.")
    if released.void:
        parts.append(
            f"{counted(len(released.void))} nomor menjadi batal, karena nomor sesudahnya sudah terpakai."
        )
    flash(" ".join(parts) or "Nomornya memang sudah dilepaskan.", "ok")
    return redirect(url_for("certificates.overview", slug=slug), 303)
