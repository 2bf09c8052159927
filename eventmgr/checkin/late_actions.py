"""What becomes of scans that found their day closed: they count, or they are left aside. Both by hand."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert

from eventmgr.audit.actor import Actor
from eventmgr.checkin.hand_actions import HandRow, SealedNote
from eventmgr.checkin.late_queries import LateScan, late_scans
from eventmgr.checkin.models import Scan
from eventmgr.checkin.settling_actions import settle_many
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.rules import Doing
from eventmgr.shared.db import new_uid, write


def decide_late(
    actor: Actor, at: datetime, *, event_id: int, uids: Collection[str], counts: bool
) -> list[str]:
    """Count late scans as arrivals, or leave them aside; uids of the new rows, to take them back.

    What is decided already, or is no late scan of the event, is passed over: two presses are one effect.
    Raises Refusal: event_archived.
    """
    with write() as session:
        rev = advance_feed(session, event_id)
        demand_state(session, event_id, Doing.CORRECT, "pindai susulan")
        chosen = [scan for scan in late_scans(event_id) if scan.uid in uids]
        if not chosen:
            return []
        made = [_row(scan, counts=counts) for scan in chosen]
        rows = [
            row.columns(event_id=event_id, rev=rev, actor=actor, at=at, note=SealedNote()) for row in made
        ]
        session.execute(insert(Scan), rows)
        if counts:
            for checkpoint_id in sorted({scan.checkpoint_id for scan in chosen}):
                people = [scan.registration_id for scan in chosen if scan.checkpoint_id == checkpoint_id]
                settle_many(session, event_id, checkpoint_id, people, rev)
    return [row.uid for row in made]


def _row(scan: LateScan, *, counts: bool) -> HandRow:
    return HandRow(
        uid=new_uid(),
        kind="override" if counts else "hold",
        verdict="ok" if counts else "closed",
        reason="counted_late" if counts else "left_aside",
        checkpoint_id=scan.checkpoint_id,
        registration_id=scan.registration_id,
        source=scan.source,
        arrived_at=scan.arrived_at,
        replaces_uid=scan.uid,
        ticket_id=scan.ticket_id,
    )
