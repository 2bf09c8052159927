"""Sending the private links: one tap a person, marked as sent."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.cards.link_page import LINK_WORDING
from eventmgr.cards.slip_page import slips_part
from eventmgr.registration.link_actions import mark_link_sent, unmark_link
from eventmgr.registration.link_queries import LINKS
from eventmgr.registration.mailing_actions import Letter
from eventmgr.registration.mailing_page import line_for, mailing_page, sender_of
from eventmgr.registration.mailing_queries import Recipient, recipient_or_none
from eventmgr.shared.clock import now
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

link_blueprint = Blueprint("cards_links", __name__, url_prefix="/kegiatan/<slug>/peserta/tautan")
link_navigation = [Entry("Peserta", "Kirim tautan", "cards_links.links", 50)]


@link_blueprint.get("")
@allow("organizer")
def links(slug: str) -> str:
    """Who has not got the link, who has, who has no number."""
    sender = sender_of(g.event, g.office)
    page = mailing_page(LINKS, LINK_WORDING, sender, g.event.id, now(), asked=request.args)
    return render_template(
        "cards/links.html", slug=slug, page=page, slips=slips_part(g.event, g.office, page.counts, now())
    )


def _recipient(uid: str) -> Recipient:
    return recipient_or_none(LINKS, g.event.id, uid) or abort(404)


def _answer(slug: str, uid: str) -> str | Answer:
    """The acts of one row for the script that asked; else the page that the button stood on."""
    if request.headers.get("X-Fragment"):
        line = line_for(sender_of(g.event, g.office), LINK_WORDING, _recipient(uid), now())
        return render_template("cards/links_row.html", slug=slug, line=line)
    return redirect(url_for(".links", slug=slug, tampil=request.form.get("tampil")), 303)


@link_blueprint.post("/<string(length=32):uid>/terkirim")
@allow("organizer")
def sent(slug: str, uid: str) -> str | Answer:
    """Mark one link as sent; a second press changes nothing."""
    recipient = _recipient(uid)
    letter = Letter(recipient, LINK_WORDING.text(sender_of(g.event, g.office), recipient))
    mark_link_sent(g.actor, now(), event=g.event, letter=letter)
    return _answer(slug, uid)


@link_blueprint.post("/<string(length=32):uid>/belum")
@allow("organizer")
def unsent(slug: str, uid: str) -> str | Answer:
    """Take the mark back."""
    unmark_link(g.actor, now(), event=g.event, recipient=_recipient(uid))
    return _answer(slug, uid)
