"""Which column means what can be said, also where no header was found."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.people.models import Person
from eventmgr.shared.db import db
from tests.cast import Cast
from tests.page_client import PageClient, words_of
from tests.roster.import_steps import open_preview, seen_on, send_file
from tests.roster.roster_files import make_file, person

BARE = b"Zurniati Jambak;1371015606949001;Air Manis;Padang Selatan;0812 3456 7890\n"
MEANINGS = {"kolom-0-0": "name", "kolom-0-1": "nik", "kolom-0-2": "kelurahan", "kolom-0-3": "kecamatan"}


@pytest.fixture
def ani(cast: Cast, page_client: Callable[[], PageClient]) -> PageClient:
    return page_client().sign_in(cast.ani)


def pair(ani: PageClient, address: str, *, status: int = 303, **changes: str) -> Any:
    form = {"baca-0": "1", "judul-0": "0", "judul-lama-0": "0", "unsur-0": "PSM", **MEANINGS, **changes}
    return ani.post(f"{address}/kolom", form, status=status)


def test_a_file_without_a_header_is_paired_by_hand(app: Flask, ani: PageClient) -> None:
    address = send_file(ani, BARE, name="daftar.csv").headers["Location"]
    assert ani.get(address, status=303).headers["Location"].endswith("/kolom")
    page = words_of(ani.get(f"{address}/kolom"))
    assert "Judul kolom tidak ditemukan" in page
    assert "1371015606949001" not in page
    assert "1371••••01" in page
    again = ani.post(f"{address}/kolom", {"baca-0": "1", "judul-0": "0", "judul-lama-0": ""}, status=422)
    assert "Periksa arti tiap kolom" in words_of(again)
    pair(ani, address)
    ani.post(address, {"act": "simpan", "seen": seen_on(ani, address)}, status=303)
    with app.app_context():
        assert db.session.scalar(select(Person.name).where(Person.name == "Zurniati Jambak"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kolom-0-1": ""}, "pilih kolom yang berisi NIK"),
        ({"kolom-0-2": "name"}, "dipilih untuk kolom A dan C"),
        ({"unsur-0": ""}, "pilih unsur pesertanya"),
        ({"judul-0": "", "judul-lama-0": ""}, "isi nomor baris judul"),
    ],
)
def test_a_pairing_that_cannot_be_meant_is_refused(
    ani: PageClient, changes: dict[str, str], sentence: str
) -> None:
    address = send_file(ani, BARE, name="daftar.csv").headers["Location"]
    assert sentence in words_of(pair(ani, address, status=422, **changes))


def test_a_column_can_mean_something_else_and_repairs_stay(ani: PageClient) -> None:
    address = open_preview(ani, make_file(person(1, NIK="12", Ket="Jl. Lain")))
    ani.post(address, {"act": "periksa", "nik-0-4": "1371015606941234"}, status=303)
    form = {"baca-0": "1", "judul-0": "3", "judul-lama-0": "3", "unsur-0": "PSM"}
    columns = {"1": "name", "3": "nik", "6": "kelurahan", "7": "kecamatan", "11": "address"}
    ani.post(f"{address}/kolom", {**form, **{f"kolom-0-{k}": v for k, v in columns.items()}}, status=303)
    assert "Diperbaiki" in words_of(ani.get(address))


def test_no_sheet_at_all_is_refused(ani: PageClient) -> None:
    address = open_preview(ani, make_file(person(1)))
    answer = ani.post(f"{address}/kolom", {"judul-0": "3", "judul-lama-0": "3"}, status=422)
    assert "Pilih paling sedikit satu lembar" in words_of(answer)
