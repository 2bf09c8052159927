"""/kegiatan/<slug>/presensi/layar: one number for the hall, no names of people, no controls."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from eventmgr.checkin.arrival_queries import DistrictArrivals
from eventmgr.reports.board_page import bars_of
from eventmgr.reports.board_rules import NextSession
from eventmgr.reports.hall_page import HallScreen, awaited_words, next_words
from eventmgr.shared.db import db
from tests.builders import build_event
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.reports.quota_scenes import SHORT, arrive, event_of, fill, minute
from tests.reports.test_board_rules import MORNING, OPENING, PLACE

SCREEN = "/kegiatan/sosialisasi-2024/presensi/layar"
LIVE = f"{SCREEN}/langsung?titik=hari-1"
Clients = Callable[[], PageClient]


@pytest.fixture
def people(app: Flask, cast: Cast) -> int:
    """Three of Padang Barat beside Dedi; Adi has come. The event's id."""
    with app.app_context():
        event = event_of(cast.slug)
        fill(event, SHORT, "Adi Budi Cici")
        arrive(event.id, "Adi", minute(7, 12))
        return event.id


def test_the_number_the_kecamatan_and_what_comes_next(page_client: Clients, cast: Cast, people: int) -> None:
    words = words_of(page_client().sign_in(cast.budi).get(SCREEN))
    assert "Sudah hadir 1 dari 4 peserta" in words
    assert "Padang Barat 1 dari 3" in words
    assert "Sesi hari 1 pukul 10.15 di Ballroom 3 orang lagi kami tunggu" in words
    assert "Senin, 18 November 2024" in words
    assert "07.40 WIB" in words


def test_no_person_and_no_control_stand_on_it(page_client: Clients, cast: Cast, people: int) -> None:
    page = page_client().sign_in(cast.ani).page(SCREEN)
    words = page.text_content()
    assert "Budi" not in words
    assert "Dedi" not in words
    assert not page.xpath("//button|//form|//nav|//input")
    assert [link.get("class") for link in page.xpath("//a")] == ["skip"]


def test_it_is_short_while_nothing_changes_and_costs_little(
    page_client: Clients, cast: Cast, people: int, app: Flask
) -> None:
    ani = page_client().sign_in(cast.ani)
    version = ani.get(LIVE).headers["ETag"]
    with counted_statements(app) as unchanged:
        ani.get(LIVE, status=304, headers={"If-None-Match": version})
    with counted_statements(app) as changed:
        html = ani.get(LIVE).get_data(as_text=True)
    assert html.count("data-live-part") == 1
    assert len(changed) - len(unchanged) <= 3


def test_all_in(page_client: Clients, cast: Cast, people: int, app: Flask, clock: TestClock) -> None:
    with app.app_context():
        for name in ("Budi", "Cici", "Dedi Kurniawan"):
            arrive(people, name, minute(7, 30))
    ani = page_client().sign_in(cast.ani)
    assert "Semua peserta sudah hadir" in words_of(ani.get(SCREEN))
    clock.moment = minute(18, 0)
    assert "Hadir 4 dari 4 peserta" in words_of(ani.get(f"{SCREEN}?titik=hari-1"))


def test_before_the_door_opens(page_client: Clients, cast: Cast, people: int, clock: TestClock) -> None:
    clock.moment = minute(7, 0) - timedelta(minutes=45)
    words = words_of(page_client().sign_in(cast.ani).get(f"{SCREEN}?titik=hari-1"))
    assert "Presensi dibuka pukul 06.30" in words


def test_who_may_open_it(page_client: Clients, cast: Cast, people: int) -> None:
    for path in (SCREEN, LIVE):
        page_client().get(path, status=302)
        page_client().sign_in(cast.citra).get(path, status=404)
        for user in (cast.ani, cast.budi, cast.vina):
            page_client().sign_in(user).get(path)
    page_client().sign_in(cast.ani).get(f"{SCREEN}?titik=hari-9", status=404)


def test_an_event_without_checkpoints_has_no_screen(page_client: Clients, cast: Cast, app: Flask) -> None:
    with app.app_context():
        build_event(slug="kosong", days=0)
    page_client().sign_in(cast.aminah).get("/kegiatan/kosong/presensi/layar", status=404)


def test_words_for_every_hour(app: Flask, cast: Cast) -> None:
    with app.app_context():
        event = event_of(cast.slug)
        db.session.refresh(event)
        assert next_words([OPENING], event, PLACE, "running", MORNING) == "Pembukaan pukul 09.00 di Ballroom"
        later = OPENING.starts_at + timedelta(minutes=5)
        assert next_words([OPENING], event, PLACE, "running", later) == "Sekarang: Pembukaan"
        assert next_words([], event, PLACE, "over", MORNING) == "Rocky Plaza Hotel Padang"
        without = NextSession(OPENING.starts_at, OPENING.ends_at, "Pembukaan", "")
        assert next_words([without], event, PLACE, "running", MORNING) == "Pembukaan pukul 09.00"
    assert awaited_words(3, 3, "running") == "Semua peserta sudah hadir"
    assert awaited_words(1, 3, "over") == "Terima kasih sudah hadir"
    assert awaited_words(0, 3, "future") == "Selamat datang"


def screen(districts: int, present: int = 287) -> HallScreen:
    rows = [DistrictArrivals(str(number), f"Kecamatan {number}", 1, 2) for number in range(districts)]
    return HallScreen(
        PLACE, present, 2000, "Sudah hadir", "dari 2.000 peserta", bars_of(rows), "", "", "", ""
    )


def test_more_kecamatan_and_longer_numbers_take_smaller_sizes() -> None:
    assert [screen(number).rows_class for number in (11, 14, 22)] == ["few", "some", "many"]
    assert [screen(1, present).digits for present in (7, 287, 1204)] == [3, 3, 5]
