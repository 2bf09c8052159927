"""Regions of another city come from the CSV files of idn-area-data, after a preview, with clear errors."""

import io
from collections.abc import Callable

import pytest
from flask import Flask

from eventmgr.audit.actor import Actor
from eventmgr.office.models import Office, Region
from eventmgr.office.queries import real_office
from eventmgr.office.region_file_rules import RegionFileError, regions_in_files, regions_of_seal
from eventmgr.office.region_load_actions import Loaded, load_regions
from eventmgr.shared.db import db
from tests.cast import Cast
from tests.conftest import FIRST_MORNING as NOW
from tests.page_client import PageClient, words_of

MakeClient = Callable[[], PageClient]
PATH = "/pengaturan/wilayah/muat"
#: the very columns of the package
REGENCIES = (
    "code,province_code,name\n13.75,13,KOTA BUKITTINGGI\n13.71,13,KOTA PADANG\n"
    "13.05,13,KABUPATEN PADANG PARIAMAN\n"
)
DISTRICTS = (
    "code,regency_code,name\n13.75.01,13.75,Guguak Panjang\n13.75.02,13.75,Mandiangin Koto Selayan\n"
    "13.71.01,13.71,Padang Selatan\n"
)
VILLAGES = (
    "code,district_code,name\n13.75.01.1001,13.75.01,Tarok Dipo\n"
    "13.75.01.1002,13.75.01,Bukit Cangang Kayu Ramang\n"
    "13.75.02.1001,13.75.02,Campago Ipuh\n13.71.01.1001,13.71.01,Belakang Pondok\n"
)
FILES = [
    ("regencies.csv", REGENCIES.encode()),
    ("districts.csv", DISTRICTS.encode()),
    ("villages.csv", VILLAGES.encode()),
]
ANI = Actor("command", None, "uji")


@pytest.mark.parametrize("wanted", ["Kota Bukittinggi", "kota bukittinggi", "13.75", "bukittinggi"])
def test_a_city_is_found_by_its_name_or_code(wanted: str) -> None:
    found = regions_in_files(FILES, wanted)
    assert (found.city.code, found.city.name) == ("13.75", "Kota Bukittinggi")
    assert [row.code for row in found.of_level("kecamatan")] == ["13.75.01", "13.75.02"]
    assert len(found.of_level("kelurahan")) == 3
    assert regions_of_seal(found.sealed()) == found


@pytest.mark.parametrize(
    ("files", "wanted", "words"),
    [
        (FILES[:2], "Kota Bukittinggi", "Belum ada berkas kelurahan dan desa"),
        (FILES, "Kota Atlantis", "tidak ada di berkas itu"),
        (FILES, "padang", "dapat berarti Kota Padang (13.71), Kabupaten Padang Pariaman (13.05)"),
        (FILES, "13.05", "Kecamatan atau kelurahannya tidak ada"),
        ([*FILES, FILES[0]], "13.75", "berisi hal yang sama"),
        ([("peserta.csv", b"Nama;NIK\nAni;1"), *FILES], "13.75", "peserta.csv tidak dikenali"),
        ([("peta.csv", b"\xff\xfe\x00"), *FILES], "13.75", "bukan berkas CSV"),
        (
            [*FILES[:2], ("villages.csv", b"code,district_code,name\n13.75.9,13.75.01,X\n")],
            "13.75",
            "janggal",
        ),
    ],
)
def test_each_fault_says_what_to_do(files: list[tuple[str, bytes]], wanted: str, words: str) -> None:
    with pytest.raises(RegionFileError) as error:
        regions_in_files(files, wanted)
    assert words in str(error.value)


def test_blanks_around_the_heads_do_not_matter() -> None:
    spaced = REGENCIES.replace("code,province_code", " code, province_code ", 1).encode()
    provinces = ("provinces.csv", b"code , name\n13,SUMATERA BARAT\n")
    found = regions_in_files([("regencies.csv", spaced), provinces, *FILES[1:]], "13.75")
    assert found.rows[0].name == "Sumatera Barat"


_WHOLE = '[["13.75", "Kota X"], ["13.75.01", "Y"], ["13.75.01.1001", "%s"]]'


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", '[["13.75", "Kota X"]]', '[["../x", "y"]]', "[" * 100_000]
    + [_WHOLE % "a\\u0000b", _WHOLE % "a\\ud800b", _WHOLE.replace("1001", "١٠٠١") % "Z"],
)
def test_a_preview_that_was_tampered_with_is_refused(text: str) -> None:
    with pytest.raises(RegionFileError):
        regions_of_seal(text)


def test_loading_twice_adds_nothing_and_takes_nothing_away(any_app: Flask) -> None:
    with any_app.app_context():
        office_id, before = real_office().id, db.session.query(Region).count()
        regions = regions_in_files(FILES, "13.75")
        loaded = [
            load_regions(ANI, NOW, office_id=office_id, regions=regions, becomes_own=True) for _ in range(2)
        ]
        assert loaded == [Loaded(6, 0), Loaded(0, 0)]
        db.session.rollback()
        assert db.session.query(Region).count() == before + 6
        assert db.session.get_one(Region, "13.75").parent_code == "13"
        assert db.session.get_one(Office, office_id).region_code == "13.75"


def test_an_office_of_another_city_sets_itself_up(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    sent = {"city": "Kota Bukittinggi", "files": [(io.BytesIO(data), name) for name, data in FILES]}
    page = admin.post(PATH, sent, status=200, form_page=PATH, content_type="multipart/form-data")
    assert "Kota Bukittinggi: 3 kelurahan di 2 kecamatan" in words_of(page)
    sealed = regions_in_files(FILES, "13.75").sealed()
    shown = admin.follow(admin.post(f"{PATH}/simpan", {"wilayah": sealed, "kantor": "1"}, status=303))
    assert "3 kelurahan di 2 kecamatan" in words_of(shown)
    assert "6 wilayah dimuat: Kota Bukittinggi." in words_of(shown)


def test_a_wrong_file_stands_beside_its_field(cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(PATH)
    sent = {"city": "13.75", "files": [(io.BytesIO(FILES[0][1]), "regencies.csv")]}
    page = words_of(admin.post(PATH, sent, status=422, content_type="multipart/form-data"))
    assert "Belum ada berkas kecamatan (districts.csv)" in page
    page_client().sign_in(cast.ani).get(PATH, status=403)
