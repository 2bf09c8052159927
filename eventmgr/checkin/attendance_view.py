"""The attendance page in sentences, sums and groups. Pure Python: rows and the moment in, words out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.checkin.missing_queries import MissingPerson
from eventmgr.checkin.queries import CheckpointRow, RegionArrivals
from eventmgr.shared.dates import clock_time, local_date, short_date, weekday_date, zone_name
from eventmgr.shared.text import counted

#: So many missing names are shown before one asks for all of them.
FIRST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A kelurahan, or a kecamatan's own people; names of who is waited for, and of who has said why not."""

    code: str
    name: str
    present: int
    registered: int
    missing: tuple[MissingPerson, ...]
    excused: tuple[MissingPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan with its places. `bar` and `fill` are widths of its bar in parts of 1,000."""

    code: str
    name: str
    present: int
    registered: int
    places: tuple[Place, ...]
    bar: int
    fill: int

    @property
    def missing(self) -> tuple[MissingPerson, ...]:
        return tuple(person for place in self.places for person in place.missing)

    @property
    def excused(self) -> int:
        return sum(len(place.excused) for place in self.places)

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 stands for everybody."""
        return 100 * self.present // self.registered if self.registered else 0


@dataclass(frozen=True, slots=True)
class NameGroup:
    """The missing of one kecamatan, or the first of them."""

    name: str
    number: int
    people: tuple[MissingPerson, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The title and the sentence under it; `strong` ends the sentence in ink."""

    heading: str
    lede: str
    strong: str = ""


def districts(arrivals: Sequence[RegionArrivals], missing: Sequence[MissingPerson]) -> list[District]:
    """The kecamatan in official order; bars are measured by the one with the most participants."""
    names: dict[str, list[MissingPerson]] = defaultdict(list)
    for person in missing:
        names[person.region_code].append(person)
    grouped: dict[str, list[RegionArrivals]] = defaultdict(list)
    for row in arrivals:
        grouped[row.district_code].append(row)
    most = max((sum(row.registered for row in rows) for rows in grouped.values()), default=1)
    return [_district(code, rows, names, most) for code, rows in grouped.items()]


def _district(
    code: str, rows: list[RegionArrivals], names: dict[str, list[MissingPerson]], most: int
) -> District:
    present, registered = sum(row.present for row in rows), sum(row.registered for row in rows)
    places = tuple(
        Place(
            row.code,
            row.name if row.level != "kecamatan" else f"Kecamatan {row.name}",
            row.present,
            row.registered,
            tuple(person for person in names.get(row.code, ()) if not person.excuse),
            tuple(person for person in names.get(row.code, ()) if person.excuse),
        )
        for row in rows
    )
    return District(
        code=code,
        name=rows[0].district_name,
        present=present,
        registered=registered,
        places=places,
        bar=max(8, 1000 * registered // most),
        fill=1000 * present // most,
    )


def missing_groups(found: Sequence[District], *, show_all: bool) -> tuple[list[NameGroup], int]:
    """The missing, kecamatan with the most first, and how many names are left out for now."""
    order = sorted(
        (district for district in found if district.missing), key=lambda each: (-len(each.missing), each.code)
    )
    total = sum(len(district.missing) for district in order)
    room = total if show_all else FIRST_NAMES
    groups = []
    for district in order:
        shown = district.missing[:room]
        if not shown:
            break
        groups.append(NameGroup(district.name, len(district.missing), shown))
        room -= len(shown)
    return groups, total - sum(len(group.people) for group in groups)


def is_over(place: CheckpointRow, zone: str, at: datetime) -> bool:
    """Whether nobody is waited for any more. A day that the organizer closed is over, whatever the hour."""
    return place.day_closed_at is not None or local_date(at, zone) > place.date or at >= place.closes_at


def sentence(place: CheckpointRow, found: Sequence[District], *, zone: str, at: datetime) -> Sentence:
    """How things stand at a checkpoint, told as today's, as over, or as still to come."""
    present, registered = sum(each.present for each in found), sum(each.registered for each in found)
    excused = sum(each.excused for each in found)
    missing = registered - present - excused
    if registered == 0:
        return Sentence("Belum ada peserta", "Kehadiran terlihat di sini sesudah peserta terdaftar.")
    is_past = is_over(place, zone, at)
    already = "" if is_past else "sudah "
    if present == 0 and at < place.opens_at:
        opens = f"{weekday_date(place.date)}, pukul {clock_time(place.opens_at, zone)} {zone_name(zone)}"
        return Sentence("Belum ada yang hadir", f"{place.name} dibuka {opens}.")
    if missing == 0 and not excused:
        return Sentence(
            f"Semua {counted(registered)} peserta {already}hadir",
            f"{place.name}, {weekday_date(place.date)}.",
        )
    heading = f"{counted(present)} dari {counted(registered)} {already}hadir"
    reasons = f"{counted(excused)} izin, sakit, atau tugas" if excused else ""
    if not missing:
        return Sentence(heading, f"{reasons}, selain itu", "semua sudah datang.")
    lede = f"{reasons}; " if excused else ""
    lede += f"{counted(missing)} {'tidak' if is_past else 'belum'} datang"
    return Sentence(heading, *_where(lede, missing, found))


def _where(lede: str, missing: int, found: Sequence[District]) -> tuple[str, str]:
    """Name the kecamatan with the most missing when it holds a quarter of them or more."""
    lacking = [district for district in found if district.missing]
    top = max(lacking, key=lambda each: len(each.missing), default=None)
    if top is None:
        return f"{lede}.", ""
    if len(lacking) == 1:
        return f"{lede},", f"{'semuanya' if missing > 1 else 'ia'} dari {top.name}."
    if len(top.missing) * 4 >= missing:
        return f"{lede},", f"{counted(len(top.missing))} di antaranya dari {top.name}."
    return f"{lede},", f"tersebar di {len(lacking)} kecamatan."


def chip_label(place: CheckpointRow) -> str:
    """Presensi Hari 1, 18 Nov."""
    return f"{place.name}, {short_date(place.date)}"


def place_to_show(places: Sequence[CheckpointRow], slug: str | None, at: datetime) -> CheckpointRow | None:
    """The checkpoint that is asked for (None for a wrong name), else the last that opened, else the first."""
    if slug is not None:
        return next((place for place in places if place.slug == slug), None)
    opened = [place for place in places if place.opens_at <= at]
    return opened[-1] if opened else places[0] if places else None
