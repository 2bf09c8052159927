"""The pages of acts on one registration: reasons, effects before the press, replacing by form."""

from collections.abc import Callable

import pytest
from flask import Flask

from eventmgr.people.models import Person
from eventmgr.shared.db import db, new_uid
from tests.builders import build_person, link_of
from tests.cast import Cast
from tests.page_client import PageClient, words_of
from tests.portal.papers import build_certificate
from tests.registration.people_steps import by_uid, tickets

MakeClient = Callable[[], PageClient]
ACTS = ("batalkan", "pulihkan", "kartu-baru", "tautan-baru", "tutup-tautan", "nik-baru", "penugasan", "ganti")


def address(cast: Cast, act: str) -> str:
    return f"/kegiatan/{cast.slug}/peserta/{cast.dedi_registration.uid}/{act}"


@pytest.mark.parametrize("act", ACTS)
def test_each_act_is_for_organizers_and_for_people_of_the_event(
    cast: Cast, page_client: MakeClient, act: str
) -> None:
    page_client().sign_in(cast.vina).get(address(cast, act), status=403)
    client = page_client().sign_in(cast.ani)
    client.get(address(cast, act).replace(cast.dedi_registration.uid, "0" * 32), status=404)
    assert "Dedi Kurniawan" in words_of(client.get(address(cast, act)))


@pytest.mark.parametrize("act", ACTS[:-2])
def test_without_a_reason_nothing_happens(cast: Cast, page_client: MakeClient, act: str) -> None:
    client = page_client().sign_in(cast.ani)
    page = client.post(address(cast, act), {"reason": " ", "nik": "1371055106830019"}, status=422)
    assert "Tulis alasannya" in words_of(page)


def test_cancelling_and_taking_back_by_page(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.ani)
    words = words_of(client.follow(client.post(address(cast, "batalkan"), {"reason": "sakit"}, status=303)))
    assert "Pendaftaran Dedi Kurniawan dibatalkan." in words
    assert "Dibatalkan" in words
    assert "Pendaftaran dibatalkan: sakit" in words
    words = words_of(client.follow(client.post(address(cast, "pulihkan"), {"reason": "sembuh"}, status=303)))
    assert "Dedi Kurniawan terdaftar lagi." in words


@pytest.mark.parametrize("act", ["batalkan", "ganti"])
def test_a_certificate_that_stays_valid_is_named_before_the_press(
    app: Flask, cast: Cast, page_client: MakeClient, act: str
) -> None:
    client, told = (
        page_client().sign_in(cast.ani),
        "Sertifikat nomor 400.9.12.3/412/Dinsos/2024 tetap berlaku",
    )
    assert "tetap berlaku" not in words_of(client.get(address(cast, act)))
    with app.app_context():
        event, registration = db.session.merge(cast.event), by_uid(cast.dedi_registration.uid)
        build_certificate(event=event, registration=registration)
    assert told in words_of(client.get(address(cast, act)))


def test_a_new_card_by_page_and_twice_pressed(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    client = page_client().sign_in(cast.ani)
    form = {"reason": "hilang", "seen": cast.dedi_ticket.typed_code}
    client.post(address(cast, "kartu-baru"), form, status=303)
    answer = client.post(address(cast, "kartu-baru"), form, status=303)
    assert "sudah dibuat sebelumnya" in words_of(client.follow(answer))
    with app.app_context():
        assert [card.state for card in tickets(cast.dedi_registration.id)] == ["void", "active"]


def test_a_renewed_link_closes_the_old_one_and_is_to_be_sent(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    client = page_client().sign_in(cast.ani)
    client.post(address(cast, "tautan-baru"), {"reason": "tersebar", "seen": "1"}, status=303)
    assert "Tautan ini sudah diganti" in words_of(page_client().get(cast.dedi_link, status=410))
    with app.app_context():
        fresh = link_of(db.session.get_one(Person, cast.dedi.id))
    page_client().get(fresh)
    client.post(address(cast, "tutup-tautan"), {"reason": "salah orang", "seen": "2"}, status=303)
    assert "Tautan ini sudah ditutup" in words_of(page_client().get(fresh, status=410))
    words = words_of(client.get(address(cast, "").rstrip("/")))
    assert "Halaman pribadinya tidak dapat dibuka" in words


def test_a_nik_is_checked_as_at_the_import(cast: Cast, page_client: MakeClient, app: Flask) -> None:
    with app.app_context():
        build_person(name="Nelly Herawati", back_title=None, nik="1371055106830019")
    client = page_client().sign_in(cast.ani)
    page = client.post(address(cast, "nik-baru"), {"reason": "KTP", "nik": "123"}, status=422)
    assert "NIK terisi 3 dari 16 angka" in words_of(page)
    page = client.post(address(cast, "nik-baru"), {"reason": "KTP", "nik": "1371055106830019"}, status=422)
    assert "sudah tercatat untuk Nelly Herawati" in words_of(page)


def test_moving_tells_the_quota_and_a_stale_form_changes_nothing(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    client = page_client().sign_in(cast.ani)
    form = {"category": "PSM", "region": "13.71.06.1004", "reason": "pindah", "seen": "1"}
    words = words_of(client.follow(client.post(address(cast, "penugasan"), form, status=303)))
    assert "Dedi Kurniawan kini PSM" in words
    page = client.post(address(cast, "penugasan"), {**form, "region": "13.71.06.1005"}, status=422)
    assert "Pendaftaran ini berubah sejak halaman Anda dibuka." in words_of(page)


def test_replacing_by_page_tells_both_and_two_presses_are_one(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    client = page_client().sign_in(cast.ani)
    form = {
        "request_uid": new_uid(),
        "revision": "1",
        "name": "Yulmaini Syafitri, S.Pd",
        "nik": "1371055106830019",
        "reason": "sakit",
    }
    first = client.post(address(cast, "ganti"), form, status=303)
    second = client.post(address(cast, "ganti"), form, status=303)
    assert first.headers["Location"] == second.headers["Location"]
    words = words_of(client.follow(first))
    assert "Yulmaini Syafitri, S.Pd menggantikan Dedi Kurniawan." in words
    assert "Menggantikan Dedi Kurniawan" in words
    words = words_of(client.get(address(cast, "").rstrip("/")))
    assert "Digantikan oleh Yulmaini Syafitri, S.Pd" in words
    client.get(address(cast, "ganti"), status=303)
    with app.app_context():
        assert by_uid(cast.dedi_registration.uid).state == "replaced"
