"""Addresses made from names, hours as typed."""

from datetime import time

import pytest

from eventmgr.events.name_rules import free_slug, is_slug, read_clock, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bimtek TKSK, Angkatan II", "bimtek-tksk-angkatan-ii"),
        ("Café & Réunion", "cafe-reunion"),
        ("…", "kegiatan"),
        ("kegiatan " * 20, "kegiatan-kegiatan-kegiatan-kegiatan-kegiatan-kegiatan"),
        ("x" * 90, "x" * 60),
    ],
)
def test_a_name_becomes_an_address(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_taken_or_reserved_address_gets_a_number() -> None:
    assert free_slug("bimtek", {"bimtek", "bimtek-2"}) == "bimtek-3"
    assert free_slug("baru", set()) == "baru-2"


@pytest.mark.parametrize("text", ["ab", "Bimtek", "bim tek", "-bimtek", "bim--tek", "baru", "a" * 61, "béta"])
def test_odd_addresses_are_refused(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("10.15", time(10, 15)),
        ("7:30", time(7, 30)),
        ("1015", time(10, 15)),
        ("8", time(8)),
        (" 08.30 WIB", time(8, 30)),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, hour: time) -> None:
    assert read_clock(typed) == hour


@pytest.mark.parametrize("typed", ["", "pagi", "24.00", "10.60", "10.5", "10.155", "-1.00"])
def test_what_is_no_hour_is_none(typed: str) -> None:
    assert read_clock(typed) is None
