"""Telling people that their certificate is ready: one tap each, marked as sent."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response as Answer

from eventmgr.certificates.sending_actions import mark_told, unmark_told
from eventmgr.certificates.sending_page import READY_WORDING
from eventmgr.certificates.sending_queries import READY
from eventmgr.registration.mailing_routes import MailingDesk
from eventmgr.web.access import allow

sending_blueprint = Blueprint("certificate_sending", __name__, url_prefix="/kegiatan/<slug>/sertifikat/kirim")
_DESK = MailingDesk(
    READY,
    READY_WORDING,
    row="certificates/sending_row.html",
    page="certificate_sending.people",
    mark=mark_told,
    unmark=unmark_told,
)


@sending_blueprint.get("")
@allow("organizer")
def people(slug: str) -> str:
    """Who was not told yet, who was, who has no number."""
    return render_template("certificates/sending.html", slug=slug, page=_DESK.asked())


@sending_blueprint.post("/<string(length=32):uid>/terkirim")
@allow("organizer")
def told(slug: str, uid: str) -> str | Answer:
    """Mark one as told; a second press changes nothing."""
    return _DESK.mark_sent(slug, uid)


@sending_blueprint.post("/<string(length=32):uid>/belum")
@allow("organizer")
def untold(slug: str, uid: str) -> str | Answer:
    """Take the mark back."""
    return _DESK.take_back(slug, uid)
