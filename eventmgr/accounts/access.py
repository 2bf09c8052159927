"""Who is signed in, and what that opens outside events."""

from dataclasses import replace

from flask import Flask, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from eventmgr.accounts.models import User
from eventmgr.accounts.queries import live_sign_in_or_none
from eventmgr.accounts.sign_in_view import init_sign_in_notes
from eventmgr.audit.actor import Actor
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import Outcome, register_resolver
from eventmgr.web.frame import Frame, FrameUser, add_frame_filler

COOKIE_KEY = "sign_in"
#: what a user with a one-time password may open before changing it
_OPEN_TO_ONE_TIME = ("accounts.change_password", "accounts.sign_out", "static")


def signed_in_user_or_none() -> User | None:
    """The user of this request, looked up once."""
    if "user" not in g:
        g.user = None
        token = session.get(COOKIE_KEY)
        found = live_sign_in_or_none(token, now()) if isinstance(token, str) else None
        if found is not None:
            sign_in, user = found
            g.user, g.sign_in_id = user, sign_in.id
            g.actor = Actor("user", user.id, user.name, user.office_id, user.is_admin)
            g.must_change = user.must_change
    found_user: User | None = g.user
    return found_user


def _signed_in() -> Outcome:
    return Outcome.SIGN_IN if signed_in_user_or_none() is None else Outcome.GRANTED


def _admin() -> Outcome:
    if signed_in_user_or_none() is None:
        return Outcome.SIGN_IN
    return Outcome.GRANTED if g.actor.is_admin else Outcome.FORBIDDEN


def demand_own_password() -> Response | None:
    """Who signed in with a one-time password sees nothing else before choosing their own."""
    if g.get("user") is None or not g.must_change or request.endpoint in _OPEN_TO_ONE_TIME:
        return None
    if request.path.startswith("/api/"):
        raise Refusal("own_password", "Ganti dulu kata sandi sekali pakai, lalu lanjutkan.")
    return redirect(url_for("accounts.change_password"))


def add_user_to_frame(frame: Frame) -> Frame:
    actor: Actor | None = g.get("actor")
    if actor is None or actor.kind != "user":
        return frame
    return replace(frame, user=FrameUser(actor.label, "Admin" if actor.is_admin else ""))


def init_accounts(app: Flask) -> None:
    register_resolver(app, "signed_in", _signed_in)
    register_resolver(app, "admin", _admin)
    app.before_request(demand_own_password)
    add_frame_filler(app, 20, add_user_to_frame)
    init_sign_in_notes(app)
