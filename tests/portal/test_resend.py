"""Asking for a renewed link: noted once, answered alike, and done when an organizer has sent it."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from eventmgr.audit.models import AuditLog
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.people.link_actions import ask_for_link, settle_request
from eventmgr.people.models import Person
from eventmgr.registration.link_queries import link_counts, links_asked_for
from eventmgr.shared.clock import now
from eventmgr.shared.codes import new_long_token
from eventmgr.shared.db import db, write
from tests.builders import build_event, build_person, build_registration
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, words_of
from tests.portal.test_links import close, renew

Client = Callable[[], PageClient]
LIST = "/kegiatan/sosialisasi-2024/peserta/tautan"
HOME = "/kegiatan/sosialisasi-2024"
ANSWER = "Bila nomor Anda terdaftar, permintaannya sudah diteruskan ke panitia."


def _ask(client: PageClient, link: str) -> str:
    """Press the button of the old link's page; the words of the answer."""
    client.get(link, status=410)
    sent = client.post(f"{link}/kirim-ulang", status=303)
    return words_of(client.get(sent.headers["Location"], status=410))


def _asked_at(app: Flask, person: Person) -> object:
    with app.app_context():
        return db.session.get_one(Person, person.id).link_asked_at


def test_a_request_stands_before_the_organizer_until_the_link_is_sent(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    ani, uid = page_client().sign_in(cast.ani), cast.dedi_registration.uid
    with app.app_context(), write() as session:
        session.get_one(Office, real_office().id).public_url = "https://acara.contoh.go.id"
    renew(app, cast.dedi)
    ani.post(f"{LIST}/{uid}/terkirim", status=303, form_page=LIST)
    assert "dikirim ulang" not in words_of(ani.get(HOME))
    assert ANSWER in _ask(page_client(), cast.dedi_link)
    assert "1 orang minta tautannya dikirim ulang" in words_of(ani.get(HOME))
    words = words_of(ani.get(LIST))
    assert "Minta dikirim ulang" in words
    assert "Diminta 07.40" in words
    ani.post(f"{LIST}/{uid}/terkirim", status=303)
    assert "Dikirim 07.40" in words_of(ani.get(f"{LIST}?tampil=sudah"))
    assert "dikirim ulang" not in words_of(ani.get(HOME))
    assert _asked_at(app, cast.dedi) is None


def test_the_answer_is_the_same_within_the_hour_and_without_a_number(
    page_client: Client, cast: Cast, app: Flask, clock: TestClock
) -> None:
    with app.app_context(), write() as session:
        session.get_one(Person, cast.dedi.id).phone = None
    renew(app, cast.dedi)
    client = page_client()
    assert ANSWER in _ask(client, cast.dedi_link)
    with app.app_context(), write() as session:
        settle_request(session, cast.dedi.id)
    assert ANSWER in _ask(client, cast.dedi_link)
    assert _asked_at(app, cast.dedi) is None  # once an hour
    clock.moment += timedelta(minutes=61)
    assert ANSWER in _ask(client, cast.dedi_link)
    assert _asked_at(app, cast.dedi) == clock.moment
    with app.app_context():
        lines = db.session.scalars(select(AuditLog).where(AuditLog.action == "link.asked")).all()
        assert [(line.subject_uid, line.actor_kind) for line in lines] == [(cast.dedi.uid, "participant")] * 2


def test_a_closed_an_open_and_an_unknown_link_ask_for_nothing(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    client = page_client()
    client.get("/masuk")
    client.post(f"{cast.dedi_link}/kirim-ulang", status=303)
    client.post(f"/p/{new_long_token()}/kirim-ulang", status=303)
    close(app, cast.dedi)
    client.post(f"{cast.dedi_link}/kirim-ulang", status=303)
    words = words_of(client.get(f"{cast.dedi_link}?diminta=ya", status=410))
    assert ANSWER not in words
    assert "Kirim ulang" not in words
    assert _asked_at(app, cast.dedi) is None


def test_on_both_databases_a_request_is_noted_once_and_settled_once(any_app: Flask) -> None:
    with any_app.app_context():
        event: Event = build_event()
        person = build_person(phone="+6281234560001")
        build_registration(event=event, person=person)
        assert [ask_for_link(now(), person_id=person.id) for _ in range(2)] == [True, False]
        assert (links_asked_for(event.id), link_counts(event.id)["diminta"]) == (1, 1)
        with write() as session:
            assert settle_request(session, person.id)
            assert not settle_request(session, person.id)
        assert links_asked_for(event.id) == 0
