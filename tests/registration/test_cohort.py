"""The people of a former event are taken along by one press, also by an event that stands already."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.accounts.models import User
from eventmgr.audit.actor import Actor
from eventmgr.events.models import Event
from eventmgr.people.models import Assignment, Person
from eventmgr.registration.cohort_actions import take_cohort
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db, write
from eventmgr.shared.refusal import Refusal
from tests.builders import (
    build_event,
    build_member,
    build_person,
    build_registration,
    build_ticket,
    build_user,
)
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of

NOW = datetime(2025, 3, 1, 3, 0, tzinfo=UTC)
FIRST = date(2025, 11, 17)
PAGE = "/kegiatan/baru-2025/peserta/ambil"
SOURCE = "sosialisasi-2024"


def actor_of(user: User) -> Actor:
    return Actor("user", user.id, user.name, user.office_id)


def registered(event: Event) -> int:
    query = select(func.count(Registration.id)).where(
        Registration.event_id == event.id, Registration.state == "registered"
    )
    return db.session.scalar(query) or 0


def build_former(count: int = 3) -> Event:
    former = build_event(slug="lama-2024")
    for number in range(count):
        person = build_person(name=f"Orang {number}")
        build_ticket(event=former, registration=build_registration(event=former, person=person))
    return former


def test_everybody_who_still_serves_is_registered_with_a_card_of_their_own(any_app: Flask) -> None:
    with any_app.app_context():
        former, event, ani = build_former(), build_event(slug="baru-2025"), build_user()
        ended = build_registration(event=former, person=build_person(name="Purna"))
        with write() as session:
            session.add(
                Assignment(
                    person_id=ended.person_id,
                    category_id=ended.category_id,
                    region_code=ended.region_code,
                    from_date=date(2020, 1, 1),
                    to_date=date(2025, 1, 1),
                )
            )
        assert take_cohort(actor_of(ani), NOW, event=event, source=former, on=FIRST) == 3
        assert registered(event) == 3
        codes = db.session.scalars(select(Ticket.token_hash)).all()
        assert len(set(codes)) == len(codes) == 6


def test_a_second_press_and_two_at_once_register_nobody_twice(any_app: Flask) -> None:
    with any_app.app_context():
        former, event, ani = build_former(), build_event(slug="baru-2025"), build_user()
        ids, actor = (event.id, former.id), actor_of(ani)
    told: list[str] = []

    def press() -> None:
        with any_app.app_context():
            here, source = (db.session.get_one(Event, number) for number in ids)
            try:
                told.append(str(take_cohort(actor, NOW, event=here, source=source, on=FIRST)))
            except Refusal as refusal:
                told.append(refusal.code)

    presses = [threading.Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert sorted(told) == ["3", "nobody_new"]
    with any_app.app_context():
        assert registered(db.session.get_one(Event, ids[0])) == 3


def test_whoever_was_cancelled_here_stays_cancelled(any_app: Flask) -> None:
    with any_app.app_context():
        former, event, ani = build_former(), build_event(slug="baru-2025"), build_user()
        known = db.session.scalars(
            select(Registration).where(Registration.event_id == former.id).order_by(Registration.id)
        ).first()
        assert known is not None
        here = build_registration(event=event, person=db.session.get_one(Person, known.person_id))
        with write() as session:
            session.get_one(Registration, here.id).state = "cancelled"
        assert take_cohort(actor_of(ani), NOW, event=event, source=former, on=FIRST) == 2
        assert registered(event) == 2


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_a_closed_event_takes_nobody(any_app: Flask, state: str) -> None:
    with any_app.app_context():
        former, event, ani = build_former(), build_event(slug="baru-2025"), build_user()
        with write() as session:
            session.get_one(Event, event.id).state = state
        with pytest.raises(Refusal):
            take_cohort(actor_of(ani), NOW, event=event, source=former, on=FIRST)
        assert registered(event) == 0


@pytest.fixture
def ani(page_client: Callable[[], PageClient], cast: Cast) -> PageClient:
    return page_client().sign_in(cast.ani)


@pytest.fixture
def new_event(app: Flask, cast: Cast) -> int:
    with app.app_context():
        event = build_event(slug="baru-2025")
        build_member(event=event, user=cast.ani, role="organizer")
        return event.id


def test_the_empty_list_offers_it_and_one_press_brings_them(
    app: Flask, cast: Cast, ani: PageClient, new_event: int
) -> None:
    listing = ani.get("/kegiatan/baru-2025/peserta")
    assert "1 orang dari" in words_of(listing)
    page = ani.get(PAGE)
    assert "1 orang ikut, masih bertugas di tempat yang sama" in words_of(page)
    ani.post(PAGE, {"dari": SOURCE}, status=303, form_page=PAGE)
    assert "1 peserta diambil dari" in words_of(ani.get("/kegiatan/baru-2025/peserta"))
    again = ani.post(PAGE, {"dari": SOURCE}, status=422, form_page=PAGE)
    assert "Semua orang dari kegiatan itu sudah tercatat di sini." in words_of(again)


@pytest.mark.parametrize("source", ["", "tidak-ada", "baru-2025", "kegiatan-citra"])
def test_an_event_that_is_not_hers_or_is_this_one_is_refused(
    app: Flask, cast: Cast, ani: PageClient, new_event: int, source: str
) -> None:
    answer = ani.post(PAGE, {"dari": source}, status=422, form_page=PAGE)
    assert "Pilih kegiatan yang pesertanya diambil." in words_of(answer)
    with app.app_context():
        assert registered(db.session.get_one(Event, new_event)) == 0


def test_statements_do_not_grow_with_the_people(
    app: Flask, cast: Cast, ani: PageClient, new_event: int
) -> None:
    with counted_statements(app) as few:
        ani.get(PAGE)
    with app.app_context():
        event = db.session.execute(select(Event).where(Event.slug == SOURCE)).scalar_one()
        for number in range(20):
            build_registration(event=event, person=build_person(name=f"Orang {number}"))
    with counted_statements(app) as many:
        ani.get(PAGE)
    assert len(many) == len(few)
