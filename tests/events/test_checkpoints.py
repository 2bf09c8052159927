"""Checkpoints: made, changed, closed and deleted; the door follows at once."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.events.models import Checkpoint, CheckpointAudience, Event, EventDay
from eventmgr.shared.db import db, new_uid, write
from tests.builders import build_category
from tests.cast import Cast
from tests.conftest import FIRST_MORNING, TestClock
from tests.page_client import PageClient, words_of

Client = Callable[[], PageClient]
AGENDA = "/kegiatan/sosialisasi-2024/jadwal"
CREW = Actor("command", None, "uji")


def door_of(app: Flask, cast: Cast, slug: str = "hari-1") -> tuple[int, int, int]:
    """(id, day id, revision)"""
    with app.app_context():
        row = db.session.scalars(
            select(Checkpoint).where(Checkpoint.event_id == cast.event.id, Checkpoint.slug == slug)
        ).one()
        return row.id, row.day_id, row.revision


def filled(day: int, **changes: Any) -> dict[str, Any]:
    return {
        "request_uid": new_uid(),
        "revision": "1",
        "name": "Pulang Hari 1",
        "kind": "departure",
        "session": "0",
        "day": str(day),
        "opens": "15.15",
        "closes": "16.00",
    } | changes


def scan(app: Flask, cast: Cast, slug: str, at: datetime = FIRST_MORNING) -> str:
    with app.app_context():
        op = ScanOp(
            uid=new_uid(),
            checkpoint=slug,
            at_device=at,
            source="search",
            registration_uid=cast.dedi_registration.uid,
        )
        return check_in(cast.event.id, op, actor=CREW, now=at).verdict


def test_a_checkpoint_gets_its_address_from_its_name_once_a_form(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    _, day, _ = door_of(app, cast)
    client, form = page_client().sign_in(cast.ani), filled(day)
    client.post(f"{AGENDA}/titik", form, status=303, form_page=f"{AGENDA}?titik=baru")
    client.post(f"{AGENDA}/titik", form, status=303)
    client.post(f"{AGENDA}/titik", filled(day), status=303)
    with app.app_context():
        slugs = db.session.scalars(select(Checkpoint.slug).where(Checkpoint.kind == "departure")).all()
    assert sorted(slugs) == ["pulang-hari-1", "pulang-hari-1-2"]
    assert "5 titik presensi" in words_of(client.get(AGENDA))


def test_a_new_window_holds_at_the_door_at_once(page_client: Client, cast: Cast, app: Flask) -> None:
    number, day, seen = door_of(app, cast)
    client = page_client().sign_in(cast.ani)
    form = filled(day, name="Datang", kind="arrival", opens="08.00", closes="09.00", revision=str(seen))
    client.post(f"{AGENDA}/titik/{number}", form, status=303, form_page=AGENDA)
    assert scan(app, cast, "hari-1") == "not_open"
    fresh = str(door_of(app, cast)[2])
    client.post(f"{AGENDA}/titik/{number}", form | {"opens": "07.00", "revision": fresh}, status=303)
    assert scan(app, cast, "hari-1") == "ok"


def test_an_audience_lets_only_its_categories_in(page_client: Client, cast: Cast, app: Flask) -> None:
    number, day, seen = door_of(app, cast)
    with app.app_context():
        tksk = build_category(code="TKSK").id
    client = page_client().sign_in(cast.ani)
    form = filled(day, kind="arrival", opens="06.30", closes="10.00", audience=str(tksk), revision=str(seen))
    client.post(f"{AGENDA}/titik/{number}", form, status=303, form_page=AGENDA)
    assert scan(app, cast, "hari-1") == "not_here"
    assert "untuk TKSK" in words_of(client.get(AGENDA))
    fresh = str(door_of(app, cast)[2])
    client.post(f"{AGENDA}/titik/{number}", form | {"audience": [], "revision": fresh}, status=303)
    with app.app_context():
        assert db.session.scalars(select(CheckpointAudience)).all() == []


def test_who_counts_at_a_closed_day_s_checkpoint_stays(page_client: Client, cast: Cast, app: Flask) -> None:
    number, day, seen = door_of(app, cast)
    with app.app_context():
        tksk = build_category(code="TKSK").id
        with write() as session:
            session.get_one(EventDay, day).closed_at = FIRST_MORNING
    client = page_client().sign_in(cast.ani)
    same = {"kind": "arrival", "opens": "06.30", "closes": "10.00", "revision": str(seen)}
    form = filled(day, **same, counts_for_day="y")
    refused = [
        (f"{AGENDA}/titik/{number}", filled(day, **same)),
        (f"{AGENDA}/titik/{number}", form | {"audience": str(tksk)}),
        (f"{AGENDA}/titik", filled(day, counts_for_day="y")),
    ]
    for address, fields in refused:
        page = client.post(address, fields, status=422, form_page=AGENDA)
        assert "Hari ini sudah ditutup" in words_of(page)
    client.post(f"{AGENDA}/titik/{number}/hapus", {}, status=303)
    assert "Hari ini sudah ditutup" in words_of(client.get(AGENDA))
    client.post(f"{AGENDA}/titik/{number}", form | {"name": "Datang"}, status=303)
    client.post(f"{AGENDA}/titik", filled(day), status=303)


def test_a_checkpoint_with_scans_is_only_closed(
    page_client: Client, cast: Cast, app: Flask, clock: TestClock
) -> None:
    number, _, _ = door_of(app, cast)
    assert scan(app, cast, "hari-1") == "ok"
    client = page_client().sign_in(cast.ani)
    page = words_of(client.get(f"{AGENDA}?titik={number}"))
    assert "tidak dapat dihapus, hanya ditutup. Di sini sudah tercatat 1 pindai." in page
    refused = client.post(f"{AGENDA}/titik/{number}/hapus", status=303)
    assert "tidak dapat dihapus" in words_of(client.follow(refused))
    client.post(f"{AGENDA}/titik/{number}/tutup", status=303)
    with app.app_context():
        assert db.session.get_one(Checkpoint, number).closes_at == clock.moment


def test_a_checkpoint_that_has_not_opened_is_not_closed_but_deleted(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    number, _, _ = door_of(app, cast, "hari-3")
    client = page_client().sign_in(cast.ani)
    early = client.post(f"{AGENDA}/titik/{number}/tutup", status=303, form_page=AGENDA)
    assert "belum dibuka" in words_of(client.follow(early))
    client.post(f"{AGENDA}/titik/{number}/hapus", status=303)
    gone = client.post(f"{AGENDA}/titik/{number}/hapus", status=303)
    assert "sudah dihapus" in words_of(client.follow(gone))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Isi nama titiknya."),
        ({"closes": "15.00"}, "Jam tutup harus sesudah jam buka."),
        ({"opens": "25.00"}, "Tulis jam seperti 08.30."),
        ({"kind": "session"}, "Pilih sesi yang dicatat."),
        ({"kind": "pintu"}, "Pilihan ini tidak ada."),
    ],
)
def test_odd_input_is_named(
    page_client: Client, cast: Cast, app: Flask, change: dict[str, str], sentence: str
) -> None:
    _, day, _ = door_of(app, cast)
    client = page_client().sign_in(cast.ani)
    answer = client.post(f"{AGENDA}/titik", filled(day) | change, status=422, form_page=AGENDA)
    assert sentence in words_of(answer)


def test_a_stale_form_is_told(page_client: Client, cast: Cast, app: Flask) -> None:
    number, day, seen = door_of(app, cast)
    client = page_client().sign_in(cast.ani)
    form = filled(day, revision=str(seen))
    client.post(f"{AGENDA}/titik/{number}", form, status=303, form_page=AGENDA)
    answer = client.post(f"{AGENDA}/titik/{number}", form | {"name": "Lain"}, status=409)
    assert "Ani Rahmawati mengubah ini" in words_of(answer)


def test_late_scans_of_a_closed_event_do_not_count(app: Flask, cast: Cast) -> None:
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = "closed"
    assert scan(app, cast, "hari-1", datetime(2024, 11, 18, 0, 45, tzinfo=UTC)) == "closed"
