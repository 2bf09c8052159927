"""The list of events that one may open, and its first, empty state."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.builders import build_event, build_user
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of

Client = Callable[[], PageClient]


def test_the_front_door_leads_to_the_list_and_a_stranger_to_the_sign_in(
    page_client: Client, cast: Cast
) -> None:
    client = page_client().sign_in(cast.ani)
    assert client.get("/", status=302).headers["Location"] == "/kegiatan"
    assert "/masuk" in page_client().get("/kegiatan", status=302).headers["Location"]


def test_one_sees_one_s_own_events_only(page_client: Client, cast: Cast) -> None:
    words = words_of(page_client().sign_in(cast.citra).get("/kegiatan"))
    assert "1 kegiatan" in words
    assert "Bimtek TKSK" in words
    assert "Sosialisasi" not in words


def test_an_admin_sees_all_with_dates_and_place(page_client: Client, cast: Cast) -> None:
    words = words_of(page_client().sign_in(cast.aminah).get("/kegiatan"))
    assert "2 kegiatan" in words
    assert "18 s.d. 20 November 2024, Rocky Plaza Hotel Padang" in words


@pytest.mark.parametrize(
    ("day", "word"), [(17, "Akan datang"), (18, "Sedang berjalan"), (20, "Sedang berjalan"), (21, "Selesai")]
)
def test_the_days_of_an_open_event_tell_its_state(
    page_client: Client, cast: Cast, clock: TestClock, day: int, word: str
) -> None:
    clock.moment = datetime(2024, 11, day, 3, 0, tzinfo=UTC)
    assert word in words_of(page_client().sign_in(cast.ani).get("/kegiatan"))


def test_the_first_state_says_what_is_missing(page_client: Client, app: Flask) -> None:
    with app.app_context():
        user, admin = build_user(name="Baru"), build_user(name="Kepala", is_admin=True)
    words = words_of(page_client().sign_in(user).get("/kegiatan"))
    assert "Belum ada kegiatan" in words
    assert "Mintalah kepada admin kantor." in words
    assert "demo load" in words_of(page_client().sign_in(admin).get("/kegiatan"))


def test_statements_do_not_grow_with_the_events(page_client: Client, cast: Cast, app: Flask) -> None:
    client = page_client().sign_in(cast.aminah)
    with counted_statements(app) as few:
        client.get("/kegiatan")
    with app.app_context():
        for _ in range(5):
            build_event()
    with counted_statements(app) as many:
        client.get("/kegiatan")
    assert len(many) == len(few)


def test_the_list_has_years_and_figures(page_client: Client, cast: Cast) -> None:
    page = page_client().sign_in(cast.aminah).page("/kegiatan")
    assert [heading.text for heading in page.xpath("//main//h2")] == ["2024"]
    words = " ".join(page.text_content().split())
    assert "1 peserta, 3 sesi" in words
    assert page.xpath("//a[@href='/kegiatan/baru']")


def test_who_may_not_make_events_is_not_offered_to(page_client: Client, cast: Cast) -> None:
    assert not page_client().sign_in(cast.budi).page("/kegiatan").xpath("//a[@href='/kegiatan/baru']")


def test_a_search_finds_by_name_and_says_when_nothing_fits(page_client: Client, cast: Cast) -> None:
    client = page_client().sign_in(cast.aminah)
    assert "Bimtek TKSK" in words_of(client.get("/kegiatan?cari=bimtek"))
    words = words_of(client.get("/kegiatan?cari=zzz%25<b>"))
    assert "Kegiatan tidak ditemukan" in words
    assert "Tidak ada yang cocok dengan" in words


def test_the_switcher_offers_this_year_s_and_the_rest_by_search(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    with app.app_context():
        for year in (2019, 2020):
            build_event(name=f"Lama {year}", first_day=date(year, 3, 1))
    page = page_client().sign_in(cast.aminah).page("/kegiatan/sosialisasi-2024")
    offered = " ".join(page.xpath("//details[contains(@class, 'switcher')]")[0].text_content().split())
    assert "Bimtek TKSK" in offered
    assert "Lama 2019" not in offered
    assert page.xpath(
        "//details[contains(@class, 'switcher')]//form[@action='/kegiatan']//input[@name='cari']"
    )


def test_an_old_event_stands_in_its_own_switcher(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context():
        build_event(slug="lama", name="Lama 2019", first_day=date(2019, 3, 1))
    page = page_client().sign_in(cast.aminah).page("/kegiatan/lama")
    assert page.xpath(
        "//details[contains(@class, 'switcher')]//a[@aria-current='true' and contains(., 'Lama 2019')]"
    )
