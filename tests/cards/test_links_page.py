"""Private links by WhatsApp: one tap each, marked as sent, taken back, renewed."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.outbox.models import Outbox
from eventmgr.people.models import Person
from eventmgr.shared.db import db, write
from tests.builders import build_person, build_registration
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of

MakeClient = Callable[[], PageClient]
LIST = "/kegiatan/sosialisasi-2024/peserta/tautan"


@pytest.fixture
def ani(app: Flask, cast: Cast, page_client: MakeClient) -> PageClient:
    """Ani, whose office has a public address."""
    with app.app_context(), write() as session:
        session.get_one(Office, real_office().id).public_url = "https://acara.contoh.go.id"
    return page_client().sign_in(cast.ani)


def add(cast: Cast, name: str, phone: str | None) -> str:
    event = db.session.get_one(Event, cast.event.id)
    return build_registration(event=event, person=build_person(name=name, back_title=None, phone=phone)).uid


def test_who_may_send(cast: Cast, page_client: MakeClient) -> None:
    page_client().sign_in(cast.vina).get(LIST, status=403)
    page_client().sign_in(cast.citra).get(LIST, status=404)


def test_the_text_names_person_event_and_link(cast: Cast, ani: PageClient) -> None:
    page = ani.page(LIST)
    (address,) = page.xpath("//a[contains(@href, 'wa.me')]/@href")
    text = unquote(address)
    assert text.startswith("https://wa.me/6281234567878?text=Yth. Dedi Kurniawan")
    assert "Sosialisasi Arah Kebijakan Pilar-pilar Sosial Tahun 2024, 18 s.d. 20 November 2024" in text
    assert f"https://acara.contoh.go.id{cast.dedi_link}" in text


def test_without_a_public_address_nothing_can_be_sent_and_it_says_so(
    cast: Cast, page_client: MakeClient
) -> None:
    page = page_client().sign_in(cast.ani).get(LIST)
    assert "wa.me" not in page.get_data(as_text=True)
    assert "hanya terbuka di komputer ini" in words_of(page)
    assert "tautan perlu alamat publik kantor" in words_of(page)
    assert "Admin mengisinya di Pengaturan, Kantor, Alamat publik." in words_of(page)
    assert "Satu ketukan" not in words_of(page)
    assert "#public_url" not in page.get_data(as_text=True)
    admin = page_client().sign_in(cast.aminah).get(LIST)
    assert "/pengaturan/kantor#public_url" in admin.get_data(as_text=True)
    assert "Isi di Pengaturan, Kantor, Alamat publik." in words_of(admin)


def test_a_tap_moves_the_person_to_those_who_have_it_and_back(
    app: Flask, cast: Cast, ani: PageClient
) -> None:
    uid = cast.dedi_registration.uid
    ani.post(f"{LIST}/{uid}/terkirim", status=303, form_page=LIST)
    ani.post(f"{LIST}/{uid}/terkirim", status=303)
    assert "Semua tautan sudah dikirim" in words_of(ani.get(LIST))
    words = words_of(ani.get(f"{LIST}?tampil=sudah"))
    assert "Dikirim 07.40" in words
    with app.app_context():
        row = db.session.scalars(select(Outbox)).one()
        assert (row.state, row.channel, row.sent_by) == ("sent", "wa_link", "Ani Rahmawati")
        assert b"6281234567878" not in row.address_cipher
    ani.post(f"{LIST}/{uid}/belum", status=303)
    assert "1 tautan belum dikirim" in words_of(ani.get(LIST))


def test_the_script_gets_the_row_alone(cast: Cast, ani: PageClient) -> None:
    ani.get(LIST)
    uid = cast.dedi_registration.uid
    answer = ani.post(f"{LIST}/{uid}/terkirim", status=200, headers={"X-Fragment": "1"})
    text = answer.get_data(as_text=True)
    assert "<html" not in text
    assert "Dikirim 07.40" in text
    assert "Urungkan" in text


def test_a_renewed_link_is_to_be_sent_anew(app: Flask, cast: Cast, ani: PageClient) -> None:
    ani.post(f"{LIST}/{cast.dedi_registration.uid}/terkirim", status=303, form_page=LIST)
    with app.app_context(), write() as session:
        session.get_one(Person, cast.dedi.id).link_version = 2
    assert "1 tautan belum dikirim" in words_of(ani.get(LIST))


def test_people_without_a_mobile_number_stand_apart(app: Flask, cast: Cast, ani: PageClient) -> None:
    with app.app_context():
        landline = add(cast, "Nelly Herawati", "+6275112345")
        add(cast, "Zulfahmi Piliang", None)
    words = words_of(ani.get(f"{LIST}?tampil=tanpa-nomor"))
    assert "bukan nomor ponsel" in words
    assert "belum ada nomor" in words
    ani.post(f"{LIST}/{landline}/terkirim", status=422)
    ani.post(f"{LIST}/{'0' * 32}/terkirim", status=404)


def test_filters_pages_and_hostile_questions(app: Flask, cast: Cast, ani: PageClient) -> None:
    with app.app_context():
        for number in range(55):
            add(cast, f"Peserta {number:02d}", f"+62812345600{number:02d}")
    assert "51–56 dari 56" in words_of(ani.get(f"{LIST}?halaman=2"))
    assert "Peserta 07" in words_of(ani.get(f"{LIST}?cari=peserta+07"))
    assert "Tidak ada yang cocok" in words_of(ani.get(f"{LIST}?cari=%25"))
    ani.get(f"{LIST}?halaman=-3&tampil=apa&cari=%00")
    ani.get(f"{LIST}?halaman=99999999999999999999")


def test_the_number_of_statements_does_not_grow(app: Flask, cast: Cast, ani: PageClient) -> None:
    numbers = []
    for size in (1, 20):
        with app.app_context():
            for number in range(size):
                add(cast, f"Orang {number}", "+6281234560000")
        with counted_statements(app) as statements:
            ani.get(LIST)
        numbers.append(len(statements))
    assert numbers[0] == numbers[1]
