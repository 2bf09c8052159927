"""Whatever goes with "Hapus contoh" is told apart wherever events are listed, its copies too."""

from collections.abc import Callable

import pytest
from flask import Flask

from eventmgr.demo.office import make_office
from eventmgr.events.access_queries import listed_events
from eventmgr.events.models import Event
from eventmgr.events.queries import events_of_user
from eventmgr.office.models import NumberRegister, RegisterYear
from eventmgr.office.queries import real_office
from eventmgr.operations.held import next_numbers
from eventmgr.shared.db import db, write
from tests.builders import build_event, build_person, build_registration, build_user
from tests.cast import Cast
from tests.page_client import PageClient, words_of

WARNING = "Salinan kegiatan contoh juga contoh dan ikut terhapus bersama contoh."
CHIP = ".//span[@class='demo-chip']"


def _build_demo_event() -> None:
    event = build_event(slug="model", name="Kegiatan Model")
    with write() as session:
        session.get_one(Event, event.id).office_id = make_office(session, 2024).office_id
    build_registration(event=event, person=build_person(name="Contohwati Putri"))


@pytest.fixture
def admin(app: Flask, cast: Cast, page_client: Callable[[], PageClient]) -> PageClient:
    with app.app_context():
        _build_demo_event()
    return page_client().sign_in(cast.aminah)


def _marked(page: PageClient, path: str, rows: str) -> list[str]:
    return [" ".join(row.text_content().split()) for row in page.page(path).xpath(rows) if row.xpath(CHIP)]


def test_the_list_the_switcher_and_the_people_found_mark_the_demo_alone(admin: PageClient) -> None:
    (line,) = _marked(admin, "/kegiatan", "//ul[contains(@class, 'event-rows')]/li")
    assert line.startswith("Kegiatan Model Contoh")
    (offered,) = _marked(admin, "/kegiatan/sosialisasi-2024", "//details[contains(@class, 'switcher')]//li")
    assert "Kegiatan Model" in offered
    assert _marked(admin, "/kegiatan/model", "//details[contains(@class, 'switcher')]/summary")
    (found,) = _marked(admin, "/orang?cari=putri", "//tbody/tr")
    assert "Contohwati" in found


def test_who_copies_the_demo_is_told_before_the_copy_is_made(admin: PageClient) -> None:
    (choice,) = _marked(admin, "/kegiatan/baru", "//label[@class='source']")
    assert choice.startswith("Salin Kegiatan Model Contoh")
    assert WARNING not in words_of(admin.get("/kegiatan/baru?dari=sosialisasi-2024"))
    assert WARNING in words_of(admin.get("/kegiatan/baru?dari=model"))


def test_both_databases_tell_events_and_number_registers_of_the_demo_apart(any_app: Flask) -> None:
    with any_app.app_context():
        build_event(slug="sungguhan")
        _build_demo_event()
        user = build_user(is_admin=True)
        told = {"sungguhan": False, "model": True}
        assert {event.slug: event.is_demo for event in events_of_user(user)} == told
        assert {event.slug: event.is_demo for event in listed_events(user)} == told
        with write() as session:
            register = NumberRegister(office_id=real_office().id, name="Sertifikat", pattern="{nomor}")
            session.add(register)
            session.flush()
            session.add(RegisterYear(register_id=register.id, year=2024, next_seq=7))
        ours, theirs = next_numbers(db.session.connection())
    assert ours == "Sertifikat 2024: nomor berikutnya 7"
    assert theirs.startswith("Sertifikat 2024 kegiatan contoh: nomor berikutnya ")
