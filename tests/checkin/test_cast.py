"""A closed day keeps its cast: who had a seat when it was first closed, whatever became of them since."""

import importlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text, update

from eventmgr.certificates.queries import participants
from eventmgr.checkin.cast_queries import days_before_by_registration
from eventmgr.checkin.closing_actions import close_day, reopen_day
from eventmgr.checkin.correction_actions import Correction, correct, take_back
from eventmgr.checkin.matrix_page import MatrixPage, matrix_page, read_wanted
from eventmgr.checkin.matrix_queries import person_or_none
from eventmgr.registration.models import Registration
from eventmgr.registration.replace_actions import replace_participant
from eventmgr.registration.reserve_actions import reserve_surplus, take_from_reserve
from eventmgr.registration.seat_actions import cancel, restore
from eventmgr.shared.db import new_uid, write
from tests.builders import build_category, build_person, build_quota, build_registration
from tests.certificates.builders import mark_present
from tests.checkin.doors import Door, build_door
from tests.checkin.matrix_days import EIGHT, NOON, Hand, day_of, event_of
from tests.registration.people_steps import by_uid, entry

seats_left = importlib.import_module("eventmgr.migrations.versions.0020_seats_left")
LATER, SECOND_NOON = NOON + timedelta(hours=2), NOON + timedelta(days=1)


@dataclass(frozen=True)
class Scene:
    """Asnimar was there on the first day, Bustami was not; uids of their registrations."""

    door: Door
    asnimar: str
    bustami: str

    def close(self, at: datetime = NOON, *, number: int = 1) -> None:
        close_day(self.door.organizer, at, event=event_of(self.door), day=day_of(self.door, number))

    def cancel(self, uid: str, at: datetime = LATER) -> None:
        cancel(self.door.organizer, at, event=event_of(self.door), uids=[uid], reason="sakit")

    def restore(self, uid: str, at: datetime) -> str:
        return restore(self.door.organizer, at, event=event_of(self.door), uid=uid, reason="sembuh")

    def replace(self, uid: str, at: datetime = LATER) -> str:
        revision = by_uid(uid).revision
        return replace_participant(
            self.door.organizer,
            at,
            event=event_of(self.door),
            uid=uid,
            revision=revision,
            entry=entry(),
            reason="sakit",
        )

    def page(self, *, number: int = 1, **query: str) -> MatrixPage:
        wanted = read_wanted({"hari": str(number), **query})
        found = matrix_page(event_of(self.door), wanted, SECOND_NOON + timedelta(days=1), may_change=True)
        assert found is not None
        return found

    def sums(self, number: int = 1) -> tuple[int, int]:
        """(present, awaited) of a day."""
        total = self.page(number=number).focus_sum
        return total.present, total.awaited


def scene() -> Scene:
    door = build_door()
    first = build_person(name="Asnimar")
    asnimar = build_registration(event=event_of(door), person=first).uid
    mark_present(event=event_of(door), registration=by_uid(asnimar), days=1)
    with write() as session:  # the guest of the door is Bustami here
        person_id = by_uid(door.registration_uid).person_id
        session.execute(
            text("UPDATE person SET name = 'Bustami', search_text = 'bustami' WHERE id = :id"),
            {"id": person_id},
        )
    return Scene(door, asnimar, door.registration_uid)


def words(page: MatrixPage) -> dict[str, list[str]]:
    """The cells of each listed person, in the order of the days."""
    return {line.person.name: [cell.word for _, cell in line.cells] for line in page.lines}


def test_who_came_and_was_replaced_after_the_closing_stays_in_the_sums(any_app: Flask) -> None:
    with any_app.app_context():
        made = scene()
        made.close()
        assert (made.sums(), made.page().left) == ((1, 2), 0)
        made.replace(made.asnimar)
        assert (made.sums(), made.page().left) == ((1, 2), 1)
        assert made.sums(2) == (0, 2), "the successor takes the seat from the next day on"
        everybody = made.page(saring="semua")
        assert (everybody.people, everybody.total) == (3, 3)
        assert words(everybody) == {
            "Asnimar": ["09.00", "–", "–"],
            "Bustami": ["Tanpa keterangan", "Belum ada kabar", "Belum ada kabar"],
            "Yulmaini Syafitri": ["Belum terdaftar", "Belum ada kabar", "Belum ada kabar"],
        }
        assert [line.left for line in everybody.lines] == ["Diganti 18 November", "", ""]
        assert [cell.opens for _, cell in everybody.lines[0].cells] == [True, False, False]
        assert "Asnimar" not in words(made.page(number=2, saring="semua"))


def test_who_was_absent_and_cancelled_after_the_closing_stays_absent(any_app: Flask) -> None:
    with any_app.app_context():
        made = scene()
        Hand(made.door).note("sakit")
        made.close()
        made.cancel(made.bustami)
        total = made.page().focus_sum
        assert (total.absent, total.notes) == (1, {"sakit": 1})
        assert list(words(made.page())) == ["Bustami"]
        assert made.page().letters == 1
        assert made.sums(2) == (0, 1)


def test_who_was_cancelled_before_the_closing_does_not_count_even_where_they_came(any_app: Flask) -> None:
    with any_app.app_context():
        made = scene()
        made.cancel(made.asnimar, NOON - timedelta(hours=1))
        made.close()
        assert (made.sums(), made.page().left) == ((0, 1), 0)
        assert "Asnimar" not in words(made.page(saring="semua"))
        made.restore(made.asnimar, LATER)
        assert made.sums() == (1, 2), "registered again, and was there"


