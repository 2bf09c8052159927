"""Attendance as an Excel file: the matrix, a recap by region, every person with every hour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.matrix_sheet import matrix_sheet
from eventmgr.checkin.matrix_view import left_since
from eventmgr.checkin.queries import CheckpointRow, RegionArrivals, arrivals_by_region, checkpoints_of
from eventmgr.checkin.sheet_queries import AttendedPerson, attended_people, hours_by_registration
from eventmgr.events.models import Event
from eventmgr.shared.dates import clock_time, local_date, long_date, short_date, zone_name
from eventmgr.shared.keyring import keyring
from eventmgr.shared.sheets_out import SheetOut, write_xlsx
from eventmgr.shared.text import full_name, mask_nik

ABSENT, NEWCOMER, NOT_AWAITED = "–", "B", ""
KEY = (
    "–: tidak hadir; B: baru terdaftar sesudah hari itu ditutup, jadi tidak dihitung; "
    "kosong: bukan peserta hari itu."
)
#: in the column of the kelurahan, for people of a whole kecamatan
OWN_PEOPLE = "(tingkat kecamatan)"


@dataclass(frozen=True, slots=True)
class AttendanceFile:
    """The bytes of the workbook, and how much is in it."""

    data: bytes
    people: int
    checkpoints: int


def attendance_xlsx(event: Event, at: datetime) -> AttendanceFile:
    """Sheets "Rekap" and "Kehadiran" (a mark a day) of participants; "Per orang" of all who are registered
    or of a closed day's cast, with the hour at every checkpoint and the NIK masked."""
    places = checkpoints_of(event.id)
    people = attended_people(event.id, days_with_places(event))
    made = f"Keadaan {long_date(local_date(at, event.zone))}, pukul {clock_time(at, event.zone)}"
    headings = [event.name, f"{made} {zone_name(event.zone)}"]
    sheets = [
        _recap_sheet(places, [arrivals_by_region(event.id, place.id) for place in places], headings),
        _people_sheet(places, people, hours_by_registration(event.id), event.zone, headings),
        matrix_sheet(event, headings, at),
    ]
    return AttendanceFile(write_xlsx(sheets), len(people), len(places))


def _place_head(place: CheckpointRow) -> str:
    """Presensi Hari 1, 18 Nov. 2024"""
    return f"{place.name}, {short_date(place.date)} {place.date.year}"


def _recap_sheet(
    places: Sequence[CheckpointRow], arrivals: Sequence[list[RegionArrivals]], headings: list[str]
) -> SheetOut:
    """A row a region. Registered may differ from checkpoint to checkpoint, where one is for some only."""
    heads = ["Kecamatan", "Kelurahan"]
    for place in places:
        heads += [f"{_place_head(place)}: hadir", "terdaftar"]
    return SheetOut(
        "Rekap",
        heads,
        [24, 30, *[16, 12] * len(places)],
        _recap_rows(arrivals),
        headings,
    )


def _recap_rows(arrivals: Sequence[list[RegionArrivals]]) -> Iterator[list[str | int]]:
    by_code = [{row.code: row for row in rows} for rows in arrivals]
    regions = {row.code: row for rows in arrivals for row in rows}
    for code in sorted(regions):
        region = regions[code]
        line: list[str | int] = [region.district_name, _kelurahan(region)]
        for at_place in by_code:
            found = at_place.get(code)
            line += [found.present, found.registered] if found else [0, 0]
        yield line
    total: list[str | int] = ["Semua", ""]
    for rows in arrivals:
        total += [sum(row.present for row in rows), sum(row.registered for row in rows)]
    yield total


def _kelurahan(region: RegionArrivals) -> str:
    if region.level == "kelurahan":
        return region.name
    return OWN_PEOPLE if region.level == "kecamatan" else ""


def _people_sheet(
    places: Sequence[CheckpointRow],
    people: Sequence[AttendedPerson],
    hours: dict[tuple[int, int], datetime | None],
    zone: str,
    headings: list[str],
) -> SheetOut:
    heads = [
        "No.",
        "Nama",
        "Unsur",
        "Kecamatan",
        "Kelurahan",
        "NIK",
        *map(_place_head, places),
        "Titik dihadiri",
        "Catatan",
    ]
    return SheetOut(
        "Per orang",
        heads,
        [6, 36, 10, 24, 30, 20, *[16] * len(places), 14, 28],
        _people_rows(places, people, hours, zone),
        [*headings, KEY],
    )


def _people_rows(
    places: Sequence[CheckpointRow],
    people: Sequence[AttendedPerson],
    hours: dict[tuple[int, int], datetime | None],
    zone: str,
) -> Iterator[list[str | int]]:
    for number, person in enumerate(people, start=1):
        marks = [_mark(hours, person, place, zone) for place in places]
        left = left_since(person.state, person.left_at, zone)
        yield [
            number,
            full_name(person.name, person.front_title, person.back_title),
            person.category,
            person.district,
            person.kelurahan,
            _masked_nik(person),
            *marks,
            sum(mark not in (ABSENT, NEWCOMER, NOT_AWAITED) for mark in marks),
            f"kemudian {left[0].lower()}{left[1:]}" if left else "",
        ]


def _mark(
    hours: dict[tuple[int, int], datetime | None], person: AttendedPerson, place: CheckpointRow, zone: str
) -> str:
    """07.52 for who came, "hadir" where the hour is not known, a dash for who did not.

    Who had left before counts no more, and who came after the closing is not absent: as in the other sheets.
    """
    is_cast = place.day_id in person.cast_of
    if not (is_cast or person.is_registered):
        return NOT_AWAITED
    if (person.registration_id, place.id) not in hours:
        return ABSENT if is_cast else NEWCOMER
    first_at = hours[person.registration_id, place.id]
    return clock_time(first_at, zone) if first_at is not None else "hadir"


def _masked_nik(person: AttendedPerson) -> str:
    if person.nik_cipher is None:
        return ""
    return mask_nik(keyring().decrypt("nik-cipher", person.key_id, person.nik_cipher))
