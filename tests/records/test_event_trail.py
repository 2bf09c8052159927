"""Organizers read the trail of their own event: its lines, no other's, and no value."""

from collections.abc import Callable

import pytest
from flask import Flask

from eventmgr.audit.actions import AuditLine, record_all, seal
from eventmgr.audit.actor import Actor
from eventmgr.shared.db import write
from tests.cast import Cast
from tests.conftest import FIRST_MORNING
from tests.page_client import PageClient, counted_statements, words_of

Client = Callable[[], PageClient]
PATH = "/kegiatan/sosialisasi-2024/jejak"


def note(
    app: Flask, cast: Cast, number: int = 1, *, event_id: int = 0, action: str = "person.edited"
) -> None:
    with app.app_context():
        details = {"nik": [None, "1371061506800001"]}
        line = AuditLine(
            action, "person", cast.dedi.uid, cast.dedi.office_id, event_id or cast.event.id, details=details
        )
        with write() as session:
            actor = Actor("user", cast.ani.id, "Ani Rahmawati")
            record_all(session, actor, FIRST_MORNING, seal([line] * number))


@pytest.mark.parametrize(
    ("who", "status"), [("ani", 200), ("aminah", 200), ("budi", 403), ("vina", 403), ("citra", 404)]
)
def test_who_may_read_it(page_client: Client, cast: Cast, who: str, status: int) -> None:
    page_client().sign_in(getattr(cast, who)).get(PATH, status=status)


def test_it_tells_of_this_event_only_and_no_nik(app: Flask, page_client: Client, cast: Cast) -> None:
    note(app, cast)
    note(app, cast, event_id=cast.other_event.id, action="person.nik_seen")
    ani = page_client().sign_in(cast.ani)
    page = ani.page(f"{PATH}?kegiatan={cast.other_event.id}")
    (row,) = page.xpath("//tbody/tr")
    words = " ".join(row.text_content().split())
    assert "Ani Rahmawati" in words
    assert "Dedi Kurniawan" in words
    assert "NIK" in words  # the field is named, its number is not
    assert "1371061506800001" not in page.text_content()
    assert not row.xpath(".//a")
    assert words_of(ani.get(f"{PATH}?tindakan=presensi")).count("Tidak ada yang cocok") == 1


def test_fifty_a_page_and_the_statements_do_not_grow(app: Flask, page_client: Client, cast: Cast) -> None:
    ani = page_client().sign_in(cast.ani)
    note(app, cast)
    with counted_statements(app) as few:
        ani.get(PATH)
    note(app, cast, 60)
    with counted_statements(app) as many:
        page = ani.page(PATH)
    assert len(many) == len(few)
    assert len(page.xpath("//tbody/tr")) == 50
    (older,) = page.xpath("//a[@rel='next']/@href")
    assert older.startswith(f"{PATH}?sebelum=")
    assert len(ani.page(older).xpath("//tbody/tr")) == 11
