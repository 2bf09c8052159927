"""Attendance as an Excel file: the matrix, a recap by region, every person with every hour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.checkin.matrix_sheet import matrix_sheet
from eventmgr.checkin.queries import CheckpointRow, RegionArrivals, arrivals_by_region, checkpoints_of
from eventmgr.checkin.sheet_queries import AttendedPerson, attended_people, hours_by_registration
from eventmgr.events.models import Event
from eventmgr.shared.dates import clock_time, local_date, long_date, short_date, zone_name
from eventmgr.shared.keyring import keyring
from eventmgr.shared.sheets_out import SheetOut, write_xlsx
from eventmgr.shared.text import full_name, mask_nik

ABSENT = "–"
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
    or were present, with the hour at every checkpoint and the NIK masked."""
    places = checkpoints_of(event.id)
    people = attended_people(event.id)
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
    ]
    return SheetOut(
        "Per orang",
        heads,
        [6, 36, 10, 24, 30, 20, *[16] * len(places), 14],
        _people_rows(places, people, hours, zone),
        headings,
    )


def _people_rows(
    places: Sequence[CheckpointRow],
    people: Sequence[AttendedPerson],
    hours: dict[tuple[int, int], datetime | None],
    zone: str,
) -> Iterator[list[str | int]]:
    for number, person in enumerate(people, start=1):
        marks = [_mark(hours, person.registration_id, place.id, zone) for place in places]
        yield [
            number,
            full_name(person.name, person.front_title, person.back_title),
            person.category,
            person.district,
            person.kelurahan,
            _masked_nik(person),
            *marks,
            sum(mark != ABSENT for mark in marks),
        ]


def _mark(
    hours: dict[tuple[int, int], datetime | None], registration_id: int, checkpoint_id: int, zone: str
) -> str:
    """07.52 for who came, "hadir" where the hour is not known, a dash for who did not."""
    if (registration_id, checkpoint_id) not in hours:
        return ABSENT
    first_at = hours[registration_id, checkpoint_id]
    return clock_time(first_at, zone) if first_at is not None else "hadir"


def _masked_nik(person: AttendedPerson) -> str:
    if person.nik_cipher is None:
        return ""
    return mask_nik(keyring().decrypt("nik-cipher", person.key_id, person.nik_cipher))
