"""Cari orang: whom each user finds, by what, and where it leads."""

from collections.abc import Callable

from flask import Flask

from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.shared.db import db
from tests.builders import build_person, build_registration
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of

MakeClient = Callable[[], PageClient]


def add_to_other_event(app: Flask, cast: Cast, name: str) -> str:
    with app.app_context():
        event = db.session.get_one(Event, cast.other_event.id)
        return build_registration(event=event, person=build_person(name=name, back_title=None)).uid


def test_the_header_leads_there_from_every_desk_page(cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.ani)
    assert 'href="/orang"' in client.get(f"/kegiatan/{cast.slug}/peserta").get_data(as_text=True)
    page_client().get("/orang", status=302)


def test_people_of_ones_own_events_are_found_and_of_others_not(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    foreign = add_to_other_event(app, cast, "Dedi Firdaus")
    words = words_of(page_client().sign_in(cast.ani).get("/orang?cari=dedi"))
    assert "1 orang" in words
    assert "Dedi Firdaus" not in words
    page = page_client().sign_in(cast.aminah).get("/orang?cari=dedi")
    assert "2 orang" in words_of(page)
    assert f"/kegiatan/{cast.other_slug}/peserta/{foreign}" in page.get_data(as_text=True)


def test_crew_finds_nobody_here(cast: Cast, page_client: MakeClient) -> None:
    words = words_of(page_client().sign_in(cast.budi).get("/orang?cari=dedi"))
    assert "Belum ada kegiatan yang daftar pesertanya boleh Anda lihat." in words


def test_kelurahan_and_the_end_of_a_telephone_find_too(cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.ani)
    for typed in ("parak+laweh", "kurniawan+parak", "7878", "0812-3456-7878"):
        assert "Dedi Kurniawan" in words_of(client.get(f"/orang?cari={typed}")), typed
    words = words_of(client.get("/orang?cari=7878"))
    assert "0812••••78" in words
    assert "+6281234567878" not in words


def test_somebody_of_several_events_is_found_once_with_the_newest(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        other = db.session.get_one(Event, cast.other_event.id)
        build_registration(event=other, person=db.session.get_one(Person, cast.dedi.id))
    words = words_of(page_client().sign_in(cast.aminah).get("/orang?cari=dedi"))
    assert "1 orang" in words
    assert "Bimtek TKSK, 2024" in words


def test_short_empty_and_hostile_questions_are_answered(cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.ani)
    assert "Semua orang yang pernah terdaftar" in words_of(client.get("/orang"))
    assert "Ketik dua huruf atau lebih." in words_of(client.get("/orang?cari=d"))
    for typed in ("%25%25", "%00dedi", "x" * 3000, "%3Cscript%3E", "_ _"):
        assert "<script>alert" not in client.get(f"/orang?cari={typed}").get_data(as_text=True)


def test_the_number_of_statements_does_not_grow(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    client, numbers = page_client().sign_in(cast.ani), []
    for size in (1, 25):
        with app.app_context():
            event = db.session.get_one(Event, cast.event.id)
            for number in range(size):
                build_registration(event=event, person=build_person(name=f"Dedi {number}"))
        with counted_statements(app) as statements:
            client.get("/orang?cari=dedi")
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]
