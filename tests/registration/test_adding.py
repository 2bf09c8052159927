"""Adding one participant by hand: errors as drawn, known people, full regions, two presses."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, new_uid, write
from tests.builders import KELURAHAN, build_category, build_person, build_quota, build_registration
from tests.cast import Cast
from tests.page_client import PageClient, words_of
from tests.registration.people_steps import by_uid

MakeClient = Callable[[], PageClient]
ADD = "/kegiatan/sosialisasi-2024/peserta/tambah"


def fields(**changes: Any) -> dict[str, Any]:
    return {
        "request_uid": new_uid(),
        "name": "Yulmaini Syafitri, S.Pd",
        "category": "PSM",
        "nik": "1371055106830019",
        "region": KELURAHAN,
        "phone": "0812 3456 7899",
        **changes,
    }


def number_of(model: type[Person] | type[Registration]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def uid_in(location: str) -> str:
    found = re.search(r"/peserta/([0-9a-f]{32})$", location)
    assert found
    return found[1]


def test_who_may_add(cast: Cast, page_client: MakeClient) -> None:
    page_client().sign_in(cast.vina).get(ADD, status=403)
    page_client().sign_in(cast.citra).get(ADD, status=404)
    page_client().sign_in(cast.ani).get(ADD)


def test_somebody_new_gets_a_registration_and_a_card(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.ani)
    answer = client.post(ADD, fields(), status=303)
    words = words_of(client.follow(answer))
    assert "Yulmaini Syafitri, S.Pd ditambahkan sebagai peserta." in words
    with app.app_context():
        row = by_uid(uid_in(answer.headers["Location"]))
        person = db.session.get_one(Person, row.person_id)
        assert (person.name, person.back_title, person.phone) == (
            "Yulmaini Syafitri",
            "S.Pd",
            "+6281234567899",
        )
        assert (row.state, row.region_code) == ("registered", KELURAHAN)


def test_two_presses_and_the_back_button_make_one(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    client, typed = page_client().sign_in(cast.ani), fields()
    first = client.post(ADD, typed, status=303)
    second = client.post(ADD, typed, status=303)
    assert first.headers["Location"] == second.headers["Location"]
    with app.app_context():
        assert number_of(Registration) == 2


def test_errors_stand_in_the_order_of_the_page_and_what_was_typed_stays(
    cast: Cast, page_client: MakeClient
) -> None:
    client = page_client().sign_in(cast.ani)
    page = client.post(ADD, fields(nik="137105510683901", region="", phone="7512345678"), status=422)
    html, words = page.get_data(as_text=True), words_of(page)
    assert "Tiga isian perlu diperbaiki" in words
    told = ["NIK terisi 15 dari 16 angka", "Pilih kelurahan", "Nomor WhatsApp harus diawali 08 atau +62"]
    places = [words.index(sentence) for sentence in told]
    assert places == sorted(places)
    assert 'value="Yulmaini Syafitri, S.Pd"' in html


def test_a_region_of_the_wrong_level_is_no_region(cast: Cast, page_client: MakeClient, app: Flask) -> None:
    with app.app_context():
        build_category(code="TKSK")
    client = page_client().sign_in(cast.ani)
    page = client.post(ADD, fields(category="TKSK"), status=422)
    assert "Pilih kecamatan" in words_of(page)
    client.post(ADD, fields(category="TKSK", region="13.71.06"), status=303)


def test_hostile_fields_are_sentences_and_not_faults(cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.ani)
    for changes in (
        {"name": "\x00"},
        {"name": "A" * 5000},
        {"nik": "１３７１０５５１０６８３００１９"},
        {"region": "13.71.06.9999"},
        {"category": "RAJA"},
        {"birth_date": "31-02-1980"},
        {"phone": "081234567899/081234567898"},
        {"name": "<script>alert(1)</script>", "nik": ""},
    ):
        page = client.post(ADD, fields(**changes), status=422)
        assert "<script>alert" not in page.get_data(as_text=True)


def test_a_known_nik_is_asked_about_and_the_answer_registers_that_person(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        known = build_person(name="Nelly Herawati", back_title=None, nik="1371055106830019").uid
        people = number_of(Person)
    client = page_client().sign_in(cast.ani)
    page = client.post(ADD, fields(), status=422)
    assert "NIK ini sudah tercatat" in words_of(page)
    assert "Nelly Herawati" in words_of(page)
    answer = client.post(ADD, fields(same=known), status=303)
    assert "Nelly Herawati" in words_of(client.follow(answer))
    with app.app_context():
        assert number_of(Person) == people


def test_a_nik_of_somebody_who_takes_part_leads_to_their_page(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        person = build_person(name="Nelly Herawati", nik="1371055106830019")
        known = person.uid
        uid = build_registration(event=db.session.get_one(Event, cast.event.id), person=person).uid
    client = page_client().sign_in(cast.ani)
    for answer in ("", known, "other"):
        page = client.post(ADD, fields(same=answer), status=422)
        assert "sudah terdaftar di kegiatan ini" in words_of(page)
        assert f"/peserta/{uid}" in page.get_data(as_text=True)


def test_a_namesake_of_the_same_kelurahan_is_asked_about_and_may_be_another(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        person = build_person(name="YULMAINI  SYAFITRI")
        build_registration(event=db.session.get_one(Event, cast.event.id), person=person)
    client = page_client().sign_in(cast.ani)
    page = client.post(ADD, fields(), status=422)
    assert "Nama ini sudah tercatat di wilayah yang sama" in words_of(page)
    client.post(ADD, fields(same="other"), status=303)
    client.post(ADD, fields(nik="1371055106830020", region="13.71.06.1004"), status=303)


def test_a_full_kelurahan_is_told_and_answered_as_surplus_or_reserve(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        build_quota(event=db.session.get_one(Event, cast.event.id), category=build_category(), seats=1)
    client = page_client().sign_in(cast.ani)
    page = client.post(ADD, fields(), status=422)
    assert "sudah penuh: 1 dari 1 PSM" in words_of(page)
    surplus = client.post(ADD, fields(over="surplus"), status=303)
    reserve = client.post(
        ADD, fields(name="Nelly Herawati", nik="1371055106830020", over="reserve"), status=303
    )
    with app.app_context():
        assert by_uid(uid_in(surplus.headers["Location"])).state == "registered"
        waiting = by_uid(uid_in(reserve.headers["Location"]))
        assert (waiting.state, waiting.reserve_no) == ("reserve", 1)


def test_what_does_not_fit_the_nik_is_told_and_does_not_stop(cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.ani)
    answer = client.post(ADD, fields(nik="1305055106830019", sex="L", birth_date="1 Mei 1970"), status=303)
    words = words_of(client.follow(answer))
    for told in ("berawalan daerah lain", "Tanggal lahir berbeda", "Jenis kelamin berbeda"):
        assert told in words


def test_a_closed_event_says_why(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = "closed"
    client = page_client().sign_in(cast.ani)
    page = client.post(ADD, fields(), status=422)
    assert "Kegiatan ini sudah ditutup." in words_of(page)
    assert 'value="Yulmaini Syafitri, S.Pd"' in page.get_data(as_text=True)


def test_an_archived_event_says_why_nobody_can_be_added(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        event_id = db.session.scalars(select(Event.id).where(Event.slug == "sosialisasi-2024")).one()
        with write() as session:
            session.get_one(Event, event_id).state = "archived"
    ani = page_client().sign_in(cast.ani)
    assert "Kegiatan ini sudah diarsipkan" in words_of(ani.get(ADD))
    assert "Tambah peserta" not in words_of(ani.get("/kegiatan/sosialisasi-2024/peserta"))
