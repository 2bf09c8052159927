"""No page of an event offers what its state forbids; where a form is missing, one sentence says why.

Each page that an organizer can reach is opened, and every form that would change something is listed by its
endpoint. What an event still offers is here, line by line.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

import lxml.html
import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.exceptions import HTTPException

from eventmgr.events.models import Event
from eventmgr.registration.models import Ticket
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, write
from tests.builders import build_registration, build_ticket
from tests.cast import Cast
from tests.certificates.builders import build_present, build_rule
from tests.page_client import PageClient
from tests.portal.papers import build_certificate

Client = Callable[[], PageClient]
#: what belongs to the person, to the users or to the state itself goes on in every state
ALWAYS = {
    "accounts.sign_out",
    "events_members.add",
    "events_members.change",
    "events_members.remove",
    "events_settings.step",
    "cards_links.sent",
    "registration_person.close_link",
    "registration_person.new_link",
    "registration_person.new_nik",
    "reports_participant.see_nik",
    "reports_participant_edit.edit",
    "reports_participant_edit.release",
    # tells what is recorded, or draws a sample, and changes nothing
    "cards.sample_place",
    "certificate_design.sample",
    "reports_sheet.order",
}
#: corrections with a reason, papers
CLOSED = {
    "certificate.replace_one",
    "certificate.review",
    "certificate.revoke_one",
    "certificate_design.choose",
    "certificate_numbers.hold",
    "certificates.edit_decision",
    "certificates.edit_rule",
    "certificates.issue",
    "checkin_attendance.close",
    "checkin_attendance.reopen",
    "checkin_attendance.save",
    "materials.add",
    "cards.order",
    "reports_selection.act",
}
#: of those, what needs an event that is no draft
CERTIFIED = {
    "certificate.replace_one",
    "certificate.review",
    "certificate.revoke_one",
    "certificate_numbers.hold",
    "certificates.issue",
    "checkin_attendance.reopen",
}
#: what is done before the days, and after an event was opened too
PREPARED = {
    "checkin_paper.enter",
    "events_agenda.add_session",
    "events_agenda.close_checkpoint",
    "events_agenda.delete_checkpoint",
    "events_agenda.edit_checkpoint",
    "events_agenda.move_session",
    "events_days.add",
    "events_days.shift",
    "events_quota.save",
    "events_settings.facts",
    "registration_add.add",
    "roster.upload",
    "registration_person.cancel_one",
    "registration_person.move",
    "registration_person.new_card",
    "registration_person.restore_one",
    "registration_replace.replace_one",
    "registration_reserve.promote",
    "cards_spares.order",
}


def _full_event(app: Flask, cast: Cast, state: str) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        for days in (1, 2, 3):
            registration = build_present(event=event, days=days, name=f"Hadir {days} hari")
            build_ticket(event=event, registration=registration)
            # one that presence no longer supports, one that may follow, one as it should be
            if days != 2:
                build_certificate(event=event, registration=registration, number=411 + days)
        build_registration(event=event, state="reserve")
        build_registration(event=event, state="cancelled")
        with write() as session:
            session.get_one(Event, event.id).state = state


def _first_pages(app: Flask, cast: Cast) -> list[str]:
    """Each page that needs no more than the event, and those of one participant, by their addresses."""
    adapter = app.url_map.bind("localhost")
    own = {"slug": cast.slug, "uid": cast.dedi_registration.uid}
    found = []
    for rule in app.url_map.iter_rules():
        of_person = "/peserta/<" in rule.rule and rule.arguments == {"slug", "uid"}
        if "GET" in (rule.methods or ()) and (rule.arguments == {"slug"} or of_person):
            found.append(adapter.build(rule.endpoint, {key: own[key] for key in rule.arguments}))
    return found


def _crawled(app: Flask, client: PageClient, cast: Cast) -> tuple[dict[str, str], dict[str, str]]:
    """Endpoint of each offered form → a page that offers it; page → the sentences of its notices."""
    adapter = app.url_map.bind("localhost")
    todo, seen = _first_pages(app, cast), set()
    offered: dict[str, str] = {}
    told: dict[str, str] = {}
    while todo:
        url = todo.pop(0)
        parts = urlsplit(url)
        try:
            endpoint, _ = adapter.match(parts.path)
        except HTTPException:
            continue
        key = (endpoint, tuple(sorted(pair.split("=")[0] for pair in parts.query.split("&"))))
        is_page = parts.path.startswith(f"/kegiatan/{cast.slug}") and "." not in parts.path
        if key in seen or not is_page:
            continue
        seen.add(key)
        with client.http.get(url) as answer:
            if answer.mimetype != "text/html" or answer.status_code != 200:
                continue
            html = answer.get_data(as_text=True)
        if not html:
            continue
        tree = lxml.html.fromstring(html)
        told[url] = " ".join(node.text_content() for node in tree.find_class("notice"))
        for form in tree.xpath("//main//form[@method='post']|//*[@role='region']//form[@method='post']"):
            target = urlsplit(form.get("action") or url).path
            offered.setdefault(adapter.match(target, method="POST")[0], url)
        links = tree.xpath("//main//a/@href|//nav//a/@href")
        todo += [link if link.startswith("/") else f"{parts.path}{link}" for link in links]
    return offered, told


@pytest.mark.parametrize(("state", "allowed"), [("archived", ALWAYS), ("closed", ALWAYS | CLOSED)])
def test_only_what_the_state_allows_is_offered(
    app: Flask, page_client: Client, cast: Cast, state: str, allowed: set[str]
) -> None:
    _full_event(app, cast, state)
    offered, told = _crawled(app, page_client().sign_in(cast.ani), cast)
    assert {endpoint: page for endpoint, page in offered.items() if endpoint not in allowed} == {}
    assert {"events_settings.step", "registration_person.new_link"} <= set(offered)
    assert len(told) > 40
    word = "sudah diarsipkan" if state == "archived" else "sudah ditutup"
    for page in ("peserta", "peserta/tambah", "peserta/impor", "jadwal", "kehadiran/kertas"):
        assert word in told[f"/kegiatan/{cast.slug}/{page}"], page
    assert all(notice.count(word) <= 1 for notice in told.values())


def test_a_draft_offers_its_preparation_and_issues_nothing(
    app: Flask, page_client: Client, cast: Cast
) -> None:
    _full_event(app, cast, "draft")
    offered, told = _crawled(app, page_client().sign_in(cast.ani), cast)
    allowed = ALWAYS | PREPARED | CLOSED - CERTIFIED
    assert {endpoint: page for endpoint, page in offered.items() if endpoint not in allowed} == {}
    assert set(offered) >= PREPARED | {"cards.order", "certificates.edit_rule", "materials.add"}
    for page in ("sertifikat", "sertifikat/terbit"):
        assert "masih rancangan" in told[f"/kegiatan/{cast.slug}/{page}"], page
    assert not [page for page, notice in told.items() if "ditutup" in notice or "diarsipkan" in notice]


def test_an_open_event_says_nothing_of_its_state(app: Flask, page_client: Client, cast: Cast) -> None:
    _full_event(app, cast, "open")
    offered, told = _crawled(app, page_client().sign_in(cast.ani), cast)
    assert CLOSED - {"checkin_attendance.reopen"} <= set(offered)
    assert {"registration_add.add", "registration_person.cancel_one", "checkin_paper.enter"} <= set(offered)
    assert not [page for page, notice in told.items() if "Kegiatan ini" in notice]


@pytest.mark.parametrize(
    ("state", "is_offered"), [("draft", True), ("open", True), ("closed", True), ("archived", False)]
)
def test_papers_without_a_public_address_are_decided_on_until_the_archive(
    app: Flask, page_client: Client, cast: Cast, state: str, is_offered: bool
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        build_present(event=event, days=2, name="Hadir 2 hari")
        build_rule(event=event, without_public_url=False)
        with write() as session:
            session.get_one(Event, event.id).state = state
    page = page_client().sign_in(cast.ani).page(f"/kegiatan/{cast.slug}/sertifikat")
    forms = page.xpath("//main//form[@method='post']/@action")
    assert forms == ([f"/kegiatan/{cast.slug}/sertifikat/tanpa-qr"] if is_offered else [])


@pytest.mark.parametrize(("state", "is_offered"), [("closed", True), ("archived", False)])
def test_cards_to_print_again_are_ticked_until_the_archive(
    app: Flask, page_client: Client, cast: Cast, state: str, is_offered: bool
) -> None:
    with app.app_context(), write() as session:
        session.execute(update(Ticket).values(printed_at=now(), printed_face_hash="0" * 64))
        session.get_one(Event, cast.event.id).state = state
    page = page_client().sign_in(cast.ani).page(f"/kegiatan/{cast.slug}/kartu")
    assert bool(page.xpath("//main//input[@form='cetak']")) == is_offered
    asked = page.xpath("//main//form[@method='post' and not(contains(@action, '/contoh'))]")
    assert bool(asked) == is_offered
    assert "Dedi" in page.text_content()
