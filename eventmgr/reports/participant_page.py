"""The page of one participant as words. The private link stands on it for organizers only."""

from dataclasses import dataclass

from eventmgr.certificates.queries import certificate_of_registration_or_none
from eventmgr.checkin.queries import DayAttendance, attendance_of
from eventmgr.events.models import Event
from eventmgr.office.addresses import address_of
from eventmgr.office.models import Office
from eventmgr.outbox.rules import whatsapp_link
from eventmgr.people.models import Person
from eventmgr.reports.participant_queries import ParticipantFacts
from eventmgr.shared.codes import link_token, show_short_code
from eventmgr.shared.dates import clock_time, weekday_date
from eventmgr.shared.keyring import keyring
from eventmgr.shared.text import full_name, mask_nik, mask_phone

STATE_WORDS = {
    "registered": "Terdaftar",
    "pending": "Menunggu persetujuan",
    "reserve": "Cadangan",
    "cancelled": "Dibatalkan",
    "replaced": "Digantikan",
}


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day: "Senin, 18 November 2024", present or not, "hadir 07.43"."""

    label: str
    is_present: bool
    words: str


@dataclass(frozen=True, slots=True)
class PrivateLink:
    """`whatsapp` is empty without a mobile number."""

    url: str
    whatsapp: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class ParticipantPage:
    """Everything on the page; `certificate` is (number, short code, state) or None."""

    person: Person
    heading: str
    lede: str
    facts: tuple[tuple[str, str], ...]
    days: tuple[DayLine, ...]
    days_present: int
    certificate: tuple[str, str, str] | None
    link: PrivateLink | None


def participant_page(
    event: Event, office: Office, facts: ParticipantFacts, *, for_organizer: bool
) -> ParticipantPage:
    """Gather the page of one participant."""
    person = facts.person
    days = tuple(
        DayLine(
            weekday_date(day.date),
            day.present,
            _presence(day, event.zone),
        )
        for day in attendance_of(facts.registration.id, event.id)
    )
    return ParticipantPage(
        person=person,
        heading=full_name(person.name, person.front_title, person.back_title),
        lede=f"{facts.category.name} ({facts.category.code}), {_place(facts)}.",
        facts=_facts(facts),
        days=days,
        days_present=sum(day.is_present for day in days),
        certificate=_certificate(facts.registration.id),
        link=_link(event, office, person) if for_organizer else None,
    )


def _presence(day: DayAttendance, zone: str) -> str:
    if not day.present:
        return "belum hadir"
    return f"hadir {clock_time(day.first_at, zone)}" if day.first_at else "hadir"


def _place(facts: ParticipantFacts) -> str:
    if facts.region is None:
        return facts.registration.unit_text or "tanpa wilayah"
    if facts.region.level == "kelurahan" and facts.parent is not None:
        return f"Kelurahan {facts.region.name}, Kecamatan {facts.parent.name}"
    return f"Kecamatan {facts.region.name}"


def _facts(facts: ParticipantFacts) -> tuple[tuple[str, str], ...]:
    person = facts.person
    nik = keyring().decrypt("nik-cipher", person.key_id, person.nik_cipher) if person.nik_cipher else ""
    return (
        ("Pendaftaran", STATE_WORDS[facts.registration.state]),
        ("Kode kartu", show_short_code(facts.ticket.typed_code) if facts.ticket else "belum ada kartu"),
        ("NIK", mask_nik(nik) if nik else "belum ada"),
        ("No. WA", mask_phone(person.phone) if person.phone else "belum ada"),
    )


def _certificate(registration_id: int) -> tuple[str, str, str] | None:
    found = certificate_of_registration_or_none(registration_id)
    if found is None:
        return None
    return str(found.snapshot.get("number", "")), show_short_code(found.short_code), found.state


def _link(event: Event, office: Office, person: Person) -> PrivateLink:
    key = keyring().derive("private-link", person.key_id)
    address = address_of(office)
    url = f"{address.base}/p/{link_token(key, person.uid, person.link_version)}"
    words = (
        f"{event.name}. Ini halaman pribadi {person.name}: kode QR, jadwal, kehadiran, dan sertifikat. {url}"
    )
    return PrivateLink(url, whatsapp_link(person.phone, words), address.is_public)
