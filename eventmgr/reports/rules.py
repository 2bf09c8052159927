"""What an event's home says: the phase, the sentence, the next step. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from eventmgr.shared.dates import clock_time, long_date, weekday_date
from eventmgr.shared.number_words import ordinal_word
from eventmgr.shared.text import counted

Phase = Literal["empty", "before", "during", "evening", "between", "after"]
#: kinds of a state mark, and how far the band behind a station is woven
Kind = Literal["ok", "look", "current", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """One day. Times are UTC and None where the agenda is empty; `present` counts people at its doors."""

    number: int
    date: date
    present: int
    #: who takes part on it; a closed day keeps its cast
    awaited: int
    #: not there, with izin, sakit or tugas
    excused: int = 0
    #: of today's: the session that comes next, or runs, as the screen in the hall says it
    coming: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class QuotaPlace:
    """One region with the seats that a category has there and how many of them have a name."""

    place: str
    level: str
    seats: int
    taken: int


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """Regions of one level that are too few or too many: "2 kelurahan kurang satu nama" and which ones."""

    title: str
    note: str
    #: how many names
    names: int
    is_short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFacts:
    """Everything that the home is computed from. `today` is the local date of `moment`."""

    moment: datetime
    today: date
    zone: str
    place: str
    days: Sequence[DayFacts]
    registered: int
    #: name cards there are, of speakers and committee too, and how many of them are printed
    cards: int
    cards_printed: int
    certificates_valid: int
    certificates_reserved: int
    #: people who may get one and have none; counted once the event is over
    certificates_ready: int = 0
    #: least days of the certificate rule; None while there is none
    least_days: int | None
    quota: Sequence[QuotaRow] = ()
    has_quota: bool = False
    #: people who wait for their renewed private link
    links_asked_for: int = 0
    #: draft, open, closed, archived
    state: str = "open"
    has_sessions: bool = True
    has_doors: bool = True
    has_contact: bool = True

    @property
    def is_worked_on(self) -> bool:
        """Whether people and cards may still change."""
        return self.state in ("draft", "open")

    @property
    def cards_open(self) -> int:
        return self.cards - self.cards_printed


@dataclass(frozen=True, slots=True)
class Opening:
    """The title block. `strong` ends the lede in ink; `act` is a key of the page's links, or empty."""

    heading: str
    lede: str = ""
    strong: str = ""
    act: str = ""
    act_label: str = ""


#: so many places are named in a row
MOST_PLACES = 4


def quota_rows(places: Sequence[QuotaPlace]) -> list[QuotaRow]:
    """What deviates from the quota, by level, too few before too many; nothing where all is right."""
    rows = []
    for level in dict.fromkeys(place.level for place in places):
        for word, sign in (("kurang", 1), ("lebih", -1)):
            found = [one for one in places if one.level == level and (one.seats - one.taken) * sign > 0]
            if found:
                names = sum(abs(one.seats - one.taken) for one in found)
                number = f"{len(found)} {level} {word} {_names(names, len(found))}"
                rows.append(QuotaRow(number, _listed([one.place for one in found]), names, word == "kurang"))
    return rows


def _names(names: int, places: int) -> str:
    return "satu nama" if names == places else f"{counted(names)} nama"


def _listed(names: Sequence[str]) -> str:
    """ "A, B, dan C"; the rest of a long list is counted."""
    shown = list(names[:MOST_PLACES])
    if len(names) > MOST_PLACES:
        shown.append(f"{counted(len(names) - MOST_PLACES)} lagi")
    if len(shown) < 3:
        return " dan ".join(shown)
    return ", ".join(shown[:-1]) + f", dan {shown[-1]}"


def day_of(facts: HomeFacts) -> DayFacts | None:
    """Today's day, if the event runs today."""
    return next((day for day in facts.days if day.date == facts.today), None)


def day_in_view(facts: HomeFacts) -> DayFacts | None:
    """The day whose attendance the page shows: today, else the last one that has passed."""
    passed = [day for day in facts.days if day.date <= facts.today]
    return passed[-1] if passed else None


def phase_of(facts: HomeFacts) -> Phase:
    """Where the event stands on its road."""
    if not facts.registered:
        return "empty"
    today = day_of(facts)
    if today is not None:
        is_over = today.is_closed or (today.ends_at is not None and facts.moment >= today.ends_at)
        is_last = today.number == len(facts.days)
        if not is_over:
            return "during"
        return "after" if is_last else "evening"
    if not facts.days or facts.today < facts.days[0].date:
        return "before"
    return "between" if facts.today < facts.days[-1].date else "after"


def opening(facts: HomeFacts) -> Opening:
    """The sentence that says how things stand, and the one thing to do next."""
    phase = phase_of(facts)
    if facts.state in ("closed", "archived") and (phase != "after" or facts.state == "archived"):
        return _ended(facts, phase)
    if facts.state == "draft" and phase not in ("empty", "before"):
        return _unopened(facts, phase)
    if phase == "empty":
        lede = "Mulailah dari daftar Excel yang dikirim kelurahan."
        return Opening("Daftar peserta masih kosong", lede, "", "import", "Impor dari Excel")
    if phase == "before":
        return _before(facts)
    if phase == "after":
        return _after(facts)
    if phase == "during":
        return _during(facts)
    return _rest(facts, phase)


