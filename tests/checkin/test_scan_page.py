"""The crew's scan page as the server writes it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from eventmgr.web.headers import content_policy
from tests.builders import build_event, build_member
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of

PATH = "/kegiatan/sosialisasi-2024/pindai"
Clients = Callable[[], PageClient]


def test_a_stranger_signs_in_first_and_comes_back(cast: Cast, page_client: Clients) -> None:
    answer = page_client().get(PATH, status=302)
    assert answer.headers["Location"] == f"/masuk?lanjut={PATH}"


@pytest.mark.parametrize(
    ("who", "status"), [("ani", 200), ("budi", 200), ("aminah", 200), ("vina", 403), ("citra", 404)]
)
def test_crew_and_organizer_come_in(cast: Cast, page_client: Clients, who: str, status: int) -> None:
    page_client().sign_in(getattr(cast, who)).get(PATH, status=status)


def test_it_shows_the_event_todays_checkpoint_and_what_the_tap_asks_for(
    cast: Cast, page_client: Clients
) -> None:
    words = words_of(page_client().sign_in(cast.budi).get(PATH))
    assert "Mulai bertugas Budi Hartono" in words
    assert "Sosialisasi Arah Kebijakan Pilar-pilar Sosial Tahun 2024 18 s.d. 20 November 2024" in words
    assert "Titik hari ini Presensi Hari 1 06.30 sampai 10.00" in words
    assert "Sesudah diketuk, ponsel meminta izin kamera." in words
    assert "Mulai memindai" in words


def test_it_leads_back_to_the_event_and_out(cast: Cast, page_client: Clients) -> None:
    crew, organizer = page_client().sign_in(cast.budi), page_client().sign_in(cast.ani)
    assert "Kembali ke kegiatan" not in words_of(crew.get(PATH))
    link = organizer.page(PATH).find(".//p[@class='crew-leave']/a")
    organizer.get(link.get("href"))
    page = crew.page(PATH)
    button = page.find(".//p[@class='crew-leave']/button")
    form = page.find(f".//form[@id='{button.get('form')}']")
    assert crew.http.post(form.get("action"), data=dict(form.fields)).headers["Location"] == "/masuk"


def test_on_another_day_it_offers_the_rehearsal_and_says_why(
    cast: Cast, page_client: Clients, clock: TestClock
) -> None:
    clock.moment = datetime(2024, 12, 1, 3, 0, tzinfo=UTC)
    words = words_of(page_client().sign_in(cast.budi).get(PATH))
    assert "Hari ini bukan hari kegiatan. Yang terbuka Mode latihan, tidak ada yang dicatat." in words
    assert "Mulai memindai" not in words


def test_the_script_gets_addresses_checkpoints_and_a_token_that_the_api_takes(
    cast: Cast, page_client: Clients
) -> None:
    client = page_client().sign_in(cast.budi)
    root = client.page(PATH).find(".//*[@data-module='scan-page']")
    config = json.loads(root.get("data-config"))
    assert [place["slug"] for place in config["checkpoints"]] == ["hari-1", "hari-2", "hari-3"]
    assert config["checkpoints"][0]["day_label"] == "Senin 18 Nov"
    assert config["sign_in_url"] == f"/masuk?lanjut={PATH}"
    assert client.http.get(f"{config['state_url']}&checkpoint=hari-1").status_code == 200
    envelope = {
        "event": config["event"],
        "device_time": "2024-11-18T07:40:00+07:00",
        "feed_rev": 0,
        "ops": [],
    }
    answer = client.http.post(
        config["sync_url"], json=envelope, headers={"X-CSRFToken": config["csrf_token"]}
    )
    assert answer.status_code == 200


def test_it_may_compile_the_qr_reader_and_nothing_inline(cast: Cast, page_client: Clients) -> None:
    answer = page_client().sign_in(cast.budi).get(PATH)
    policy = answer.headers["Content-Security-Policy"]
    assert policy == content_policy(reads_qr=True)
    assert "'wasm-unsafe-eval'" in policy
    assert "unsafe-inline" not in policy


def test_its_statements_do_not_grow_with_its_guests(app: Flask, cast: Cast, page_client: Clients) -> None:
    client = page_client().sign_in(cast.budi)
    with counted_statements(app) as statements:
        client.get(PATH)
    assert len(statements) <= 10, statements


def test_an_event_without_checkpoints_says_whom_to_ask(app: Flask, cast: Cast, page_client: Clients) -> None:
    with app.app_context():
        bare = build_event(slug="belum-diisi", days=0)
        build_member(event=bare, user=cast.budi, role="crew")
    words = words_of(page_client().sign_in(cast.budi).get("/kegiatan/belum-diisi/pindai"))
    assert "Kegiatan ini belum punya titik presensi." in words
    assert "Mulai" not in words.replace("Mulai bertugas", "")


def test_every_file_of_the_script_is_asked_for_at_once(app: Flask, cast: Cast, page_client: Clients) -> None:
    client = page_client().sign_in(cast.budi)
    links = client.page(PATH).findall(".//link[@rel='modulepreload']")
    addresses = [link.get("href") for link in links]
    assert "/static/js/scan/app.js" in addresses
    assert "/static/js/scan/decoder_worker.js" not in addresses
    assert all(Path(app.root_path, address.lstrip("/")).is_file() for address in addresses)
