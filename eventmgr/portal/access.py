"""The private link opens its person's pages and nothing else; no sign-in, no cookie."""

from flask import Flask, abort, g, make_response, render_template, request

from eventmgr.office.queries import office_by_id_or_none
from eventmgr.outbox.rules import contact_link
from eventmgr.people.models import Person
from eventmgr.portal.queries import (
    FormerLink,
    contact_phone_or_none,
    former_link_or_none,
    person_by_link_or_none,
)
from eventmgr.shared.clock import now
from eventmgr.shared.codes import TOKEN_LENGTH, is_crockford, normalize_code
from eventmgr.shared.dates import local_date, long_date
from eventmgr.shared.runtime import throttle
from eventmgr.web.access import Outcome, register_resolver

#: unknown links that one address may try; a right link is never counted
MISSES, MISS_WINDOW = 30, 600


def participant() -> Outcome:
    """Load the person of the link into `g.person`; a former link gets a page that says so (410)."""
    token = normalize_code(str((request.view_args or {}).get("token", "")))
    person = _person_or_none(token)
    if person is not None and _opens(person):
        g.person, g.office = person, office_by_id_or_none(person.office_id)
        return Outcome.GRANTED
    former = former_or_none(token)
    if former is not None:
        _say_gone(former)
    return Outcome.NOT_FOUND


def former_or_none(typed: str) -> FormerLink | None:
    """What a link was that opens nothing any more; None for one that opens its page, or that never was.

    Counts as a miss. Aborts with 429 after too many.
    """
    token = normalize_code(typed)
    if not is_crockford(token, TOKEN_LENGTH):
        return None
    person = _person_or_none(token)
    if person is not None and _opens(person):
        return None
    _count_miss()
    return _as_former(person) if person is not None else former_link_or_none(token)


def _person_or_none(token: str) -> Person | None:
    return person_by_link_or_none(token) if is_crockford(token, TOKEN_LENGTH) else None


def _opens(person: Person) -> bool:
    return person.state == "active" and person.link_revoked_at is None


def _as_former(person: Person) -> FormerLink:
    """The link of a person who has none any more, or whose link an organizer closed."""
    is_closed = person.state != "merged"
    return FormerLink(
        person.merged_into_id or person.id, person.office_id, person.link_changed_at, is_closed=is_closed
    )


def _count_miss() -> None:
    tried = throttle(f"link:{request.remote_addr}", limit=MISSES, window=MISS_WINDOW, at=now())
    if not tried.allowed:
        response = make_response(render_template("errors/429.html"), 429)
        response.headers["Retry-After"] = str(tried.retry_after)
        abort(response)


def _say_gone(former: FormerLink) -> None:
    """Answer 410. The page holds no name and no number of the person: somebody else may hold the link."""
    g.office = office_by_id_or_none(former.office_id)
    zone = g.office.zone if g.office else "Asia/Jakarta"
    since = long_date(local_date(former.changed_at, zone)) if former.changed_at else ""
    words = "Tautan halaman peserta saya tidak bisa dibuka lagi. Mohon bantuannya."
    contact = contact_link(contact_phone_or_none(g.office) if g.office else None, words)
    is_renewed = not former.is_closed
    page = render_template(
        "portal/link_gone.html",
        is_renewed=is_renewed,
        since=since,
        contact=contact,
        token=(request.view_args or {}).get("token"),
        is_asked="diminta" in request.args,
    )
    abort(make_response(page, 410))


def init_portal(app: Flask) -> None:
    register_resolver(app, "participant", participant)
