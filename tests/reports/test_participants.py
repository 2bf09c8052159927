"""The participants list: search, filters, sort, pages, download, and who may see it."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.checkin.models import Absence, Attendance
from eventmgr.events.models import Checkpoint, Event, EventDay
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.db import db, write
from eventmgr.shared.text import fold_for_search
from tests.builders import build_category
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.roster.import_steps import import_bytes
from tests.roster.roster_files import REAL_FILE
from tests.support.beginnings import Beginnings

LIST = "/kegiatan/sosialisasi-2024/peserta"


@pytest.fixture
def ani(cast: Cast, beginnings: Beginnings, page_client: Callable[[], PageClient]) -> PageClient:
    """Ani, with the real roster imported (Dedi of the cast is number 324)."""

    def import_roster() -> None:
        build_category(code="TKSK")
        event = db.session.get_one(Event, cast.event.id)
        import_bytes(event, REAL_FILE.read_bytes())

    beginnings.begin("cast-with-roster", import_roster)
    return page_client().sign_in(cast.ani)


def names_on(client: PageClient, query: str) -> list[str]:
    cells = client.page(f"{LIST}{query}").xpath("//tbody/tr/th")
    return [" ".join(cell.text_content().split()) for cell in cells]


def let_arrive(app: Flask, name: str) -> None:
    """Mark somebody present on the first day at 07.52."""
    with app.app_context(), write() as session:
        found = session.execute(
            select(Registration.id, Checkpoint.id, Registration.event_id)
            .join(Person, Person.id == Registration.person_id)
            .join(Checkpoint, Checkpoint.event_id == Registration.event_id)
            .where(Person.name == name, Checkpoint.slug == "hari-1")
        ).first()
        assert found is not None
        registration_id, checkpoint_id, event_id = found
        session.add(
            Attendance(
                event_id=event_id,
                registration_id=registration_id,
                checkpoint_id=checkpoint_id,
                present=True,
                first_at=datetime(2024, 11, 18, 0, 52, tzinfo=UTC),
                rev=1,
            )
        )


def test_who_may_see_the_list(cast: Cast, page_client: Callable[[], PageClient]) -> None:
    page_client().get(LIST, status=302)
    page_client().sign_in(cast.budi).get(LIST, status=403)
    page_client().sign_in(cast.citra).get(LIST, status=404)
    page_client().sign_in(cast.vina).get(LIST)
    page_client().sign_in(cast.ani).get(LIST)


def test_the_title_counts_people_and_their_regions(app: Flask, ani: PageClient) -> None:
    let_arrive(app, "Dedi Kurniawan")
    words = words_of(ani.get(LIST))
    assert "324 peserta" in words
    assert "313 PSM dari 104 kelurahan dan 11 TKSK. Hari ini 1 hadir." in words


def test_before_the_event_no_day_is_shown(ani: PageClient, clock: TestClock) -> None:
    clock.moment = datetime(2024, 11, 1, tzinfo=UTC)
    words = words_of(ani.get(LIST))
    assert "Hari ini" not in words
    assert "313 PSM dari 104 kelurahan dan 11 TKSK." in words


def test_a_search_finds_names_and_kelurahan_and_marks_them(ani: PageClient) -> None:
    page = ani.page(f"{LIST}?cari=tanjung")
    assert len(page.xpath("//tbody/tr")) == 23
    assert {mark.text for mark in page.iter("mark")} == {"Tanjung"}
    assert "23 dari 324 peserta" in " ".join(page.text_content().split())


def test_all_words_of_a_search_must_be_found(ani: PageClient) -> None:
    assert names_on(ani, "?cari=tanjung+ali") == ["Ali Umar Tanjung"]


def test_a_search_finds_a_code_and_the_end_of_a_telephone(app: Flask, ani: PageClient) -> None:
    with app.app_context():
        code, name = db.session.execute(
            select(Ticket.typed_code, Person.name)
            .join(Registration, Registration.id == Ticket.registration_id)
            .join(Person, Person.id == Registration.person_id)
            .where(Person.name == "Ali Umar Tanjung")
        ).one()
    assert names_on(ani, f"?cari={show_short_code(code).lower()}") == [f"{name} Kode {show_short_code(code)}"]
    assert "Jasnidar Chaniago" in names_on(ani, "?cari=689348")


def test_nothing_found_says_what_to_do(ani: PageClient) -> None:
    words = words_of(ani.get(f"{LIST}?cari=zzzz%25_"))
    assert "Tidak ada yang cocok dengan “zzzz%_”. Hapus kata pencarian" in words


def test_filters_narrow_and_can_be_taken_away(app: Flask, ani: PageClient) -> None:
    let_arrive(app, "Ali Umar Tanjung")
    assert len(names_on(ani, "?unsur=TKSK")) == 11
    page = ani.page(f"{LIST}?kecamatan=13.71.08&unsur=PSM&hadir=belum")
    assert "27 dari 324 peserta" in " ".join(page.text_content().split())
    assert page.xpath("//a[@aria-label='Hapus saringan Kecamatan: Pauh']/@href") == [
        f"{LIST}?unsur=PSM&hadir=belum"
    ]
    assert names_on(ani, "?hadir=hadir") == ["Ali Umar Tanjung"]


def test_columns_sort_both_ways(ani: PageClient) -> None:
    first = names_on(ani, "")
    assert first == sorted(first, key=fold_for_search)
    assert names_on(ani, "?urut=-nama")[0] != first[0]
    assert ani.page(f"{LIST}?urut=kecamatan").xpath("//th[@aria-sort='ascending']//text()")[0] == "Kecamatan"


def test_fifty_a_page_and_a_page_past_the_end_is_the_last(ani: PageClient) -> None:
    assert len(names_on(ani, "")) == 50
    assert len(names_on(ani, "?halaman=99")) == 24
    assert "301–324 dari 324 peserta" in words_of(ani.get(f"{LIST}?halaman=7"))
    ani.get(f"{LIST}?halaman=apa&urut=apa&hadir=apa")


def test_nik_and_telephone_are_masked(ani: PageClient) -> None:
    html = ani.get(f"{LIST}?cari=jasnidar+chaniago").get_data(as_text=True)
    assert "1371••••••••9001" in html
    assert "0852••••48" in html
    assert "1371015606949001" not in html
    assert "5275689348" not in html


def test_statements_do_not_grow_with_the_people(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    client = page_client().sign_in(cast.ani)
    with counted_statements(app) as few:
        client.get(LIST)
    with app.app_context():
        build_category(code="TKSK")
        import_bytes(db.session.get_one(Event, cast.event.id), REAL_FILE.read_bytes())
    with counted_statements(app) as many:
        client.get(f"{LIST}?cari=a")
    assert len(many) == len(few) <= 16


def test_the_workbook_holds_what_the_page_lists(
    ani: PageClient, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    data = ani.get("/kegiatan/sosialisasi-2024/peserta.xlsx?cari=tanjung").get_data()
    page = openpyxl.load_workbook(io.BytesIO(data))["Peserta"]
    assert [cell.value for cell in page[4]][:7] == [
        *("No", "Nama", "Unsur", "Kelurahan", "Kecamatan", "NIK", "No. WA"),
    ]
    assert page.max_row == 4 + 23
    assert page["B5"].value == "Ali Umar Tanjung"
    assert "••••" in str(page["F5"].value)
    assert "••••" not in str(page["G5"].value)
    seen = page_client().sign_in(cast.vina).get("/kegiatan/sosialisasi-2024/peserta.xlsx").get_data()
    assert "••••" in str(openpyxl.load_workbook(io.BytesIO(seen))["Peserta"]["G5"].value)


def test_an_empty_event_points_to_the_import(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    with app.app_context(), write() as session:
        session.get_one(Registration, cast.dedi_registration.id).state = "cancelled"
    page = page_client().sign_in(cast.ani).page(LIST)
    assert page.xpath("//a[contains(., 'Impor dari Excel')]/@href") == [f"{LIST}/impor"]
    assert page.xpath("//ul[@class='ways']//a/text()") == ["Tambah satu peserta", "Isi kuota lebih dulu"]
    words = words_of(page_client().sign_in(cast.vina).get(LIST))
    assert "Impor dari Excel" not in words
    assert "Tambah satu peserta" not in words


def test_a_note_of_the_day_stands_in_the_column_and_the_filter_agrees(app: Flask, ani: PageClient) -> None:
    with app.app_context(), write() as session:
        person = session.scalars(select(Person).where(Person.name == "Ali Umar Tanjung")).one()
        registration = session.scalars(select(Registration).where(Registration.person_id == person.id)).one()
        day = session.scalars(
            select(EventDay).where(EventDay.event_id == registration.event_id).order_by(EventDay.date)
        ).first()
        assert day is not None
        at = datetime(2024, 11, 18, tzinfo=UTC)
        session.add(Absence(registration_id=registration.id, day_id=day.id, kind="sakit", written_at=at))
    found = ani.page(f"{LIST}?hadir=keterangan")
    assert [" ".join(cell.text_content().split()) for cell in found.find_class("today")] == ["Sakit"]
    assert found.xpath("//a[contains(@aria-label, 'Hari ini: izin, sakit, tugas')]")
    assert "323 dari 324 peserta" in words_of(ani.get(f"{LIST}?hadir=belum"))
    let_arrive(app, "Ali Umar Tanjung")
    assert names_on(ani, "?hadir=keterangan") == []
    assert names_on(ani, "?hadir=hadir") == ["Ali Umar Tanjung"]


def test_a_closed_day_has_no_belum(app: Flask, ani: PageClient, cast: Cast, clock: TestClock) -> None:
    clock.moment = datetime(2024, 11, 25, tzinfo=UTC)
    page = ani.page(LIST)
    assert page.find_class("today")[0].text_content().split() == ["Belum", "ada", "kabar"]
    with app.app_context(), write() as session:
        for day in session.scalars(select(EventDay).where(EventDay.event_id == cast.event.id)):
            day.closed_at = clock.moment
    page = ani.page(LIST)
    assert page.find_class("today")[0].text_content().split() == ["Tanpa", "keterangan"]
    assert "Tanpa keterangan" in [option.text for option in page.iter("option")]
