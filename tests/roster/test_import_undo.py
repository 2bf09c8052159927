"""Taking an import back: what nothing has used goes, the rest stays and says why; on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from eventmgr.audit.models import AuditDetail, AuditLog
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.closing_actions import close_day
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.events.models import Event
from eventmgr.people.edit_actions import edit_person
from eventmgr.people.models import Assignment, Person
from eventmgr.registration.models import ImportBatch, ImportChange, Registration, Ticket
from eventmgr.roster.undo_actions import UndoOutcome, undo_import
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.refusal import Refusal
from tests.builders import CREATED, build_event
from tests.page_client import counted_statements
from tests.roster.import_steps import ACTOR, build_importable_event, import_bytes
from tests.roster.roster_files import REAL_FILE, make_file, person

MORNING = datetime(2024, 11, 18, 0, 40, tzinfo=UTC)
EVENING = MORNING + timedelta(hours=10)


def last_batch() -> ImportBatch:
    return db.session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc()).limit(1)).one()


def undo(event: Event, batch: ImportBatch | None = None) -> UndoOutcome:
    return undo_import(ACTOR, CREATED, event=event, batch=batch or last_batch())


def counts() -> list[int]:
    models = (Person, Registration, Ticket, Assignment)
    return [db.session.scalar(select(func.count()).select_from(model)) or 0 for model in models]


def named(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def scan(event: Event, who: Person) -> str:
    uid = db.session.scalars(
        select(Registration.uid).where(Registration.person_id == who.id, Registration.event_id == event.id)
    ).one()
    op = ScanOp(uid=new_uid(), checkpoint="hari-1", source="search", registration_uid=uid, at_device=MORNING)
    return check_in(event.id, op, actor=ACTOR, now=MORNING).verdict


def test_an_unused_import_leaves_nothing_behind(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, REAL_FILE.read_bytes())
        assert undo(event) == UndoOutcome(323, 0, [])
        assert counts() == [0, 0, 0, 0]
        assert db.session.scalar(select(func.count()).select_from(AuditDetail)) == 0
        assert db.session.scalar(select(func.count()).select_from(ImportChange)) == 0
        assert db.session.scalar(select(func.count()).where(AuditLog.action == "import.undone")) == 324
        import_bytes(event, REAL_FILE.read_bytes())
        assert counts() == [323] * 4


def test_changed_fields_go_back_and_a_second_press_says_the_same(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file({}))
        changed = {
            "Nama Lengkap": "Zurniati Djambak, S.Sos",
            "Alamat": "Jl. Baru",
            "Kelurahan": "Rawang",
            "Nomor SK": "400.9/9/2024",
        }
        import_bytes(event, make_file(changed, person(2)))
        assert undo(event) == undo(event) == UndoOutcome(1, 1, [])
        who = named("Zurniati Jambak")
        assert (who.address, who.search_text) == ("Jl. Veteran No. 1", "zurniati jambak ssos")
        held = db.session.scalars(select(Registration)).one()
        assert held.region_code == "13.71.01.1011"
        (post,) = db.session.scalars(select(Assignment)).all()
        assert (post.region_code, post.to_date, post.sk_number) == ("13.71.01.1011", None, "400.9/1/2021")


def test_whoever_was_scanned_printed_or_edited_stays_with_the_reason(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file(*(person(number) for number in range(1, 6))))
        scanned, printed, edited = (named(f"Orang Ke {number}") for number in (1, 2, 3))
        uids = [scanned.uid, printed.uid, edited.uid]
        assert scan(event, scanned) == "ok"
        with write() as session:
            mine = select(Registration.id).where(Registration.person_id == printed.id).scalar_subquery()
            session.execute(update(Ticket).where(Ticket.registration_id == mine).values(printed_at=CREATED))
        edit_person(
            ACTOR,
            CREATED,
            person_id=edited.id,
            event_id=event.id,
            revision=1,
            values={"address": "Jl. Lain"},
        )
        outcome = undo(event)
        assert outcome.removed == 2
        assert sorted(outcome.kept) == sorted(
            [list(pair) for pair in zip(uids, ("scan", "printed", "edited"), strict=True)]
        )
        assert counts() == [3, 3, 3, 3]


def test_who_was_absent_on_a_closed_day_stays_with_its_figures(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        event_id = event.id
        import_bytes(event, make_file({}, person(2)))
        absent, newcomer = named("Zurniati Jambak").uid, named("Orang Ke 2")
        with write() as session:
            later = EVENING + timedelta(hours=1)
            hers = Registration.person_id == newcomer.id
            session.execute(update(Registration).where(hers).values(created_at=later))
        close_day(ACTOR, EVENING, event=event, day=days_with_places(event)[0])
        outcome = undo(db.session.get_one(Event, event_id))
        assert outcome == UndoOutcome(1, 0, [[absent, "closed_day"]])


def test_a_field_that_was_corrected_since_keeps_the_correction(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file({}))
        import_bytes(event, make_file({"Alamat": "Jl. Baru", "No. HP / WA": "0895 1111 2236"}))
        who = named("Zurniati Jambak")
        values = {"address": "Jl. Koreksi"}
        edit_person(ACTOR, CREATED, person_id=who.id, event_id=None, revision=who.revision, values=values)
        outcome = undo(event)
        assert (outcome.removed, outcome.restored, outcome.kept) == (0, 1, [[who.uid, "edited"]])
        stored = named("Zurniati Jambak")
        assert (stored.address, stored.phone) == ("Jl. Koreksi", "+6281234567890")


def test_somebody_of_another_event_leaves_this_one_and_stays_a_person(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file(person(1)))
        first = last_batch()
        import_bytes(build_event(slug="lain"), make_file(person(1)))
        outcome = undo(event, first)
        assert [reason for _, reason in outcome.kept] == ["elsewhere"]
        assert counts() == [1, 1, 1, 1]


def test_a_later_import_goes_first(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file(person(1)))
        first = last_batch()
        import_bytes(event, make_file(person(1, Alamat="Jl. Baru")))
        with pytest.raises(Refusal, match="tidak dapat diurungkan lagi"):
            undo(event, first)
        undo(event)
        assert undo(event, first).removed == 1
        assert counts() == [0, 0, 0, 0]


def test_a_closed_event_is_left_alone(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file({}))
        with write() as session:
            session.get_one(Event, event.id).state = "closed"
        with pytest.raises(Refusal, match="ditutup"):
            undo(event)


def test_the_number_of_statements_does_not_grow_with_the_people(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()

        def statements(count: int, start: int) -> int:
            import_bytes(event, make_file(*(person(start + number) for number in range(count))))
            import_bytes(
                event, make_file(*(person(start + number, Alamat="Jl. Baru") for number in range(count)))
            )
            with counted_statements(any_app) as counted:
                undo(event)
            return len([one for one in counted if "audit" not in one.casefold()])

        assert statements(2, 1) == statements(150, 1000) <= 40
