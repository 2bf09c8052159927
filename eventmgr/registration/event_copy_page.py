"""The page of a new event: where it can come from, what comes along, what it will be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wtforms.fields import SelectChoice

from eventmgr.events.copy_parts import copy_parts
from eventmgr.events.copy_rules import new_dates, next_first_day, next_name
from eventmgr.events.holiday_rules import holiday_words
from eventmgr.events.plan_queries import DoorRow, doors_of, members_of, quota_of
from eventmgr.events.queries import dates_of_event
from eventmgr.office.queries import office_by_id_or_none
from eventmgr.office.regions import regions_under
from eventmgr.registration.event_copy_forms import TICKED, NewEventForm
from eventmgr.registration.event_copy_queries import Cohort, Source, cohort_of, companions_of
from eventmgr.shared.dates import date_range, short_date, weekday_date
from eventmgr.shared.number_words import number_word
from eventmgr.shared.text import counted, fold_for_search

#: so many are offered without a search
NEWEST = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """An event to copy, in words."""

    slug: str
    label: str
    note: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One tick: what, how many, one sentence."""

    key: str
    label: str
    figure: str
    sentence: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class DayLine:
    """18 Nov. 2024 → Senin, 17 November 2025; `new` empty for a day that does not come along."""

    old: str
    new: str
    warning: str


@dataclass(frozen=True, slots=True)
class NewEventPage:
    """Everything on the page beside the form."""

    choices: tuple[Choice, ...]
    has_more: bool
    search: str
    source_name: str
    parts: tuple[Part, ...]
    dates: str
    lines: tuple[DayLine, ...]
    #: what remains to be done: title, note
    remaining: tuple[tuple[str, str], ...]
    people: int
    #: the copy of a demo's event is one itself
    is_demo: bool

    @property
    def button(self) -> str:
        return f"Buat kegiatan dengan {counted(self.people)} peserta" if self.people else "Buat kegiatan"

    @property
    def warnings(self) -> list[str]:
        return [f"{line.new}: {line.warning}" for line in self.lines if line.warning]


def propose(form: NewEventForm, source: Source | None, today: date) -> None:
    """Fill in what follows from the choice, and leave what the person typed.

    A field still holds the last proposal until it is typed into; another choice proposes anew.
    """
    slug = source.event.slug if source is not None else ""
    if form.shown.data == slug and form.is_filled:
        return
    name, place, first = _proposals(source, today)
    for field, before, value in (
        (form.name, form.proposed_name, name),
        (form.place, form.proposed_place, place),
        (form.first_day, form.proposed_first, first),
    ):
        if (field.data or "") == (before.data or ""):
            field.data = value
        before.data = value
    form.day_count.data = max(1, source.plan.days) if source is not None else form.day_count.data or 1
    for key in TICKED:
        form[key].data = source is not None
    form.shown.data = slug


def _proposals(source: Source | None, today: date) -> tuple[str, str, str]:
    if source is None:
        return "", "", ""
    if source.days is None:
        return source.event.name, source.event.place, ""
    first = next_first_day(source.days[0], today)
    name = next_name(source.event.name, source.days[0].year, first.year)
    return name, source.event.place, f"{first:%d-%m-%Y}"


def new_event_page(
    form: NewEventForm, sources: Sequence[Source], search: str, ticked: set[str]
) -> NewEventPage:
    """Describe what the form as it stands would make."""
    source = next((one for one in sources if one.event.slug == form.source.data), None)
    offered = _offered(sources, source, search)
    form.source.choices = [SelectChoice("", "Mulai dari kosong")] + [
        SelectChoice(one.event.slug, one.event.name) for one in sources
    ]
    first = form.first_day_or_none()
    old = dates_of_event(source.event.id) if source is not None else []
    cohort = cohort_of(companions_of(source.event.id, first or date.max)) if source is not None else None
    dates = new_dates(old, first, form.day_count.data or 1) if first is not None else []
    quota = _quota_words(source) if source is not None else (0, "")
    parts = _parts(source, form, cohort, old, dates, quota, ticked) if source is not None else ()
    people = cohort.comes if cohort is not None and form.people.data else 0
    return NewEventPage(
        choices=tuple(_choice(one) for one in offered),
        has_more=len(sources) > NEWEST,
        search=search,
        source_name=source.event.name if source is not None else "",
        parts=parts,
        dates=date_range(dates[0], dates[-1]) if dates else "",
        lines=tuple(_lines(old, dates)),
        remaining=_remaining(source, form, people, quota[0]) if source is not None else (),
        people=people,
        is_demo=source is not None and source.event.is_demo,
    )


def _offered(sources: Sequence[Source], picked: Source | None, search: str) -> list[Source]:
    """The newest, or those that a search finds; the picked one always."""
    wanted = fold_for_search(search)
    found = [one for one in sources if not wanted or wanted in fold_for_search(one.event.name)]
    shown = found[: 12 if wanted else NEWEST]
    return [*shown, picked] if picked is not None and picked not in shown else shown


def _choice(source: Source) -> Choice:
    dates = date_range(*source.days) if source.days else "tanggal belum diisi"
    note = f"{dates}, {counted(source.participants)} peserta, {source.plan.sessions} sesi"
    return Choice(source.event.slug, f"Salin {source.event.name}", note, source.event.is_demo)


