"""Telephone numbers: many shapes, one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.people.phone_rules import PhoneDoubt, is_e164, read_phone


@pytest.mark.parametrize(
    "typed",
    ["081234567890", "0812 3456 7890", "+62 812-3456-7890", "6281234567890", "81234567890", 81234567890.0,
     "(0812) 3456.7890", "0062 812 3456 7890", "+62 0812 3456 7890"],
)  # fmt: skip
def test_all_shapes_of_a_number_are_the_same_number(typed: object) -> None:
    assert read_phone(typed).phone == "+6281234567890"


def test_a_land_line_is_a_number_too() -> None:
    assert read_phone("0751-123456").phone == "+62751123456"


def test_a_foreign_number_is_kept() -> None:
    assert read_phone("+60 12-345 6789").phone == "+60123456789"


def test_of_two_numbers_the_first_is_taken_with_a_doubt() -> None:
    reading = read_phone("0812 3456 7890 / 0852 1111 2222")
    assert (reading.phone, reading.doubt) == ("+6281234567890", PhoneDoubt.several)


def test_a_number_of_no_known_shape_is_kept_as_typed() -> None:
    reading = read_phone("7512345678 ext 9")
    assert (reading.phone, reading.doubt) == ("7512345678 ext 9", PhoneDoubt.shape)


def test_digits_that_excel_lost_are_not_made_up() -> None:
    assert read_phone("8,12346E+10").doubt is PhoneDoubt.damaged
    assert read_phone("8,12346E+10").phone is None


@pytest.mark.parametrize("typed", [None, "", "-", " "])
def test_nothing_is_nothing(typed: object) -> None:
    assert read_phone(typed).phone is None
    assert read_phone(typed).doubt is None


@given(st.one_of(st.text(max_size=40), st.floats(), st.none()))
def test_no_cell_breaks_the_reader(cell: object) -> None:
    reading = read_phone(cell)
    assert reading.phone is None or is_e164(reading.phone) or reading.doubt is PhoneDoubt.shape
    assert len(reading.phone or "") <= 20


@given(st.integers(8_110_000_000, 8_999_999_999), st.sampled_from(["0", "+62", "62", "+62 ", ""]))
def test_every_mobile_number_is_read(number: int, prefix: str) -> None:
    assert read_phone(f"{prefix}{number}").phone == f"+62{number}"
