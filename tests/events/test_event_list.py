"""The list of events that one may open, and its first, empty state."""

from collections.abc import Callable
from datetime import UTC, datetime

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
