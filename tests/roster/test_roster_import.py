"""The import end to end, on both databases."""

from flask import Flask
from sqlalchemy import func, select

from eventmgr.audit.models import AuditLog
from eventmgr.events.models import EventFeed
from eventmgr.people.models import Assignment, Category, Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.codes import code_hash
from eventmgr.shared.db import db, write
from eventmgr.shared.keyring import keyring
from tests.builders import build_category, build_event, code_of
from tests.page_client import counted_statements
from tests.roster.import_steps import build_importable_event, import_bytes
from tests.roster.roster_files import REAL_FILE, make_file, person


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_real_file_makes_323_participants_with_a_card_each(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        plan = import_bytes(event, REAL_FILE.read_bytes())
        assert dict(plan.counts) == {"error": 0, "new": 323, "changed": 0, "same": 0, "out": 0}
        assert [problem.code.value for problem in plan.warnings] == ["nik_region"] * 30
        assert [count(model) for model in (Person, Registration, Ticket, Assignment)] == [323] * 4
        assert count(AuditLog) == 323
        assert set(db.session.scalars(select(Registration.state))) == {"registered"}
        ticket = db.session.scalars(select(Ticket).limit(1)).one()
        assert ticket.token_hash == code_hash(code_of(ticket))


def test_the_first_roster_of_an_office_makes_its_psm_and_tksk(any_app: Flask) -> None:
    with any_app.app_context():
        plan = import_bytes(build_event(), make_file(person(1)))
        assert plan.counts["new"] == 1
        made = db.session.execute(select(Category.code, Category.region_level).order_by(Category.code))
        assert [tuple(row) for row in made] == [("PSM", "kelurahan"), ("TKSK", "kecamatan")]


def test_a_second_run_finds_323_unchanged_and_writes_nothing(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, REAL_FILE.read_bytes())
        rev = db.session.scalar(select(EventFeed.rev))
        plan = import_bytes(event, REAL_FILE.read_bytes())
        assert dict(plan.counts) == {"error": 0, "new": 0, "changed": 0, "same": 323, "out": 0}
        assert count(AuditLog) == 323
        assert db.session.scalar(select(EventFeed.rev)) == rev


def test_names_come_back_letter_by_letter_and_nik_are_found_by_hash(any_app: Flask) -> None:
    with any_app.app_context():
        import_bytes(build_importable_event(), make_file({}))
        stored = db.session.scalars(select(Person)).one()
        assert (stored.front_title, stored.name, stored.back_title) == (None, "Zurniati Jambak", "S.Sos")
        assert stored.nik_hash == keyring().keyed_hash("nik-hash", "1371015606949001")
        assert stored.nik_cipher is not None
        assert keyring().decrypt("nik-cipher", stored.key_id, stored.nik_cipher) == "1371015606949001"
        assert stored.phone == "+6281234567890"


def test_changes_are_field_by_field_and_move_the_assignment(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file({}))
        plan = import_bytes(
            event, make_file({"Kelurahan": "Rawang", "No. HP / WA": "0895 1111 2236", "Alamat": ""})
        )
        assert plan.counts["changed"] == 1
        stored = db.session.scalars(select(Person)).one()
        assert (stored.phone, stored.address, stored.revision) == ("+6289511112236", "Jl. Veteran No. 1", 2)
        assert db.session.scalars(select(Registration.region_code)).one() == "13.71.01.1009"
        regions = db.session.execute(
            select(Assignment.region_code, Assignment.to_date).order_by(Assignment.id)
        ).all()
        assert [(code, ended is not None) for code, ended in regions] == [
            ("13.71.01.1011", True),
            ("13.71.01.1009", False),
        ]


def test_a_known_person_is_registered_for_the_next_event(any_app: Flask) -> None:
    with any_app.app_context():
        import_bytes(build_importable_event(), make_file({}))
        plan = import_bytes(build_importable_event("bimtek"), make_file({}))
        assert plan.counts["new"] == 1
        assert (count(Person), count(Registration), count(Ticket)) == (1, 2, 2)


def test_what_was_corrected_by_hand_stays(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file({}))
        with write() as session:
            stored = session.scalars(select(Person)).one()
            stored.phone, stored.hand_fields = "+6285200000000", ["phone"]
        assert import_bytes(event, make_file({})).counts["same"] == 1


def test_an_error_in_a_row_stops_everything_unless_it_is_skipped(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        data = make_file({}, person(2, NIK="12"))
        assert import_bytes(event, data).counts["error"] == 1
        assert count(Person) == 0
        import_bytes(event, data, skip_errors=True)
        assert count(Person) == 1


def test_a_dry_run_writes_nothing(any_app: Flask) -> None:
    with any_app.app_context():
        assert import_bytes(build_importable_event(), make_file({}), dry_run=True).counts["new"] == 1
        assert count(Person) == 0


def test_the_number_of_statements_hardly_grows_with_the_people(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        build_category()
        with counted_statements(any_app) as few:
            import_bytes(event, make_file(person(1)))
        with counted_statements(any_app) as many:
            import_bytes(event, make_file(*(person(number) for number in range(2, 200))))
        assert len([s for s in many if "audit" not in s.casefold()]) <= len(few) + 4


def test_someone_known_under_another_nik_is_a_warning(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        import_bytes(event, make_file({}))
        plan = import_bytes(event, make_file({"NIK": "1371015606949002"}))
        assert [problem.code.value for problem in plan.warnings] == ["same_person"]
        assert plan.counts["new"] == 1
