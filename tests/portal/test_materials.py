"""Materials on the private page: open as links, closed with the condition, hidden not at all."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.events.models import AgendaSession
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, new_uid, write
from tests.cast import Cast
from tests.conftest import TestClock
from tests.materials import files
from tests.page_client import PageClient, words_of

Client = Callable[[], PageClient]
PAGE = "/kegiatan/sosialisasi-2024/materi"


def put_up(client: PageClient, **changes: Any) -> str:
    """Ani puts up a file or link; its uid."""
    form = {
        "request_uid": new_uid(),
        "revision": "0",
        "title": "Tugas PSM",
        "place": "umum",
        "gate": "registered",
        "opens": "now",
        "file": (io.BytesIO(files.pdf()), "tugas.pdf"),
        **changes,
    }
    response = client.post(PAGE, form, status=303, form_page=PAGE)
    return str(response.headers["Location"].rpartition("materi=")[2])


def _session_id(app: Flask, cast: Cast) -> int:
    with app.app_context():
        found = db.session.scalars(
            select(AgendaSession.id)
            .where(AgendaSession.event_id == cast.event.id)
            .order_by(AgendaSession.starts_at)
        ).first()
    assert found is not None
    return found


def _status(client: PageClient, path: str) -> int:
    with client.http.get(path) as answer:
        return answer.status_code


def test_an_open_material_is_one_link_and_is_counted(page_client: Client, cast: Cast) -> None:
    ani, dedi = page_client().sign_in(cast.ani), page_client()
    uid = put_up(ani)
    page = dedi.page(cast.dedi_link)
    (link,) = page.xpath("//section[h2='Materi']//a")
    assert "Tugas PSM" in link.text_content()
    with dedi.http.get(link.get("href")) as answer:
        assert answer.data == files.pdf()
    assert "dibaca 1 orang" in words_of(ani.get(f"{PAGE}?materi={uid}"))


def test_one_of_those_present_says_so_until_the_card_was_scanned(
    page_client: Client, cast: Cast, app: Flask, clock: TestClock, attend: Callable[[int], None]
) -> None:
    ani, dedi, session_id = page_client().sign_in(cast.ani), page_client(), _session_id(app, cast)
    uid = put_up(ani, place=f"sesi-{session_id}", gate="present", opens="session")
    address = f"{cast.dedi_link}/materi/{uid}"
    assert "Terbuka Senin pukul 10.15, setelah Anda tercatat hadir hari itu." in words_of(
        dedi.get(cast.dedi_link)
    )
    assert _status(dedi, address) == 404
    clock.moment = datetime(2024, 11, 18, 4, 0, tzinfo=UTC)
    assert "Terbuka setelah Anda tercatat hadir hari itu." in words_of(dedi.get(cast.dedi_link))
    assert _status(dedi, address) == 404
    attend(1)
    assert _status(dedi, address) == 200


def test_who_was_there_already_is_told_the_hour_only(
    page_client: Client, cast: Cast, app: Flask, attend: Callable[[int], None]
) -> None:
    attend(1)
    session_id = _session_id(app, cast)
    put_up(page_client().sign_in(cast.ani), place=f"sesi-{session_id}", gate="present", opens="session")
    assert "Terbuka Senin pukul 10.15." in words_of(page_client().get(cast.dedi_link))


@pytest.mark.parametrize("state", ["reserve", "cancelled"])
def test_who_has_no_seat_sees_what_is_public_only(
    page_client: Client, cast: Cast, app: Flask, state: str
) -> None:
    ani, dedi = page_client().sign_in(cast.ani), page_client()
    public, registered = put_up(ani, gate="public", title="Denah"), put_up(ani)
    with app.app_context(), write() as session:
        session.get_one(Registration, cast.dedi_registration.id).state = state
    words = words_of(dedi.get(cast.dedi_link))
    assert "Tugas PSM" not in words
    assert _status(dedi, f"{cast.dedi_link}/materi/{registered}") == 404
    if state == "reserve":
        assert _status(dedi, f"{cast.dedi_link}/materi/{public}") == 200


def test_hidden_ones_and_those_of_other_events_do_not_exist(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    ani, dedi = page_client().sign_in(cast.ani), page_client()
    hidden = put_up(ani, opens="hidden")
    assert "Materi" not in words_of(dedi.get(cast.dedi_link))
    for uid in (hidden, "0" * 32, "x"):
        assert _status(dedi, f"{cast.dedi_link}/materi/{uid}") == 404


def test_a_link_leads_there_without_saying_from_where(page_client: Client, cast: Cast) -> None:
    ani, dedi = page_client().sign_in(cast.ani), page_client()
    uid = put_up(ani, file="", link="https://contoh.go.id/video")
    with dedi.http.get(f"{cast.dedi_link}/materi/{uid}") as answer:
        assert answer.headers["Location"] == "https://contoh.go.id/video"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_all_open_files_come_as_one_zip_and_nothing_else(page_client: Client, cast: Cast, app: Flask) -> None:
    ani, dedi = page_client().sign_in(cast.ani), page_client()
    address = f"{cast.dedi_link}/materi.zip"
    first = put_up(ani)
    assert "Unduh semua" not in words_of(dedi.get(cast.dedi_link))  # one file is one tap anyway
    put_up(ani, title="Musyawarah/Kelurahan", file=(io.BytesIO(files.picture()), "bagan.png"))
    put_up(ani, title="Rahasia", opens="hidden")
    put_up(ani, title="Untuk yang hadir", gate="present")
    put_up(ani, title="Video", file=None, link="https://video.contoh.go.id/1")
    assert "Unduh semua (ZIP, " in words_of(dedi.get(cast.dedi_link))
    with dedi.http.get(address) as answer, zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == ["1 Tugas PSM.pdf", "2 Musyawarah-Kelurahan.png"]
        assert archive.read("1 Tugas PSM.pdf") == files.pdf()
        assert "attachment" in answer.headers["Content-Disposition"]
    assert "dibaca 1 orang" in words_of(ani.get(f"{PAGE}?materi={first}"))


def test_there_is_no_zip_of_nothing(page_client: Client, cast: Cast) -> None:
    put_up(page_client().sign_in(cast.ani), opens="hidden")
    assert _status(page_client(), f"{cast.dedi_link}/materi.zip") == 404
