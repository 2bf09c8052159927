"""The page of one participant as words. The private link stands on it for organizers only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.checkin.queries import DayAttendance, attendance_of
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.office.addresses import address_of
from eventmgr.office.models import Office
from eventmgr.outbox.queries import sent_by_keys
from eventmgr.outbox.rules import whatsapp_link
from eventmgr.people.private_links import private_path
from eventmgr.registration.link_text import invitation_text, link_key
from eventmgr.registration.models import LIVE_STATES, Ticket
from eventmgr.reports.participant_events import EventLine, YearBar, event_lines, total_words, year_bars
from eventmgr.reports.participant_history import History, history_of, when_words
from eventmgr.reports.participant_queries import (
    AssignmentRow,
    OtherHolder,
    ParticipantFacts,
    assignments_of,
    events_of_person,
    neighbours_of,
    tickets_with,
)
from eventmgr.reports.participants_rules import origin_words
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.dates import clock_time, date_range, local_date, long_date, short_date, weekday_date
from eventmgr.shared.keyring import keyring
from eventmgr.shared.text import mask_nik, mask_phone

#: state of a registration: mark and word
STATE_WORDS = {
    "registered": ("ok", "Terdaftar"),
    "pending": ("current", "Menunggu persetujuan"),
    "reserve": ("none", "Cadangan"),
    "cancelled": ("stop", "Dibatalkan"),
    "replaced": ("stop", "Digantikan"),
}
_ABSENCES = {"izin": "izin", "sakit": "sakit", "tugas": "tugas", "alpa": "tanpa keterangan"}


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day: "Senin, 18 November 2024", present or not, "hadir 07.43"."""

    label: str
    is_present: bool
    words: str


