"""A large file is read by a job: its page says how far it is, then shows the preview or the reason."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from eventmgr.roster import actions as roster_actions
from eventmgr.shared.clock import now
from eventmgr.shared.jobs import claim_next, run_claimed
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, words_of
from tests.roster.import_steps import open_preview, send_file
from tests.roster.roster_files import make_file, person


@pytest.fixture
def ani(cast: Cast, page_client: Callable[[], PageClient], monkeypatch: pytest.MonkeyPatch) -> PageClient:
    monkeypatch.setattr(roster_actions, "LARGE", 1)
    return page_client().sign_in(cast.ani)


def work(app: Flask) -> str:
    """What the worker does with the next job."""
    with app.app_context():
        context = claim_next("uji", now())
        assert context is not None
        return run_claimed(context)


def test_a_large_file_is_read_and_then_shown(app: Flask, ani: PageClient, clock: TestClock) -> None:
    address = open_preview(ani, make_file(*(person(number) for number in range(1, 250))))
    assert "Menunggu giliran" in words_of(ani.get(address))
    assert "HX-Refresh" not in ani.get(f"{address}/kemajuan").headers
    clock.moment += timedelta(minutes=2)
    assert "Pekerja latar sedang tidak berjalan" in words_of(ani.get(address))
    assert work(app) == "done"
    assert ani.get(f"{address}/kemajuan").headers["HX-Refresh"] == "true"
    assert "249 baris dibaca: 249 baru" in words_of(ani.get(address))


def test_a_large_file_that_is_none_gets_its_sentence(app: Flask, ani: PageClient) -> None:
    address = send_file(ani, b"PK\x03\x04 broken").headers["Location"]
    assert work(app) == "done"
    assert "Berkas ini rusak" in words_of(ani.get(address, status=422))
