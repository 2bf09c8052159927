"""Access is declared above each view, not coded inside it.

    @blueprint.get("/kegiatan/<slug>/peserta")
    @allow("organizer", "viewer")
    def participants(slug: str) -> str: ...

Rooms register who can answer for a role; a view without a declaration answers 404 and fails a test.
Another event's people get 404 (existence is private), the wrong role in one's own event 403 with words.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import Any, Literal

from flask import Flask, abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

Role = Literal["admin", "event_maker", "organizer", "crew", "viewer", "signed_in", "participant", "public"]
_ATTRIBUTE = "eventmgr_access"
EXTENSION = "eventmgr.access"


class Outcome(IntEnum):
    """A role's answer; among several the highest decides."""

    NOT_FOUND = 0
    SIGN_IN = 1
    FORBIDDEN = 2
    GRANTED = 3


Resolver = Callable[[], Outcome]


def allow(*roles: Role) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare who may come in."""

    def declare(view: Callable[..., Any]) -> Callable[..., Any]:
        setattr(view, _ATTRIBUTE, roles)
        return view

    return declare


def declared_roles(view: Callable[..., Any]) -> tuple[Role, ...]:
    """The roles declared on a view; empty when it has no declaration."""
    roles: tuple[Role, ...] = getattr(view, _ATTRIBUTE, ())
    return roles


def register_resolver(app: Flask, role: Role, resolver: Resolver) -> None:
    app.extensions.setdefault(EXTENSION, {})[role] = resolver


def init_access(app: Flask) -> None:
    register_resolver(app, "public", lambda: Outcome.GRANTED)
    app.before_request(check_access)
    app.view_functions["static"] = allow("public")(app.view_functions["static"])


def check_access() -> Response | None:
    """Let in, send to sign in, or refuse, by the view's declaration."""
    if request.endpoint is None:
        return None
    if "\x00" in request.path:
        abort(404)  # PostgreSQL takes no NUL in a text, and no address of ours has one
    roles = declared_roles(current_app.view_functions[request.endpoint])
    resolvers: dict[Role, Resolver] = current_app.extensions[EXTENSION]
    outcome = max((resolvers[role]() for role in roles), default=Outcome.NOT_FOUND)
    if outcome == Outcome.GRANTED:
        return None
    if outcome == Outcome.SIGN_IN:
        return _sign_in_answer()
    abort(403 if outcome == Outcome.FORBIDDEN else 404)


def _sign_in_answer() -> Response:
    if request.path.startswith("/api/"):
        abort(401)
    if request.method == "POST":
        flash(
            "Sesi masuk Anda sudah berakhir, jadi kiriman tadi belum disimpan. "
            "Masuk lagi, lalu kirim sekali lagi.",
            "look",
        )
    return redirect(url_for("accounts.sign_in", lanjut=_page_to_come_back_to()))


def _page_to_come_back_to() -> str | None:
    """The page asked for; for a button whose address has no page of its own, the page it stands on."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    if request.url_rule is not None and "GET" in (request.url_rule.methods or ()):
        return request.path
    stood_on = request.referrer or ""
    return f"/{stood_on.removeprefix(request.host_url)}" if stood_on.startswith(request.host_url) else None
