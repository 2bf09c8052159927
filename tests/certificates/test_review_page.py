"""Presence changed after the issue: the page says which day, and the organizer keeps or revokes."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.certificates import jobs
from eventmgr.certificates.issuing import standing_of
from eventmgr.certificates.models import Certificate
from eventmgr.certificates.rules import Condition
from eventmgr.certificates.running import issue_now
from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from tests.cast import Cast
from tests.certificates.builders import build_present, build_rule
from tests.certificates.test_ending import stand_in
from tests.page_client import PageClient, words_of

Client = Callable[[], PageClient]


@pytest.fixture
def path(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> str:
    """The review of a certificate whose second day was taken back after the issue."""
    monkeypatch.setattr(jobs, "draw_all", stand_in)
    monkeypatch.setattr(jobs, "ensure_merged", lambda _event_id: None)
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        build_rule(event=event)
        present = build_present(event=event, days=2, name="Nelfia").id
        issue_now(event)
        made = db.session.scalars(select(Certificate)).one()
        assert len(made.snapshot["attended"]) == 2
        with write() as session:
            rows = session.scalars(
                select(Attendance).where(Attendance.registration_id == present).order_by(Attendance.id)
            ).all()
            rows[-1].present = False
        return f"/kegiatan/{cast.slug}/sertifikat/{made.uid}/tinjau"


def lost(app: Flask, cast: Cast) -> list[int]:
    with app.app_context():
        return standing_of(cast.event.id, Condition(2)).lost_presence


def state(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(Certificate.state)).one()


def test_the_page_says_which_day_changed(page_client: Client, cast: Cast, path: str) -> None:
    page = page_client().sign_in(cast.ani).page(path)
    rows = [" ".join(row.text_content().split()) for row in page.xpath("//table//tbody/tr")]
    assert rows[0].endswith("HadirHadir")
    assert "HadirTidak hadirtanpa koreksi" in rows[1]
    assert rows[2].endswith("Tidak hadirTidak hadir")
    assert "sekarang hadir satu hari" in page.text_content()
    page_client().sign_in(cast.vina).get(path, status=403)
    page_client().sign_in(cast.citra).get(path, status=404)


def test_it_is_kept_with_a_reason_and_asked_no_more(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    assert len(lost(app, cast)) == 1
    assert "Pilih salah satu" in words_of(client.post(path, {"reason": "x"}, status=422, form_page=path))
    assert "Tulis alasannya" in words_of(client.post(path, {"decision": "keep"}, status=422, form_page=path))
    client.post(path, {"decision": "keep", "reason": "izin kepala dinas"}, status=303, form_page=path)
    assert lost(app, cast) == []
    assert state(app) == "valid"
    assert "diberikan panitia: izin kepala dinas" in words_of(client.get(path))


def test_it_is_revoked_with_a_reason(app: Flask, page_client: Client, cast: Cast, path: str) -> None:
    client = page_client().sign_in(cast.ani)
    client.post(path, {"decision": "revoke", "reason": "kartu orang lain"}, status=303, form_page=path)
    assert state(app) == "revoked"
    assert "kartu orang lain" in words_of(client.get(path.replace("/tinjau", "")))
    client.get(path, status=302)


def test_of_somebody_who_cancelled_it_may_be_kept_too(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    with app.app_context(), write() as session:
        made = session.scalars(select(Certificate)).one()
        session.get_one(Registration, made.registration_id).state = "cancelled"
    client = page_client().sign_in(cast.ani)
    assert "tidak terdaftar lagi" in words_of(client.get(path))
    client.post(path, {"decision": "keep", "reason": "hadir dua hari"}, status=303, form_page=path)
    assert lost(app, cast) == []
