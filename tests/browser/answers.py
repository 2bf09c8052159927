"""Pages that an address alone does not show: refused and outdated forms, ended links and papers, error pages.

A form's answer is taken by a test client and handed to the browser under a made-up address, so that nothing
is stored that other pages show.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import lxml.html
from flask import Flask, render_template
from playwright.sync_api import Page, Route
from werkzeug.test import TestResponse
from werkzeug.wrappers import Response

from eventmgr.events.models import Event
from eventmgr.people.link_actions import revoke_link
from eventmgr.people.models import Person
from eventmgr.portal.verify_routes import CHECK_WINDOW, CHECKS
from eventmgr.shared.clock import now
from eventmgr.shared.codes import code_hash, link_token
from eventmgr.shared.db import db, write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.runtime import throttle
from eventmgr.web.errors import show_fault
from tests.builders import build_category, build_event, build_person, build_registration, link_of
from tests.certificates.builders import COMMAND
from tests.furnished import Furnished
from tests.page_client import PageClient
from tests.portal.papers import build_certificate
from tests.web.page_forms import FoundForm, filled_form

#: error pages that somebody meets; the fault page is a file of its own
ERRORS = (400, 403, 404, 410, 413, 422, 429)
#: what a form carries along unseen
CARRIED = frozenset({"request_uid", "revision", "seen", "seen_revision", "shown", "seen_code"})
#: of one person, what two people change at once
OVERTAKEN = ("birth_place", "address")
#: a revision that no row has
OUTDATED = "987654"
SHOWN_AT = "/jawaban/"
#: the address from which too many codes were checked
BUSY = "192.0.2.9"


@dataclass
class Answers:
    """Answers by the made-up addresses that they are shown at."""

    shown: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)

    def keep(self, name: str, answer: Response | TestResponse) -> str:
        """The address to open; the answer's headers decide there, too."""
        left_out = {"content-length", "content-encoding", "set-cookie", "transfer-encoding"}
        headers = {key: value for key, value in answer.headers.items() if key.lower() not in left_out}
        path = SHOWN_AT + name.strip("/").replace("/", "-")
        self.shown[path] = answer.status_code, headers, answer.get_data()
        return path

    def serve(self, page: Page) -> None:
        """Let the page open them."""

        def fulfill(route: Route) -> None:
            path = "/" + route.request.url.partition("://")[2].partition("/")[2]
            status, headers, body = self.shown[path]
            route.fulfill(status=status, headers=headers, body=body)

        page.route(f"**{SHOWN_AT}*", fulfill)


def error_pages(app: Flask, answers: Answers) -> Iterator[str]:
    """Every error page, and the pause between many codes, for a stranger."""
    for code in ERRORS:
        with app.test_request_context("/"):
            answer = app.process_response(app.make_response((render_template(f"errors/{code}.html"), code)))
        yield answers.keep(f"galat-{code}", answer)
    with app.test_request_context("/"):
        yield answers.keep("galat-500", app.make_response(show_fault(RuntimeError("shown on purpose"))))
    yield answers.keep("jeda", _pause(app))


def _pause(app: Flask) -> TestResponse:
    """The page that counts down for whoever checked too many codes."""
    with app.app_context():
        for _ in range(CHECKS):
            throttle(f"verify:{BUSY}", limit=CHECKS, window=CHECK_WINDOW, at=now())
    answer = app.test_client().get("/v/7F3KQ9MB", environ_base={"REMOTE_ADDR": BUSY})
    if answer.status_code != 429:
        raise LookupError("nobody is asked to wait")
    return answer


def refused_form(client: PageClient, target: str, form: FoundForm) -> TestResponse:
    """The answer to a form of which nothing is filled in but what it carries along."""
    fields = {name: value if name in CARRIED else "" for name, value in form.fields.items()}
    return _sent(client, target, fields)


def outdated_form(client: PageClient, target: str, form: FoundForm) -> TestResponse | None:
    """The answer to a form that somebody else has overtaken; None where it does not say what it saw."""
    fields = filled_form(client, form.page, target)
    begun_with = [name for name in OVERTAKEN if f"base-{name}" in fields]
    for name in begun_with:
        fields |= {name: "yang baru", f"base-{name}": "yang dulu"}
    revisions = [name for name in fields if name.endswith("revision")]
    if not begun_with and not revisions:
        return None
    return _sent(client, target, fields | dict.fromkeys(revisions, OUTDATED))


def _sent(client: PageClient, target: str, fields: dict[str, str]) -> TestResponse:
    return client.http.post(target, data={"csrf_token": client.last_token, **fields})


def is_shown_again(answer: TestResponse) -> bool:
    """Whether the form came back with what is wrong, and not an error page in its place."""
    if answer.status_code not in (409, 422) or answer.mimetype != "text/html":
        return False
    return bool(lxml.html.fromstring(answer.get_data(as_text=True)).xpath("//main//form"))


def ended_pages(furnished: Furnished) -> tuple[list[str], list[str]]:
    """Links that no longer open and papers in each state: pages for strangers, pages of the office.

    Inside an app context.
    """
    event = db.session.get_one(Event, furnished.cast.event.id)
    outside, inside = [_renewed(), _closed()], []
    replaced = None
    for number, state in enumerate(("revoked", "replaced", "valid", "reserved"), start=800):
        holder = _somebody(number, f"Yulinar {state.title()}")
        registration = build_registration(event=event, person=holder, category=build_category())
        paper = build_certificate(
            event=event,
            registration=registration,
            state=state,
            number=number,
            reason="terbit dua kali" if state in ("revoked", "replaced") else None,
            replaces=replaced if state == "valid" else None,
        )
        replaced = paper if state == "replaced" else replaced
        outside += [f"/v/{paper.short_code}", link_of(holder)]
        if state != "reserved":
            outside.append(f"{link_of(holder)}/sertifikat")
        inside.append(f"/kegiatan/{furnished.cast.slug}/sertifikat/{paper.uid}")
    return outside, inside + _events_in_each_state()


def _events_in_each_state() -> list[str]:
    """Home and settings of an event that is not open yet, and of those that are over."""
    pages = []
    for state in ("draft", "closed", "archived"):
        event = build_event(slug=f"{state}-2023", name=f"Bimtek {state}")
        with write() as session:
            session.get_one(Event, event.id).state = state
        pages += [f"/kegiatan/{state}-2023", f"/kegiatan/{state}-2023/pengaturan"]
    return [*pages, "/kegiatan/draft-2023/pengaturan/hapus"]


def _somebody(number: int, name: str, phone: str | None = None) -> Person:
    return build_person(name=name, nik=f"137106170690{number:04d}", phone=phone)


def _renewed() -> str:
    """The link of before."""
    person = _somebody(1, "Desmawati", "+6281234500001")
    former = link_of(person)
    with write() as session:
        row = session.get_one(Person, person.id)
        row.link_version += 1
        token = link_token(keyring().derive("private-link", row.key_id), row.uid, row.link_version)
        row.link_hash = code_hash(token)
    return former


def _closed() -> str:
    person = _somebody(2, "Novrianto", "+6281234500002")
    link, version = link_of(person), person.link_version
    revoke_link(
        COMMAND, now(), person_id=person.id, event_id=None, seen_version=version, reason="Ponselnya hilang"
    )
    return link
