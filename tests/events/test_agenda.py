"""The agenda as everybody of the event sees it: days side by side, the same as a table."""

from collections.abc import Callable

import pytest
from flask import Flask

from eventmgr.events.models import AgendaSession, Event, EventDay, SessionSpeaker
from eventmgr.shared.db import db, write
from tests.builders import build_event, build_member
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of

Client = Callable[[], PageClient]
AGENDA = "/kegiatan/sosialisasi-2024/jadwal"


def test_it_counts_sessions_jp_and_doors(page_client: Client, cast: Cast) -> None:
    page = page_client().sign_in(cast.ani).page(AGENDA)
    assert page.findtext(".//h1") == "Jadwal tiga hari"
    assert "3 sesi, 6 JP, 3 titik presensi." in page.text_content()
    assert [heading.text for heading in page.xpath("//section[@class='agenda-day']/h2")] == [
        "Senin, 18 Nov.",
        "Selasa, 19 Nov.",
        "Rabu, 20 Nov.",
    ]


def test_each_session_stands_in_picture_and_table(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context(), write() as session:
        first = (
            session.query(AgendaSession).filter_by(event_id=cast.event.id).order_by(AgendaSession.id).first()
        )
        assert first is not None
        session.add(SessionSpeaker(session_id=first.id, name_text="Heriza Syafani", post_text="Kepala Dinas"))
    page = page_client().sign_in(cast.vina).page(AGENDA)
    (block,) = page.xpath("//li[contains(., 'Sesi hari 1')]")
    assert block.get("class").split() == ["block", "session", "at-52", "for-18"], "10.15, from 06.00"
    assert "Heriza Syafani" in block.text_content()
    rows = [" ".join(row.text_content().split()) for row in page.xpath("//tbody/tr")]
    assert "Senin, 18 Nov.10.15–11.45Sesi hari 1Heriza Syafani, Kepala DinasBallroom2" in rows
    assert any("Presensi datang, 06.30–10.00" in row for row in rows)


def test_crew_and_viewers_can_change_nothing(page_client: Client, cast: Cast) -> None:
    page = page_client().sign_in(cast.vina).page(AGENDA)
    assert not page.xpath("//main//form|//main//button|//main//input")


def test_an_event_without_days_says_so(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context():
        empty = build_event(slug="kosong", name="Kosong", days=0)
        build_member(event=empty, user=cast.ani, role="organizer")
    words = words_of(page_client().sign_in(cast.ani).get("/kegiatan/kosong/jadwal"))
    assert "Hari dan sesi kegiatan ini belum diisi." in words


@pytest.mark.parametrize(("who", "status"), [("ani", 200), ("budi", 200), ("vina", 200), ("citra", 404)])
def test_the_cast(page_client: Client, cast: Cast, who: str, status: int) -> None:
    page_client().sign_in(getattr(cast, who)).get(AGENDA, status=status)


def test_a_stranger_signs_in_first(page_client: Client, cast: Cast) -> None:
    page_client().get(AGENDA, status=302)


def test_statements_do_not_grow_with_the_agenda(page_client: Client, cast: Cast, app: Flask) -> None:
    client = page_client().sign_in(cast.ani)
    with counted_statements(app) as few:
        client.get(AGENDA)
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        day = db.session.query(EventDay).filter_by(event_id=event.id).first()
        model = db.session.query(AgendaSession).filter_by(event_id=event.id).first()
        assert day is not None
        assert model is not None
        times = {"starts_at": model.starts_at, "ends_at": model.ends_at}
        with write() as session:
            session.add_all(
                AgendaSession(event_id=event.id, day_id=day.id, title=f"Sesi {n}", **times) for n in range(30)
            )
    with counted_statements(app) as many:
        client.get(AGENDA)
    assert len(many) == len(few)
