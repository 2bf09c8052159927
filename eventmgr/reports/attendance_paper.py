"""The attendance sheet of a day as a PDF: blank to be signed at the door, or with the hours afterwards."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from eventmgr.checkin.absence_queries import excuses_on
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.day_rules import Day
from eventmgr.checkin.sheet_queries import hours_by_registration
from eventmgr.events.agenda_queries import agenda_of
from eventmgr.events.models import Event
from eventmgr.office.logos import logo_data_address
from eventmgr.office.models import Office, Official
from eventmgr.office.nip_rules import show_nip
from eventmgr.office.rules import letterhead_lines, place_of
from eventmgr.reports.sheet_queries import SheetPerson, officials_by_id, sheet_people
from eventmgr.shared.dates import clock_time, long_date, weekday_date, zone_name
from eventmgr.shared.db import db
from eventmgr.shared.number_words import number_word
from eventmgr.shared.paper import paper_html
from eventmgr.shared.pdf import render_pdf
from eventmgr.shared.text import counted, full_name, mask_phone

_ORDINALS = ("pertama", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh")
#: about so many rows fit on a page, below its heads
LINES_A_PAGE = 29
#: in the place of an hour, of a phone and of a kelurahan that is not there
NONE = "–"
#: in the place of an hour that is not known
UNTIMED = "hadir"
EXCUSES = ("sakit", "izin", "tugas")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWish:
    """What was ordered: day `number` from 1; blank or with the hours; `by_district` begins each kecamatan
    on a page of its own; ids of who is told ("Mengetahui") and who signs, None for nobody."""

    number: int
    blank: bool
    by_district: bool = False
    knower_id: int | None = None
    signer_id: int | None = None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One person; `hour` is "" on a blank sheet, UNTIMED for who came at an unknown hour, NONE for who was
    absent; `absence` says then why ("sakit", "tidak hadir" where nobody knows), else it is ""."""

    number: int
    name: str
    title: str
    sex: str
    category: str
    kelurahan: str
    phone: str
    hour: str
    absence: str


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """The people of a kecamatan, or of a unit outside the regions; `present` is None on a blank sheet."""

    title: str
    lines: tuple[SheetLine, ...]
    present: int | None

    @property
    def sum_words(self) -> tuple[str, ...]:
        """Registered, present, absent; registered alone on a blank sheet."""
        return _sum_words(len(self.lines), self.present)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs below: "Mengetahui," or place and day, office, name with titles, and the lines under it."""

    above: str
    is_right: bool
    post: str
    name: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttendancePaper:
    """Everything on the sheet; `present` is None on a blank one."""

    government: str
    office: str
    address: str
    logo: str
    day: str
    facts: tuple[tuple[str, str], ...]
    groups: tuple[SheetGroup, ...]
    by_district: bool
    event_name: str
    present: int | None
    signers: tuple[Signer, ...]

    @property
    def people(self) -> int:
        """Everybody who has a line."""
        return sum(len(group.lines) for group in self.groups)

    @property
    def sum_words(self) -> tuple[str, ...]:
        """Registered, present, absent; registered alone on a blank sheet."""
        return _sum_words(self.people, self.present)

    @property
    def excuses(self) -> str:
        """sakit 2 orang, izin 1 orang: of the absent those who gave a reason; empty for none."""
        given = Counter(line.absence for group in self.groups for line in group.lines)
        return ", ".join(f"{word} {counted(given[word])} orang" for word in EXCUSES if given[word])

    @property
    def hours_note(self) -> str:
        """Where the hours come from, as far as there are some, and why some came without one."""
        if self.present is None:
            return ""
        hours = {line.hour for group in self.groups for line in group.lines}
        timed = "Jam menurut presensi" if hours - {NONE, UNTIMED} else ""
        untimed = "“hadir” tanpa jam dari lembar bertanda tangan atau koreksi" if UNTIMED in hours else ""
        return f"{'; '.join(part for part in (timed, untimed) if part)}." if timed or untimed else ""


def day_or_none(event: Event, number: int) -> Day | None:
    """A day of the event by its number from 1."""
    return next((day for day in days_with_places(event) if day.number == number), None)


def attendance_paper(event: Event, day: Day, wish: SheetWish) -> AttendancePaper:
    """Gather the sheet; the statements do not grow with the people. A day nobody came on is blank, too."""
    office = db.session.get_one(Office, event.office_id)
    hours = {} if wish.blank else _hours(event.id, day)
    people = sheet_people(event.id, None) if wish.blank else _cast(event.id, day, hours)
    excuses = excuses_on(day.id) if hours else {}
    government, name = letterhead_lines(office.name, office.letterhead_government)
    groups = _groups(people, hours, excuses, day)
    return AttendancePaper(
        government=government,
        office=name,
        address=" · ".join(line.strip() for line in office.address.splitlines() if line.strip()),
        logo=logo_data_address(office.logo_file_uid),
        day=weekday_date(day.date),
        facts=_facts(event, day),
        groups=groups,
        by_district=wish.by_district,
        event_name=event.name,
        present=sum(group.present or 0 for group in groups) if hours else None,
        signers=_signers(office, day, wish),
    )


def attendance_pdf(paper: AttendancePaper, tell: Callable[[float], None] | None = None) -> bytes:
    """One document; about a second of one core for a hundred people, so it is drawn by a job.

    `tell` hears how far it is, from 0 to 1.
    """
    sizes = [len(group.lines) + 1 for group in paper.groups]
    batches = sizes if paper.by_district else [sum(sizes)]
    pages = sum(-(-size // LINES_A_PAGE) for size in batches)
    return render_pdf(paper_html("reports/attendance_paper.html", paper=paper), tell=tell, pages=pages)


def _hours(event_id: int, day: Day) -> dict[int, datetime | None]:
    """The earliest arrival of the day by registration; None where somebody was there without an hour."""
    places = {place.id for place in day.places}
    found: dict[int, datetime | None] = {}
    for (registration_id, place_id), at in hours_by_registration(event_id).items():
        if place_id in places:
            earlier = found.get(registration_id)
            found[registration_id] = min(earlier, at) if earlier and at else at or earlier
    return found


def _cast(event_id: int, day: Day, hours: Collection[int]) -> list[SheetPerson]:
    """Whom the day is counted by once it was closed; whoever is registered until then."""
    people = sheet_people(event_id, day.first_closed_at)
    if day.first_closed_at is None:
        return people
    came_or_missed = [one for one in people if one.is_cast or one.registration_id in hours]
    return [one for one in came_or_missed if day.awaits(one.category_id)]


def _groups(
    people: Sequence[SheetPerson],
    hours: Mapping[int, datetime | None],
    excuses: Mapping[int, str],
    day: Day,
) -> tuple[SheetGroup, ...]:
    lines = [_line(number, person, hours, excuses, day) for number, person in enumerate(people, start=1)]
    found = []
    for title, pairs in groupby(zip(people, lines, strict=True), key=lambda pair: _group_title(pair[0])):
        members = tuple(line for _, line in pairs)
        present = sum(not line.absence for line in members) if hours else None
        found.append(SheetGroup(title, members, present))
    return tuple(found)


def _group_title(person: SheetPerson) -> str:
    return f"Kecamatan {person.district}" if person.district else person.unit or "Tanpa wilayah"


def _sum_words(total: int, present: int | None) -> tuple[str, ...]:
    if present is None:
        return (counted(total),)
    return counted(total), counted(present), counted(total - present)


def _line(
    number: int,
    person: SheetPerson,
    hours: Mapping[int, datetime | None],
    excuses: Mapping[int, str],
    day: Day,
) -> SheetLine:
    is_away = bool(hours) and person.registration_id not in hours
    return SheetLine(
        number=number,
        name=f"{person.front_title} {person.name}" if person.front_title else person.name,
        title=person.back_title or "",
        sex=person.sex,
        category=person.category,
        kelurahan=person.kelurahan or NONE,
        phone=mask_phone(person.phone) if person.phone else NONE,
        hour=NONE if is_away else _hour(person.registration_id, hours, day),
        absence=excuses.get(person.registration_id, "tidak hadir") if is_away else "",
    )


def _hour(registration_id: int, hours: Mapping[int, datetime | None], day: Day) -> str:
    if registration_id not in hours:
        return ""
    at = hours[registration_id]
    return clock_time(at, day.zone) if at else UNTIMED


def _facts(event: Event, day: Day) -> tuple[tuple[str, str], ...]:
    days = agenda_of(event.id)
    which = "" if len(days) < 2 or day.number > len(_ORDINALS) else _ORDINALS[day.number - 1]
    words = f" (hari {which} dari {number_word(len(days))} hari)" if which else ""
    facts = [("Hari, tanggal", f"{weekday_date(day.date)}{words}")]
    sessions = next((one.sessions for one in days if one.number == day.number), ())
    zone = event.zone
    if sessions:
        first = clock_time(min(session.starts_at for session in sessions), zone)
        last = clock_time(max(session.ends_at for session in sessions), zone)
        facts.append(("Waktu", f"{first} s.d. {last} {zone_name(zone)}"))
    elif day.places:
        opens = min(place.opens_at for place in day.places)
        facts.append(("Dibuka", f"pukul {clock_time(opens, zone)} {zone_name(zone)}"))
    facts += [("Tempat", event.place), ("Acara", event.name)]
    return tuple((label, value) for label, value in facts if value)


def _signers(office: Office, day: Day, wish: SheetWish) -> tuple[Signer, ...]:
    """The one who is told on the left, the one who signs on the right under place and day."""
    place = place_of(office.letterhead_government)
    dated = ", ".join(part for part in (place, long_date(day.date)) if part)
    known = officials_by_id(office.id, [one for one in (wish.knower_id, wish.signer_id) if one])
    pairs = ((wish.knower_id, "Mengetahui,", False), (wish.signer_id, dated, True))
    return tuple(_signer(known[one], above, is_right) for one, above, is_right in pairs if one in known)


def _signer(official: Official, above: str, is_right: bool) -> Signer:
    notes = (
        official.rank if official.prints_rank else "",
        f"NIP {show_nip(official.nip)}" if official.prints_nip and official.nip else "",
    )
    name = full_name(official.name, official.front_title, official.back_title)
    return Signer(above, is_right, f"{official.post},", name, tuple(note for note in notes if note))
