"""An event's home in the words and links that the page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eventmgr.events.agenda_queries import PlannedDay
from eventmgr.reports.home_links import door_link, frequent_links, page_links
from eventmgr.reports.road_rules import road
from eventmgr.reports.rules import (
    HomeFacts,
    Opening,
    day_in_view,
    day_of,
    draft_gaps,
    opening,
    phase_of,
)
from eventmgr.shared.dates import clock_time, weekday_date, zone_name
from eventmgr.shared.number_words import ordinal_word
from eventmgr.shared.text import counted


@dataclass(frozen=True, slots=True)
class Station:
    """One step of the road as the stepper macro takes it; `url` is empty where there is no page to open."""

    label: str
    note: str
    kind: str
    url: str
    band: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """The figures of one day, ready to be printed."""

    heading: str
    note: str
    present: int
    registered: int
    missing_words: str
    #: while the day runs nobody waits for who is excused; later they are among those who were not there
    excused: int = 0

    @property
    def missing(self) -> int:
        return max(0, self.registered - self.present - self.excused)


@dataclass(frozen=True, slots=True)
class Line:
    """One session: "09.00", "Pembukaan"."""

    time: str
    title: str


@dataclass(frozen=True, slots=True)
class Attention:
    """One row that wants attention; `page` is a key of the links."""

    kind: str
    title: str
    note: str
    act: str
    page: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything on the page. `act_url` is empty where the visitor may not do the next step."""

    opening: Opening
    act_url: str
    stations: tuple[Station, ...]
    attendance: Attendance | None
    warnings: tuple[Attention, ...]
    agenda_heading: str
    agenda: tuple[Line, ...]
    links: dict[str, str]
    frequent: tuple[tuple[str, str], ...]
    #: what a draft lacks, in words; None once it is open
    draft: str | None = None
    has_days: bool = True


def home_view(facts: HomeFacts, agenda: Sequence[PlannedDay], slug: str) -> HomeView:
    """Put together what the page shows."""
    links = page_links(slug)
    door = door_link(slug) if phase_of(facts) != "after" else ""
    opened = _opening_for(facts, links, is_door=bool(door))
    heading, lines = _agenda(facts, agenda)
    stations = tuple(
        Station(step.label, step.note, step.kind, links.get(step.page, ""), step.band, step.is_current)
        for step in road(facts)
        if step.page != "cards" or "cards" in links
    )
    return HomeView(
        opening=opened,
        act_url=door or links.get(opened.act, ""),
        stations=stations,
        attendance=_attendance(facts),
        # Who cannot print is not told that cards are not printed.
        warnings=tuple(one for one in _warnings(facts) if one.page != "cards" or "cards" in links),
        agenda_heading=heading,
        agenda=lines,
        links=links,
        frequent=tuple(one for one in frequent_links(phase_of(facts), slug) if one[1] != door),
        draft=_draft_words(facts) if facts.state == "draft" else None,
        has_days=bool(facts.days),
    )


def _opening_for(facts: HomeFacts, links: Mapping[str, str], *, is_door: bool) -> Opening:
    """How things stand for this visitor: the crew scans, and cards concern who can print them."""
    opened = opening(facts)
    if opened.act == "cards" and "cards" not in links:
        opened = replace(opened, heading="Menunggu hari pertama", act="", act_label="")
    if is_door:
        practises = facts.state == "draft" or phase_of(facts) in ("empty", "before")
        opened = replace(opened, act_label="Latihan memindai" if practises else "Pindai kartu")
    return opened


def _draft_words(facts: HomeFacts) -> str:
    """ "Rancangan: belum dibuka, pindai hanya latihan. Belum ada jadwal dan titik presensi." """
    gaps = draft_gaps(facts)
    said = "Rancangan: belum dibuka, pindai hanya latihan."
    if not gaps:
        return f"{said} Semuanya sudah terisi."
    *others, last = gaps
    comma = "," if len(others) > 1 else ""
    listed = f"{', '.join(others)}{comma} dan {last}" if others else last
    return f"{said} Belum ada {listed}."


def _attendance(facts: HomeFacts) -> Attendance | None:
    day = day_in_view(facts)
    if day is None or not facts.registered or facts.state == "draft":
        return None
    is_today = day.date == facts.today
    note = weekday_date(day.date)
    if is_today:
        note += f", pukul {clock_time(facts.moment, facts.zone)} {zone_name(facts.zone)}"
    heading = "Kehadiran hari ini" if is_today else f"Kehadiran hari {ordinal_word(day.number)}"
    if phase_of(facts) == "during":
        return Attendance(heading, note, day.present, day.awaited, "belum datang", day.excused)
    return Attendance(heading, note, day.present, day.awaited, "tidak hadir")


def _agenda(facts: HomeFacts, agenda: Sequence[PlannedDay]) -> tuple[str, tuple[Line, ...]]:
    """Today's sessions, else those of the next day; nothing once the event is over."""
    if phase_of(facts) == "after":
        return "", ()
    today = day_of(facts)
    ahead = [day for day in agenda if day.date >= facts.today and day.lessons]
    if today is not None and phase_of(facts) == "evening":
        ahead = [day for day in ahead if day.date > facts.today]
    if not ahead:
        return "", ()
    shown = ahead[0]
    heading = "Acara hari ini" if shown.date == facts.today else f"Acara hari {ordinal_word(shown.number)}"
    return heading, tuple(
        Line(clock_time(session.starts_at, facts.zone), session.title) for session in shown.lessons
    )


def _warnings(facts: HomeFacts) -> list[Attention]:
    found = []
    if facts.links_asked_for:
        title = f"{counted(facts.links_asked_for)} orang minta tautannya dikirim ulang"
        found.append(Attention("look", title, "Tautan lamanya sudah diganti", "Kirim", "links"))
    has_begun = bool(facts.days) and facts.today >= facts.days[0].date
    if facts.state == "archived":
        return []
    if has_begun and facts.is_worked_on and facts.cards_open and phase_of(facts) != "after":
        number = counted(facts.cards_open)
        note = "Terdaftar sesudah kartu dicetak" if facts.cards_printed else "Presensi sudah dimulai"
        found.append(Attention("look", f"{number} kartu belum dicetak", note, "Cetak", "cards"))
    if facts.registered and facts.is_worked_on and phase_of(facts) != "after":
        found += [
            Attention("look", row.title, row.note, "Minta nama" if row.is_short else "Lihat", "quota")
            for row in facts.quota
        ]
    for day in facts.days:
        if day.date < facts.today and not day.present and facts.registered and facts.state != "draft":
            title = f"Belum ada presensi hari {ordinal_word(day.number)}"
            found.append(Attention("look", title, weekday_date(day.date), "Lihat", "attendance"))
    open_days = [day for day in facts.days if day.date < facts.today and day.present and not day.is_closed]
    if open_days:
        title = f"Hari {ordinal_word(open_days[0].number)} belum ditutup"
        if len(open_days) > 1:
            title = f"{len(open_days)} hari belum ditutup"
        note = "Sesudah ditutup, angkanya dipakai daftar hadir dan sertifikat"
        found.append(Attention("look", title, note, "Tutup", "attendance"))
    if phase_of(facts) == "after" and facts.least_days is None and not facts.certificates_valid:
        note = "Tentukan paling sedikit hadir berapa hari"
        found.append(Attention("look", "Syarat sertifikat belum diisi", note, "Isi", "certificates"))
    return found
