"""Upload and preview of a roster, as Ani sees them, and who may not."""

import io
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.registration.models import ImportBatch
from eventmgr.shared.db import db, new_uid, write
from tests.builders import build_category
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.roster.import_steps import open_preview, seen_on, send_file
from tests.roster.roster_files import REAL_FILE, make_file, person

UPLOAD = "/kegiatan/sosialisasi-2024/peserta/impor"


@pytest.fixture
def ani(app: Flask, cast: Cast, page_client: Callable[[], PageClient]) -> PageClient:
    with app.app_context():
        build_category(code="TKSK")
    return page_client().sign_in(cast.ani)


def people(app: Flask) -> int:
    with app.app_context():
        return (db.session.scalar(select(func.count()).select_from(Person)) or 0) - 1  # Dedi of the cast


def test_only_organizers_may_import(cast: Cast, page_client: Callable[[], PageClient]) -> None:
    page_client().get(UPLOAD, status=302)
    page_client().sign_in(cast.budi).get(UPLOAD, status=403)
    page_client().sign_in(cast.vina).get(UPLOAD, status=403)
    page_client().sign_in(cast.citra).get(UPLOAD, status=404)
    page_client().sign_in(cast.ani).get(UPLOAD)
    page_client().sign_in(cast.aminah).get(UPLOAD)


def test_the_road_from_file_to_list(app: Flask, ani: PageClient) -> None:
    address = open_preview(ani, REAL_FILE.read_bytes())
    preview = words_of(ani.get(address))
    assert "323 baris dibaca: 323 baru. Belum ada yang disimpan." in preview
    assert "lembar PSM 312 baris, lembar TKSK 11 baris" in preview
    assert "Perlu dilihat 30" in preview
    assert "Simpan 323 peserta" in preview
    saved = ani.post(address, {"act": "simpan", "seen": seen_on(ani, address)}, status=303)
    assert "323 peserta disimpan: 323 baru" in words_of(ani.follow(saved))
    assert people(app) == 323


def test_saving_twice_is_saving_once(app: Flask, ani: PageClient) -> None:
    address = open_preview(ani, make_file({}))
    form = {"act": "simpan", "seen": seen_on(ani, address)}
    ani.post(address, form, status=303)
    ani.post(address, form, status=303)
    assert people(app) == 1
    ani.get(address, status=302)


def test_uploading_twice_with_one_request_is_one_preview(app: Flask, ani: PageClient) -> None:
    uid = new_uid()
    first = send_file(ani, make_file({}), request_uid=uid)
    second = send_file(ani, make_file({}), request_uid=uid)
    assert first.headers["Location"] == second.headers["Location"]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ImportBatch)) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Berkas ini kosong"),
        (b"%PDF-1.7", "bukan lembar kerja"),
        (b"PK\x03\x04 broken", "rusak"),
    ],
)
def test_a_file_that_is_no_roster_gets_a_sentence(ani: PageClient, data: bytes, sentence: str) -> None:
    assert sentence in words_of(send_file(ani, data, status=422))


def test_without_a_file_the_form_says_so(ani: PageClient) -> None:
    assert "Pilih berkas daftar peserta" in words_of(ani.post(UPLOAD, {"request_uid": new_uid()}, status=422))


def test_a_repair_puts_its_row_right(app: Flask, ani: PageClient) -> None:
    address = open_preview(ani, make_file(person(1), person(2, NIK=1371015606949000)))
    page = ani.page(address)
    assert "Rusak oleh Excel: 1,37102E+15" in page.text_content()
    assert page.xpath("//input[@name='nik-0-5']/@value") == [""]
    ani.post(address, {"act": "periksa", "nik-0-5": "1371015606941234"}, status=303)
    assert "Diperbaiki" in words_of(ani.get(f"{address}?tampil=semua"))
    ani.post(address, {"act": "simpan", "seen": seen_on(ani, address)}, status=303)
    assert people(app) == 2