def _lines(old: Sequence[date], new: Sequence[date]) -> list[DayLine]:
    lines = []
    for index in range(max(len(old), len(new))):
        before = f"{short_date(old[index])} {old[index].year}" if index < len(old) else ""
        after = weekday_date(new[index]) if index < len(new) else ""
        lines.append(DayLine(before, after, holiday_words(new[index]) if index < len(new) else ""))
    return lines


def _parts(
    source: Source,
    form: NewEventForm,
    cohort: Cohort | None,
    old: Sequence[date],
    dates: Sequence[date],
    quota: tuple[int, str],
    ticked: set[str],
) -> tuple[Part, ...]:
    event, plan = source.event, source.plan
    moved = f", tanggal bergeser ke {date_range(dates[0], dates[-1])}" if dates else ""
    parts = [
        _part(
            form,
            "agenda",
            f"{len(old)} hari, {plan.sessions} sesi",
            f"Jam dan judul tetap{moved}",
        ),
        _part(form, "doors", f"{plan.doors} titik", _door_words(doors_of(event.id))),
    ]
    members = members_of(event.id)
    if members:
        parts.append(_members_part(form, len(members), sum(not one.is_disabled for one in members)))
    parts.append(_part(form, "quota", f"{counted(quota[0])} tempat", quota[1]))
    if cohort is not None:
        figure = f"{counted(cohort.comes)} dari {counted(cohort.registered)}"
        parts.append(_part(form, "people", figure, _cohort_words(cohort)))
    for part in copy_parts():
        words_of = part.describe(event.id)
        if words_of is not None:
            is_ticked = part.key in ticked if form.is_submitted() or form.is_filled else part.is_proposed
            parts.append(Part(part.key, part.label, words_of[0], words_of[1], is_ticked))
    return tuple(parts)


def _members_part(form: NewEventForm, total: int, active: int) -> Part:
    """ "8 dari 10 orang": accounts that were disabled stay behind."""
    if active == total:
        return _part(form, "members", f"{active} orang", "Peran mereka tetap")
    words = f"{number_word(total - active).capitalize()} akun sudah dinonaktifkan, tidak ikut"
    return _part(form, "members", f"{active} dari {total} orang", words)


def _part(form: NewEventForm, key: str, figure: str, sentence: str) -> Part:
    return Part(key, form[key].label.text, figure, sentence, bool(form[key].data))


def _door_words(doors: Sequence[DoorRow]) -> str:
    """Tiga kali datang, dua di sesi, satu pulang"""
    words = {"arrival": "kali datang", "session": "di sesi", "departure": "pulang"}
    counts = {kind: sum(door.kind == kind for door in doors) for kind in words}
    told = [f"{number_word(number)} {words[kind]}" for kind, number in counts.items() if number]
    return ", ".join(told).capitalize() if told else "Titik datang tiap hari dibuat sendiri"


def _quota_words(source: Source) -> tuple[int, str]:
    """323 and "Tiga PSM tiap kelurahan, satu TKSK tiap kecamatan"."""
    rows = [row for row in quota_of(source.event.id, source.event.office_id) if row.seats is not None]
    office = office_by_id_or_none(source.event.office_id)
    regions = regions_under(office.region_code if office is not None else None)
    level_count = {level: sum(one.level == level for one in regions) for level in ("kelurahan", "kecamatan")}
    level_count["city"] = 1
    total, told = 0, []
    for row in rows:
        seats = row.seats or 0
        total += seats * level_count.get(row.region_level, 0) + sum(
            one.seats - seats for one in row.exceptions
        )
        told.append(f"{number_word(seats)} {row.code} tiap {row.region_level.replace('city', 'kota')}")
    return (
        total,
        f"{told[0][0].upper()}{told[0][1:]}{''.join(f', {one}' for one in told[1:])}"
        if told
        else "Tanpa kuota",
    )


def _cohort_words(cohort: Cohort) -> str:
    """Masa tugas 3 orang berakhir, 2 orang pindah"""
    told = []
    if cohort.ended:
        told.append(f"masa tugas {cohort.ended} orang berakhir")
    if cohort.moved:
        told.append(f"{cohort.moved} orang pindah")
    words = ", ".join(told)
    return f"{words[0].upper()}{words[1:]}; mereka tidak ikut" if words else "Semuanya masih bertugas"


def _remaining(source: Source, form: NewEventForm, people: int, seats: int) -> tuple[tuple[str, str], ...]:
    rows = []
    if form.quota.data and seats > people:
        title = f"Isi {counted(seats - people)} nama yang kosong" if people else "Isi daftar peserta"
        rows.append((title, f"{counted(people)} dari {counted(seats)} tempat terisi"))
    if form.agenda.data and source.plan.sessions:
        year = f" tahun {source.days[0].year}" if source.days else " yang lama"
        rows.append(("Pilih pembicara tiap sesi", f"nama{year} tidak ikut"))
    if people:
        rows.append(("Cetak kartu", "kode QR dibuat baru untuk semua"))
    rows.append(("Buka kegiatan", "sebelum itu peserta belum melihatnya"))
    return tuple(rows)
