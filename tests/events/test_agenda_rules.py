"""Blocks of the agenda on one scale of time."""

from datetime import UTC, datetime, timedelta

import pytest

from eventmgr.events.agenda_rules import Place, Scale, place_on, scale_of, visible_part

ZONE = "Asia/Jakarta"


def at(hour: int, minute: int = 0, day: int = 18) -> datetime:
    """Local time in Padang as UTC."""
    return datetime(2024, 11, day, tzinfo=UTC) + timedelta(hours=hour - 7, minutes=minute)


def test_the_scale_holds_all_sessions_in_full_hours() -> None:
    assert scale_of([(at(9), at(9, 45)), (at(13), at(15, 15))], [], ZONE) == Scale(9, 16)
    assert scale_of([(at(9), at(16))], [], ZONE) == Scale(9, 16)
    assert scale_of([], [], ZONE) == Scale(8, 16)


def test_an_early_door_is_on_the_scale() -> None:
    assert scale_of([(at(8), at(16))], [(at(3), at(6))], ZONE) == Scale(3, 16)


def test_long_doors_widen_the_scale_by_two_hours_at_most() -> None:
    sessions = [(at(9), at(16))]
    assert scale_of(sessions, [(at(7, 10), at(9))], ZONE) == Scale(7, 16)
    all_night = [(at(0), at(23, 59)), (at(0), at(23, 59))]
    assert scale_of(sessions, all_night, ZONE) == Scale(7, 16)
    assert scale_of(sessions, [(at(16), at(23))], ZONE) == Scale(9, 18)


def test_a_door_is_seen_until_the_first_session_that_begins_in_it() -> None:
    door = (at(7), at(10))
    assert visible_part(door, [(at(9), at(10)), (at(8, 30), at(9))]) == (at(7), at(8, 30))
    assert visible_part(door, [(at(11), at(12))]) == door


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        (at(9), at(10, 30), Place(25, 18)),
        (at(7), at(7, 2), Place(1, 1)),
        (at(5), at(8), Place(1, 12)),
        (at(15, 30), at(20), Place(103, 6)),
    ],
)
def test_blocks_stand_where_their_time_is_and_never_leave_the_scale(
    start: datetime, end: datetime, place: Place
) -> None:
    assert place_on(Scale(7, 16), start, end, ZONE) == place
