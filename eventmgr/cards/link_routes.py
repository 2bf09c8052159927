"""Sending the private links: one tap a person, marked as sent."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.cards.link_page import WORDS, line_for, links_page, sender_of, text_for
from eventmgr.cards.slip_page import slips_part
from eventmgr.registration.link_actions import SentLink, mark_link_sent, unmark_link
from eventmgr.registration.link_queries import SHOWS, LinkRow, link_row_or_none
from eventmgr.shared.clock import now
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

link_blueprint = Blueprint("cards_links", __name__, url_prefix="/kegiatan/<slug>/peserta/tautan")
link_navigation = [Entry("Peserta", "Kirim tautan", "cards_links.links", 50)]


@link_blueprint.get("")
@allow("organizer")
def links(slug: str) -> str:
    """Who has not got the link, who has, who has no number."""
    asked = request.args
    page = links_page(
        g.event,
        g.office,
        now(),
        show=asked.get("tampil", ""),
        typed=asked.get("cari", ""),
        number=asked.get("halaman", 1, int),
    )
    return render_template(
        "cards/links.html",
        slug=slug,
        page=page,
        shows=[(show, WORDS[show], page.counts[show]) for show in SHOWS],
        slips=slips_part(g.event, g.office, page.counts, now()),
    )


def _row(uid: str) -> LinkRow:
    return link_row_or_none(g.event.id, uid) or abort(404)


def _answer(slug: str, uid: str) -> str | Answer:
    """The acts of one row for the script that asked; else the page that the button stood on."""
    if request.headers.get("X-Fragment"):
        line = line_for(sender_of(g.event, g.office), _row(uid), now())
        return render_template("cards/links_row.html", slug=slug, line=line)
    return redirect(url_for(".links", slug=slug, tampil=request.form.get("tampil")), 303)


@link_blueprint.post("/<string(length=32):uid>/terkirim")
@allow("organizer")
def sent(slug: str, uid: str) -> str | Answer:
    """Mark one link as sent; a second press changes nothing."""
    row = _row(uid)
    text = text_for(sender_of(g.event, g.office), row)
    mark_link_sent(g.actor, now(), event=g.event, sent=SentLink(row, text))
    return _answer(slug, uid)


@link_blueprint.post("/<string(length=32):uid>/belum")
@allow("organizer")
def unsent(slug: str, uid: str) -> str | Answer:
    """Take the mark back."""
    unmark_link(g.actor, now(), event=g.event, row=_row(uid))
    return _answer(slug, uid)
