"""/kegiatan/<slug>/presensi: the live board, its changing part, reminders, and who may see it."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.audit.models import AuditLog
from eventmgr.events.actions import advance_feed
from eventmgr.events.models import Checkpoint, Event, EventDay
from eventmgr.shared.db import db, write
from tests.builders import build_event, build_person, build_registration
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.reports.quota_scenes import SHORT, arrive, event_of, excuse, fill, minute, serve_padang

PAGE = "/kegiatan/sosialisasi-2024/presensi"
LIVE = f"{PAGE}/langsung?titik=hari-1"
Clients = Callable[[], PageClient]


@pytest.fixture
def uids(app: Flask, cast: Cast) -> dict[str, str]:
    """Four of Padang Barat beside Dedi of Lubuk Begalung; Adi has come. The clock says 07.40."""
    with app.app_context():
        serve_padang()
        event = event_of(cast.slug)
        people = fill(event, SHORT, "Adi Budi Cici Didi")
        arrive(event.id, "Adi", minute(7, 12))
        return dict(zip(["Adi", "Budi", "Cici", "Didi"], [person.uid for person in people], strict=True))


@pytest.fixture
def ani(page_client: Clients, cast: Cast) -> PageClient:
    return page_client().sign_in(cast.ani)


def test_the_sentence_the_curve_and_the_missing(ani: PageClient, uids: dict[str, str]) -> None:
    page = ani.page(PAGE)
    words = " ".join(page.text_content().split())
    assert "1 dari 5 sudah hadir 4 belum datang, 3 di antaranya dari Padang Barat." in words
    assert "Kedatangan hari pertama" in words
    assert "Senin, 18 November 2024, pukul 07.40 WIB" in words
    assert "Padang Barat, 3 orang" in words
    assert words.index("Padang Barat, 3 orang") < words.index("Lubuk Begalung, 1 orang")
    assert len(page.xpath("//svg[contains(@class, 'arrivals-chart')]")) == 2
    names = [name.text for name in page.xpath("//span[@class='who']")]
    assert names == ["Budi", "Cici", "Didi", "Dedi Kurniawan"]
    link = page.get_element_by_id(f"wa-{uids['Budi']}").get("href")
    assert link.startswith("https://wa.me/6281234567801?text=Assalamualaikum%2C%20Budi.")


def test_who_is_excused_stands_apart_and_is_not_reminded(
    ani: PageClient, uids: dict[str, str], app: Flask
) -> None:
    with app.app_context():
        excuse(event_of("sosialisasi-2024").id, "Budi", "sakit")
    page = ani.page(PAGE)
    words = " ".join(page.text_content().split())
    assert "1 dari 5 sudah hadir 1 izin, sakit, atau tugas; 3 belum datang" in words
    assert "Ingatkan 3 orang" in words
    assert "Padang Barat, 2 orang" in words
    assert "Izin, sakit, tugas, 1 orang Budi Flamboyan Baru Sakit" in words
    assert not page.xpath(f"//*[@id='wa-{uids['Budi']}']")
    (download,) = page.xpath("//a[text()='Unduh daftar']/@href")
    book = openpyxl.load_workbook(io.BytesIO(ani.get(download).get_data()))
    cells = {row[1]: row for row in book.worksheets[0].iter_rows(values_only=True)}
    assert "Sakit" in cells["Budi"]
    assert "Belum" in cells["Cici"]
    assert "Adi" not in cells
    assert "3 orang lagi kami tunggu" in words_of(ani.get(f"{PAGE}/layar"))


def test_another_checkpoint_is_one_link_away(ani: PageClient, uids: dict[str, str]) -> None:
    words = words_of(ani.get(f"{PAGE}?titik=hari-2"))
    assert "Presensi Hari 2 dibuka Selasa, 19 November 2024" in words
    assert "hanya latihan" in words
    assert "Budi" not in words.partition("Belum datang")[2]
    ani.get(f"{PAGE}?titik=hari-9", status=404)
    ani.get(f"{PAGE}/langsung?titik=%00", status=404)


def test_all_arrived_closed_and_before_opening(
    ani: PageClient, uids: dict[str, str], app: Flask, clock: TestClock
) -> None:
    clock.moment = datetime(2024, 11, 18, 23, 0, tzinfo=UTC)
    assert "Presensi Hari 2 dibuka pukul 06.30 WIB" in words_of(ani.get(f"{PAGE}?titik=hari-2"))
    clock.moment = minute(7, 40)
    with app.app_context():
        event_id = event_of("sosialisasi-2024").id
        for name in ("Budi", "Cici", "Didi", "Dedi Kurniawan"):
            arrive(event_id, name, minute(7, 30))
    words = words_of(ani.get(PAGE))
    assert "Semua 5 peserta sudah hadir" in words
    assert "yang terakhir pukul 07.30" in words
    assert "Tidak ada, semua peserta hadir" in words
    assert "Ingatkan" not in words
    clock.moment = minute(17, 0)
    assert "Semua 5 peserta hadir" in words_of(ani.get(f"{PAGE}?titik=hari-1"))


def test_a_day_that_was_closed_is_over(ani: PageClient, uids: dict[str, str], app: Flask) -> None:
    with app.app_context(), write() as session:
        for day in session.scalars(select(EventDay)):
            day.closed_at = datetime(2024, 11, 18, 0, 30, tzinfo=UTC)
    words = words_of(ani.get(f"{PAGE}?titik=hari-1"))
    assert "1 dari 5 hadir" in words
    assert "Tidak datang" in words


def test_ten_names_then_the_rest(ani: PageClient, uids: dict[str, str], app: Flask) -> None:
    with app.app_context():
        fill(event_of("sosialisasi-2024"), SHORT, "E F G H I J K L M N")
    page = ani.page(PAGE)
    assert len(page.xpath("//span[@class='who']")) == 10
    (more,) = page.xpath("//p[@class='more']/a")
    assert more.text == "Tampilkan 4 orang lagi"
    assert len(ani.page(more.get("href").partition("#")[0]).xpath("//span[@class='who']")) == 14


def test_the_changing_part_is_short_while_nothing_changes(
    ani: PageClient, uids: dict[str, str], app: Flask, clock: TestClock, cast: Cast
) -> None:
    first = ani.get(LIVE)
    version = first.headers["ETag"]
    assert first.headers["X-Eventmgr-Moment"] == "07.40"
    assert 'id="papan-judul"' in first.get_data(as_text=True)
    assert ani.page(f"{PAGE}?titik=hari-1").xpath("//@data-version") == [version]
    with counted_statements(app) as unchanged:
        answer = ani.get(LIVE, status=304, headers={"If-None-Match": version})
    assert answer.get_data() == b""
    with app.app_context(), write() as session:
        advance_feed(session, cast.event.id)
    with counted_statements(app) as changed:
        assert ani.get(LIVE, headers={"If-None-Match": version}).headers["ETag"] != version
    access = len(unchanged) - 1
    assert access <= 5
    assert len(changed) - access <= 8
    clock.moment = minute(7, 41)
    ani.get(LIVE, headers={"If-None-Match": version})


def test_the_statements_do_not_grow_with_the_people(
    ani: PageClient, uids: dict[str, str], app: Flask, cast: Cast
) -> None:
    costs = []
    for _ in range(2):
        with counted_statements(app) as statements:
            ani.get(PAGE)
        costs.append(len(statements))
        with app.app_context():
            fill(event_of(cast.slug), SHORT, "E F G H I J K L M N O P")
    assert costs[0] == costs[1] <= 16


def test_a_tapped_link_is_noted_once(
    ani: PageClient, uids: dict[str, str], app: Flask, clock: TestClock
) -> None:
    version = ani.get(LIVE).headers["ETag"]
    ani.get(PAGE)
    clock.moment = minute(7, 44)
    path = f"{PAGE}/ingatkan/{uids['Budi']}"
    answer = ani.post(path, {"titik": "hari-1"}, status=200, headers={"X-Requested-With": "fetch"})
    assert answer.get_data(as_text=True) == "07.44"
    clock.moment = minute(7, 50)
    ani.post(path, {"titik": "hari-1"}, status=303)
    words = words_of(ani.get(PAGE))
    assert "Sudah diingatkan 07.44" in words
    assert ani.get(LIVE, headers={"If-None-Match": version}).status_code == 200
    with app.app_context():
        assert (
            len(db.session.scalars(select(AuditLog).where(AuditLog.action == "message.reminded")).all()) == 1
        )


def test_only_people_of_this_event_are_reminded(
    ani: PageClient, uids: dict[str, str], app: Flask, cast: Cast
) -> None:
    with app.app_context():
        stranger = build_registration(event=event_of(cast.other_slug)).uid
    ani.get(PAGE)
    ani.post(f"{PAGE}/ingatkan/{stranger}", {"titik": "hari-1"}, status=404)
    ani.post(f"{PAGE}/ingatkan/{uids['Budi']}", {"titik": "hari-9"}, status=404)


def test_who_has_no_mobile_number_is_named_without_a_link(ani: PageClient, app: Flask, cast: Cast) -> None:
    with app.app_context():
        person = build_person(name="Zainab", phone="+62751123456")
        build_registration(event=event_of(cast.slug), person=person)
    assert "tanpa nomor WA" in words_of(ani.get(PAGE))


def test_who_may_look_and_who_may_write(page_client: Clients, cast: Cast, uids: dict[str, str]) -> None:
    for path in (PAGE, LIVE):
        page_client().get(path, status=302)
        page_client().sign_in(cast.citra).get(path, status=404)
        page_client().sign_in(cast.budi).get(path, status=403)
        html = page_client().sign_in(cast.vina).get(path).get_data(as_text=True)
        assert "Budi" in html
        assert "wa.me" not in html
    viewer = page_client().sign_in(cast.vina)
    viewer.get(PAGE)
    viewer.post(f"{PAGE}/ingatkan/{uids['Budi']}", {"titik": "hari-1"}, status=403)


def test_an_event_without_checkpoints_or_people_says_so(page_client: Clients, cast: Cast, app: Flask) -> None:
    with app.app_context():
        build_event(slug="kosong", days=0)
    aminah = page_client().sign_in(cast.aminah)
    assert "Belum ada titik presensi" in words_of(aminah.get("/kegiatan/kosong/presensi"))
    assert "Belum ada peserta" in words_of(aminah.get(f"/kegiatan/{cast.other_slug}/presensi"))


def test_a_draft_says_that_scans_only_rehearse(ani: PageClient, app: Flask, cast: Cast) -> None:
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = "draft"
    assert "Kegiatan masih rancangan" in words_of(ani.get(PAGE))


def test_a_door_that_is_open_all_day_shows_the_morning(
    ani: PageClient, uids: dict[str, str], app: Flask, clock: TestClock
) -> None:
    with app.app_context(), write() as session:
        for door in session.scalars(select(Checkpoint)):
            door.closes_at = door.closes_at.replace(hour=16, minute=59)
    clock.moment = minute(20, 0)
    chart = ani.page(f"{PAGE}?titik=hari-1").xpath("//svg[contains(@class, 'desk')]")[0]
    ticks = [text.text for text in chart.iter("text") if "." in (text.text or "")]
    assert ticks[0] == "07.00"
    assert ticks[-1] < "11.30"
