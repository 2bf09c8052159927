"""The page that takes the people of a former event: which events there are, who of the chosen one comes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from eventmgr.accounts.models import User
from eventmgr.events.copy_rules import COMES
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.office.queries import office_by_id_or_none
from eventmgr.office.regions import regions_under
from eventmgr.registration.event_copy_queries import (
    Companion,
    Source,
    cohort_of,
    companions_of,
    newcomers_of,
    other_sources,
    person_ids_of,
)
from eventmgr.registration.region_seat_queries import seat_rules, seats_by_region
from eventmgr.shared.dates import date_range, local_date
from eventmgr.shared.text import counted


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """One event to take people from."""

    slug: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class CohortPage:
    """`rows` tell (kind of mark, title, note); their figures add up to the people of the chosen event."""

    choices: tuple[SourceChoice, ...]
    chosen: str
    chosen_name: str
    count: int
    rows: tuple[tuple[str, str, str], ...]

    @property
    def button(self) -> str:
        return f"Ambil {counted(self.count)} peserta"


def cohort_page(event: Event, sources: Sequence[Source], chosen: str, on: date) -> CohortPage:
    """The page with one event chosen: the one asked for, else the newest. `on`: the day they shall serve."""
    source = next((one for one in sources if one.event.slug == chosen), sources[0] if sources else None)
    choices = tuple(_choice(one) for one in sources)
    if source is None:
        return CohortPage(choices, "", "", 0, ())
    companions, here = companions_of(source.event.id, on), person_ids_of(event.id)
    fresh = [one for one in companions if one.person_id not in here]
    coming = [one for one in fresh if one.carry == COMES]
    cohort = cohort_of(fresh)
    known = len(companions) - len(fresh)
    told = (
        ("ok", len(coming), "ikut, masih bertugas di tempat yang sama", "dengan kartu dan tautan baru"),
        ("none", cohort.ended, "tidak ikut, masa tugasnya berakhir", ""),
        ("none", cohort.moved, "tidak ikut, pindah tugas", "tambahkan sendiri di tempatnya yang baru"),
        ("none", known, "sudah tercatat di kegiatan ini", "juga yang dibatalkan atau diganti; tidak berubah"),
    )
    rows = [(kind, f"{counted(number)} orang {words}", note) for kind, number, words, note in told if number]
    if surplus := _surplus(event, coming):
        rows.append(("look", f"{counted(surplus)} di antaranya di atas kuota", "tampak di papan kuota"))
    return CohortPage(choices, source.event.slug, source.event.name, len(coming), tuple(rows))


def first_day_of(event: Event, at: datetime) -> date:
    """The day on which people shall still serve: the event's first, else today."""
    days = event_dates([event.id]).get(event.id)
    return days[0] if days else local_date(at, event.zone)


def invitation_or_none(user: User, event: Event, on: date) -> str | None:
    """What an empty list says of the newest event whose people may be taken; None when there is none."""
    sources = other_sources(user, event)
    if not sources:
        return None
    newest = sources[0].event
    return (
        f"{counted(len(newcomers_of(event.id, newest.id, on)))} orang dari {newest.name} yang masih bertugas."
    )


def _choice(source: Source) -> SourceChoice:
    dates = date_range(*source.days) if source.days else "tanggal belum diisi"
    return SourceChoice(
        source.event.slug, source.event.name, f"{dates}, {counted(source.participants)} peserta"
    )


def _surplus(event: Event, coming: Sequence[Companion]) -> int:
    """How many would stand over the quota of their region; five statements."""
    rules = seat_rules(event.id)
    office = office_by_id_or_none(event.office_id)
    regions = regions_under(office.region_code if office is not None else None)
    wanted = Counter((one.category_id, one.region_code) for one in coming)
    plan = seats_by_region(event.id, rules, regions)
    return sum(
        min(new, max(0, place.taken + new - place.seats))
        for place in plan.places
        if (new := wanted[place.rule.category_id, place.region.code])
    )
