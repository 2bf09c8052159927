"""Steps of tests that add, replace or move one person. Call inside an app context."""

from typing import Any

from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.events.models import Event
from eventmgr.people.actions import PersonDraft
from eventmgr.people.name_rules import split_name
from eventmgr.registration.models import Registration, Ticket
from eventmgr.registration.register_actions import Entry
from eventmgr.shared.db import db, new_uid
from tests.builders import KELURAHAN, build_category

ACTOR = Actor("user", None, "Ani Rahmawati")
NIK = "1371015506830001"


def entry(*, name: str = "Yulmaini Syafitri, S.Pd", nik: str = NIK, **changes: Any) -> Entry:
    """Somebody new for the usual kelurahan; `changes` are fields of Entry."""
    fields: dict[str, Any] = {
        "request_uid": new_uid(),
        "category_id": build_category().id,
        "region_code": KELURAHAN,
        "draft": PersonDraft(nik=nik, name=split_name(name), phone="+6281234567899"),
    }
    return Entry(**{**fields, **changes})


def event_of(event_id: int) -> Event:
    return db.session.get_one(Event, event_id)


def by_uid(uid: str) -> Registration:
    return db.session.scalars(select(Registration).where(Registration.uid == uid)).one()


def tickets(registration_id: int) -> list[Ticket]:
    """All cards of a registration, the oldest first."""
    return list(
        db.session.scalars(
            select(Ticket).where(Ticket.registration_id == registration_id).order_by(Ticket.id)
        )
    )
