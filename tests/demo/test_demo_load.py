"""`demo load` builds the model event in the office `contoh`; a second load replaces it without a trace."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.audit.actor import Actor
from eventmgr.certificates.models import Certificate
from eventmgr.checkin.models import Attendance
from eventmgr.demo import loading
from eventmgr.demo.attendance_story import arrivals
from eventmgr.demo.removal import remove_demo
from eventmgr.events.models import AgendaSession, Checkpoint, Event, EventDay, QuotaRule
from eventmgr.materials.models import Material
from eventmgr.office.models import Office
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.clock import EXTENSION as CLOCK
from eventmgr.shared.db import Base, db

#: three days of arrivals and a kecamatan's certificates, on a busy machine
pytestmark = pytest.mark.timeout(240)

AFTERWARDS = datetime(2024, 12, 1, 2, 0, tzinfo=UTC)


def _load(app: Flask, *options: str, at: datetime = AFTERWARDS) -> dict[str, object]:
    app.extensions[CLOCK].moment = at
    result = app.test_cli_runner().invoke(args=["demo", "load", "--json", *options])
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def _rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        return {
            table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_three_days_of_arrivals_add_up_to_925_person_days() -> None:
    came = arrivals(list(range(323)), 3)
    per_day = Counter(arrival.day for arrival in came)
    assert [per_day[day] for day in range(3)] == [311, 306, 308]
    days_of = Counter(Counter(arrival.registration_id for arrival in came).values())
    assert days_of == {3: 299, 2: 10, 1: 8}


def test_the_demo_holds_everyone_of_the_roster_and_days_on_their_real_dates(
    any_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_sqlite = any_app.config["DATABASE_URL"].startswith("sqlite")
    if not is_sqlite:  # drawing takes longest and asks the database nothing that SQLite was not asked
        monkeypatch.setattr(loading, "issue_now", lambda _event, under: ("done", {"issued": 30}))
    told = _load(any_app)
    assert told["registrations"] == 323
    assert told["arrivals"] == 925
    with any_app.app_context():
        issued = db.session.scalar(select(func.count(Certificate.id)).where(Certificate.state == "valid"))
        assert not is_sqlite or told["certificates"] == issued
    with any_app.app_context():
        office = db.session.scalars(select(Office).where(Office.slug == "contoh")).one()
        assert office.is_demo
        assert office.path.startswith("/1/")
        counted = db.session.execute(
            select(Category.code, func.count())
            .join(Registration, Registration.category_id == Category.id)
            .group_by(Category.code)
        ).all()
        assert {code: number for code, number in counted} == {"PSM": 312, "TKSK": 11}
        assert db.session.scalar(select(func.count(Ticket.id)).where(Ticket.state == "active")) == 323
        days = db.session.scalars(select(EventDay.date).order_by(EventDay.date)).all()
        assert [str(day) for day in days] == ["2024-11-18", "2024-11-19", "2024-11-20"]
        slugs = db.session.scalars(select(Checkpoint.slug).order_by(Checkpoint.slug)).all()
        assert slugs == ["hari-1", "hari-2", "hari-3"]
        assert db.session.scalar(select(func.sum(AgendaSession.jp))) == 20
        put_up = db.session.execute(select(Material.title, Material.version).order_by(Material.id)).all()
        assert [(title.split()[0], version) for title, version in put_up] == [
            ("Arah", 1),
            ("Tugas", 1),
            ("Musyawarah", 2),
            ("PENA,", 1),
        ]
        assert db.session.scalar(select(func.count(Attendance.id)).where(Attendance.present.is_(True))) == 925


def test_removing_the_demo_takes_its_files_along_and_nobody_elses(app: Flask) -> None:
    _load(app, "--empty")
    with app.app_context():
        event_id = db.session.scalar(select(Event.id))
        merged = Path(app.config["DATA_FOLDER"]) / "merged"
        merged.mkdir(exist_ok=True)
        own, other = merged / f"{event_id}-{'0' * 32}.pdf", merged / f"{event_id}9-{'0' * 32}.pdf"
        for path in (own, other):
            path.write_bytes(b"%PDF")
        assert remove_demo(Actor("command", None, "uji"), AFTERWARDS)
        assert not own.exists()
        assert other.exists()
        other.unlink()


def test_certificates_that_did_not_come_are_told_in_a_sentence(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "issue_now", lambda _event, under: ("failed", {"error": "OSError"}))
    monkeypatch.setattr(loading, "_let_people_arrive", lambda _event_id, _at, _codes: 0)
    said: list[str] = []
    with app.app_context():
        demo = loading.load_demo(AFTERWARDS, start=None, is_empty=False, say=said.append)
    assert demo.certificates == 0
    assert said[-1] == "Sertifikat contoh belum terbit; terbitkan dari halaman Sertifikat."


def test_an_empty_demo_has_days_sessions_and_quotas_but_no_people(app: Flask) -> None:
    _load(app, "--empty", "--start", "2026-03-02")
    with app.app_context():
        assert str(db.session.scalar(select(func.min(EventDay.date)))) == "2026-03-02"
        seats = db.session.scalars(select(QuotaRule.seats).order_by(QuotaRule.seats)).all()
        assert seats == [1, 3]
        assert db.session.scalar(select(func.count(Person.id))) == 0


def test_days_to_come_have_no_arrivals(app: Flask) -> None:
    told = _load(app, "--start", "2024-11-17", at=datetime(2024, 11, 18, 2, 0, tzinfo=UTC))
    assert told["arrivals"] == 311


def test_a_second_load_replaces_the_first_and_leaves_no_orphan(any_app: Flask) -> None:
    _load(any_app, "--empty")
    empty = _rows(any_app)
    assert empty["person"] == empty["scan"] == 0
    _load(any_app, "--start", "2024-11-30")
    assert _rows(any_app)["attendance"] == 311
    _load(any_app, "--empty")
    assert _rows(any_app) == empty


def test_a_real_event_of_that_address_is_not_touched(app: Flask, cast: object) -> None:
    result = app.test_cli_runner().invoke(args=["demo", "load", "--json"])
    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["code"] == "slug_taken"