def test_who_comes_back_after_the_closing_does_not_miss_the_day(any_app: Flask) -> None:
    with any_app.app_context():
        made = scene()
        made.cancel(made.bustami, NOON - timedelta(hours=1))
        made.close()
        made.restore(made.bustami, LATER)
        assert made.sums() == (1, 1)
        assert words(made.page(cari="bustami"))["Bustami"][0] == "Belum terdaftar"
        assert days_before_by_registration(made.door.event_id) == {by_uid(made.bustami).id: 1}
        assert made.sums(2) == (0, 2)


def test_who_was_away_for_one_closing_keeps_the_days_closed_before(any_app: Flask) -> None:
    with any_app.app_context():
        made = scene()
        made.close()
        made.cancel(made.bustami)
        made.close(SECOND_NOON, number=2)
        made.restore(made.bustami, SECOND_NOON + timedelta(hours=1))
        assert (made.sums(), made.sums(2), made.sums(3)) == ((1, 2), (0, 1), (0, 2))


def test_a_reserve_counts_on_no_day_whatever_becomes_of_them(any_app: Flask) -> None:
    with any_app.app_context():
        made = scene()
        upik = build_registration(
            event=event_of(made.door), person=build_person(name="Upik"), state="reserve"
        ).uid
        ucok = build_registration(
            event=event_of(made.door), person=build_person(name="Ucok"), state="reserve"
        ).uid
        made.close()
        made.replace(upik)
        made.cancel(ucok)
        assert (made.sums(), made.page().left) == ((1, 2), 0)
        assert made.restore(ucok, LATER) == "registered"
        assert made.sums() == (1, 2)


def test_who_moves_to_the_reserve_after_the_closing_stays_in_the_sums(any_app: Flask) -> None:
    with any_app.app_context():
        made = scene()
        build_quota(event=event_of(made.door), category=build_category(), seats=1)
        made.close()
        event = event_of(made.door)
        reserve_surplus(made.door.organizer, LATER, event=event, registration_uid=made.bustami)
        assert (made.sums(), made.sums(2), made.page().left) == ((1, 2), (0, 1), 0)
        assert [line.left for line in made.page().lines] == ["Cadangan sejak 18 November"]
        made.cancel(made.asnimar)
        event = event_of(made.door)
        take_from_reserve(made.door.organizer, SECOND_NOON, event=event, registration_uid=made.bustami)
        assert (made.sums(), made.sums(2)) == ((1, 2), (0, 1))


def test_opening_the_day_again_changes_nothing_for_those_who_left(any_app: Flask) -> None:
    with any_app.app_context():
        made = scene()
        made.close()
        made.cancel(made.asnimar)
        event, day = event_of(made.door), day_of(made.door)
        reopen_day(made.door.organizer, LATER, event=event, day=day, reason="satu pindai susulan")
        assert made.sums() == (1, 2)
        made.close(SECOND_NOON)
        assert made.sums() == (1, 2)


def test_the_closed_day_of_who_left_is_corrected_as_anybody_s(any_app: Flask) -> None:
    with any_app.app_context():
        made = scene()
        made.close()
        made.cancel(made.bustami)
        day = day_of(made.door)
        person = person_or_none(made.door.event_id, made.bustami, [day])
        assert person is not None
        correction = Correction(
            present=True,
            reason="Tanda tangan di kertas",
            request_uid=new_uid(),
            seen=Hand(made.door).seen(),
            arrived_at=EIGHT,
        )
        event_id, actor = made.door.event_id, made.door.organizer
        uid = correct(actor, LATER, event_id=event_id, person=person, day=day, correction=correction)
        assert made.sums() == (2, 2)
        picked = made.page(pilih=f"{made.bustami}.1").panel
        assert picked is not None
        assert (picked.may_correct, picked.left, picked.next_day) == (True, "Dibatalkan 18 November", None)
        assert take_back(actor, LATER, event_id=event_id, uid=uid)
        assert made.sums() == (1, 2)


@pytest.mark.parametrize("number", [1, 2])
def test_a_day_that_is_not_theirs_has_no_panel(any_app: Flask, number: int) -> None:
    with any_app.app_context():
        made = scene()
        made.cancel(made.bustami, NOON - timedelta(hours=1))
        made.close()
        wanted = read_wanted({"hari": "1", "pilih": f"{made.bustami}.{number}"})
        assert matrix_page(event_of(made.door), wanted, LATER, may_change=True) is None


def test_nobody_who_left_is_offered_a_certificate(any_app: Flask) -> None:
    with any_app.app_context():
        made = scene()
        made.close()
        made.cancel(made.asnimar)
        assert [one.registration_id for one in participants(made.door.event_id)] == [by_uid(made.bustami).id]


def test_the_update_learns_from_the_endings_who_gave_up_a_seat(any_app: Flask) -> None:
    with any_app.app_context():
        made = scene()
        upik = build_registration(
            event=event_of(made.door), person=build_person(name="Upik"), state="reserve"
        ).uid
        made.replace(upik)
        made.cancel(made.asnimar)
        with write() as session:
            session.execute(update(Registration).values(seat_left_at=None))
            session.execute(text(seats_left.FROM_ENDINGS))
        found = [by_uid(uid).seat_left_at for uid in (made.asnimar, upik, made.bustami)]
        assert found == [LATER, None, None]
