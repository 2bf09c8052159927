"""What the live board says of a checkpoint: its phase, the sentence, who is missing where. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from eventmgr.checkin.arrival_queries import AwaitedPerson, DistrictArrivals
from eventmgr.shared.dates import clock_time, local_date, weekday_date, zone_name
from eventmgr.shared.text import counted

#: future: another day, scans only rehearse · waiting: today, not open yet · running · over
Phase = Literal["future", "waiting", "running", "over"]
#: so many missing names are shown before one asks for all of them
FIRST_NAMES = 10
#: the kecamatan with the most missing is named when it holds so large a part of them: one in four
_SHARE = 4


@dataclass(frozen=True, slots=True)
class LivePlace:
    """A checkpoint with its day and the event's revision, which says whether anything has changed.

    Times are UTC; `day_number` counts from 1.
    """

    id: int
    slug: str
    name: str
    kind: str
    opens_at: datetime
    closes_at: datetime
    day_id: int
    date: date
    day_is_closed: bool
    day_number: int
    rev: int


@dataclass(frozen=True, slots=True)
class NextSession:
    """A session of the agenda: when (UTC), what, where."""

    starts_at: datetime
    ends_at: datetime
    title: str
    room: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The title, the sentence under it, and its end in ink."""

    heading: str
    lede: str
    strong: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that the sentence is computed from; `last_at` is the latest arrival (UTC)."""

    place: LivePlace
    districts: Sequence[DistrictArrivals]
    zone: str
    at: datetime
    is_draft: bool = False
    last_at: datetime | None = None
    rehearsals: int = 0

    @property
    def present(self) -> int:
        return sum(district.present for district in self.districts)

    @property
    def registered(self) -> int:
        return sum(district.registered for district in self.districts)

    @property
    def excused(self) -> int:
        return sum(district.excused for district in self.districts)

    @property
    def missing(self) -> int:
        """Who is still waited for."""
        return self.registered - self.present - self.excused

    @property
    def phase(self) -> Phase:
        return phase_of(self.place, self.at, self.zone)


def phase_of(place: LivePlace, at: datetime, zone: str) -> Phase:
    """Where the checkpoint stands. A day that the organizer closed is over, whatever the hour."""
    today = local_date(at, zone)
    if place.day_is_closed or today > place.date or (today == place.date and at >= place.closes_at):
        return "over"
    if today < place.date:
        return "future"
    return "running" if at >= place.opens_at else "waiting"


class Lesson(Protocol):
    """A session of the agenda, as far as one says what comes next. Times are UTC."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def title(self) -> str: ...
    @property
    def room(self) -> str: ...


def coming_words(lessons: Sequence[Lesson], zone: str, at: datetime) -> str:
    """ "Pembukaan pukul 09.00 di Ballroom", "Sekarang: Penutupan" while the last one runs, then nothing."""
    coming = next((lesson for lesson in lessons if lesson.starts_at > at), None)
    if coming is None:
        running = next((lesson for lesson in lessons if lesson.starts_at <= at < lesson.ends_at), None)
        return f"Sekarang: {running.title}" if running else ""
    where = f" di {coming.room}" if coming.room else ""
    return f"{coming.title} pukul {clock_time(coming.starts_at, zone)}{where}"


def sentence(standing: Standing) -> Sentence:
    """How things stand, computed and never typed."""
    if not standing.registered:
        return Sentence("Belum ada peserta", "Kehadiran terlihat di sini sesudah peserta terdaftar.")
    place, zone, phase = standing.place, standing.zone, standing.phase
    whole = f"{counted(standing.registered)} peserta"
    if phase == "future" and not standing.present:
        practice = f"{counted(standing.rehearsals)} pindai latihan sejauh ini." if standing.rehearsals else ""
        lede = f"{whole} terdaftar. Pindai sebelum hari itu hanya latihan, tidak menjadi kehadiran."
        return Sentence(f"{place.name} dibuka {weekday_date(place.date)}", lede, practice)
    if standing.is_draft:
        lede = f"{whole} terdaftar. Kegiatan masih rancangan: pindai di pintu hanya latihan."
        return Sentence("Belum ada yang hadir", lede)
    if not standing.present:
        return _nobody(standing, whole)
    is_over = phase == "over"
    if not standing.missing and not standing.excused:
        last = f", yang terakhir pukul {clock_time(standing.last_at, zone)}" if standing.last_at else ""
        heading = f"Semua {whole} {'hadir' if is_over else 'sudah hadir'}"
        return Sentence(heading, f"{place.name}, {weekday_date(place.date)}{last}.")
    heading = f"{counted(standing.present)} dari {counted(standing.registered)}"
    heading += " hadir" if is_over else " sudah hadir"
    excused = f"{counted(standing.excused)} izin, sakit, atau tugas" if standing.excused else ""
    if not standing.missing:
        return Sentence(heading, f"{excused}, selain itu", "semua sudah datang.")
    lede = f"{excused}; " if excused else ""
    lede += f"{counted(standing.missing)} {'tidak' if is_over else 'belum'} datang"
    return Sentence(heading, *_where(lede, standing))


