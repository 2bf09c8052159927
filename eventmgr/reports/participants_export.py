"""The participants list as a workbook, with the filters of the page."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from eventmgr.events.models import Event
from eventmgr.reports.participants_page import ShownDay, day_words, masked_nik, place_of, shown_day
from eventmgr.reports.participants_queries import (
    Filters,
    ParticipantRow,
    list_participants,
    listed_days,
    regions_in,
)
from eventmgr.shared.dates import clock_time, local_date, long_date
from eventmgr.shared.keyring import Keyring, keyring
from eventmgr.shared.sheets_out import SheetOut, write_xlsx
from eventmgr.shared.text import full_name, local_phone, mask_phone


def participants_xlsx(
    event: Event,
    at: datetime,
    filters: Filters,
    *,
    whole_phones: bool,
    uids: Sequence[str] | None = None,
) -> bytes:
    """All pages of the list, or only the registrations of `uids`.

    NIK stay masked; telephones are whole only for organizers.
    """
    day = shown_day(listed_days(event.id), local_date(at, event.zone))
    rows = list_participants(event.id, day.id if day else None, filters, regions_in(event.id), uids=uids)
    heads = ["No", "Nama", "Unsur", "Kelurahan", "Kecamatan", "NIK", "No. WA"]
    widths = [6, 34, 8, 30, 24, 20, 16]
    made_on = f"Dibuat {long_date(local_date(at, event.zone))} pukul {clock_time(at, event.zone)}"
    sheet = SheetOut(
        "Peserta",
        [*heads, *([day.label] if day else []), "Catatan petugas"],
        [*widths, *([18] if day else []), 36],
        _lines(rows, event.zone, keyring(), whole_phones, day),
        (event.name, made_on),
    )
    return write_xlsx([sheet])


def _lines(
    rows: list[ParticipantRow], zone: str, ring: Keyring, whole_phones: bool, day: ShownDay | None
) -> Iterator[list[str | int]]:
    for number, row in enumerate(rows, start=1):
        village, district = place_of(row)
        phone = (local_phone(row.phone) if whole_phones else mask_phone(row.phone)) if row.phone else ""
        yield [
            number,
            full_name(row.name, row.front_title, row.back_title),
            row.category_code,
            village,
            district,
            masked_nik(row, ring),
            phone,
            *([day_words(row, day, zone)] if day else []),
            row.crew_note or "",
        ]
