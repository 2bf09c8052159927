"""Words, marks and sums of the matrix, and which day it speaks of."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from eventmgr.checkin.absence_queries import AbsenceNote
from eventmgr.checkin.attendance_forms import read_hour
from eventmgr.checkin.day_rules import Day, Place, focus_of, window_of
from eventmgr.checkin.matrix_queries import DayPresence, MatrixRow
from eventmgr.checkin.matrix_view import Cell, DaySum, cell_of, chips, lede, left_words, sum_after, title

OPENS = datetime(2024, 11, 17, 23, 30, tzinfo=UTC)
NIGHT, EARLY, MORNING, NOON = (OPENS + timedelta(minutes=each) for each in (-600, -30, 60, 330))


def day(number: int = 1, **changes: Any) -> Day:
    later = timedelta(days=number - 1)
    place = Place(
        id=number,
        name="Pintu",
        opens_at=OPENS + later,
        closes_at=OPENS + later + timedelta(hours=3, minutes=30),
    )
    made = Day(
        id=number, number=number, date=date(2024, 11, 18) + later, zone="Asia/Jakarta", places=(place,)
    )
    return replace(made, **changes)


CLOSED = day(closed_at=NOON, closed_by="Ani Rahmawati")


def somebody(
    category_id: int = 7, *, state: str = "registered", cast_of: tuple[int, ...] = (1, 2, 3)
) -> MatrixRow:
    left_at = None if state == "registered" else NOON
    names = ("PSM", "Asnimar", None, None, None, "Pauh", "Pauh")
    return MatrixRow(1, "a" * 32, 1, category_id, *names, state, left_at, frozenset(cast_of))


def note(kind: str, words: str = "", letter: str = "") -> AbsenceNote:
    return AbsenceNote(1, 1, kind, words, letter, "Ani", NOON, 1)


def there(**changes: Any) -> DayPresence:
    return replace(DayPresence(True, MORNING, "device", False), **changes)


def total(awaited: int = 323, present: int = 311, **notes: int) -> DaySum:
    return DaySum(awaited=awaited, present=present, notes=notes)


def test_a_day_knows_how_far_it_is() -> None:
    assert [day().phase(at) for at in (NIGHT, EARLY, MORNING, NOON)] == [
        "coming",
        "coming",
        "running",
        "over",
    ]
    assert CLOSED.phase(MORNING) == "closed"
    assert day(has_arrivals=True).phase(EARLY) == "running", "who was let in early has begun the day"
    words = [day().state_words(at) for at in (NIGHT, EARLY, MORNING, NOON)]
    assert words == ["besok", "dibuka 06.30", "sedang berjalan", "belum ditutup"]
    assert day(3).state_words(NIGHT) == "belum mulai"
    assert CLOSED.state_words(NOON) == "ditutup 18 Nov., 12.00"
    assert day(places=()).phase(MORNING) == "running"


def test_the_page_speaks_of_the_first_day_that_is_not_closed() -> None:
    days = [CLOSED, day(2), day(3)]
    assert focus_of(days, None, NOON + timedelta(days=1)) == days[1]
    assert focus_of(days, None, NOON) == CLOSED, "the second has not begun"
    assert focus_of([day(1), day(2)], None, NIGHT) == day(1)
    assert focus_of(days, 3, NOON) == days[2]
    assert focus_of(days, 9, NOON) is None
    assert focus_of([], None, NOON) is None


def test_at_most_four_days_stand_beside_each_other() -> None:
    days = [day(number) for number in range(1, 8)]
    shown = {number: [each.number for each in window_of(days, days[number - 1])] for number in (1, 4, 7)}
    assert shown == {1: [1, 2, 3, 4], 4: [3, 4, 5, 6], 7: [4, 5, 6, 7]}
    assert len(window_of(days[:3], days[2])) == 3


@pytest.mark.parametrize(
    ("on", "presence", "absence", "at", "cell"),
    [
        (day(), there(), None, NOON, Cell("ok", "07.30")),
        (day(), there(first_at=None), None, NOON, Cell("ok", "Hadir")),
        (
            day(),
            there(evidence="correction", is_corrected=True),
            None,
            NOON,
            Cell("ok", "07.30", "dikoreksi"),
        ),
        (day(), there(evidence="paper"), None, NOON, Cell("ok", "07.30", "dari kertas")),
        (day(), there(), note("sakit", "Demam"), NOON, Cell("ok", "07.30", "ada keterangan sakit")),
        (day(), None, note("sakit", "Demam"), NOON, Cell("none", "Sakit", "surat menyusul")),
        (day(), None, note("sakit", "Demam", "a.pdf"), NOON, Cell("none", "Sakit", "surat dokter")),
        (day(), None, note("izin", "ujian anak"), NOON, Cell("none", "Izin", "ujian anak")),
        (day(), None, note("tugas", "", "a.pdf"), NOON, Cell("none", "Tugas", "ada surat")),
        (day(), None, note("alpa"), NOON, Cell("none", "Tanpa keterangan")),
        (day(), None, None, NOON, Cell("look", "Belum ada kabar", "Isi keterangan", True)),
        (day(), None, None, MORNING, Cell("none", "Belum datang")),
        (day(), None, None, NIGHT, Cell("", "–")),
        (CLOSED, None, None, NOON, Cell("none", "Tanpa keterangan")),
        (
            day(),
            DayPresence(False, None, "correction", True),
            None,
            NOON,
            Cell("look", "Belum ada kabar", "dikoreksi"),
        ),
    ],
)
def test_what_stands_in_a_cell(
    on: Day, presence: DayPresence | None, absence: AbsenceNote | None, at: datetime, cell: Cell
) -> None:
    assert cell_of(on, somebody(7), presence, absence, at) == cell


def test_who_is_not_awaited_has_a_dash() -> None:
    only = replace(day().places[0], audience=frozenset({1}))
    assert cell_of(day(places=(only,)), somebody(2), None, None, NOON) == Cell("", "–")
    assert cell_of(day(places=(only,)), somebody(1), None, None, NOON).kind == "look"


def test_who_was_registered_after_the_day_was_closed_does_not_miss_it() -> None:
    closed = day(closed_at=NOON, first_closed_at=NOON)
    again, late = replace(closed, closed_at=NOON + timedelta(days=1)), somebody(cast_of=())
    for on in (closed, again, replace(closed, closed_at=None)):
        assert cell_of(on, late, None, None, NOON) == Cell("", "Belum terdaftar")
    assert cell_of(again, somebody(), None, None, NOON).word == "Tanpa keterangan"
    assert cell_of(closed, late, there(), None, NOON).word == "07.30", "presence wins"
    assert cell_of(closed, late, None, note("izin"), NOON).word == "Izin"
    assert (
        sum_after(closed, total(), becomes_present=True, at=NOON, is_newcomer=True) == "312 hadir, 12 tidak"
    )


def test_who_left_has_a_cell_on_the_days_of_whose_cast_they_are_and_a_dash_elsewhere() -> None:
    gone = somebody(state="replaced", cast_of=(1,))
    assert left_words(gone, "Asia/Jakarta") == "Diganti 18 November"
    assert cell_of(CLOSED, gone, there(), None, NOON).word == "07.30"
    assert cell_of(CLOSED, gone, None, None, NOON).word == "Tanpa keterangan"
    for presence in (None, there()):
        assert cell_of(day(2), gone, presence, None, NOON) == Cell("", "–", opens=False)


@pytest.mark.parametrize(
    ("on", "summed", "late", "at", "heading", "words"),
    [
        (
            day(),
            total(sakit=3, izin=3, tugas=2, alpa=1),
            0,
            NOON,
            "Hari pertama: 311 hadir, 12 tidak",
            "Dari yang 12, sembilan sudah ada keterangannya. Tiga orang belum ada kabar.",
        ),
        (
            day(2),
            total(1300, 1200),
            0,
            MORNING + timedelta(days=1),
            "Hari kedua: 1.200 hadir, 100 belum",
            "Presensi dibuka sampai 10.00. Dari yang 100, belum satu pun ada keterangannya. ",
        ),
        (
            day(),
            total(izin=12),
            0,
            NOON,
            "Hari pertama: 311 hadir, 12 tidak",
            "Ke-12 orang itu sudah ada keterangannya. Hari ini siap ditutup.",
        ),
        (
            day(),
            total(5, 5),
            0,
            NOON,
            "Hari pertama: semua 5 hadir",
            "Tidak ada yang perlu dicatat. Hari ini siap ditutup.",
        ),
        (
            CLOSED,
            total(izin=8, alpa=1),
            2,
            NOON,
            "Hari pertama: 311 hadir, 12 tidak",
            "Ditutup 18 Nov., 12.00 oleh Ani Rahmawati. 8 dengan keterangan dan 4 tanpa keterangan. "
            "2 pindai datang sesudah ditutup.",
        ),
        (
            day(),
            total(),
            0,
            NIGHT,
            "Hari pertama belum dimulai",
            "Senin, 18 Nov., dibuka 06.30. Izin yang sudah diketahui dapat dicatat sekarang.",
        ),
        (
            day(is_only=True),
            total(0, 0),
            0,
            NOON,
            "Senin, 18 November 2024: belum ada peserta",
            "Kehadiran terlihat di sini sesudah peserta terdaftar. ",
        ),
    ],
)
def test_the_title_and_what_is_still_unknown(
    on: Day, summed: DaySum, late: int, at: datetime, heading: str, words: str
) -> None:
    assert title(on, summed, at) == heading
    assert " ".join(lede(on, summed, late, at)) == words


def test_chips_and_sums_add_up() -> None:
    sums = [(day(), total(sakit=9)), (day(2), total(323, 306)), (day(3), total(323, 0))]
    at = MORNING + timedelta(days=1)
    found = [(chip.label, chip.count, chip.active) for chip in chips(sums, day(), "absent", 323, at)]
    assert found == [
        ("Tidak hadir hari 1", 12, True),
        ("Belum hadir hari 2", 17, False),
        ("Belum ada kabar", 3, False),
        ("Semua", 323, False),
    ]
    closed = chips([(CLOSED, total(izin=8, alpa=1))], CLOSED, "unknown", 323, NOON)
    assert [(chip.label, chip.count) for chip in closed][1] == ("Tanpa keterangan", 4)
    assert sum_after(day(), total(), becomes_present=True, at=NOON) == "312 hadir, 11 tidak"
    assert sum_after(day(), total(), becomes_present=False, at=NOON) == "310 hadir, 13 tidak"


@pytest.mark.parametrize(
    ("typed", "hour"), [("8.12", "08:12"), ("08:12", "08:12"), ("8", "08:00"), (" 7,05 WIB", "07:05")]
)
def test_hours_are_read_as_people_type_them(typed: str, hour: str) -> None:
    found = read_hour(typed)
    assert found is not None
    assert found.isoformat("minutes") == hour


@pytest.mark.parametrize("typed", ["25.00", "8.60", "pagi", "8.1", "-1", "٨.١٢x"])
def test_what_is_no_hour_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="."):
        read_hour(typed)
    assert read_hour(" ") is None
