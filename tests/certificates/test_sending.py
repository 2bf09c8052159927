"""The certificate is ready, told by WhatsApp: one tap each, its own marks, a paper anew is told anew."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.certificates.models import Certificate
from eventmgr.certificates.sending_actions import mark_told, unmark_told
from eventmgr.certificates.sending_queries import READY
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.outbox.models import Outbox
from eventmgr.people.models import Person
from eventmgr.registration.mailing_actions import Letter
from eventmgr.registration.mailing_queries import mailing_counts, recipient_or_none, recipients
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from tests.builders import build_event, build_person, build_registration
from tests.cast import Cast
from tests.certificates.builders import AT, COMMAND, build_rule
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.portal.papers import build_certificate

Client = Callable[[], PageClient]


def issue(event_id: int, number: int, name: str, phone: str | None = "+6281234560001") -> Certificate:
    event = db.session.get_one(Event, event_id)
    registration = build_registration(
        event=event, person=build_person(name=name, back_title=None, phone=phone)
    )
    return build_certificate(event=event, registration=registration, number=number)


@pytest.fixture
def path(app: Flask, cast: Cast) -> str:
    """The list of the cast's event, whose office has a public address: Dedi's certificate is valid."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        build_rule(event=event)
        build_certificate(event=event, registration=cast.dedi_registration, number=412)
        with write() as session:
            session.get_one(Office, real_office().id).public_url = "https://acara.contoh.go.id"
    return f"/kegiatan/{cast.slug}/sertifikat/kirim"


def test_the_text_says_that_the_certificate_is_ready_and_where(
    page_client: Client, cast: Cast, path: str
) -> None:
    (address,) = page_client().sign_in(cast.ani).page(path).xpath("//a[contains(@href, 'wa.me')]/@href")
    text = unquote(address)
    assert text.startswith(
        "https://wa.me/6281234567878?text=Yth. Dedi Kurniawan, sertifikat Anda untuk Sosialisasi"
    )
    assert "sudah terbit" in text
    assert f"https://acara.contoh.go.id{cast.dedi_link}/sertifikat?kegiatan={cast.slug}\n" in text


def test_the_address_opens_this_certificate_though_the_person_is_in_a_coming_event_too(
    app: Flask, page_client: Client, cast: Cast, path: str, clock: TestClock
) -> None:
    clock.moment = AT + timedelta(days=30)
    with app.app_context():
        coming = build_event(slug="bimtek-lanjut", first_day=(AT + timedelta(days=60)).date())
        build_registration(event=coming, person=db.session.get_one(Person, cast.dedi.id))
    (address,) = page_client().sign_in(cast.ani).page(path).xpath("//a[contains(@href, 'wa.me')]/@href")
    (private,) = [word for word in unquote(address).split() if "/p/" in word]
    page_client().get(private.removeprefix("https://acara.contoh.go.id"))


def test_whoever_is_cancelled_since_has_no_page_that_the_text_could_open(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        build_rule(event=event)
        event_id, registration_id = event.id, issue(event.id, 1, "Nelfia").registration_id
        assert sum(mailing_counts(READY, event_id).values()) == 1
        with write() as session:
            session.get_one(Registration, registration_id).state = "cancelled"
        assert sum(mailing_counts(READY, event_id).values()) == 0


def test_a_tap_marks_once_and_the_mark_is_not_that_of_the_link(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    (mark,) = client.page(path).xpath("//form[contains(@class, 'mark-sent')]/@action")
    for _ in range(2):
        client.post(mark, status=303)
    assert "Semua sudah dikirim" in words_of(client.get(path))
    side = words_of(client.get(path.replace("kirim", "terbit")))
    assert "1 dari 1 sudah dikirim" in side
    assert "1 tautan belum dikirim" in words_of(client.get(f"/kegiatan/{cast.slug}/peserta/tautan"))
    client.post(mark.replace("terkirim", "belum"), status=303)
    assert "0 dari 1 sudah dikirim" in words_of(client.get(path.replace("kirim", "terbit")))
    with app.app_context():
        assert db.session.scalar(select(func.count(Outbox.id))) == 1


def test_the_sum_beside_the_list_is_of_those_whom_a_text_can_reach(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    with app.app_context():
        gone = issue(cast.event.id, 413, "Yusneli").registration_id
        with write() as session:
            session.get_one(Registration, gone).state = "cancelled"
    client = page_client().sign_in(cast.ani)
    (mark,) = client.page(path).xpath("//form[contains(@class, 'mark-sent')]/@action")
    client.post(mark, status=303)
    assert "1 dari 1 sudah dikirim" in words_of(client.get(path.replace("kirim", "terbit")))


def test_people_without_a_number_are_shown_apart_and_cannot_be_marked(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    with app.app_context():
        without = issue(cast.event.id, 413, "Yusneli", None).uid
    client = page_client().sign_in(cast.ani)
    assert "Yusneli" in words_of(client.get(f"{path}?tampil=tanpa-nomor"))
    assert "Lanjutkan" not in words_of(client.get(path.replace("kirim", "terbit")))
    assert "Mulai, 1 orang" in words_of(client.get(path.replace("kirim", "terbit")))
    client.get(path)
    client.post(f"{path}/{without}/terkirim", status=422)
    client.post(f"{path}/{'0' * 32}/terkirim", status=404)


def test_only_the_organizer_sends(page_client: Client, cast: Cast, path: str) -> None:
    page_client().sign_in(cast.vina).get(path, status=403)
    page_client().sign_in(cast.citra).get(path, status=404)


def test_a_mark_holds_for_one_paper_and_can_be_taken_back(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        build_rule(event=event)
        old, other = issue(event.id, 1, "Nelfia"), issue(event.id, 2, "Masrul")
        event_id, registration_id = event.id, old.registration_id
        recipient = recipient_or_none(READY, event_id, old.uid)
        assert recipient is not None
        assert mark_told(COMMAND, AT, event=event, letter=Letter(recipient, "kabar"))
        assert not mark_told(COMMAND, AT, event=event, letter=Letter(recipient, "kabar"))
        assert mailing_counts(READY, event_id) == {"belum": 1, "sudah": 1, "tanpa-nomor": 0, "ditutup": 0}
        assert [row.uid for row in recipients(READY, event_id, "belum", "mas")[1]] == [other.uid]
        with write() as session:
            session.get_one(Certificate, old.id).state = "replaced"
        fresh = build_certificate(
            event=db.session.get_one(Event, event_id),
            registration=db.session.get_one(Registration, registration_id),
            replaces=db.session.get_one(Certificate, old.id),
            number=3,
        )
        assert mailing_counts(READY, event_id)["belum"] == 2, "the paper that replaces it is told anew"
        newer = recipient_or_none(READY, event_id, fresh.uid)
        assert newer is not None
        assert not unmark_told(COMMAND, AT, event=db.session.get_one(Event, event_id), recipient=newer)


def test_statements_do_not_grow_with_the_people(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    client.get(path)
    with counted_statements(app) as few:
        client.get(path)
    with app.app_context():
        for number in range(2, 10):
            issue(cast.event.id, number, f"Orang {number}")
    with counted_statements(app) as many:
        client.get(path)
    assert len(many) == len(few) <= 12
