"""Which event is in view, how one is greeted, how a day looks, what is said of the certificate."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from eventmgr.portal.rules import (
    CertificateFacts,
    certificate_kind,
    event_in_view,
    file_size,
    greeting,
    is_over,
    piece_kind,
)

TODAY = date(2024, 11, 19)


@dataclass
class Made:
    slug: str
    first_day: date | None
    last_day: date | None


PAST = Made("lalu", date(2024, 9, 1), date(2024, 9, 2))
NOW = Made("kini", date(2024, 11, 18), date(2024, 11, 20))
SOON = Made("segera", date(2024, 12, 5), date(2024, 12, 5))
LATER = Made("nanti", date(2025, 2, 1), date(2025, 2, 2))
UNDATED = Made("kosong", None, None)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([LATER, SOON, NOW, PAST], "kini"),
        ([LATER, SOON, PAST], "segera"),
        ([PAST], "lalu"),
        ([UNDATED, PAST], "kosong"),
        ([], None),
    ],
)
def test_the_running_event_goes_before_the_next_and_the_last(
    events: list[Made], expected: str | None
) -> None:
    found = event_in_view(events, None, TODAY)
    assert (found.slug if found else None) == expected


def test_an_event_that_is_asked_for_is_shown_or_nothing() -> None:
    assert event_in_view([LATER, NOW], "nanti", TODAY) is LATER
    assert event_in_view([LATER, NOW], "lain", TODAY) is None


@pytest.mark.parametrize(
    ("hour", "sex", "expected"),
    [
        (0, "P", "Selamat pagi, Ibu"),
        (5, "L", "Selamat siang, Bapak"),
        (9, "", "Selamat sore"),
        (14, "L", "Selamat malam, Bapak"),
        (20, "P", "Selamat malam, Ibu"),
    ],
)
def test_the_greeting_follows_the_clock_of_the_event(hour: int, sex: str, expected: str) -> None:
    assert greeting(datetime(2024, 11, 19, hour, 0, tzinfo=UTC), "Asia/Jakarta", sex) == expected


@pytest.mark.parametrize(
    ("day", "present", "is_closed", "expected"),
    [
        (date(2024, 11, 18), True, True, "woven"),
        (date(2024, 11, 18), False, False, "missed"),
        (date(2024, 11, 19), False, False, "today"),
        (date(2024, 11, 19), False, True, "missed"),
        (date(2024, 11, 20), False, False, "coming"),
    ],
)
def test_a_day_is_woven_bare_or_missed(day: date, present: bool, is_closed: bool, expected: str) -> None:
    assert piece_kind(day=day, today=TODAY, present=present, is_closed=is_closed) == expected


def test_an_event_is_over_after_its_last_session_or_day() -> None:
    end = datetime(2024, 11, 20, 9, 0, tzinfo=UTC)
    last = date(2024, 11, 20)
    before = datetime(2024, 11, 20, 8, 59, tzinfo=UTC)
    assert not is_over(last_day=last, last_end=end, moment=before, today=last)
    assert is_over(last_day=last, last_end=end, moment=end, today=last)
    assert is_over(last_day=date(2024, 11, 20), last_end=None, moment=end, today=date(2024, 11, 21))
    assert not is_over(last_day=None, last_end=None, moment=end, today=date(2024, 11, 21))


@pytest.mark.parametrize(
    ("state", "decision", "least", "present", "to_come", "over", "expected"),
    [
        ("valid", "", 2, 0, 0, True, "ready"),
        ("reserved", "", 2, 3, 0, True, "reserved"),
        ("revoked", "", 2, 3, 0, True, "revoked"),
        ("", "", None, 3, 0, True, "none"),
        ("", "", 2, 1, 1, False, "waiting"),
        ("", "", 2, 1, 0, True, "not_entitled"),
        ("", "", 3, 1, 1, False, "not_entitled"),
        ("", "grant", 2, 0, 0, True, "waiting"),
        ("", "deny", 2, 3, 0, True, "not_entitled"),
        ("", "hold", 2, 3, 0, True, "held"),
        ("", "hold", 2, 1, 2, False, "waiting"),
    ],
)
def test_the_certificate_section_takes_one_form(
    state: str, decision: str, least: int | None, present: int, to_come: int, over: bool, expected: str
) -> None:
    assert certificate_kind(CertificateFacts(state, decision, least, present, to_come, over)) == expected


def test_sizes_read_as_on_a_phone() -> None:
    assert (file_size(24), file_size(309_700), file_size(1_240_000)) == ("1 kB", "310 kB", "1,2 MB")
