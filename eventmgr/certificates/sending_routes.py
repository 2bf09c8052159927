"""Telling people that their certificate is ready: one tap each, marked as sent."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.certificates.sending_actions import mark_told, unmark_told
from eventmgr.certificates.sending_page import WORDS, line_for, sender_of, sending_page, text_for
from eventmgr.certificates.sending_queries import SHOWS, Recipient, recipient_or_none
from eventmgr.shared.clock import now
from eventmgr.web.access import allow

sending_blueprint = Blueprint("certificate_sending", __name__, url_prefix="/kegiatan/<slug>/sertifikat/kirim")


@sending_blueprint.get("")
@allow("organizer")
def people(slug: str) -> str:
    """Who was not told yet, who was, who has no number."""
    asked = request.args
    page = sending_page(
        g.event,
        g.office,
        now(),
        show=asked.get("tampil", ""),
        typed=asked.get("cari", ""),
        number=asked.get("halaman", 1, int),
    )
    shows = [(show, WORDS[show], page.counts[show]) for show in SHOWS]
    return render_template("certificates/sending.html", slug=slug, page=page, shows=shows)


def _recipient(uid: str) -> Recipient:
    return recipient_or_none(g.event.id, uid) or abort(404)


def _answer(slug: str, uid: str) -> str | Answer:
    """The acts of one row for the script that asked; else the page that the button stood on."""
    if request.headers.get("X-Fragment"):
        line = line_for(sender_of(g.event, g.office), _recipient(uid), now())
        return render_template("certificates/sending_row.html", slug=slug, line=line)
    return redirect(url_for(".people", slug=slug, tampil=request.form.get("tampil")), 303)


@sending_blueprint.post("/<string(length=32):uid>/terkirim")
@allow("organizer")
def told(slug: str, uid: str) -> str | Answer:
    """Mark one as told; a second press changes nothing."""
    recipient = _recipient(uid)
    text = text_for(sender_of(g.event, g.office), recipient)
    mark_told(g.actor, now(), event=g.event, recipient=recipient, text=text)
    return _answer(slug, uid)


@sending_blueprint.post("/<string(length=32):uid>/belum")
@allow("organizer")
def untold(slug: str, uid: str) -> str | Answer:
    """Take the mark back."""
    unmark_told(g.actor, now(), event=g.event, recipient=_recipient(uid))
    return _answer(slug, uid)
