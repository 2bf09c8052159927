"""What the private page says: greeting, event in view, attendance, certificate, ready messages. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, TypeVar
from zoneinfo import ZoneInfo

from eventmgr.certificates.rules import Basis, Condition
from eventmgr.shared.number_words import number_word

PieceKind = Literal["woven", "today", "coming", "missed"]
CertificateKind = Literal["ready", "reserved", "revoked", "waiting", "held", "not_entitled", "none"]


class Dated(Protocol):
    """Anything with a slug and local first and last days."""

    @property
    def slug(self) -> str: ...
    @property
    def first_day(self) -> date | None: ...
    @property
    def last_day(self) -> date | None: ...


One = TypeVar("One", bound=Dated)


def event_in_view(events: Sequence[One], slug: str | None, today: date) -> One | None:
    """The event that the page is about: the one asked for, else running today, else next, else the last.

    `events` stand newest first.
    """
    if slug:
        return next((one for one in events if one.slug == slug), None)
    running: list[One] = []
    coming: list[One] = []
    for one in events:
        if one.first_day is None or one.last_day is None:
            continue
        if one.first_day <= today <= one.last_day:
            running.append(one)
        elif one.first_day > today:
            coming.insert(0, one)
    return next(iter([*running, *coming, *events]), None)


def greeting(moment: datetime, zone: str, sex: str) -> str:
    """ "Selamat pagi, Ibu" by the event's clock and the roster's L/P; "Selamat pagi" where it is unknown."""
    local = moment.astimezone(ZoneInfo(zone))
    minutes = local.hour * 60 + local.minute
    part = "malam"
    for until, word in ((4 * 60, "malam"), (11 * 60, "pagi"), (15 * 60, "siang"), (18 * 60 + 30, "sore")):
        if minutes < until:
            part = word
            break
    whom = {"P": ", Ibu", "L": ", Bapak"}.get(sex, "")
    return f"Selamat {part}{whom}"


def piece_kind(*, day: date, today: date, present: bool, is_closed: bool) -> PieceKind:
    """How the cloth of a day looks: woven when attended, bare before, between and without attendance."""
    if present:
        return "woven"
    if day > today:
        return "coming"
    if day == today and not is_closed:
        return "today"
    return "missed"


def is_over(*, last_day: date | None, last_end: datetime | None, moment: datetime, today: date) -> bool:
    """Whether an event has ended: its last session or, without one, its last day has passed."""
    if last_day is None:
        return False
    return today > last_day or (today == last_day and last_end is not None and moment >= last_end)


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """`state` is that of the certificate or empty; `decision` is the organizer's word or empty.

    `least` is the rule's number, None without a rule; `reached` and `to_come` count what it counts: days, per
    cent of the sessions, or JP.
    """

    state: str
    decision: str
    least: int | None
    reached: int
    to_come: int
    event_is_over: bool


def certificate_kind(facts: CertificateFacts) -> CertificateKind:
    """Which of its forms the certificate section takes; "none" leaves it out."""
    if facts.state == "valid":
        return "ready"
    if facts.state == "reserved":
        return "reserved"
    if facts.state in ("revoked", "replaced"):
        return "revoked"
    if facts.decision == "deny":
        return "not_entitled"
    if facts.least is None:
        return "none"
    if facts.decision == "hold" and facts.event_is_over:
        return "held"
    has_enough = facts.reached >= facts.least or facts.decision == "grant"
    can_reach = facts.reached + facts.to_come >= facts.least
    return "waiting" if has_enough or can_reach else "not_entitled"


def days_in_words(number: int) -> str:
    """ "tiga hari"."""
    return f"{number_word(number)} hari"


def agenda_words(days: int, *, has_place: bool) -> str:
    """ "Jadwal tiga hari dan lokasi"; "Jadwal" for one day without a place."""
    return "Jadwal" + (f" {days_in_words(days)}" if days > 1 else "") + (" dan lokasi" if has_place else "")


def condition_words(condition: Condition) -> str:
    """ "hadir paling sedikit dua hari"."""
    if condition.basis is Basis.SHARE:
        return f"hadir paling sedikit {condition.least} persen sesi"
    if condition.basis is Basis.JP:
        return f"mengumpulkan paling sedikit {condition.least} JP"
    return f"hadir paling sedikit {days_in_words(condition.least)}"


def reached_words(basis: Basis, reached: int) -> str:
    """ "hadir satu hari", "hadir 40 persen sesi", "8 JP"."""
    if basis is Basis.SHARE:
        return f"hadir {reached} persen sesi"
    return f"{reached} JP" if basis is Basis.JP else f"hadir {days_in_words(reached)}"


def file_size(number: int) -> str:
    """310 kB, or 1,2 MB from a million bytes on."""
    if number < 1_000_000:
        return f"{max(1, round(number / 1000))} kB"
    return f"{number / 1_000_000:.1f} MB".replace(".", ",")