def _nobody(standing: Standing, whole: str) -> Sentence:
    place, zone = standing.place, standing.zone
    opens = f"{clock_time(place.opens_at, zone)} {zone_name(zone)}"
    if standing.phase == "over":
        return Sentence("Tidak ada presensi tercatat", f"{place.name}, {weekday_date(place.date)}.")
    if standing.phase == "waiting":
        return Sentence("Belum ada yang hadir", f"{place.name} dibuka pukul {opens}. {whole} terdaftar.")
    return Sentence("Belum ada yang hadir", f"{place.name} terbuka sejak pukul {opens}. {whole} ditunggu.")


def _where(lede: str, standing: Standing) -> tuple[str, str]:
    lacking = [district for district in standing.districts if district.missing]
    top = max(lacking, key=lambda each: each.missing)
    if len(lacking) == 1:
        return f"{lede},", f"{'semuanya' if standing.missing > 1 else 'ia'} dari {top.name}."
    if top.missing * _SHARE >= standing.missing:
        return f"{lede},", f"{counted(top.missing)} di antaranya dari {top.name}."
    return f"{lede},", f"tersebar di {len(lacking)} kecamatan."


@dataclass(frozen=True, slots=True)
class MissingGroup:
    """The missing of one kecamatan, or the first of them; `number` counts all."""

    name: str
    number: int
    people: tuple[AwaitedPerson, ...]


def missing_groups(people: Sequence[AwaitedPerson], *, show_all: bool) -> tuple[list[MissingGroup], int]:
    """The missing, kecamatan with the most first, and how many names are left out for now."""
    by_code: dict[str, list[AwaitedPerson]] = {}
    for person in people:
        by_code.setdefault(person.district_code, []).append(person)
    order = sorted(by_code.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    room = len(people) if show_all else FIRST_NAMES
    groups = []
    for _, members in order:
        shown = members[:room]
        if not shown:
            break
        groups.append(MissingGroup(members[0].district, len(members), tuple(shown)))
        room -= len(shown)
    return groups, len(people) - sum(len(group.people) for group in groups)


def split_excused(
    people: Sequence[AwaitedPerson],
) -> tuple[list[AwaitedPerson], list[AwaitedPerson]]:
    """Who is waited for, and who has said that they do not come."""
    return [one for one in people if not one.excuse], [one for one in people if one.excuse]


def opening_of(lessons: Sequence[NextSession], place: LivePlace) -> NextSession | None:
    """The session that people come for: the first that begins after the door opened, else the day's first."""
    later = [lesson for lesson in lessons if lesson.starts_at >= place.opens_at]
    return later[0] if later else lessons[0] if lessons and place.kind == "arrival" else None


def reminder(
    name: str, event_name: str, opening: NextSession | None, zone: str, sender: str, at: datetime
) -> str:
    """The text of one tap: "Assalamualaikum, Hendri. Pembukaan Sosialisasi … dimulai pukul 09.00 di …"."""
    begins = f"{event_name} sedang berlangsung"
    if opening is not None:
        where = f" di {opening.room}" if opening.room else ""
        verb = "dimulai" if at < opening.starts_at else "sudah dimulai"
        begins = f"{opening.title}, {event_name}, {verb} pukul {clock_time(opening.starts_at, zone)}{where}"
    return f"Assalamualaikum, {name}. {begins}. Kehadiran Bapak/Ibu kami tunggu. Terima kasih.\n{sender}"
