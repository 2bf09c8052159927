"""Each problem of a row is put right in the preview, and what was said of a row can be taken back."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from tests.cast import Cast
from tests.page_client import PageClient, words_of
from tests.roster.import_steps import open_preview, seen_on
from tests.roster.roster_files import make_file, person

#: the rows of a file stand from Excel's row 4 on
FIRST, SECOND = "0-4", "0-5"


@pytest.fixture
def ani(cast: Cast, page_client: Callable[[], PageClient]) -> PageClient:
    return page_client().sign_in(cast.ani)


def say(ani: PageClient, address: str, **fields: str) -> str:
    """Send repairs as the page does; the whole list afterwards."""
    form = {name.replace("_", "-"): value for name, value in fields.items()}
    ani.post(address, {"act": "periksa", **form}, status=303)
    return words_of(ani.get(f"{address}?tampil=semua"))


def save(ani: PageClient, address: str) -> None:
    ani.post(address, {"act": "simpan", "seen": seen_on(ani, address)}, status=303)


def names(app: Flask) -> list[str]:
    with app.app_context():
        people = select(Person.name).join(Registration, Registration.person_id == Person.id)
        return sorted(db.session.scalars(people.where(Person.name.not_like("Dedi%"))))


@pytest.mark.parametrize(
    ("cells", "field", "typed"),
    [
        ({"NIK": "12"}, "nik", "1371015606941234"),
        ({"NIK": "1371013202949001", "Tgl Lahir": ""}, "nik", "1371015606941234"),
        ({"NIK": "1371015606940000"}, "nik", "1371015606941234"),
        ({"NIK": 1371015606949000}, "nik", "1371015606941234"),
        ({"Kelurahan": "Atlantis"}, "cari", "Air Manis, Padang Selatan"),
        ({"Kelurahan": "Gurun Laweh", "Kecamatan": ""}, "wilayah", "13.71.10.1004"),
        ({"Tgl Lahir": "31/02/1994"}, "tanggal", "16 Juni 1994"),
        ({"Nama Lengkap": "-"}, "nama", "Orang Ke 1"),
    ],
)
def test_every_error_has_its_repair(
    app: Flask, ani: PageClient, cells: dict[str, object], field: str, typed: str
) -> None:
    address = open_preview(ani, make_file(person(1, **cells)))
    assert "Simpan 1 peserta" not in words_of(ani.get(address))
    page = say(ani, address, **{f"{field}_{FIRST}": typed})
    assert "Simpan 1 peserta" in page
    assert "Diperbaiki" in words_of(ani.get(address))
    save(ani, address)
    assert names(app) == ["Orang Ke 1"]


def test_a_repaired_date_is_read_back_in_words(ani: PageClient) -> None:
    address = open_preview(ani, make_file(person(1, **{"Tgl Lahir": "kemarin"})))
    assert "16 Juni 1994" in say(ani, address, **{f"tanggal_{FIRST}": "16/6/94"})


def test_a_kelurahan_that_is_not_on_the_list_is_said_again(ani: PageClient) -> None:
    address = open_preview(ani, make_file(person(1, Kelurahan="Atlantis")))
    assert "“Lemuria”" in say(ani, address, **{f"cari_{FIRST}": "Lemuria"})


def test_of_two_rows_with_one_nik_the_right_one_is_chosen(app: Flask, ani: PageClient) -> None:
    rows = (person(1), person(1, **{"Nama Lengkap": "Orang Lain"}))
    address = open_preview(ani, make_file(*rows))
    assert "Berbeda: nama" in words_of(ani.get(address))
    page = say(ani, address, **{f"benar_{FIRST}": SECOND})
    assert "1 baru, 1 ditinggalkan" in page
    save(ani, address)
    assert names(app) == ["Orang Lain"]


def test_rows_are_left_out_and_taken_in_again(app: Flask, ani: PageClient) -> None:
    address = open_preview(ani, make_file(person(1), person(2)))
    ani.post(address, {"act": "periksa", "baris": [FIRST, SECOND], f"ikut-{FIRST}": "1"}, status=303)
    assert "1 baru, 1 ditinggalkan" in words_of(ani.get(address))
    ani.post(address, {"act": f"ikut:{SECOND}"}, status=303)
    ani.post(address, {"act": f"tinggal:{FIRST}"}, status=303)
    save(ani, address)
    assert names(app) == ["Orang Ke 2"]


def test_a_repair_is_forgotten_on_demand(ani: PageClient) -> None:
    address = open_preview(ani, make_file(person(1, NIK="12")))
    say(ani, address, **{f"nik_{FIRST}": "1371015606941234"})
    ani.post(address, {"act": f"ulang:{FIRST}"}, status=303)
    assert "NIK terisi 2 dari 16 angka" in words_of(ani.get(address))


def test_a_namesake_may_be_the_same_person_or_somebody_else(app: Flask, ani: PageClient) -> None:
    first = open_preview(ani, make_file(person(1, **{"Nama Lengkap": "Dewi Sartika"})))
    save(ani, first)
    rows = [person(2, **{"Nama Lengkap": "Dewi Sartika", "Alamat": "Jl. Baru"})]
    address = open_preview(ani, make_file(*rows))
    page = ani.page(address)
    (uid, other) = page.xpath(f"//input[@name='orang-{FIRST}']/@value")
    assert other == "lain"
    assert "Simpan 1 peserta" in say(ani, address, **{f"orang_{FIRST}": other})
    say(ani, address, **{f"orang_{FIRST}": uid})
    save(ani, address)
    assert names(app) == ["Dewi Sartika"]
    with app.app_context():
        assert db.session.scalar(select(Person.address).where(Person.name == "Dewi Sartika")) == "Jl. Baru"


def test_what_was_corrected_by_hand_is_kept_until_somebody_takes_the_file(
    app: Flask, ani: PageClient
) -> None:
    save(ani, open_preview(ani, make_file({})))
    with app.app_context(), write() as session:
        stored = session.scalars(select(Person).where(Person.name == "Zurniati Jambak")).one()
        stored.hand_fields = ["phone"]
    address = open_preview(ani, make_file({"No. HP / WA": "0895 1111 2236"}))
    page = words_of(ani.get(address))
    assert "No. WA dijaga: dikoreksi dengan tangan" in page
    assert "Tidak ada yang berubah" in page
    ani.post(address, {"act": "periksa", "jaga": FIRST, f"ambil-{FIRST}": "phone"}, status=303)
    save(ani, address)
    with app.app_context():
        stored = db.session.scalars(select(Person).where(Person.name == "Zurniati Jambak")).one()
        assert (stored.phone, stored.hand_fields) == ("+6289511112236", [])


def test_who_is_missing_from_the_file_is_listed_and_stays(app: Flask, ani: PageClient) -> None:
    save(ani, open_preview(ani, make_file(person(1), person(2))))
    address = open_preview(ani, make_file(person(1, Alamat="Jl. Baru"), person(2, NIK="12")))
    page = words_of(ani.get(f"{address}?tampil=hilang"))
    assert "Orang Ke 2" in page
    assert "Mungkin PSM 5, yang masih bermasalah" in page
    save(ani, address)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Registration)) == 3  # Dedi too


def test_a_repair_of_a_row_that_is_not_there_is_ignored(ani: PageClient) -> None:
    address = open_preview(ani, make_file(person(1)))
    for fields in ({"nik-7-99": "1"}, {"benar-x": "y"}, {"act": "ulang:zz"}, {"jaga": "0-999"}):
        ani.post(address, {"act": "periksa", **fields}, status=303)
    assert "Simpan 1 peserta" in words_of(ani.get(address))
