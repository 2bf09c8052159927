"""Questions about scans that are stored: the same delivery, the rows that count, what was taken back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, exists, or_, select, text
from sqlalchemy.orm import aliased

from eventmgr.checkin.attendance_rules import UNDONE, ScanFacts
from eventmgr.checkin.models import Scan
from eventmgr.checkin.rules import OK, SPARE_CARD
from eventmgr.shared.db import db

_Undo = aliased(Scan)
_Named = aliased(Scan)


def stored_scan_or_none(uid: str) -> Scan | None:
    """The row with this uid, of whatever event: the first question of every delivery."""
    return db.session.scalar(select(Scan).where(Scan.uid == uid))


def scan_with_undos(event_id: int, uid: str) -> list[Scan]:
    """A scan of the event and all undo rows that name it, in the order in which they arrived.

    The event is compared here and not in the statement: SQLite would walk through all its scans.
    """
    rows = db.session.scalars(
        select(Scan).where(or_(Scan.uid == uid, Scan.undoes_uid == uid)).order_by(Scan.id)
    )
    return [row for row in rows if row.event_id == event_id]


_FACTS = (
    Scan.event_id,
    Scan.uid,
    Scan.kind,
    Scan.source,
    Scan.verdict,
    Scan.reason,
    Scan.at_corrected,
    Scan.device_id,
    Scan.user_id,
    Scan.approved_by,
    Scan.undoes_uid,
    Scan.rehearsal,
    Scan.arrived_at,
)


def scans_that_count(event_id: int, registration_id: int, checkpoint_id: int) -> list[ScanFacts]:
    """Every scan of a registration at a checkpoint, and every undo that names one of them.

    Two searches by index, because an OR (or the event's id) makes SQLite walk through all scans of the event.
    Columns and not objects: a scanner that is stuck on one card must not make each scan slower.
    """
    here = and_(Scan.registration_id == registration_id, Scan.checkpoint_id == checkpoint_id)
    named = select(_Named.uid).where(
        _Named.registration_id == registration_id, _Named.checkpoint_id == checkpoint_id
    )
    rows = db.session.execute(
        select(*_FACTS)
        .where(here, Scan.kind != "undo")
        .union_all(select(*_FACTS).where(Scan.kind == "undo", Scan.undoes_uid.in_(named)))
    )
    return [scan_facts(row) for row in rows if row.event_id == event_id]


def scans_of_many(
    event_id: int, registration_ids: Collection[int], checkpoint_id: int
) -> dict[int, list[ScanFacts]]:
    """The same as `scans_that_count` for many registrations at one checkpoint, in two statements."""
    found: dict[int, list[ScanFacts]] = {each: [] for each in registration_ids}
    owner: dict[str, int] = {}
    rows = db.session.execute(
        select(Scan.registration_id, *_FACTS).where(
            Scan.registration_id.in_(registration_ids),
            Scan.checkpoint_id == checkpoint_id,
            Scan.kind != "undo",
        )
    )
    for row in rows:
        if row.event_id == event_id:
            found[row.registration_id].append(scan_facts(row))
            owner[row.uid] = row.registration_id
    undos = db.session.execute(select(*_FACTS).where(Scan.kind == "undo", Scan.undoes_uid.in_(owner)))
    for row in undos:
        if row.event_id == event_id:
            found[owner[row.undoes_uid]].append(scan_facts(row))
    return found


def rows_by_hand(event_id: int) -> list[Scan]:
    """Everything that was decided by hand in an event, in the order in which it was written; no rehearsal."""
    of_index = text("scan.kind IN ('correct','override','hold')")
    by_hand = select(Scan).where(Scan.event_id == event_id, of_index, Scan.rehearsal.is_(False))
    return list(db.session.scalars(by_hand.order_by(Scan.id)))


def undos_of(event_id: int, uids: Collection[str]) -> list[Scan]:
    """The undo rows of the event that name one of the uids."""
    rows = db.session.scalars(select(Scan).where(Scan.undoes_uid.in_(uids)).order_by(Scan.id))
    return [row for row in rows if row.event_id == event_id]


def known_uids(uids: Collection[str]) -> set[str]:
    """Those of the uids that are stored already, of whatever event."""
    return set(db.session.scalars(select(Scan.uid).where(Scan.uid.in_(uids))))


def scan_facts(scan: Scan | Row[Any]) -> ScanFacts:
    """A row as the rules see it. An organizer's undo carries who allowed it in `approved_by`."""
    return ScanFacts(
        uid=scan.uid,
        kind=scan.kind,
        source=scan.source,
        verdict=scan.verdict,
        reason=scan.reason,
        at_corrected=scan.at_corrected,
        by=f"device:{scan.device_id}" if scan.device_id is not None else f"user:{scan.user_id}",
        by_organizer=scan.approved_by is not None,
        undoes_uid=scan.undoes_uid,
        rehearsal=scan.rehearsal,
        arrived_at=scan.arrived_at,
    )


def is_of_spare(scan: Scan) -> bool:
    """Whether a stored scan showed a spare card, or made one somebody's."""
    return scan.verdict == SPARE_CARD or (scan.kind == "in" and scan.replaces_uid is not None)


def rehearsed_since_or_none(
    registration_id: int, checkpoint_id: int, user_id: int | None, since: datetime
) -> datetime | None:
    """When this user rehearsed this guest here, since a moment and not undone."""
    undone = exists().where(_Undo.undoes_uid == Scan.uid, _Undo.kind == "undo", _Undo.verdict == UNDONE)
    return db.session.scalar(
        select(Scan.at_corrected)
        .where(
            Scan.registration_id == registration_id,
            Scan.checkpoint_id == checkpoint_id,
            Scan.rehearsal.is_(True),
            Scan.verdict == OK,
            Scan.user_id.is_(None) if user_id is None else Scan.user_id == user_id,
            Scan.at_corrected >= since,
            ~undone,
        )
        .order_by(Scan.at_corrected)
        .limit(1)
    )
