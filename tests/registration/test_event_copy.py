"""An event after another one, with its people: what comes along, what never does, one event a form."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.accounts.models import User
from eventmgr.audit.actor import Actor
from eventmgr.events.copying import NewEvent
from eventmgr.events.models import (
    AgendaSession,
    Checkpoint,
    Event,
    EventDay,
    EventMember,
    QuotaRule,
    SessionSpeaker,
)
from eventmgr.people.models import Assignment
from eventmgr.registration.event_copy_actions import create_or_copy_event
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import Base, db, new_uid, table_of, write
from eventmgr.shared.refusal import Refusal
from tests.builders import (
    KELURAHAN,
    build_category,
    build_event,
    build_member,
    build_person,
    build_quota,
    build_registration,
    build_ticket,
    build_user,
)
from tests.page_client import counted_statements

NOW = datetime(2025, 3, 1, 3, 0, tzinfo=UTC)
EVERYTHING = frozenset({"agenda", "doors", "members", "quota", "people"})
FIRST = date(2025, 11, 17)


def actor_of(user: User) -> Actor:
    return Actor("user", user.id, user.name, user.office_id)


def wish_for(source: Event | None, **changes: Any) -> NewEvent:
    wish = NewEvent(
        name="Sosialisasi 2025",
        place="Aula",
        first_day=FIRST,
        length=3,
        office_id=source.office_id if source else 1,
        zone="Asia/Jakarta",
        request_uid=new_uid(),
        source=source,
        take=EVERYTHING if source else frozenset(),
    )
    return replace(wish, **changes)


def made(slug: str) -> Event:
    return db.session.execute(select(Event).where(Event.slug == slug)).scalar_one()


def count(model: type[Base], event: Event) -> int:
    table = table_of(model)
    return db.session.scalar(select(func.count()).select_from(table).where(table.c.event_id == event.id)) or 0


def build_source() -> Event:
    event = build_event(slug="sosialisasi-2024")
    build_quota(event=event, category=build_category())
    registration = build_registration(event=event)
    build_ticket(event=event, registration=registration)
    return event


def test_days_agenda_doors_and_quota_come_with_shifted_dates(any_app: Flask) -> None:
    with any_app.app_context():
        source, maker = build_source(), build_user()
        lesson = db.session.scalars(
            select(AgendaSession).where(AgendaSession.event_id == source.id).order_by(AgendaSession.id)
        ).first()
        assert lesson is not None
        with write() as session:
            session.add(SessionSpeaker(session_id=lesson.id, name_text="Heriza Syafani"))
        answer = create_or_copy_event(actor_of(maker), NOW, wish=wish_for(source))
        event = made(answer.slug)
        assert answer.people == 1
        assert (event.state, event.slug, event.contact_phone) == (
            "draft",
            "sosialisasi-2025",
            "+6281200000001",
        )
        days = db.session.scalars(
            select(EventDay.date).where(EventDay.event_id == event.id).order_by(EventDay.date)
        ).all()
        assert list(days) == [date(2025, 11, 17), date(2025, 11, 18), date(2025, 11, 19)]
        first = db.session.scalars(
            select(AgendaSession).where(AgendaSession.event_id == event.id).order_by(AgendaSession.starts_at)
        ).first()
        assert first is not None
        assert first.starts_at == datetime(2025, 11, 17, 3, 15, tzinfo=UTC)
        slugs = db.session.scalars(
            select(Checkpoint.slug).where(Checkpoint.event_id == event.id).order_by(Checkpoint.slug)
        )
        assert list(slugs) == ["hari-1", "hari-2", "hari-3"]
        assert count(QuotaRule, event) == 1
        spoken = db.session.scalar(
            select(func.count(SessionSpeaker.id))
            .join(AgendaSession, AgendaSession.id == SessionSpeaker.session_id)
            .where(AgendaSession.event_id == event.id)
        )
        assert spoken == 0
        roles = db.session.execute(
            select(EventMember.user_id, EventMember.role).where(EventMember.event_id == event.id)
        )
        assert [tuple(row) for row in roles] == [(maker.id, "organizer")]


def test_everybody_gets_a_new_ticket_that_was_never_printed(any_app: Flask) -> None:
    with any_app.app_context():
        source, maker = build_source(), build_user()
        old = set(db.session.scalars(select(Ticket.token_hash)))
        event = made(create_or_copy_event(actor_of(maker), NOW, wish=wish_for(source)).slug)
        (ticket,) = db.session.scalars(select(Ticket).where(Ticket.event_id == event.id)).all()
        assert ticket.token_hash not in old
        assert (ticket.state, ticket.printed_at) == ("active", None)


def test_who_ended_moved_or_was_cancelled_stays_behind(any_app: Flask) -> None:
    with any_app.app_context():
        source, maker, psm = build_event(), build_user(), build_category()
        people = [build_person(name=f"Orang {number}") for number in range(5)]
        for person, state in zip(people, ["registered"] * 4 + ["cancelled"], strict=True):
            build_registration(event=source, person=person, category=psm, state=state)
        with write() as session:
            session.add_all(
                [
                    Assignment(person_id=people[0].id, category_id=psm.id, region_code=KELURAHAN),
                    Assignment(
                        person_id=people[1].id,
                        category_id=psm.id,
                        region_code=KELURAHAN,
                        to_date=date(2025, 1, 31),
                    ),
                    Assignment(person_id=people[2].id, category_id=psm.id, region_code="13.71.06.1001"),
                ]
            )
        event = made(create_or_copy_event(actor_of(maker), NOW, wish=wish_for(source)).slug)
        came = set(
            db.session.scalars(select(Registration.person_id).where(Registration.event_id == event.id))
        )
        assert came == {people[0].id, people[3].id}


def test_only_what_is_ticked_comes_and_every_day_has_a_door(any_app: Flask) -> None:
    with any_app.app_context():
        source, maker = build_source(), build_user()
        wish = wish_for(source, take=frozenset({"quota"}), length=4)
        event = made(create_or_copy_event(actor_of(maker), NOW, wish=wish).slug)
        assert (count(EventDay, event), count(Checkpoint, event), count(AgendaSession, event)) == (4, 4, 0)
        assert (count(QuotaRule, event), count(Registration, event)) == (1, 0)


def test_a_shorter_copy_leaves_the_last_days_behind(any_app: Flask) -> None:
    with any_app.app_context():
        source, maker = build_source(), build_user()
        event = made(create_or_copy_event(actor_of(maker), NOW, wish=wish_for(source, length=1)).slug)
        assert (count(EventDay, event), count(Checkpoint, event), count(AgendaSession, event)) == (1, 1, 1)


def test_members_come_unless_their_account_is_disabled(any_app: Flask) -> None:
    with any_app.app_context():
        source, maker, crew, gone = build_source(), build_user(), build_user(), build_user()
        build_member(event=source, user=crew, role="crew")
        build_member(event=source, user=gone, role="viewer")
        with write() as session:
            session.get_one(User, gone.id).disabled_at = NOW
        event = made(create_or_copy_event(actor_of(maker), NOW, wish=wish_for(source)).slug)
        roles = db.session.execute(
            select(EventMember.user_id, EventMember.role).where(EventMember.event_id == event.id)
        )
        assert {tuple(row) for row in roles} == {(maker.id, "organizer"), (crew.id, "crew")}


def test_ten_presses_are_one_event(any_app: Flask) -> None:
    with any_app.app_context():
        source, maker = build_source(), build_user()
        actor, wish = actor_of(maker), wish_for(source)
        db.session.expunge_all()
    found, start = [], threading.Barrier(10)

    def press() -> None:
        with any_app.app_context():
            start.wait()
            found.append(create_or_copy_event(actor, NOW, wish=wish))

    threads = [threading.Thread(target=press) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 10
    assert len({(one.slug, one.people) for one in found}) == 1
    with any_app.app_context():
        assert (
            db.session.scalar(select(func.count(Event.id)).where(Event.request_uid == wish.request_uid)) == 1
        )
        assert count(Registration, made(found[0].slug)) == 1


def test_a_taken_address_is_refused_and_a_name_finds_a_free_one(any_app: Flask) -> None:
    with any_app.app_context():
        source, maker = build_source(), build_user()
        actor = actor_of(maker)
        with pytest.raises(Refusal, match="sudah dipakai"):
            create_or_copy_event(actor, NOW, wish=wish_for(source, slug="sosialisasi-2024"))
        named = wish_for(None, name="Sosialisasi 2024", office_id=source.office_id)
        assert create_or_copy_event(actor, NOW, wish=named).slug == "sosialisasi-2024-2"


def test_the_number_of_statements_does_not_grow_with_the_people(app: Flask) -> None:
    def statements(people: int) -> int:
        source = build_event()
        for _ in range(people):
            build_registration(event=source)
        wish = wish_for(source)
        with counted_statements(app) as counted:
            create_or_copy_event(actor, NOW, wish=wish)
        return len(counted)

    with app.app_context():
        actor = actor_of(build_user())
        assert statements(2) == statements(12)
