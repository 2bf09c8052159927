"""Asking for the renewed link: a request to the organizers, as nothing sends by itself yet."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.people.link_actions import ask_for_link
from eventmgr.portal.access import former_or_none
from eventmgr.shared.clock import now
from eventmgr.shared.runtime import throttle
from eventmgr.web.access import allow

resend_blueprint = Blueprint("portal_resend", __name__)
#: requests of one person that are noted in an hour
REQUESTS, REQUEST_WINDOW = 1, 3600


@resend_blueprint.post("/p/<token>/kirim-ulang")
@allow("public")
def ask(token: str) -> Answer:
    """Note the request of a renewed link. The answer is the same for each, so that it tells nothing: whoever
    holds an old link may be somebody else."""
    former = former_or_none(token)
    if former is not None and not former.is_closed:
        key = f"resend:{former.person_id}"
        if throttle(key, limit=REQUESTS, window=REQUEST_WINDOW, at=now()).allowed:
            ask_for_link(now(), person_id=former.person_id)
    return redirect(url_for("portal.private_page", token=token, diminta="ya"), 303)
