"""The home of an event: how things stand, what is next, and only links that one may follow."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.events.models import AgendaSession, Event
from eventmgr.registration.models import Ticket
from eventmgr.shared.db import db, write
from tests.builders import (
    build_category,
    build_event,
    build_member,
    build_person,
    build_quota,
    build_registration,
    build_ticket,
)
from tests.cast import Cast
from tests.certificates.builders import mark_present
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.reports.quota_scenes import excuse

Client = Callable[[], PageClient]
HOME = "/kegiatan/sosialisasi-2024"


def arrive(app: Flask, cast: Cast) -> None:
    """Dedi comes on the first day."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        mark_present(event=event, registration=cast.dedi_registration, days=1)


def test_while_a_day_runs_it_counts_who_is_there(page_client: Client, cast: Cast, app: Flask) -> None:
    arrive(app, cast)
    with app.app_context():
        build_registration(event=db.session.get_one(Event, cast.event.id))
    page = page_client().sign_in(cast.ani).page(HOME)
    words = " ".join(page.text_content().split())
    assert page.findtext(".//h1") == "Hari pertama sedang berjalan"
    assert "1 peserta belum datang." in words
    assert "Senin, 18 November 2024, pukul 07.40 WIB" in words
    assert page.xpath("//progress[@class='share']/@value") == ["1"]
    assert page.xpath("//progress[@class='share']/@max") == ["2"]


def test_it_says_what_comes_next_and_where_and_not_what_is_over(
    page_client: Client, cast: Cast, app: Flask, clock: TestClock
) -> None:
    with app.app_context(), write() as session:
        theirs = select(AgendaSession).where(AgendaSession.event_id == cast.event.id)
        lesson = session.scalars(theirs.order_by(AgendaSession.starts_at).limit(1)).one()
        lesson.title, lesson.room, ends = "Pembukaan", "Ballroom", lesson.ends_at
    client = page_client().sign_in(cast.ani)
    assert "Pembukaan pukul 10.15 di Ballroom." in words_of(client.get(HOME))
    clock.moment = ends - timedelta(minutes=5)
    assert "Sekarang: Pembukaan." in words_of(client.get(HOME))
    clock.moment = ends
    assert "Ballroom" not in words_of(client.get(HOME))


