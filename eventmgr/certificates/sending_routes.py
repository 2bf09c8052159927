"""Telling people that their certificate is ready: one tap each, marked as sent."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.certificates.sending_actions import mark_told, unmark_told
from eventmgr.certificates.sending_page import READY_WORDING
from eventmgr.certificates.sending_queries import READY
from eventmgr.registration.mailing_actions import Letter
from eventmgr.registration.mailing_page import line_for, mailing_page, sender_of
from eventmgr.registration.mailing_queries import Recipient, recipient_or_none
from eventmgr.shared.clock import now
from eventmgr.web.access import allow

sending_blueprint = Blueprint("certificate_sending", __name__, url_prefix="/kegiatan/<slug>/sertifikat/kirim")


@sending_blueprint.get("")
@allow("organizer")
def people(slug: str) -> str:
    """Who was not told yet, who was, who has no number."""
    sender = sender_of(g.event, g.office)
    page = mailing_page(READY, READY_WORDING, sender, g.event.id, now(), asked=request.args)
    return render_template("certificates/sending.html", slug=slug, page=page)


def _recipient(uid: str) -> Recipient:
    return recipient_or_none(READY, g.event.id, uid) or abort(404)


def _answer(slug: str, uid: str) -> str | Answer:
    """The acts of one row for the script that asked; else the page that the button stood on."""
    if request.headers.get("X-Fragment"):
        line = line_for(sender_of(g.event, g.office), READY_WORDING, _recipient(uid), now())
        return render_template("certificates/sending_row.html", slug=slug, line=line)
    return redirect(url_for(".people", slug=slug, tampil=request.form.get("tampil")), 303)


@sending_blueprint.post("/<string(length=32):uid>/terkirim")
@allow("organizer")
def told(slug: str, uid: str) -> str | Answer:
    """Mark one as told; a second press changes nothing."""
    recipient = _recipient(uid)
    letter = Letter(recipient, READY_WORDING.text(sender_of(g.event, g.office), recipient))
    mark_told(g.actor, now(), event=g.event, letter=letter)
    return _answer(slug, uid)


@sending_blueprint.post("/<string(length=32):uid>/belum")
@allow("organizer")
def untold(slug: str, uid: str) -> str | Answer:
    """Take the mark back."""
    unmark_told(g.actor, now(), event=g.event, recipient=_recipient(uid))
    return _answer(slug, uid)
