"""The book of an event's numbers in words."""

from dataclasses import dataclass

from eventmgr.certificates.number_queries import STATES, BookRow, book_counts, book_rows, stretches
from eventmgr.certificates.queries import HELD
from eventmgr.events.models import Event
from eventmgr.office.reservation_actions import KIND as PAPER
from eventmgr.shared.dates import short_date
from eventmgr.shared.text import counted

PAGE_SIZE = 50
#: state of an entry → its chip
CHIPS = {"used": "Terpakai", "reserved": "Dipesan", "outside": "Surat lain", "void": "Batal"}


@dataclass(frozen=True, slots=True)
class BookLine:
    """One number: for whom or what, when, how it stands; `uid` is of this event's certificate or ""."""

    number: str
    what: str
    note: str
    uid: str
    date: str
    mark: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class BookPage:
    """Everything on the page; `total` counts what matches, `every` all numbers of the stretch."""

    title: str
    lede: str
    typed: str
    state: str
    chips: tuple[tuple[str, str, int], ...]
    every: int
    total: int
    number: int
    lines: tuple[BookLine, ...]

    @property
    def first(self) -> int:
        """Position of the first row shown, from 1."""
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        """Position of the last row shown."""
        return self.first + len(self.lines) - 1


def book_page(event: Event, *, typed: str, state: str, number: int) -> BookPage:
    """Gather the page, three statements however many numbers there are; past the end is the last page."""
    places = stretches(event)
    typed = "".join(filter(str.isprintable, typed))[:80]
    state = state if state in STATES else ""
    counts = book_counts(event, places, typed)
    total = counts[state] if state else sum(counts.values())
    number = max(1, min(number, -(-total // PAGE_SIZE)))
    rows = book_rows(event, places, typed, state, first=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    every = sum(place.count for place in places)
    missing = sum(place.last - place.first + 1 for place in places) - every
    return BookPage(
        title=_title(every, missing),
        lede=_lede([(place.first, place.last) for place in places], missing),
        typed=typed,
        state=state,
        chips=tuple((one, CHIPS[one], counts[one]) for one in STATES if counts[one]),
        every=every,
        total=total,
        number=number,
        lines=tuple(_line(event, row) for row in rows),
    )


def _title(every: int, missing: int) -> str:
    if not every:
        return "Belum ada nomor"
    return f"{counted(every)} nomor{'' if missing else ', urut tanpa lompatan'}"


def _lede(bounds: list[tuple[int, int]], missing: int) -> str:
    if not bounds:
        return "Nomor tercatat di sini begitu dipesan atau sertifikatnya terbit."
    words = " dan ".join(f"{first} sampai {last}" if last > first else str(first) for first, last in bounds)
    rest = (
        f" {counted(missing)} nomor di antaranya tidak tercatat: buku ini pernah dilanjutkan lebih jauh."
        if missing
        else ""
    )
    return f"Nomor {words}. Surat lain yang bernomor di antaranya ikut tercantum.{rest}"


def _line(event: Event, row: BookRow) -> BookLine:
    what, note = _subject(event, row)
    mark, word, why = _standing(row)
    return BookLine(
        number=row.text,
        what=what,
        note=note,
        uid=row.certificate_uid or "" if row.is_own else "",
        date=short_date(row.dated_on),
        mark=mark,
        word=word,
        why=why,
    )


def _subject(event: Event, row: BookRow) -> tuple[str, str]:
    """Whom or what a number is for, and from where. Names of other events are not told."""
    if row.is_own:
        return row.name, row.place.partition(", ")[0].removeprefix("Kelurahan ")
    if row.subject_kind == HELD:
        return f"Sertifikat {'kegiatan ini' if row.subject_uid == event.uid else 'kegiatan lain'}", ""
    if row.subject_kind == PAPER:
        return row.reason or "Surat kertas", ""
    return "Sertifikat kegiatan lain", ""


def _standing(row: BookRow) -> tuple[str, str, str]:
    """Mark, word and reason."""
    ended = {"revoked": "sertifikatnya dicabut", "replaced": "sertifikatnya diganti"}
    if row.state == "void":
        return "stop", "Batal", row.reason or ""
    if row.state == "outside":
        return "none", "Dipesan untuk surat kertas", ""
    if row.state == "reserved":
        is_certificate = row.subject_kind == "certificate"
        return ("current", "Sertifikat belum jadi", "") if is_certificate else ("none", "Dipesan", "")
    if row.is_own and row.certificate_state in ended:
        return "changed", "Terpakai", f"{ended[row.certificate_state]}: {row.certificate_reason}"
    return "ok", "Terpakai", ""