def test_who_is_excused_is_not_waited_for_and_the_figures_add_up(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        for name in ("Cici", "Emi"):
            build_registration(event=event, person=build_person(name=name))
        excuse(event.id, "Cici", "tugas")
    arrive(app, cast)
    client = page_client().sign_in(cast.ani)
    words = words_of(client.get(HOME))
    assert "1 peserta belum datang." in words
    assert "1 hadir dari 3 terdaftar 1 izin, sakit, tugas 1 belum datang" in words
    assert "1 izin, sakit, atau tugas; 1 belum datang" in words_of(client.get(f"{HOME}/presensi"))
    with app.app_context():
        excuse(cast.event.id, "Dedi Kurniawan", "sakit")
    assert "1 hadir dari 3 terdaftar 1 izin, sakit, tugas 1 belum datang" in words_of(client.get(HOME))


def test_cards_that_are_not_printed_want_attention(page_client: Client, cast: Cast, app: Flask) -> None:
    client = page_client().sign_in(cast.ani)
    assert "1 kartu belum dicetak" in words_of(client.get(HOME))
    with app.app_context(), write() as session:
        session.get_one(Ticket, cast.dedi_ticket.id).printed_at = datetime(2024, 11, 16, tzinfo=UTC)
    assert "Tidak ada yang tertunda." in words_of(client.get(HOME))


def test_places_that_miss_the_quota_are_named(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        build_quota(event=event, category=build_category(), seats=3)
    words = words_of(page_client().sign_in(cast.ani).get(HOME))
    assert "104 kelurahan kurang 311 nama" in words


def test_the_road_names_its_pages_and_the_current_one(page_client: Client, cast: Cast) -> None:
    page = page_client().sign_in(cast.ani).page(HOME)
    (current,) = page.xpath("//ol[@class='stepper']/li[@aria-current='step']")
    assert "Presensi hari\u00a01" in current.text_content()
    links = {link.text: link.get("href") for link in page.xpath("//ol[@class='stepper']//a")}
    assert links["Daftar peserta"] == f"{HOME}/peserta"
    assert links["Sertifikat"] == f"{HOME}/sertifikat"


@pytest.mark.parametrize(
    ("day", "label"),
    [(11, "Latihan memindai"), (18, "Pindai kartu"), (19, "Pindai kartu"), (21, "Daftar sertifikat terbit")],
)
def test_what_is_used_most_follows_the_phase(
    page_client: Client, cast: Cast, clock: TestClock, day: int, label: str
) -> None:
    clock.moment = datetime(2024, 11, day, 2, 0, tzinfo=UTC)
    page = page_client().sign_in(cast.ani).page(HOME)
    assert label in [link.text for link in page.xpath("//ul[@class='frequent']//a")]
    assert 1 <= len(page.xpath("//ul[@class='frequent']//a")) <= 4


def test_a_crew_is_offered_only_what_a_crew_may_open(page_client: Client, cast: Cast) -> None:
    page = page_client().sign_in(cast.budi).page(HOME)
    assert [link.text for link in page.xpath("//ul[@class='frequent']//a")] == ["Tampilkan layar aula"]
    (scan,) = page.xpath("//main//a[contains(@class, 'button')][normalize-space()='Pindai kartu']/@href")
    assert scan == f"{HOME}/pindai"
    assert "belum dicetak" not in page.text_content(), "the crew prints no cards"


@pytest.mark.parametrize("who", ["ani", "budi", "vina"])
def test_each_link_can_be_followed_by_the_one_who_sees_it(page_client: Client, cast: Cast, who: str) -> None:
    client = page_client().sign_in(getattr(cast, who))
    for link in set(client.page(HOME).xpath("//main//a/@href|//nav//a/@href")):
        client.get(link, follow_redirects=True)


def test_an_empty_event_begins_with_the_roster(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context():
        empty = build_event(slug="kosong", name="Kegiatan kosong")
        build_member(event=empty, user=cast.ani, role="organizer")
    page = page_client().sign_in(cast.ani).page("/kegiatan/kosong")
    assert page.findtext(".//h1") == "Daftar peserta masih kosong"
    (link,) = page.xpath("//a[contains(., 'Impor dari Excel')]/@href")
    assert link == "/kegiatan/kosong/peserta/impor"


def test_after_the_event_the_certificates_come_next(
    page_client: Client, cast: Cast, clock: TestClock
) -> None:
    clock.moment = datetime(2024, 11, 21, 3, 0, tzinfo=UTC)
    words = words_of(page_client().sign_in(cast.ani).get(HOME))
    assert "Sertifikat belum diterbitkan" in words
    assert "Syarat sertifikat belum diisi" in words
    assert "Belum ada presensi hari kedua" in words


@pytest.mark.parametrize(
    ("who", "status"), [("ani", 200), ("budi", 200), ("vina", 200), ("aminah", 200), ("citra", 404)]
)
def test_the_cast(page_client: Client, cast: Cast, who: str, status: int) -> None:
    page_client().sign_in(getattr(cast, who)).get(HOME, status=status)


def test_statements_do_not_grow_with_the_people(page_client: Client, cast: Cast, app: Flask) -> None:
    client = page_client().sign_in(cast.ani)
    with counted_statements(app) as few:
        client.get(HOME)
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        for _ in range(20):
            build_ticket(event=event, registration=build_registration(event=event))
    with counted_statements(app) as many:
        client.get(HOME)
    assert len(many) == len(few)


def test_a_draft_says_what_is_missing_and_how_to_open_it(
    page_client: Client, cast: Cast, app: Flask, clock: TestClock
) -> None:
    clock.moment = datetime(2024, 11, 11, 2, 0, tzinfo=UTC)
    with app.app_context(), write() as session:
        event = session.get_one(Event, cast.event.id)
        event.state, event.contact_phone = "draft", None
    (notice,) = page_client().sign_in(cast.ani).page(HOME).find_class("notice")
    words = " ".join(notice.text_content().split())
    assert words.startswith("Rancangan: belum dibuka, pindai hanya latihan. Belum ada kontak panitia.")
    assert notice.xpath(".//a/@href") == [f"{HOME}/pengaturan"]
    (seen,) = page_client().sign_in(cast.budi).page(HOME).find_class("notice")
    assert not seen.xpath(".//a")
    clock.moment = datetime(2024, 11, 18, 2, 0, tzinfo=UTC)
    words = words_of(page_client().sign_in(cast.ani).get(HOME))
    assert "Kegiatan belum dibuka" in words
    assert "belum datang" not in words


def test_an_archived_event_wants_nothing(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = "archived"
    page = page_client().sign_in(cast.ani).page(HOME)
    assert "Tidak ada yang tertunda." in page.text_content()
    assert "Kegiatan ini sudah diarsipkan" in page.text_content()
    assert "Tambah satu peserta" not in [link.text for link in page.xpath("//ul[@class='frequent']//a")]
