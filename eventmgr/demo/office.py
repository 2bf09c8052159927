"""The demo's office `contoh`: a child of the real one, with a register, a signer and a design of its own."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventmgr.certificates.models import CertificateRule, CertificateTemplate, TemplateVersion
from eventmgr.events.models import Event
from eventmgr.events.plans import SeatPlan
from eventmgr.office.models import NumberRegister, Office, Official, RegisterYear
from eventmgr.office.queries import real_office
from eventmgr.people.models import Category

SLUG = "contoh"
NAME = "Dinas Sosial Kota Padang"
PATTERN = "400.9.12.3/{nomor}/Dinsos/{tahun}"
#: paper letters took the numbers before it
FIRST_NUMBER = 412
LEAST_DAYS = 2
_DESIGN = {"design": "songket", "is_tinted": True}


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """Ids of what the event and its certificates hang on."""

    office_id: int
    official_id: int
    register_id: int
    template_id: int
    seats: tuple[SeatPlan, ...]


def demo_office_or_none(session: Session) -> Office | None:
    return session.scalar(select(Office).where(Office.slug == SLUG))


def make_office(session: Session, year: int) -> DemoOffice:
    """Make the office with all that it needs, inside `write()`. `year` is that of the printed date."""
    parent = real_office()
    office = Office(
        parent_id=parent.id,
        slug=SLUG,
        name=NAME,
        region_code="13.71",
        letterhead_government="PEMERINTAH KOTA PADANG",
        letterhead_office="DINAS SOSIAL",
        address="Jl. Contoh No. 1, Padang",
        is_demo=True,
    )
    session.add(office)
    session.flush()
    office.path = f"{parent.path}{office.id}/"
    official = Official(office_id=office.id, name="Heriza Syafani", post="Kepala Dinas Sosial Kota Padang")
    register = NumberRegister(office_id=office.id, name="Sertifikat", pattern=PATTERN)
    template = CertificateTemplate(office_id=office.id, name="Songket")
    session.add_all([official, register, template])
    session.flush()
    session.add(RegisterYear(register_id=register.id, year=year, next_seq=FIRST_NUMBER))
    digest = hashlib.sha256(json.dumps(_DESIGN, sort_keys=True).encode()).hexdigest()
    session.add(TemplateVersion(template_id=template.id, number=1, content=_DESIGN, sha256=digest))
    return DemoOffice(office.id, official.id, register.id, template.id, _make_seats(session, office.id))


def _make_seats(session: Session, office_id: int) -> tuple[SeatPlan, ...]:
    kinds = (
        ("PSM", "Pekerja Sosial Masyarakat", "kelurahan", 3),
        ("TKSK", "Tenaga Kesejahteraan Sosial Kecamatan", "kecamatan", 1),
    )
    found = []
    for code, name, level, seats in kinds:
        category = Category(office_id=office_id, code=code, name=name, kind="peserta", region_level=level)
        session.add(category)
        session.flush()
        found.append(SeatPlan(category.id, level, seats))
    return tuple(found)


def make_rule(session: Session, office: DemoOffice, event: Event, last_day: date) -> None:
    """The rule of the event's certificates: present on at least two days."""
    session.add(
        CertificateRule(
            event_id=event.id,
            kind="peserta",
            conditions={"least_days": LEAST_DAYS},
            template_id=office.template_id,
            official_id=office.official_id,
            register_id=office.register_id,
            dated_on=last_day,
        )
    )