def test_a_kelurahan_is_chosen_from_those_that_fit(app: Flask, ani: PageClient) -> None:
    address = open_preview(ani, make_file(person(1, Kelurahan="Gurun Laweh", Kecamatan="")))
    page = ani.page(address)
    assert page.xpath("//input[@name='wilayah-0-4']/@value") == ["13.71.06.1006", "13.71.10.1004"]
    form = {"act": "simpan", "seen": seen_on(ani, address), "wilayah-0-4": "13.71.10.1004"}
    ani.post(address, form, status=303)
    assert people(app) == 1


def test_a_repair_that_is_still_wrong_saves_nothing_and_stays(app: Flask, ani: PageClient) -> None:
    address = open_preview(ani, make_file(person(1), person(2, NIK="12")))
    form = {"act": "simpan", "seen": seen_on(ani, address), "nik-0-5": "13710156"}
    answer = ani.post(address, form, status=422)
    assert "NIK terisi 8 dari 16 angka" in words_of(answer)
    assert 'value="13710156"' in answer.get_data(as_text=True)
    assert people(app) == 0


def test_rows_with_errors_stay_out_and_can_be_downloaded(app: Flask, ani: PageClient) -> None:
    address = open_preview(ani, make_file(person(1), person(2, NIK="12")))
    assert "1 baris bermasalah tidak ikut disimpan." in words_of(ani.get(address))
    sheet = openpyxl.load_workbook(io.BytesIO(ani.get(f"{address}/bermasalah.xlsx").get_data()))["PSM"]
    assert sheet["A2"].value == "NIK terisi 2 dari 16 angka"
    ani.post(address, {"act": "simpan", "seen": seen_on(ani, address)}, status=303)
    assert people(app) == 1


def test_people_who_changed_meanwhile_are_told_and_nothing_is_lost(app: Flask, ani: PageClient) -> None:
    first = open_preview(ani, make_file({}))
    ani.post(first, {"act": "simpan", "seen": seen_on(ani, first)}, status=303)
    address = open_preview(ani, make_file({"Alamat": "Jl. Baru"}))
    seen = seen_on(ani, address)
    with app.app_context(), write() as session:
        stored = session.scalars(select(Person).where(Person.name == "Zurniati Jambak")).one()
        stored.address = "Jl. Lain"
    answer = ani.post(address, {"act": "simpan", "seen": seen}, status=409)
    assert "Data peserta berubah sejak daftar ini diperiksa" in words_of(answer)
    assert "Jl. Lain" in words_of(answer)
    ani.post(address, {"act": "simpan", "seen": seen_on(ani, address)}, status=303)


def test_an_old_preview_says_what_to_do(ani: PageClient, clock: TestClock) -> None:
    address = open_preview(ani, make_file({}))
    clock.moment += timedelta(hours=25)
    assert "Pratinjau ini sudah kedaluwarsa" in words_of(ani.get(address, status=410))


def test_previews_of_another_event_or_unknown_ones_are_not_found(ani: PageClient) -> None:
    ani.get(f"{UPLOAD}/{new_uid()}", status=404)


def test_a_hostile_cell_stays_text(ani: PageClient) -> None:
    address = open_preview(
        ani, make_file(person(1, **{"Nama Lengkap": "<script>alert(1)</script>", "NIK": "1"}))
    )
    html = ani.get(address).get_data(as_text=True)
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_a_page_of_a_long_preview_costs_no_more_statements(app: Flask, ani: PageClient) -> None:
    short = open_preview(ani, make_file(person(1)))
    long = open_preview(ani, make_file(*(person(number) for number in range(1, 300))))
    with counted_statements(app) as few:
        ani.get(f"{short}?tampil=semua")
    with counted_statements(app) as many:
        ani.get(f"{long}?tampil=semua&halaman=3")
    assert len(many) == len(few) <= 16


def test_a_closed_event_takes_no_participants(app: Flask, cast: Cast, ani: PageClient) -> None:
    address = open_preview(ani, make_file({}))
    seen = seen_on(ani, address)
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = "closed"
    assert "Kegiatan ini sudah ditutup" in words_of(send_file(ani, make_file({}), status=422))
    answer = ani.post(address, {"act": "simpan", "seen": seen}, status=422)
    assert "Kegiatan ini sudah ditutup" in words_of(answer)
    assert people(app) == 0
