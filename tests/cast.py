"""The standing cast that each page is walked with.

Ani organizes the event, Budi is crew of it, Citra is crew of another, Dedi takes part (no account, a private
link), Vina may look, Aminah administers the office. A stranger is a client that never signed in.
"""

from dataclasses import dataclass

from eventmgr.accounts.models import User
from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db
from tests.builders import (
    build_category,
    build_event,
    build_member,
    build_person,
    build_registration,
    build_ticket,
    build_user,
    link_of,
)


@dataclass(frozen=True)
class Cast:
    """Rows are loaded and detached: read their columns, or load them anew by id."""

    ani: User
    budi: User
    citra: User
    vina: User
    aminah: User
    dedi: Person
    dedi_registration: Registration
    dedi_ticket: Ticket
    dedi_link: str
    event: Event
    other_event: Event
    slug: str = "sosialisasi-2024"
    other_slug: str = "bimtek-tksk"


def build_cast() -> Cast:
    event = build_event(
        slug="sosialisasi-2024", name="Sosialisasi Arah Kebijakan Pilar-pilar Sosial Tahun 2024"
    )
    other = build_event(slug="bimtek-tksk", name="Bimtek TKSK")
    ani, budi = build_user(name="Ani Rahmawati"), build_user(name="Budi Hartono")
    citra, vina = build_user(name="Citra Lestari"), build_user(name="Vina Melati")
    aminah = build_user(name="Aminah Zahra", is_admin=True)
    for user, its_event, role in (
        (ani, event, "organizer"),
        (budi, event, "crew"),
        (citra, other, "crew"),
        (vina, event, "viewer"),
    ):
        build_member(event=its_event, user=user, role=role)
    dedi = build_person(name="Dedi Kurniawan", back_title=None, phone="+6281234567878")
    registration = build_registration(event=event, person=dedi, category=build_category())
    ticket = build_ticket(event=event, registration=registration)
    link = link_of(dedi)
    for row in (ani, budi, citra, vina, aminah, dedi, registration, ticket, event, other):
        db.session.refresh(row)
        db.session.expunge(row)
    return Cast(
        ani=ani,
        budi=budi,
        citra=citra,
        vina=vina,
        aminah=aminah,
        dedi=dedi,
        dedi_registration=registration,
        dedi_ticket=ticket,
        dedi_link=link,
        event=event,
        other_event=other,
    )
