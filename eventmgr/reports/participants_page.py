"""The participants list as words: title, filters, rows with their hits, pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from eventmgr.events.models import Event
from eventmgr.reports.participants_queries import (
    SORTS,
    CategoryCount,
    Filters,
    ListedDay,
    ParticipantRow,
    category_counts,
    count_participants,
    list_participants,
    listed_days,
    regions_in,
)
from eventmgr.reports.participants_rules import Piece, Search, origin_words, pieces_of, read_search
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.dates import clock_time, local_date, short_date
from eventmgr.shared.keyring import Keyring, keyring
from eventmgr.shared.text import counted, full_name, mask_nik, mask_phone

PAGE_SIZE = 50
#: "tidak" is everybody who is not there, as the live board lists them
PRESENCES = ("hadir", "keterangan", "belum", "tidak")
ABSENCE_WORDS = {"izin": "Izin", "sakit": "Sakit", "tugas": "Tugas", "alpa": "Tanpa keterangan"}
COLUMNS = (
    ("nama", "Nama"),
    ("unsur", "Unsur"),
    ("kelurahan", "Kelurahan"),
    ("kecamatan", "Kecamatan"),
)


@dataclass(frozen=True)
class ShownDay:
    """The day whose attendance the list shows, and what its column is called."""

    id: int
    label: str
    is_today: bool
    is_closed: bool = False

    @property
    def absent_word(self) -> str:
        """What the column says of somebody who is neither there nor has a note."""
        if self.is_closed:
            return "Tanpa keterangan"
        return "Belum" if self.is_today else "Belum ada kabar"

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The filter by attendance, in the words of the column."""
        absent = "Belum hadir" if self.absent_word == "Belum" else self.absent_word
        return (
            ("", "Hadir dan tidak"),
            ("hadir", "Hadir"),
            ("keterangan", "Izin, sakit, tugas"),
            ("belum", absent),
        )

    def words_of(self, presence: str) -> str:
        """The chip of a filter: "belum hadir", "izin, sakit, tugas"."""
        return dict(self.choices).get(presence, "tidak hadir").lower()


@dataclass(frozen=True)
class Line:
    """One participant in words, `uid` of the registration; `code` is only shown when the search meant it."""

    uid: str
    name: tuple[Piece, ...]
    category: str
    village: tuple[Piece, ...]
    district: str
    nik: str
    phone: str
    phone_hit: bool
    code: str
    is_present: bool
    #: "07.52", "Hadir", "Izin", "Belum"
    day_words: str
    plain_name: str
    crew_note: str
    #: of a walk-in, with what the help desk has still to ask for
    origin: str


@dataclass(frozen=True)
class ParticipantsPage:
    """Everything on the page. `total` counts all participants, `found` those that the filters leave.

    `categories` are (code, label) of participants, `others` of people outside the totals, guests among them.
    """

    title: str
    lede: str
    total: int
    found: int
    lines: tuple[Line, ...]
    first: int
    last: int
    number: int
    has_next: bool
    day: ShownDay | None
    filters: Filters
    categories: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    districts: tuple[tuple[str, str], ...]

    @property
    def category_name(self) -> str:
        """The label of the category that is filtered by."""
        labels = dict(self.categories + self.others)
        return labels.get(self.filters.category_code, self.filters.category_code)

    @property
    def found_words(self) -> str:
        """ "11 dari 323 peserta", or "2 orang dari unsur Tamu, di luar 323 peserta"."""
        if self.filters.category_code in dict(self.others):
            of_category = f"{counted(self.found)} orang dari unsur {self.category_name}"
            return f"{of_category}, di luar {counted(self.total)} peserta"
        return f"{counted(self.found)} dari {counted(self.total)} peserta"

    @property
    def district_name(self) -> str:
        """The name of the kecamatan that is filtered by."""
        return dict(self.districts).get(self.filters.district_code, "")


def read_filters(asked: Mapping[str, str]) -> Filters:
    """Filters from an address; what cannot be meant is left out."""
    # PostgreSQL takes no NUL in a text, and no control character was ever meant.
    asked = {key: "".join(filter(str.isprintable, value)) for key, value in asked.items()}
    sort = asked.get("urut", "nama")
    descending = sort.startswith("-")
    presence = asked.get("hadir", "")
    return Filters(
        search=read_search(asked.get("cari", "")),
        category_code=asked.get("unsur", "")[:20],
        district_code=asked.get("kecamatan", "")[:13],
        presence=presence if presence in PRESENCES else "",
        walk_in=asked.get("asal") == "pintu",
        sort=sort.lstrip("-") if sort.lstrip("-") in SORTS else "nama",
        descending=descending,
    )


