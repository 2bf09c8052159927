"""Ordering name cards and remembering that they were printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.cards.orders import Arrangement
from eventmgr.events.actions import advance_feed, refuse_unless
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.people.models import Category
from eventmgr.registration.models import Registration, Ticket
from eventmgr.registration.queries import gets_name_card
from eventmgr.shared.db import db, table_of, write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import WrittenFile, add_stored_file
from eventmgr.shared.job_models import Job
from eventmgr.shared.job_progress import newest_job_or_none
from eventmgr.shared.jobs import JobContext, enqueue
from eventmgr.shared.refusal import Refusal

CARDS_JOB = "registration.cards"
Scope = Literal["all", "new"]
_tickets = table_of(Ticket)


def cards_key(event_id: int) -> str:
    """One open print job an event."""
    return f"{CARDS_JOB}:{event_id}"


def last_cards_job_or_none(event_id: int, *, finished: bool = False) -> Job | None:
    """The newest print job of an event, running or ended; with `finished` the newest that made a PDF."""
    return newest_job_or_none(cards_key(event_id), finished=finished)


def card_file_or_none(uid: str) -> StoredFile | None:
    """A printed PDF by its uid."""
    return db.session.scalar(select(StoredFile).where(StoredFile.uid == uid))


def arrangement_ids(arrangement: Arrangement | None) -> dict[str, str]:
    """Order and paper as a job keeps them."""
    chosen = arrangement or Arrangement()
    return {"order": chosen.order, "paper": chosen.paper.key}


def order_cards(
    actor: Actor, at: datetime, *, event: Event, scope: Scope, arrangement: Arrangement | None = None
) -> int:
    """Put the printing of all cards, or of those that are due ("new"), into the queue; two presses are one.

    Raises Refusal when the event is archived.
    """
    refuse_unless(Doing.PAPERS, event.state)
    event_id, event_uid, office_id = event.id, event.uid, event.office_id
    with write() as session:
        ids = {"event_id": event_id, "user_id": actor.id, "scope": scope, **arrangement_ids(arrangement)}
        job = enqueue(
            session, kind=CARDS_JOB, ids=ids, unique_key=cards_key(event_id), office_id=office_id, at=at
        )
        record(session, actor, at, AuditLine("cards.ordered", "event", event_uid, office_id, event_id))
        return job.id


def order_chosen_cards(
    actor: Actor,
    at: datetime,
    *,
    event: Event,
    uids: Sequence[str],
    arrangement: Arrangement | None = None,
) -> int:
    """Put the printing of some cards into the queue; how many there are comes back.

    Raises Refusal: none of them gets a card (see `gets_name_card`), or a print of this event is running.
    """
    refuse_unless(Doing.PAPERS, event.state)
    event_id, event_uid, office_id = event.id, event.uid, event.office_id
    with write() as session:
        chosen = session.scalars(
            select(Registration.id)
            .join(Category, Category.id == Registration.category_id)
            .join(Ticket, (Ticket.registration_id == Registration.id) & (Ticket.state == "active"))
            .where(Registration.event_id == event_id, Registration.uid.in_(uids), gets_name_card())
            .order_by(Registration.id)
        ).all()
        if not chosen:
            raise Refusal("no_cards", "Yang dipilih tidak mempunyai kartu bernama yang dapat dicetak.")
        ids = {
            "event_id": event_id,
            "user_id": actor.id,
            "scope": "chosen",
            "registration_ids": list(chosen),
            **arrangement_ids(arrangement),
        }
        job = enqueue(
            session, kind=CARDS_JOB, ids=ids, unique_key=cards_key(event_id), office_id=office_id, at=at
        )
        if job.ids.get("registration_ids") != list(chosen):
            raise Refusal(
                "printing", "Cetak kartu yang lain sedang berjalan. Tunggu sampai selesai, lalu coba lagi."
            )
        record(session, actor, at, AuditLine("cards.ordered", "event", event_uid, office_id, event_id))
    return len(chosen)


@dataclass(frozen=True)
class PrintedSheet:
    """A PDF that is safely on the disk; by ticket id the hash of each face, and its words where known."""

    written: WrittenFile
    name: str
    faces: Mapping[int, str]
    words: Mapping[int, dict[str, str]] = field(default_factory=dict)


def keep_printed(
    actor: Actor, at: datetime, *, event_id: int, printed: PrintedSheet, context: JobContext
) -> None:
    """Give a finished PDF its row and note what was printed. Raises ClaimLost when the job was taken over."""
    with write() as session:
        context.check_claim(session)
        event = session.get_one(Event, event_id)
        advance_feed(session, event_id)
        add_stored_file(
            session,
            printed.written,
            office_id=event.office_id,
            type="application/pdf",
            original_name=printed.name,
            at=at,
        )
        _note(session, actor, at, event, printed.faces, printed.words)


def note_printed(
    actor: Actor,
    at: datetime,
    *,
    event: Event,
    faces: Mapping[int, str],
    words: Mapping[int, dict[str, str]],
) -> None:
    """Note that cards were printed by command: hash and words of each face by ticket id."""
    event_id = event.id
    with write() as session:
        advance_feed(session, event_id)
        _note(session, actor, at, session.get_one(Event, event_id), faces, words)


def _note(
    session: Session,
    actor: Actor,
    at: datetime,
    event: Event,
    faces: Mapping[int, str],
    words: Mapping[int, dict[str, str]],
) -> None:
    session.connection().execute(
        update(_tickets)
        .where(_tickets.c.id == bindparam("printed_ticket"))
        .values(printed_at=at, printed_face_hash=bindparam("face"), printed_face=bindparam("said")),
        [
            {"printed_ticket": ticket_id, "face": face, "said": words.get(ticket_id)}
            for ticket_id, face in faces.items()
        ],
    )
    line = AuditLine(
        "cards.printed",
        "event",
        event.uid,
        event.office_id,
        event.id,
        details={"count": [None, len(faces)]},
    )
    record(session, actor, at, line)
