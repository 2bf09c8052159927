"""The private link opens its person's pages and nothing else; no sign-in, no cookie."""

from flask import Flask, abort, g, make_response, render_template, request

from eventmgr.office.queries import office_by_id_or_none
from eventmgr.outbox.rules import contact_link
from eventmgr.portal.queries import (
    contact_phone_or_none,
    office_of_former_link_or_none,
    person_by_link_or_none,
)
from eventmgr.shared.clock import now
from eventmgr.shared.codes import TOKEN_LENGTH, is_crockford, normalize_code
from eventmgr.shared.runtime import throttle
from eventmgr.web.access import Outcome, register_resolver

#: unknown links that one address may try; a right link is never counted
MISSES, MISS_WINDOW = 30, 600


def participant() -> Outcome:
    """Load the person of the link into `g.person`; a former link gets a page that says so (410)."""
    token = normalize_code(str((request.view_args or {}).get("token", "")))
    if not is_crockford(token, TOKEN_LENGTH):
        return Outcome.NOT_FOUND
    person = person_by_link_or_none(token)
    if person is not None and person.state == "active":
        g.person, g.office = person, office_by_id_or_none(person.office_id)
        return Outcome.GRANTED
    _count_miss()
    office_id = person.office_id if person is not None else office_of_former_link_or_none(token)
    if office_id is None:
        return Outcome.NOT_FOUND
    _say_gone(office_id, is_renewed=person is None or person.state == "merged")
    return Outcome.NOT_FOUND


def _count_miss() -> None:
    tried = throttle(f"link:{request.remote_addr}", limit=MISSES, window=MISS_WINDOW, at=now())
    if not tried.allowed:
        response = make_response(render_template("errors/429.html"), 429)
        response.headers["Retry-After"] = str(tried.retry_after)
        abort(response)


def _say_gone(office_id: int, *, is_renewed: bool) -> None:
    """Answer 410. The page holds no name and no number of the person: somebody else may hold the link."""
    g.office = office_by_id_or_none(office_id)
    words = "Tautan halaman peserta saya tidak bisa dibuka lagi. Mohon bantuannya."
    contact = contact_link(contact_phone_or_none(g.office) if g.office else None, words)
    page = render_template("portal/link_gone.html", is_renewed=is_renewed, contact=contact)
    abort(make_response(page, 410))


def init_portal(app: Flask) -> None:
    register_resolver(app, "participant", participant)
