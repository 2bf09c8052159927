"""Dates as people and spreadsheets write them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.shared.dates_typed import DateUnreadableError, read_date

TODAY = date(2024, 11, 18)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("23 Juli 1981", date(1981, 7, 23)),
        ("27/07/1968", date(1968, 7, 27)),
        ("29-09-1999", date(1999, 9, 29)),
        ("9 Maret 1969", date(1969, 3, 9)),
        ("5 Nop. 72", date(1972, 11, 5)),
        ("1.2.1980", date(1980, 2, 1)),
        ("Senin, 18 November 2024", TODAY),
        ("1981-07-23", date(1981, 7, 23)),
        ("1981-07-23 00:00:00", date(1981, 7, 23)),
        (date(1981, 7, 23), date(1981, 7, 23)),
        (datetime.combine(date(1981, 7, 23), time.min), date(1981, 7, 23)),
        (29790.0, date(1981, 7, 23)),
        ("29790", date(1981, 7, 23)),
        ("", None),
        ("-", None),
        (None, None),
    ],
)
def test_these_shapes_are_read(cell: object, day: date | None) -> None:
    assert read_date(cell, latest=TODAY) == day


@pytest.mark.parametrize(
    "cell", ["31/02/1980", "07/25/1973", "19 November 2024", "kemarin", "1/1/1800", 3.0, 999999.0, "12/1980"]
)
def test_what_was_no_day_is_refused(cell: object) -> None:
    with pytest.raises(DateUnreadableError):
        read_date(cell, latest=TODAY)


def test_two_digits_are_the_latest_such_year() -> None:
    assert read_date("01/01/24", latest=TODAY) == date(2024, 1, 1)
    assert read_date("31/12/24", latest=TODAY) == date(1924, 12, 31)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("19-11-2024", date(2024, 11, 19)),
        ("19/11/24", date(2024, 11, 19)),
        ("19 nov", date(2024, 11, 19)),
        ("Selasa, 19 Nov.", date(2024, 11, 19)),
        ("19/11", date(2024, 11, 19)),
        ("5 jan", date(2025, 1, 5)),
        ("30 juli", date(2024, 7, 30)),
        ("19112024", date(2024, 11, 19)),
    ],
)
def test_a_day_in_a_field_may_lack_its_year_and_is_then_the_nearest(typed: str, day: date) -> None:
    assert read_date(typed, latest=date(2100, 12, 31), near=TODAY) == day


@pytest.mark.parametrize(
    ("typed", "near"), [("19 nov", None), ("19/11", None), ("31 nov", TODAY), ("19/13", TODAY)]
)
def test_a_day_without_year_needs_a_present_and_must_exist(typed: str, near: date | None) -> None:
    with pytest.raises(DateUnreadableError):
        read_date(typed, latest=date(2100, 12, 31), near=near)


@given(st.dates(date(1900, 3, 1), TODAY), st.sampled_from(["{0:%d/%m/%Y}", "{0:%d-%m-%Y}", "{0:%Y-%m-%d}"]))
def test_every_day_is_read_in_every_shape(day: date, shape: str) -> None:
    assert read_date(shape.format(day), latest=TODAY) == day
    assert read_date(float((day - date(1899, 12, 30)).days), latest=TODAY) == day
