"""All events of one person as lines, and the JP of each year. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.reports.participant_queries import EventRow
from eventmgr.shared.number_words import number_word

_ENDED = {"cancelled": "Dibatalkan", "replaced": "Digantikan", "reserve": "Cadangan", "pending": "Menunggu"}


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event; `slug` is empty where the visitor may not open it, `jp` is None without a certificate."""

    year: str
    name: str
    slug: str
    registration_uid: str
    present: str
    jp: int | None
    certificate: str
    has_certificate: bool
    certificate_uid: str


@dataclass(frozen=True, slots=True)
class YearBar:
    """JP of one year; `share` is per cent of the best year."""

    year: int
    jp: int
    share: int
    is_last: bool


def event_lines(rows: Sequence[EventRow], open_events: set[int]) -> tuple[EventLine, ...]:
    """The lines in the order of the rows."""
    return tuple(_line(row, row.event_id in open_events) for row in rows)


def _line(row: EventRow, may_open: bool) -> EventLine:
    is_valid = row.certificate_state in ("valid", "reserved") and row.record is not None
    words = ""
    if row.record is not None:
        words = row.number or ""
        if row.certificate_state == "revoked":
            words = f"{words}, dicabut"
    elif row.state in _ENDED:
        words = _ENDED[row.state]
    elif row.present == 0:
        words = "Belum terbit"
    else:
        words = f"Belum terbit, hadir {row.present} hari"
    return EventLine(
        year=str(row.first_day.year) if row.first_day else "–",
        name=row.name,
        slug=row.slug if may_open else "",
        registration_uid=row.registration_uid,
        present=f"{row.present} dari {row.days} hari" if row.days else "–",
        jp=jp_of(row.record) if is_valid and row.record is not None else None,
        certificate=words,
        has_certificate=row.record is not None,
        certificate_uid=row.certificate_uid or "",
    )


def jp_of(record: dict[str, Any]) -> int:
    """The JP printed on a certificate."""
    return sum(int(session.get("jp") or 0) for day in record.get("days", ()) for session in day["sessions"])


def total_words(lines: Sequence[EventLine]) -> str:
    """Right: "76 JP dari empat kegiatan"; "" without a certificate."""
    counted = [line.jp for line in lines if line.jp is not None]
    return f"{sum(counted)} JP dari {number_word(len(counted))} kegiatan" if counted else ""


def year_bars(lines: Sequence[EventLine]) -> tuple[YearBar, ...]:
    """One bar a year from the first to the last, zero kept; none for one event or none."""
    years = [int(line.year) for line in lines if line.year.isdigit()]
    if len(lines) < 2 or not years:
        return ()
    sums = {year: 0 for year in range(max(min(years), max(years) - 5), max(years) + 1)}
    for line in lines:
        if line.jp is not None and line.year.isdigit() and int(line.year) in sums:
            sums[int(line.year)] += line.jp
    most = max(sums.values())
    if not most:
        return ()
    last = max(sums)
    return tuple(YearBar(year, jp, round(100 * jp / most), year == last) for year, jp in sums.items())