def draft_gaps(facts: HomeFacts) -> list[str]:
    """What a draft has not got yet, in the order of the work: ["tanggal", "jadwal", …]."""
    parts = (
        ("tanggal", bool(facts.days)),
        ("jadwal", facts.has_sessions),
        ("titik presensi", facts.has_doors),
        ("daftar peserta", bool(facts.registered)),
        ("kontak panitia", facts.has_contact),
    )
    return [word for word, is_there in parts if not is_there]


def _unopened(facts: HomeFacts, phase: Phase) -> Opening:
    """Its days have begun, and nobody opened it."""
    today = day_of(facts)
    if phase == "during" and today is not None:
        lede = f"Hari {ordinal_word(today.number)} sedang berjalan, tetapi pindai di pintu hanya latihan."
    else:
        lede = "Tanggalnya sudah lewat, tetapi pindai di pintu hanya menjadi latihan."
    return Opening("Kegiatan belum dibuka", lede, "Belum ada kehadiran.", "settings", "Buka kegiatan")


def _ended(facts: HomeFacts, phase: Phase) -> Opening:
    """Closed before its last day was over, or put into the archive."""
    word = "diarsipkan" if facts.state == "archived" else "ditutup"
    if phase != "after":
        lede = f"Hari terakhirnya {weekday_date(facts.days[-1].date)}." if facts.days else ""
        strong = f"{counted(facts.registered)} peserta terdaftar." if facts.registered else ""
        return Opening(f"Kegiatan sudah {word}", lede, strong, "settings", "Lihat keadaan kegiatan")
    issued = f"{counted(facts.certificates_valid)} sertifikat terbit." if facts.certificates_valid else ""
    return Opening(f"Kegiatan sudah {word}", _ended_words(facts), issued, "certificates", "Buka sertifikat")


def _ended_words(facts: HomeFacts) -> str:
    return f"Kegiatan berakhir {long_date(facts.days[-1].date)}." if facts.days else ""


def _before(facts: HomeFacts) -> Opening:
    when = "Tanggal kegiatan belum diisi."
    if facts.days:
        place = f" di {facts.place}" if facts.place else ""
        when = f"Hari pertama {weekday_date(facts.days[0].date)}{place}."
    if not facts.cards_printed:
        label = f"Cetak {counted(facts.cards)} kartu"
        return Opening(
            "Kartu belum dicetak", when, f"{counted(facts.registered)} peserta terdaftar.", "cards", label
        )
    if facts.cards_open:
        number = counted(facts.cards_open)
        return Opening(f"{number} kartu belum dicetak", when, "", "cards", f"Cetak {number} kartu")
    return Opening("Siap untuk hari pertama", when, f"{counted(facts.cards)} kartu sudah dicetak.")


def _during(facts: HomeFacts) -> Opening:
    today = day_of(facts)
    if today is None:
        raise ValueError("no day is running")
    missing = today.awaited - today.present - today.excused
    strong = f"{counted(missing)} peserta belum datang." if missing else "Tidak ada yang ditunggu lagi."
    if not missing and not today.excused:
        strong = "Semua peserta sudah datang."
    heading = f"Hari {ordinal_word(today.number)} sedang berjalan"
    lede = f"{today.coming}." if today.coming else ""
    return Opening(heading, lede, strong, "board", "Buka papan presensi")


def _rest(facts: HomeFacts, phase: Phase) -> Opening:
    last = day_in_view(facts)
    following = next(day for day in facts.days if day.date > facts.today)
    number = last.number if last else 0
    is_told = phase == "evening" and last is not None and last.is_closed
    came = ""
    if last and not is_told:
        came = f"{counted(last.present)} dari {counted(last.awaited)} peserta hadir. "
    start = f" pukul {clock_time(following.starts_at, facts.zone)}" if following.starts_at else ""
    lede = f"{came}Hari {ordinal_word(following.number)} {weekday_date(following.date)}{start}."
    heading = f"Menunggu hari {ordinal_word(following.number)}"
    if phase == "evening":
        heading = f"Hari {ordinal_word(number)} selesai"
    if is_told and last is not None:
        away = counted(last.awaited - last.present)
        heading = f"Hari {ordinal_word(number)} ditutup: {counted(last.present)} hadir, {away} tidak"
    return Opening(heading, lede, "", "attendance", "Lihat kehadiran")


def _after(facts: HomeFacts) -> Opening:
    ended = _ended_words(facts)
    if facts.certificates_reserved:
        number = counted(facts.certificates_reserved)
        return Opening(f"{number} sertifikat sedang dibuat", ended, "", "certificates", "Lihat kemajuan")
    if facts.certificates_ready:
        number = counted(facts.certificates_ready)
        issued = f"{counted(facts.certificates_valid)} sudah terbit." if facts.certificates_valid else ""
        return Opening(
            f"{number} sertifikat siap diterbitkan", ended, issued, "certificates", "Buka sertifikat"
        )
    if facts.certificates_valid:
        number = counted(facts.certificates_valid)
        return Opening(f"{number} sertifikat sudah terbit", ended, "", "certificates", "Buka sertifikat")
    return Opening("Sertifikat belum diterbitkan", ended, "", "certificates", "Buka sertifikat")
