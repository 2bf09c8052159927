"""NIK: read from what sheets make of it, judged, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.people.rules import (
    NikFault,
    agrees_with_birth,
    agrees_with_region,
    agrees_with_sex,
    nik_facts,
    read_nik,
)

SOUND = "1371015606949001"


@pytest.mark.parametrize("typed", [SOUND, "1371 0156 0694 9001", "'1371015606949001", "1371-0156-0694-9001 "])
def test_separators_do_not_matter(typed: str) -> None:
    assert read_nik(typed).nik == SOUND


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", NikFault.length),
        (None, NikFault.length),
        ("137101560694900", NikFault.length),
        ("13710156069490011", NikFault.length),
        ("13710156O6949001", NikFault.length),
        ("1371013206949001", NikFault.date),
        ("1371017106949001", NikFault.date),
        ("1371010006949001", NikFault.date),
        ("1371014006949001", NikFault.date),
        ("1371011513949001", NikFault.date),
        ("1371013002949001", NikFault.date),
        ("1371012902950001", NikFault.date),
        ("1371015606940000", NikFault.serial),
        ("1,37102E+15", NikFault.damaged),
        ("1.37101560694900E+15", NikFault.damaged),
        (1371015606949000.0, NikFault.damaged),
        (9171015606949002.0, NikFault.damaged),
    ],
)
def test_each_fault_has_its_code(typed: object, fault: NikFault) -> None:
    reading = read_nik(typed)
    assert reading.nik is None
    assert fault in reading.faults


def test_a_number_cell_that_kept_all_digits_is_taken() -> None:
    assert read_nik(1371015606949001.0).nik == SOUND


def test_a_woman_has_forty_added_to_her_day() -> None:
    facts = nik_facts(SOUND)
    assert (facts.day, facts.month, facts.year_of_century, facts.sex) == (16, 6, 94, "P")


def test_29_february_of_the_year_00_is_2000() -> None:
    assert read_nik("1371012902009001").nik == "1371012902009001"


def test_region_is_compared_by_four_digits() -> None:
    assert agrees_with_region(SOUND, "13.71.06.1004")
    assert not agrees_with_region("1377015606949001", "13.71.06.1004")


def test_birth_is_compared_without_the_century() -> None:
    assert agrees_with_birth(SOUND, date(1994, 6, 16))
    assert not agrees_with_birth(SOUND, date(1994, 6, 17))


def test_sex_is_compared_with_the_day() -> None:
    assert agrees_with_sex(SOUND, "P")
    assert not agrees_with_sex(SOUND, "L")


@given(st.dates(date(1930, 1, 1), date(2020, 12, 31)), st.booleans(), st.integers(1, 9999))
def test_every_possible_nik_is_read_and_agrees_with_its_bearer(born: date, woman: bool, serial: int) -> None:
    nik = f"137101{born.day + 40 * woman:02d}{born:%m%y}{serial:04d}"
    assert read_nik(nik).nik == nik
    assert agrees_with_birth(nik, born)
    assert agrees_with_sex(nik, "P" if woman else "L")


@given(st.one_of(st.text(max_size=40), st.floats(), st.none(), st.integers()))
def test_no_cell_breaks_the_reader(cell: object) -> None:
    reading = read_nik(cell)
    assert (reading.nik is None) == bool(reading.faults)
