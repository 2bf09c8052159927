"""Rooms and speakers that are needed twice, lanes of parallel sessions, JP of minutes."""

from datetime import UTC, datetime, timedelta

import pytest

from eventmgr.events.clash_rules import Held, Lane, clashes, lanes_of, lessons_in

START = datetime(2024, 11, 18, 2, 0, tzinfo=UTC)


def held(number: int, first: int, last: int, room: str = "", *speakers: str) -> Held:
    """Minutes after the start."""
    return Held(
        number,
        f"Sesi {number}",
        START + timedelta(minutes=first),
        START + timedelta(minutes=last),
        room,
        speakers,
    )


@pytest.mark.parametrize(("minutes", "jp"), [(90, 2), (60, 1), (45, 1), (44, 0), (0, 0), (-5, 0), (135, 3)])
def test_a_lesson_is_45_minutes(minutes: int, jp: int) -> None:
    assert lessons_in(minutes) == jp


def test_one_room_at_one_time_clashes_on_both_sides_however_it_is_spelled() -> None:
    found = clashes([held(1, 0, 90, "Ballroom"), held(2, 60, 120, " ballroom"), held(3, 0, 90, "Aula")])
    assert {number: [clash.other.id for clash in those] for number, those in found.items()} == {
        1: [2],
        2: [1],
    }
    assert found[1][0].kind == "room"


def test_a_speaker_cannot_be_in_two_rooms() -> None:
    found = clashes([held(1, 0, 90, "A", "Mira Handayani"), held(2, 0, 90, "B", "mira handayani", "Fajar")])
    assert found[2][0].what == "mira handayani"
    assert found[2][0].kind == "speaker"


def test_sessions_that_touch_or_have_no_room_do_not_clash() -> None:
    assert clashes([held(1, 0, 60, "Aula", "Mira"), held(2, 60, 90, "Aula", "Mira")]) == {}
    assert clashes([held(1, 0, 60), held(2, 0, 60)]) == {}


def test_parallel_sessions_stand_side_by_side_and_lanes_are_used_again() -> None:
    spans = [
        (held(0, a, b).starts_at, held(0, a, b).ends_at) for a, b in ((0, 60), (0, 30), (30, 60), (60, 90))
    ]
    assert lanes_of(spans) == [Lane(2, 2), Lane(1, 2), Lane(1, 2), Lane(1, 1)]
    assert lanes_of([]) == []


def test_more_than_three_share_the_last_lane() -> None:
    spans = [(START, START + timedelta(hours=1))] * 5
    assert [lane.number for lane in lanes_of(spans)] == [1, 2, 3, 3, 3]