@dataclass(frozen=True, slots=True)
class PrivateLink:
    """`whatsapp` is empty without a mobile number; `sent` is when it was last sent, in words."""

    url: str
    whatsapp: str
    is_public: bool
    is_closed: bool
    sent: str


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card of the person: its short code, a mark, and what became of it."""

    code: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class ParticipantPage:
    """Everything on the page."""

    facts: ParticipantFacts
    heading: str
    lede: str
    total: str
    state: tuple[str, str]
    state_note: str
    #: of a walk-in, with what the help desk has still to ask for
    origin: str
    is_live: bool
    personal: tuple[tuple[str, str], ...]
    days: tuple[DayLine, ...]
    days_present: int
    cards: tuple[CardLine, ...]
    events: tuple[EventLine, ...]
    years: tuple[YearBar, ...]
    assignments: tuple[tuple[str, str, str, str], ...]
    neighbours: tuple[OtherHolder, ...]
    link: PrivateLink | None
    history: History | None


def participant_page(
    event: Event,
    office: Office,
    facts: ParticipantFacts,
    at: datetime,
    *,
    for_organizer: bool,
    open_events: set[int],
) -> ParticipantPage:
    """Gather the page. `open_events` are the events that the visitor may open."""
    person, registration = facts.person, facts.registration
    days = attendance_of(registration.id, event.id)
    rows = events_of_person(person.id)
    events = event_lines(rows, open_events)
    assignments = assignments_of(person.id)
    uids = [row.registration_uid for row in rows]
    return ParticipantPage(
        facts=facts,
        heading=facts.name,
        lede=_lede(facts, assignments),
        total=total_words(events),
        state=STATE_WORDS[registration.state],
        state_note=_state_note(facts, event.zone),
        origin=origin_words(
            registration.is_walk_in,
            person.nik_cipher is not None,
            bool(person.phone),
            is_guest=facts.category.kind == "mitra",
        ),
        is_live=registration.state in LIVE_STATES,
        personal=_personal(facts),
        days=tuple(_day(day, event.zone, is_live=registration.state in LIVE_STATES) for day in days),
        days_present=sum(day.present for day in days),
        cards=tuple(_card(ticket, event.zone) for ticket in tickets_with(registration.id)),
        events=events,
        years=year_bars(events),
        assignments=tuple(_assignment(row) for row in assignments),
        neighbours=tuple(neighbours_of(registration)),
        link=_link(event, office, facts, at) if for_organizer else None,
        history=history_of(person.uid, uids, at, event.zone) if for_organizer else None,
    )


def _lede(facts: ParticipantFacts, assignments: Sequence[AssignmentRow]) -> str:
    """Right: "PSM Belakang Pondok, Padang Selatan, sejak 2021." """
    since = next(
        (
            row.from_date.year
            for row in assignments
            if row.to_date is None and row.from_date is not None and row.category == facts.category.code
        ),
        None,
    )
    place = place_words(facts)
    return f"{facts.category.code} {place}{f', sejak {since}' if since else ''}."


def place_words(facts: ParticipantFacts) -> str:
    """ "Belakang Pondok, Padang Selatan", "Kecamatan Pauh" """
    if facts.region is None:
        return facts.registration.unit_text or "tanpa wilayah"
    if facts.region.level == "kelurahan" and facts.parent is not None:
        return f"{facts.region.name}, {facts.parent.name}"
    return f"Kecamatan {facts.region.name}"


def _state_note(facts: ParticipantFacts, zone: str) -> str:
    registration = facts.registration
    if registration.state == "reserve" and registration.reserve_no:
        return f"urutan {registration.reserve_no}"
    if registration.ended_at is not None:
        return f"sejak {short_date(local_date(registration.ended_at, zone))}"
    return ""


def _personal(facts: ParticipantFacts) -> tuple[tuple[str, str], ...]:
    person = facts.person
    day = long_date(person.birth_date) if person.birth_date else ""
    born = ", ".join(part for part in (person.birth_place, day) if part)
    return (
        ("NIK", masked(facts)),
        ("Lahir", born or "belum diisi"),
        ("WhatsApp", mask_phone(person.phone) if person.phone else "belum diisi"),
        ("Alamat", person.address or "belum diisi"),
    )


def masked(facts: ParticipantFacts) -> str:
    """1371••••••••9003"""
    return mask_nik(whole_nik(facts)) if facts.person.nik_cipher else "belum ada"


def whole_nik(facts: ParticipantFacts) -> str:
    """The sixteen digits, for an organizer who wrote down why; "" when there are none."""
    person = facts.person
    return keyring().decrypt("nik-cipher", person.key_id, person.nik_cipher) if person.nik_cipher else ""


def _day(day: DayAttendance, zone: str, *, is_live: bool) -> DayLine:
    words = "belum hadir"
    if day.present:
        words = f"hadir {clock_time(day.first_at, zone)}" if day.first_at else "hadir"
    elif day.absence is not None:
        words = _ABSENCES[day.absence]
    elif not is_live and (day.is_before or not day.is_closed):
        words = "bukan peserta"
    elif day.is_before:
        words = "belum terdaftar"
    elif day.is_closed:
        words = _ABSENCES["alpa"]
    return DayLine(weekday_date(day.date), day.present, words)


def _card(ticket: Ticket, zone: str) -> CardLine:
    code = show_short_code(ticket.typed_code)
    if ticket.state == "void":
        since = f" sejak {short_date(local_date(ticket.voided_at, zone))}" if ticket.voided_at else ""
        return CardLine(
            code, "stop", f"tidak berlaku{since}: {(ticket.void_reason or '').lower()}".rstrip(": ")
        )
    if ticket.printed_at is None:
        return CardLine(code, "none", "belum dicetak")
    return CardLine(code, "ok", f"dicetak {short_date(local_date(ticket.printed_at, zone))}")


def _assignment(row: AssignmentRow) -> tuple[str, str, str, str]:
    start = str(row.from_date.year) if row.from_date else ""
    if row.to_date is not None:
        span = f"{start}–{row.to_date.year}" if start else f"sampai {row.to_date.year}"
    else:
        span = f"{start} sampai kini" if start else "sampai kini"
    place = f"{row.region}, {row.parent}" if row.level == "kelurahan" and row.parent else row.region or "–"
    return span, row.category, place, row.sk_number or "–"


def _link(event: Event, office: Office, facts: ParticipantFacts, at: datetime) -> PrivateLink:
    person, address = facts.person, address_of(office)
    url = f"{address.base}{private_path(keyring(), person.uid, person.key_id, person.link_version)}"
    days = event_dates([event.id]).get(event.id)
    dates = date_range(*days) if days else ""
    text = invitation_text(name=facts.name, event_name=event.name, dates=dates, url=url)
    key = link_key(facts.registration.uid, person.link_version)
    sent = sent_by_keys([key]).get(key)
    return PrivateLink(
        url=url,
        whatsapp=whatsapp_link(person.phone, text),
        is_public=address.is_public or office.is_demo,
        is_closed=person.link_revoked_at is not None,
        sent=f"dikirim {when_words(sent.sent_at, at, event.zone)}" if sent and sent.sent_at else "",
    )
