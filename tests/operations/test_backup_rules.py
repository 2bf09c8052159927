"""When a backup is due, and which ones are kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventmgr.operations.backup_rules import Kept, backup_name, last_slot, moment_of_or_none, to_remove

HALF_PAST_ONE = 90
KEPT = Kept(daily=7, weekly=4, monthly=6)


def _nights(last: date, count: int) -> list[str]:
    first = datetime(last.year, last.month, last.day, 1, 30, tzinfo=UTC) - timedelta(days=count - 1)
    return [backup_name(first + timedelta(days=number)) for number in range(count)]


def test_the_last_slot_is_todays_once_it_has_come_else_yesterdays() -> None:
    before, after = datetime(2024, 11, 18, 1, 29, tzinfo=UTC), datetime(2024, 11, 18, 1, 30, tzinfo=UTC)
    assert last_slot(before, HALF_PAST_ONE) == datetime(2024, 11, 17, 1, 30, tzinfo=UTC)
    assert last_slot(after, HALF_PAST_ONE) == after


def test_a_name_says_when_it_was_made_and_nothing_else_is_a_name() -> None:
    assert moment_of_or_none("eventmgr-20241118-013000.zip") == datetime.fromisoformat("2024-11-18T01:30")
    for other in ("eventmgr-20241399-013000.zip", "salinan.zip", "../eventmgr-20241118-013000.zip", ""):
        assert moment_of_or_none(other) is None


def test_a_year_of_nights_leaves_seven_days_four_weeks_and_six_months() -> None:
    nights = _nights(date(2024, 11, 18), 365)
    left = sorted(set(nights) - set(to_remove(nights, KEPT)))
    days = [name[9:17] for name in left]
    assert days == [
        "20240630", "20240731", "20240831", "20240930", "20241031", "20241103", "20241110",
        "20241112", "20241113", "20241114", "20241115", "20241116", "20241117", "20241118",
    ]  # fmt: skip


def test_thinning_out_again_takes_nothing_more() -> None:
    nights = _nights(date(2024, 11, 18), 60)
    left = sorted(set(nights) - set(to_remove(nights, KEPT)))
    assert to_remove(left, KEPT) == []


def test_files_of_others_and_the_newest_backup_are_never_removed() -> None:
    names = ["foto.jpg", "salinan-lama.zip", *_nights(date(2024, 11, 18), 3)]
    assert to_remove(names, Kept(1, 0, 0)) == names[2:4]


@pytest.mark.parametrize("count", [1, 5, 40])
def test_whoever_makes_one_every_night_always_has_the_last_ones(count: int) -> None:
    kept: list[str] = []
    for name in _nights(date(2024, 11, 18), count):
        kept.append(name)
        kept = [one for one in kept if one not in to_remove(kept, KEPT)]
    assert kept[-7:] == _nights(date(2024, 11, 18), min(7, count))
