"""Sending the private links: one tap a person, marked as sent."""

from flask import Blueprint, g, render_template
from werkzeug.wrappers import Response as Answer

from eventmgr.cards.link_page import LINK_WORDING
from eventmgr.cards.slip_page import slips_part
from eventmgr.registration.link_actions import mark_link_sent, unmark_link
from eventmgr.registration.link_queries import LINKS
from eventmgr.registration.mailing_routes import MailingDesk
from eventmgr.shared.clock import now
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

link_blueprint = Blueprint("cards_links", __name__, url_prefix="/kegiatan/<slug>/peserta/tautan")
link_navigation = [Entry("Peserta", "Kirim tautan", "cards_links.links", 50)]
_DESK = MailingDesk(
    LINKS,
    LINK_WORDING,
    row="cards/links_row.html",
    page="cards_links.links",
    mark=mark_link_sent,
    unmark=unmark_link,
)


@link_blueprint.get("")
@allow("organizer")
def links(slug: str) -> str:
    """Who has not got the link, who has, who has no number."""
    page = _DESK.asked()
    slips = slips_part(g.event, g.office, page.counts, now())
    return render_template("cards/links.html", slug=slug, page=page, slips=slips)


@link_blueprint.post("/<string(length=32):uid>/terkirim")
@allow("organizer")
def sent(slug: str, uid: str) -> str | Answer:
    """Mark one link as sent; a second press changes nothing."""
    return _DESK.mark_sent(slug, uid)


@link_blueprint.post("/<string(length=32):uid>/belum")
@allow("organizer")
def unsent(slug: str, uid: str) -> str | Answer:
    """Take the mark back."""
    return _DESK.take_back(slug, uid)
