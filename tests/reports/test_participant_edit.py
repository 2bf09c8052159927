"""Correcting a person: two people at once, guarded fields, what is told about card and certificate."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of
from tests.portal.papers import build_certificate

MakeClient = Callable[[], PageClient]


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/kegiatan/{cast.slug}/peserta/{cast.dedi_registration.uid}/ubah"


def opened(client: PageClient, address: str) -> dict[str, str]:
    """What the form holds when it is opened."""
    form = client.page(address).get_element_by_id("ubah")
    return {str(name): str(value or "") for name, value in form.fields.items() if value is not None}


def dedi(app: Flask, cast: Cast) -> Person:
    with app.app_context():
        return db.session.get_one(Person, cast.dedi.id)


def send(client: PageClient, address: str, form: dict[str, Any], *, status: int = 303) -> str:
    answer = client.post(address, form, status=status)
    return words_of(client.follow(answer) if status == 303 else answer)


def test_who_may_edit(cast: Cast, page_client: MakeClient, address: str) -> None:
    page_client().sign_in(cast.vina).get(address, status=403)
    page_client().sign_in(cast.citra).get(address, status=404)
    page_client().sign_in(cast.ani).get(address.replace(cast.dedi_registration.uid, "0" * 32), status=404)


def test_a_correction_is_stored_guarded_and_told(
    app: Flask, cast: Cast, page_client: MakeClient, address: str
) -> None:
    client = page_client().sign_in(cast.ani)
    form = {**opened(client, address), "name": "Dedi Kurniawan Tanjung", "phone": "0813-1234-5620"}
    words = send(client, address, form)
    assert "Data Dedi Kurniawan Tanjung disimpan." in words
    assert "Kartunya tetap berlaku di pintu." in words
    person = dedi(app, cast)
    assert (person.name, person.phone) == ("Dedi Kurniawan Tanjung", "+6281312345620")
    assert person.hand_fields == ["name", "phone"]
    words = words_of(client.get(address))
    assert (
        "Nama diperbaiki dengan tangan oleh Ani Rahmawati, hari ini 07.40. Impor tidak menimpanya." in words
    )


def test_a_title_typed_into_the_name_moves_to_its_field_and_is_not_printed_twice(
    app: Flask, cast: Cast, page_client: MakeClient, address: str
) -> None:
    client = page_client().sign_in(cast.ani)
    send(client, address, {**opened(client, address), "back_title": "S.Sos"})
    assert "Gelar yang ditulis pada nama dipindah" not in words_of(client.get(address))
    words = send(client, address, {**opened(client, address), "name": "H. Dedi Kurniawan, S.Sos., M.M."})
    assert "Data H. Dedi Kurniawan, S.Sos., M.M. disimpan." in words
    assert "Gelar yang ditulis pada nama dipindah ke isian gelar" in words
    person = dedi(app, cast)
    assert (person.front_title, person.name, person.back_title) == ("H.", "Dedi Kurniawan", "S.Sos., M.M.")


def test_letting_a_guard_go_opens_the_field_to_imports(
    app: Flask, cast: Cast, page_client: MakeClient, address: str
) -> None:
    client = page_client().sign_in(cast.ani)
    send(client, address, {**opened(client, address), "name": "Dedi"})
    words = words_of(client.follow(client.post(f"{address}/lepas", {"field": "name"}, status=303)))
    assert "Penjagaan dilepas." in words
    assert dedi(app, cast).hand_fields == []


def test_what_both_changed_is_asked_and_nothing_is_overwritten(
    app: Flask, cast: Cast, page_client: MakeClient, address: str
) -> None:
    ani, aminah = page_client().sign_in(cast.ani), page_client().sign_in(cast.aminah)
    mine, theirs = opened(ani, address), opened(aminah, address)
    send(aminah, address, {**theirs, "phone": "081267120055", "address": "No. 84"})
    mine = {**mine, "phone": "081312345620", "birth_place": "Padang Panjang"}
    page = ani.post(address, mine, status=409)
    words, html = words_of(page), page.get_data(as_text=True)
    assert "Aminah Zahra mengubah ini pukul 07.40" in words
    assert "Belum ada yang disimpan. Satu isian berbeda, pilih yang benar:" in words
    assert "Satu isian lagi belum dipilih: nomor WhatsApp" in words
    assert 'value="Padang Panjang"' in html
    assert 'value="No. 84"' in html
    assert dedi(app, cast).phone == "+6281267120055"


def test_the_choice_that_is_made_is_stored_with_all_else(
    app: Flask, cast: Cast, page_client: MakeClient, address: str
) -> None:
    ani, aminah = page_client().sign_in(cast.ani), page_client().sign_in(cast.aminah)
    mine, theirs = opened(ani, address), opened(aminah, address)
    send(aminah, address, {**theirs, "phone": "081267120055"})
    ani.post(address, {**mine, "phone": "081312345620", "birth_place": "Bukittinggi"}, status=409)
    again = {**mine, "base-phone": "081267120055", "mine-phone": "081312345620", "birth_place": "Bukittinggi"}
    del again["phone"]
    page = ani.post(address, again, status=409)
    assert "belum dipilih: nomor WhatsApp" in words_of(page)
    send(ani, address, {**again, "phone": "081312345620"})
    person = dedi(app, cast)
    assert (person.phone, person.birth_place) == ("+6281312345620", "Bukittinggi")


def test_edits_of_different_fields_are_both_kept(
    app: Flask, cast: Cast, page_client: MakeClient, address: str
) -> None:
    ani, aminah = page_client().sign_in(cast.ani), page_client().sign_in(cast.aminah)
    mine, theirs = opened(ani, address), opened(aminah, address)
    send(aminah, address, {**theirs, "address": "No. 84"})
    words = send(ani, address, {**mine, "birth_place": "Bukittinggi"})
    assert "Isian alamat sudah diubah panitia lain" in words
    person = dedi(app, cast)
    assert (person.address, person.birth_place) == ("No. 84", "Bukittinggi")


def test_ones_own_texts_can_be_given_up(
    app: Flask, cast: Cast, page_client: MakeClient, address: str
) -> None:
    client = page_client().sign_in(cast.ani)
    form = {**opened(client, address), "name": "Lain", "act": "theirs"}
    assert "Isian Anda tidak dipakai." in send(client, address, form)
    assert dedi(app, cast).name == "Dedi Kurniawan"


def test_wrong_fields_come_back_with_what_was_typed(
    cast: Cast, page_client: MakeClient, address: str
) -> None:
    client = page_client().sign_in(cast.ani)
    form = {**opened(client, address), "name": "  ", "birth_date": "31-02-1980", "phone": "12"}
    page = client.post(address, form, status=422)
    words = words_of(page)
    assert "Tiga isian perlu diperbaiki" in words
    assert 'value="31-02-1980"' in page.get_data(as_text=True)
    client.post(address, {**form, "name": "\x00<b>"}, status=422)


def test_an_unchanged_form_stores_nothing(
    app: Flask, cast: Cast, page_client: MakeClient, address: str
) -> None:
    client = page_client().sign_in(cast.ani)
    assert "Tidak ada yang berubah." in send(client, address, opened(client, address))
    assert dedi(app, cast).revision == 1


def test_an_issued_certificate_is_said_to_hold_the_old_name(
    app: Flask, cast: Cast, page_client: MakeClient, address: str
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        registration = db.session.get_one(Registration, cast.dedi_registration.id)
        build_certificate(event=event, registration=registration)
    number = "400.9.12.3/412/Dinsos/2024"
    client = page_client().sign_in(cast.ani)
    assert f"Sertifikat {number} tetap" in words_of(client.get(address))
    words = send(client, address, {**opened(client, address), "name": "Dedi"})
    assert f"Sertifikat {number} memuat nama lama, Dedi Kurniawan." in words


def test_the_number_of_statements_is_small(
    app: Flask, cast: Cast, page_client: MakeClient, address: str
) -> None:
    client = page_client().sign_in(cast.ani)
    with counted_statements(app) as statements:
        client.get(address)
    assert len(statements) <= 14
