"""Correcting one person by hand: what is corrected is guarded against last week's file."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.people.actions import search_text_of
from eventmgr.people.edit_rules import EDITABLE, Value, changed_fields, guarded, released
from eventmgr.people.models import Assignment, Person
from eventmgr.shared.db import write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import full_name, mask_nik


class PersonChanged(Refusal):
    """Raised when somebody saved the person after the form was opened; nothing was stored."""

    def __init__(self) -> None:
        super().__init__(
            "person_changed",
            "Data orang ini berubah sejak halaman Anda dibuka. Belum ada yang disimpan. Muat lagi.",
        )


def values_of(person: Person) -> dict[str, Value]:
    """What may be edited of a person, None for what is not known."""
    return {field: getattr(person, field) or None for field in EDITABLE}


def locked_person(session: Session, person_id: int) -> Person:
    """The person as stored at this moment, kept so until the commit. Inside `write()`."""
    return session.scalars(
        select(Person)
        .where(Person.id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def edit_person(
    actor: Actor,
    at: datetime,
    *,
    person_id: int,
    event_id: int | None,
    revision: int,
    values: Mapping[str, Value],
) -> dict[str, tuple[Value, Value]]:
    """Store corrected fields; old and new of each that changed comes back (empty: nothing to store).

    Printed cards stay valid, because a card's code does not depend on the name. Raises PersonChanged when
    `revision` is not the stored one.
    """
    with write() as session:
        person = locked_person(session, person_id)
        if person.revision != revision:
            raise PersonChanged
        changes = changed_fields(values_of(person), values)
        if not changes:
            return {}
        for field, (_, new) in changes.items():
            setattr(person, field, new or ("" if field == "sex" else None))
        person.search_text = search_text_of(person.name, person.front_title, person.back_title)
        person.hand_fields = guarded(person.hand_fields, changes)
        details = {field: [_plain(old), _plain(new)] for field, (old, new) in changes.items()}
        _note(session, actor, at, person, "person.edited", event_id, details)
    return changes


def release_field(
    actor: Actor, at: datetime, *, person_id: int, event_id: int | None, field: str
) -> Sequence[str]:
    """Let imports write a corrected field again; what was let go comes back, if anything."""
    with write() as session:
        person = locked_person(session, person_id)
        left = released(person.hand_fields, field)
        gone = sorted(set(person.hand_fields) - set(left))
        if not gone:
            return ()
        person.hand_fields = left
        _note(session, actor, at, person, "person.released", event_id, {name: [None, None] for name in gone})
    return gone


def correct_nik(
    actor: Actor, at: datetime, *, person_id: int, event_id: int | None, nik: str, reason: str
) -> bool:
    """Give a person the right NIK (sixteen checked digits), with a reason; False when it is the same.

    The private link and the card stay: the row keeps its key. Raises Refusal when somebody else has it.
    """
    _demand(reason)
    ring = keyring()
    try:
        with write() as session:
            person = locked_person(session, person_id)
            other = session.scalar(
                select(Person).where(
                    Person.office_id == person.office_id,
                    Person.nik_hash.in_(ring.keyed_hashes("nik-hash", nik)),
                )
            )
            if other is not None and other.id == person.id:
                return False
            if other is not None:
                name = full_name(other.name, other.front_title, other.back_title)
                raise Refusal("nik_taken", f"NIK ini sudah tercatat untuk {name}. Periksa lagi KTP-nya.")
            old = ring.decrypt("nik-cipher", person.key_id, person.nik_cipher) if person.nik_cipher else ""
            _, person.nik_cipher = ring.encrypt("nik-cipher", nik, person.key_id)
            person.nik_hash = ring.keyed_hash("nik-hash", nik, person.key_id)
            details: dict[str, list[object]] = {
                "nik": [mask_nik(old) if old else None, mask_nik(nik)],
                "reason": [None, reason],
            }
            _note(session, actor, at, person, "person.nik_corrected", event_id, details)
    except IntegrityError as error:
        raise Refusal("nik_taken", "NIK ini baru saja dicatat untuk orang lain. Periksa lagi.") from error
    return True


def note_nik_seen(actor: Actor, at: datetime, *, person_id: int, event_id: int | None, reason: str) -> None:
    """Note who looked at a whole NIK and why, before it is shown. Raises Refusal without a reason."""
    _demand(reason)
    with write() as session:
        person = session.get_one(Person, person_id)
        _note(session, actor, at, person, "person.nik_seen", event_id, {"reason": [None, reason]})


def move_assignment(
    session: Session,
    *,
    person_id: int,
    category_id: int,
    region_code: str | None,
    sk_number: str | None,
    on: date,
) -> None:
    """End the open assignments that a new one takes the place of, and begin it. Inside `write()`."""
    for held in session.scalars(
        select(Assignment).where(Assignment.person_id == person_id, Assignment.to_date.is_(None))
    ):
        if (held.category_id, held.region_code) == (category_id, region_code):
            held.sk_number = sk_number or held.sk_number
            return
        held.to_date = on
    session.add(
        Assignment(
            person_id=person_id,
            category_id=category_id,
            region_code=region_code,
            sk_number=sk_number,
            from_date=on,
        )
    )


def _demand(reason: str) -> None:
    if not reason.strip():
        raise Refusal("reason", "Tulis alasannya, supaya panitia lain tahu.")


def _note(
    session: Session,
    actor: Actor,
    at: datetime,
    person: Person,
    action: str,
    event_id: int | None,
    details: dict[str, list[object]],
) -> None:
    line = AuditLine(
        action, "person", person.uid, person.office_id, event_id, person_id=person.id, details=details
    )
    record(session, actor, at, line)


def _plain(value: Value) -> object:
    return value.isoformat() if isinstance(value, date) else value
