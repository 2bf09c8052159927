"""What was corrected by hand is kept when last week's file comes again, until the guard is let go."""

from flask import Flask
from sqlalchemy import select

from eventmgr.events.models import Event, EventFeed
from eventmgr.people.models import Person
from eventmgr.registration.editing_actions import edit_participant, release_participant_field
from eventmgr.registration.models import Registration
from eventmgr.registration.move_actions import Move, move_registration
from eventmgr.shared.db import db
from tests.builders import CREATED, build_category
from tests.registration.people_steps import ACTOR, event_of
from tests.roster.import_steps import build_importable_event, import_bytes
from tests.roster.roster_files import make_file, person

FILE = make_file(person(1))


def only_person() -> Person:
    return db.session.scalars(select(Person).execution_options(populate_existing=True)).one()


def edit(event: Event, **values: str) -> None:
    found = only_person()
    edit_participant(
        ACTOR, CREATED, event_id=event.id, person_id=found.id, revision=found.revision, values=values
    )


def test_a_corrected_name_and_number_survive_the_same_file(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        event_id = event.id
        import_bytes(event, FILE)
        edit(event_of(event_id), name="Orang Kesatu", phone="+6281300001111")
        plan = import_bytes(event_of(event_id), FILE)
        assert plan.counts["same"] == 1
        found = only_person()
        assert (found.name, found.phone) == ("Orang Kesatu", "+6281300001111")


def test_a_released_field_is_written_again(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        event_id = event.id
        import_bytes(event, FILE)
        edit(event_of(event_id), name="Orang Kesatu")
        release_participant_field(ACTOR, CREATED, event_id=event_id, person_id=only_person().id, field="name")
        import_bytes(event_of(event_id), FILE)
        assert only_person().name == "Orang Ke 1"


def test_somebody_moved_by_hand_stays_where_they_are(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        event_id = event.id
        import_bytes(event, FILE)
        row = db.session.scalars(select(Registration)).one()
        uid, revision = row.uid, row.revision
        move = Move(build_category().id, "13.71.06.1004", "", "pindah rumah")
        move_registration(ACTOR, CREATED, event=event_of(event_id), uid=uid, revision=revision, move=move)
        import_bytes(event_of(event_id), FILE)
        assert db.session.scalars(select(Registration.region_code)).all() == ["13.71.06.1004"]


def test_a_correction_is_news_for_the_doors_of_the_event(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_importable_event()
        event_id = event.id
        import_bytes(event, FILE)
        before = db.session.scalar(select(EventFeed.rev).where(EventFeed.event_id == event_id)) or 0
        edit(event_of(event_id), name="Orang Kesatu")
        after = db.session.scalar(select(EventFeed.rev).where(EventFeed.event_id == event_id)) or 0
        assert after == before + 1
