"""/kegiatan/<slug>/kehadiran/wilayah and the XLSX: who may, what stands there, and that it stays cheap."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from flask import Flask

from eventmgr.audit.actor import Actor
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.events.models import Event
from eventmgr.shared.db import db, new_uid
from tests.builders import KECAMATAN, build_category, build_event, build_person, build_registration
from tests.cast import Cast
from tests.checkin.doors import MORNING
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of

PAGE = "/kegiatan/sosialisasi-2024/kehadiran/wilayah"
FILE = "/kegiatan/sosialisasi-2024/kehadiran.xlsx"
Clients = Callable[[], PageClient]


def arrive(app: Flask, registration_uid: str) -> None:
    with app.app_context():
        event = db.session.query(Event).filter_by(slug="sosialisasi-2024").one()
        op = ScanOp(
            uid=new_uid(),
            checkpoint="hari-1",
            source="search",
            registration_uid=registration_uid,
            at_device=MORNING,
        )
        assert check_in(event.id, op, actor=Actor("command", None, "uji"), now=MORNING).verdict == "ok"


@pytest.fixture
def present_uid(app: Flask, cast: Cast) -> str:
    """Three participants: Dedi and a TKSK are missing, Masrul has come."""
    with app.app_context():
        event = db.session.query(Event).filter_by(slug=cast.slug).one()
        masrul = build_registration(event=event, person=build_person(name="Masrul Malayu Nan XX"))
        tksk = build_category(code="TKSK")
        build_registration(
            event=event, person=build_person(name="Rosna"), category=tksk, region_code=KECAMATAN
        )
        uid = masrul.uid
    arrive(app, uid)
    return uid


@pytest.fixture
def ani(page_client: Clients, cast: Cast) -> PageClient:
    return page_client().sign_in(cast.ani)


def test_the_sentence_the_sums_and_the_missing_names(ani: PageClient, present_uid: str) -> None:
    words = words_of(ani.get(PAGE))
    assert "1 dari 3 sudah hadir" in words
    assert "2 belum datang, semuanya dari" in words
    assert "Dedi Kurniawan PSM" in words
    assert "Rosna, S.Sos TKSK" in words
    assert "Presensi Hari 1, 18 Nov. 1" in words
    tree = ani.page(PAGE)
    chips = tree.xpath("//a[@class='chip']")
    assert [chip.text_content().split()[-1] for chip in chips] == ["1", "0", "0"]
    assert [cell.text for cell in tree.xpath("//details[@class='district']//th[@scope='row']")][0].startswith(
        "Kecamatan "
    )


def test_another_day_is_one_link_away(ani: PageClient, present_uid: str) -> None:
    words = words_of(ani.get(f"{PAGE}?titik=hari-2"))
    assert "Belum ada yang hadir" in words
    assert "dibuka Selasa, 19 November 2024, pukul 06.30 WIB" in words
    assert "Dedi Kurniawan" not in words
    ani.get(f"{PAGE}?titik=hari-9", status=404)


def test_after_the_door_closed_the_missing_did_not_come(
    ani: PageClient, present_uid: str, clock: TestClock
) -> None:
    clock.moment = MORNING.replace(hour=12)
    words = words_of(ani.get(PAGE))
    assert "1 dari 3 hadir" in words
    assert "Tidak datang" in words


def test_a_kecamatan_that_is_asked_for_is_open(ani: PageClient, present_uid: str) -> None:
    assert not ani.page(PAGE).xpath("//details[contains(@class, 'district')][@open]")
    tree = ani.page(f"{PAGE}?titik=hari-1&kecamatan={KECAMATAN}")
    assert tree.xpath(f"//details[@id='kec-{KECAMATAN}'][@open]")


def test_when_everybody_is_there_nobody_is_listed(ani: PageClient, cast: Cast, app: Flask) -> None:
    arrive(app, cast.dedi_registration.uid)
    words = words_of(ani.get(PAGE))
    assert "Semua 1 peserta sudah hadir" in words
    assert "Tidak ada, semua peserta hadir" in words


def test_an_event_without_people_or_checkpoints_says_so(app: Flask, page_client: Clients, cast: Cast) -> None:
    with app.app_context():
        build_event(slug="kosong", days=0)
    aminah = page_client().sign_in(cast.aminah)
    assert "Belum ada titik presensi" in words_of(aminah.get("/kegiatan/kosong/kehadiran/wilayah"))
    aminah.get("/kegiatan/kosong/kehadiran.xlsx")
    assert "Belum ada peserta" in words_of(aminah.get(f"/kegiatan/{cast.other_slug}/kehadiran/wilayah"))


def test_who_may_look(page_client: Clients, cast: Cast) -> None:
    for path in (PAGE, FILE):
        page_client().get(path, status=302)
        page_client().sign_in(cast.citra).get(path, status=404)
        page_client().sign_in(cast.budi).get(path, status=403)
        page_client().sign_in(cast.vina).get(path)
        page_client().sign_in(cast.ani).get(path)
        page_client().sign_in(cast.aminah).get(path)


def test_the_file_is_the_workbook(ani: PageClient, present_uid: str) -> None:
    response = ani.get(FILE)
    assert response.headers["Content-Disposition"] == 'attachment; filename="kehadiran-sosialisasi-2024.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    assert book.sheetnames == ["Rekap", "Per orang", "Kehadiran"]
    assert "07.40" in [cell.value for row in book["Per orang"].iter_rows() for cell in row]


def test_the_statements_do_not_grow_with_the_people(app: Flask, ani: PageClient, cast: Cast) -> None:
    costs = []
    for _ in range(2):
        with counted_statements(app) as statements:
            ani.get(PAGE)
        costs.append(len(statements))
        with app.app_context():
            event = db.session.query(Event).filter_by(slug=cast.slug).one()
            for _ in range(6):
                build_registration(event=event)
    assert costs[0] == costs[1] <= 14
