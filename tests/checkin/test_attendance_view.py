"""The sentences, sums and groups of the attendance page."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from eventmgr.checkin.attendance_view import (
    FIRST_NAMES,
    District,
    districts,
    missing_groups,
    place_to_show,
    sentence,
)
from eventmgr.checkin.missing_queries import MissingPerson
from eventmgr.checkin.queries import CheckpointRow, RegionArrivals

OPENS = datetime(2024, 11, 17, 23, 30, tzinfo=UTC)
MORNING = datetime(2024, 11, 18, 1, 41, tzinfo=UTC)
EVENING = datetime(2024, 11, 18, 12, 0, tzinfo=UTC)


def place(number: int = 1) -> CheckpointRow:
    later = timedelta(days=number - 1)
    return CheckpointRow(
        id=number,
        slug=f"hari-{number}",
        name=f"Presensi Hari {number}",
        kind="arrival",
        day_id=number,
        date=date(2024, 11, 18) + later,
        opens_at=OPENS + later,
        closes_at=OPENS + later + timedelta(hours=3, minutes=30),
        counts_for_day=True,
        day_closed_at=None,
    )


def found(*figures: tuple[str, int, int]) -> list[District]:
    """One kelurahan in each kecamatan: (name, present, registered)."""
    arrivals, missing = [], []
    for number, (name, present, registered) in enumerate(figures, 1):
        code = f"13.71.{number:02d}"
        arrivals.append(
            RegionArrivals(f"{code}.1001", f"Kel. {name}", "kelurahan", code, name, present, registered)
        )
        missing += [
            MissingPerson(f"{name} {index}", None, None, "PSM", f"{code}.1001", f"Kel. {name}")
            for index in range(registered - present)
        ]
    return districts(arrivals, missing)


def test_who_is_excused_is_named_with_the_word_and_not_waited_for() -> None:
    code, kelurahan = "13.71.01", "13.71.01.1001"
    rows = [RegionArrivals(kelurahan, "Bungus Selatan", "kelurahan", code, "Bungus", 1, 3)]
    missing = [
        MissingPerson(name, None, None, "PSM", kelurahan, "Bungus Selatan", excuse)
        for name, excuse in (("Ani", ""), ("Budi", "sakit"))
    ]
    (district,) = districts(rows, missing)
    said = sentence(place(1), [district], zone="Asia/Jakarta", at=MORNING)
    assert said.lede == "1 izin, sakit, atau tugas; 1 belum datang,"
    assert [person.name for person in district.missing] == ["Ani"]
    assert [person.name for person in district.places[0].excused] == ["Budi"]
    assert district.present + district.excused + len(district.missing) == district.registered


def words(figures: list[tuple[str, int, int]], at: datetime = MORNING, number: int = 1) -> tuple[str, str]:
    said = sentence(place(number), found(*figures), zone="Asia/Jakarta", at=at)
    return said.heading, f"{said.lede} {said.strong}".strip()


@pytest.mark.parametrize(
    ("figures", "heading", "lede"),
    [
        (
            [("Bungus", 7, 19), ("Pauh", 25, 28), ("Nanggalo", 16, 19)],
            "48 dari 66 sudah hadir",
            "18 belum datang, 12 di antaranya dari Bungus.",
        ),
        (
            [("Bungus", 7, 19), ("Pauh", 28, 28)],
            "35 dari 47 sudah hadir",
            "12 belum datang, semuanya dari Bungus.",
        ),
        ([("Bungus", 18, 19)], "18 dari 19 sudah hadir", "1 belum datang, ia dari Bungus."),
        (
            [(f"Kec {number}", 1, 2) for number in range(5)],
            "5 dari 10 sudah hadir",
            "5 belum datang, tersebar di 5 kecamatan.",
        ),
        ([("Bungus", 19, 19)], "Semua 19 peserta sudah hadir", "Presensi Hari 1, Senin, 18 November 2024."),
        ([], "Belum ada peserta", "Kehadiran terlihat di sini sesudah peserta terdaftar."),
        ([("Bungus", 0, 1200)], "0 dari 1.200 sudah hadir", "1.200 belum datang, semuanya dari Bungus."),
    ],
)
def test_the_title_says_how_things_stand(
    figures: list[tuple[str, int, int]], heading: str, lede: str
) -> None:
    assert words(figures) == (heading, lede)


def test_what_is_over_and_what_is_to_come_are_told_so() -> None:
    figures = [("Bungus", 7, 19)]
    assert words(figures, at=EVENING) == ("7 dari 19 hadir", "12 tidak datang, semuanya dari Bungus.")
    assert words([("Bungus", 0, 19)], number=2) == (
        "Belum ada yang hadir",
        "Presensi Hari 2 dibuka Selasa, 19 November 2024, pukul 06.30 WIB.",
    )


def test_once_the_day_is_closed_nobody_is_waited_for_though_its_door_is_open_by_the_clock() -> None:
    closed = replace(place(1), day_closed_at=MORNING)
    said = sentence(closed, found(("Bungus", 2, 3)), zone="Asia/Jakarta", at=MORNING)
    assert (said.heading, said.lede) == ("2 dari 3 hadir", "1 tidak datang,")


def test_bars_are_measured_by_the_largest_kecamatan() -> None:
    first, second = found(("Lubuk Begalung", 43, 45), ("Pauh", 9, 9))
    assert (first.bar, first.fill, second.bar, second.fill) == (1000, 955, 200, 200)
    assert (first.percent, second.percent) == (95, 100)


def test_the_most_missing_come_first_and_the_rest_is_counted() -> None:
    groups, left_out = missing_groups(found(("A", 9, 10), ("B", 0, 9), ("C", 5, 12)), show_all=False)
    assert [(group.name, group.number, len(group.people)) for group in groups] == [("B", 9, 9), ("C", 7, 3)]
    assert left_out == 9 + 7 + 1 - FIRST_NAMES
    everybody, none_left = missing_groups(found(("A", 9, 10), ("B", 0, 9), ("C", 5, 12)), show_all=True)
    assert [group.name for group in everybody] == ["B", "C", "A"]
    assert none_left == 0


def test_the_page_opens_at_the_checkpoint_that_opened_last() -> None:
    places = [place(1), place(2), place(3)]
    assert place_to_show(places, None, OPENS - timedelta(days=9)) == places[0]
    assert place_to_show(places, None, MORNING + timedelta(days=1)) == places[1]
    assert place_to_show(places, None, MORNING + timedelta(days=99)) == places[2]
    assert place_to_show(places, "hari-3", MORNING) == places[2]
    assert place_to_show(places, "hari-9", MORNING) is None
