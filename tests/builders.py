"""Builders with keyword-only arguments and defaults that work. Call them inside an app context.

They use the same keys and codes as the program, so that what they build can be scanned and opened.
"""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventmgr.accounts.models import User
from eventmgr.accounts.passwords import hash_password
from eventmgr.events.models import (
    AgendaSession,
    Checkpoint,
    Event,
    EventDay,
    EventFeed,
    EventMember,
    QuotaRule,
)
from eventmgr.office.models import Official
from eventmgr.office.queries import real_office
from eventmgr.people.models import Category, Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.codes import code_hash, link_token, new_short_code, ticket_code
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.text import fold_for_search

PASSWORD = "kata sandi uji coba"
CREATED = datetime(2024, 11, 1, 3, 0, tzinfo=UTC)
KELURAHAN = "13.71.06.1010"
KECAMATAN = "13.71.06"
_numbers = itertools.count(1)
Row = TypeVar("Row")


def build_user(*, name: str = "Ani Rahmawati", email: str = "", is_admin: bool = False) -> User:
    number = next(_numbers)
    user = User(
        office_id=real_office().id,
        name=name,
        email_norm=email or f"pengguna{number}@contoh.go.id",
        password_hash=hash_password(PASSWORD),
        must_change=False,
        is_admin=is_admin,
    )
    return _saved(user)


def build_category(*, code: str = "PSM") -> Category:
    """PSM (of a kelurahan) or TKSK (of a kecamatan); the same one when it already stands."""
    office_id = real_office().id
    found = db.session.scalar(select(Category).where(Category.office_id == office_id, Category.code == code))
    if found is not None:
        return found
    names = {"PSM": "Pekerja Sosial Masyarakat", "TKSK": "Tenaga Kesejahteraan Sosial Kecamatan"}
    level = "kecamatan" if code == "TKSK" else "kelurahan"
    return _saved(
        Category(
            office_id=office_id, code=code, name=names.get(code, code), kind="peserta", region_level=level
        )
    )


def build_event(
    *,
    slug: str = "",
    name: str = "Sosialisasi Arah Kebijakan",
    first_day: date = date(2024, 11, 18),
    days: int = 3,
) -> Event:
    """An open event; each day an arrival checkpoint (`hari-1` …, 06.30–10.00) and a session of 2 JP."""
    slug = slug or f"kegiatan-{next(_numbers)}"
    event = Event(
        uid=new_uid(),
        office_id=real_office().id,
        slug=slug,
        name=name,
        zone="Asia/Jakarta",
        place="Rocky Plaza Hotel Padang",
        state="open",
        credit_rule="sessions",
        contact_name="Ani Rahmawati",
        contact_phone="+6281200000001",
    )
    with write() as session:
        session.add(event)
        session.flush()
        session.add(EventFeed(event_id=event.id, rev=0))
        for number in range(1, days + 1):
            day = EventDay(event_id=event.id, date=first_day + timedelta(days=number - 1))
            session.add(day)
            session.flush()
            session.add(_arrival(event, day, number))
            session.add(_lesson(event, day, number))
    return event


def _at(event: Event, day: EventDay, hour: int, minute: int) -> datetime:
    return datetime.combine(day.date, time(hour, minute), ZoneInfo(event.zone))


def _arrival(event: Event, day: EventDay, number: int) -> Checkpoint:
    return Checkpoint(
        event_id=event.id,
        day_id=day.id,
        slug=f"hari-{number}",
        name=f"Presensi Hari {number}",
        kind="arrival",
        opens_at=_at(event, day, 6, 30),
        closes_at=_at(event, day, 10, 0),
        counts_for_day=True,
    )


def _lesson(event: Event, day: EventDay, number: int) -> AgendaSession:
    return AgendaSession(
        event_id=event.id,
        day_id=day.id,
        title=f"Sesi hari {number}",
        starts_at=_at(event, day, 10, 15),
        ends_at=_at(event, day, 11, 45),
        room="Ballroom",
        jp=2,
    )


def build_member(*, event: Event, user: User, role: str) -> EventMember:
    return _saved(EventMember(event_id=event.id, user_id=user.id, role=role))


def build_quota(*, event: Event, category: Category, seats: int = 3) -> QuotaRule:
    level = category.region_level or "kelurahan"
    return _saved(QuotaRule(event_id=event.id, category_id=category.id, region_level=level, seats=seats))


def build_person(
    *,
    name: str = "Masrul Malayu",
    back_title: str | None = "S.Sos",
    nik: str | None = None,
    phone: str | None = None,
) -> Person:
    """A person with a NIK (made up when none is given) and a private link."""
    ring, uid = keyring(), new_uid()
    nik = nik or f"137106{15 + next(_numbers) % 10:02d}0680{next(_numbers):04d}"
    key_id, cipher = ring.encrypt("nik-cipher", nik)
    person = Person(
        uid=uid,
        office_id=real_office().id,
        name=name,
        back_title=back_title,
        search_text=fold_for_search(f"{name} {back_title or ''}"),
        sex="L",
        phone=phone,
        hand_fields=[],
        nik_cipher=cipher,
        nik_hash=ring.keyed_hash("nik-hash", nik),
        key_id=key_id,
        link_hash=code_hash(link_token(ring.derive("private-link", key_id), uid, 1)),
    )
    return _saved(person)


def build_registration(
    *,
    event: Event,
    person: Person | None = None,
    category: Category | None = None,
    region_code: str = KELURAHAN,
    state: str = "registered",
) -> Registration:
    return _saved(
        Registration(
            uid=new_uid(),
            event_id=event.id,
            person_id=(person or build_person()).id,
            category_id=(category or build_category()).id,
            region_code=region_code,
            state=state,
            created_at=CREATED,
        )
    )


def build_ticket(*, event: Event, registration: Registration | None = None, state: str = "active") -> Ticket:
    """A ticket; `code_of(ticket)` is what its QR holds."""
    return _saved(_ticket(event, registration, state, None))


def build_spare_card(*, event: Event, number: int) -> Ticket:
    """A card without a name, in nobody's hand."""
    return _saved(_ticket(event, None, "spare", number))


def _ticket(event: Event, registration: Registration | None, state: str, spare_no: int | None) -> Ticket:
    ring, uid = keyring(), new_uid()
    code = ticket_code(ring.derive("ticket", ring.current_id), uid, 1)
    return Ticket(
        uid=uid,
        event_id=event.id,
        registration_id=registration.id if registration else None,
        key_id=ring.current_id,
        token_hash=code_hash(code),
        typed_code=new_short_code(),
        state=state,
        spare_no=spare_no,
    )


def code_of(ticket: Ticket) -> str:
    """The 29 characters of a ticket's QR."""
    return ticket_code(keyring().derive("ticket", ticket.key_id), ticket.uid, ticket.version)


def link_of(person: Person) -> str:
    """The address of a person's private page."""
    token = link_token(keyring().derive("private-link", person.key_id), person.uid, person.link_version)
    return f"/p/{token}"


def build_official() -> Official:
    return _saved(
        Official(office_id=real_office().id, name="Heriza Syafani", post="Kepala Dinas Sosial Kota Padang")
    )


def _saved(row: Row) -> Row:
    with write() as session:
        session.add(row)
    return row