def participants_page(event: Event, at: datetime, filters: Filters, number: int) -> ParticipantsPage:
    """One page of the list; a number past the end shows the last page."""
    day = shown_day(listed_days(event.id), local_date(at, event.zone))
    day_id = day.id if day else None
    everybody = category_counts(event.id, day_id)
    counts = [count for count in everybody if count.is_participant]
    regions = regions_in(event.id)
    found = count_participants(event.id, day_id, filters, regions)
    number = max(1, min(number, -(-found // PAGE_SIZE) or 1))
    first = (number - 1) * PAGE_SIZE
    rows = (
        list_participants(event.id, day_id, filters, regions, first=first, limit=PAGE_SIZE) if found else []
    )
    total = sum(count.people for count in counts)
    ring = keyring()
    return ParticipantsPage(
        title=f"{counted(total)} peserta" if total else "Belum ada peserta",
        lede=lede_of(counts, day),
        total=total,
        found=found,
        lines=tuple(_line(row, filters.search, event.zone, ring, day) for row in rows),
        first=first + 1 if rows else 0,
        last=first + len(rows),
        number=number,
        has_next=first + PAGE_SIZE < found,
        day=day,
        filters=filters,
        categories=tuple((count.code, count.code) for count in counts if count.people),
        others=tuple(
            (count.code, count.name) for count in everybody if count.people and not count.is_participant
        ),
        districts=tuple((code, name) for code, name, level in regions if level == "kecamatan"),
    )


def shown_day(days: Sequence[ListedDay], today: date) -> ShownDay | None:
    """Today, or the last day that was; None before the event."""
    past = [day for day in days if day.date <= today]
    if not past:
        return None
    day = past[-1]
    is_today = day.date == today
    return ShownDay(day.id, "Hari ini" if is_today else short_date(day.date), is_today, day.is_closed)


def day_words(row: ParticipantRow, day: ShownDay | None, zone: str) -> str:
    """What the column of the day says of one participant; presence wins over a note."""
    if row.is_present:
        return clock_time(row.first_at, zone) if row.first_at else "Hadir"
    if day is None:
        return ""
    kind = row.absence if row.absence != "alpa" else None
    if kind is None and row.is_newcomer:
        return "Belum terdaftar"
    return ABSENCE_WORDS[kind] if kind else day.absent_word


def lede_of(counts: Sequence[CategoryCount], day: ShownDay | None) -> str:
    """Right: "312 PSM dari 104 kelurahan dan 11 TKSK. Hari ini 287 hadir." """
    parts = []
    for count in [each for each in counts if each.people]:
        of_regions = f" dari {count.regions} kelurahan" if count.region_level == "kelurahan" else ""
        parts.append(f"{counted(count.people)} {count.code}{of_regions}")
    if not parts:
        return ""
    words = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} dan {parts[-1]}"
    present = sum(count.present for count in counts)
    return f"{words}. {day.label} {counted(present)} hadir." if day else f"{words}."


def _line(row: ParticipantRow, search: Search, zone: str, ring: Keyring, day: ShownDay | None) -> Line:
    village, district = place_of(row)
    is_code = bool(search.code and row.typed_code and row.typed_code.startswith(search.code))
    return Line(
        uid=row.registration_uid,
        name=pieces_of(full_name(row.name, row.front_title, row.back_title), search.words),
        category=row.category_code,
        village=pieces_of(village, search.words),
        district=district,
        nik=masked_nik(row, ring),
        phone=mask_phone(row.phone) if row.phone else "",
        phone_hit=bool(search.digits and row.phone and row.phone.endswith(search.digits.lstrip("0"))),
        code=show_short_code(row.typed_code) if is_code and row.typed_code else "",
        is_present=row.is_present,
        day_words=day_words(row, day, zone),
        plain_name=full_name(row.name, row.front_title, row.back_title),
        crew_note=row.crew_note or "",
        origin=origin_words(
            row.is_walk_in, row.nik_cipher is not None, bool(row.phone), is_guest=row.is_guest
        ),
    )


def place_of(row: ParticipantRow) -> tuple[str, str]:
    """Kelurahan and kecamatan; a TKSK has no kelurahan."""
    if row.region_level == "kecamatan":
        return "", row.region_name or ""
    return row.region_name or "", row.parent_name or ""


def masked_nik(row: ParticipantRow, ring: Keyring) -> str:
    """1371••••••••9003; the whole number never leaves this line."""
    return mask_nik(ring.decrypt("nik-cipher", row.key_id, row.nik_cipher)) if row.nik_cipher else ""
