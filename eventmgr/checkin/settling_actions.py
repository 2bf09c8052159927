"""Attendance of many people at one checkpoint, recomputed in a few statements however many they are."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from eventmgr.checkin import stored_scans
from eventmgr.checkin.attendance_rules import Presence, settle
from eventmgr.checkin.models import Attendance
from eventmgr.shared.db import table_of


def attendance_values(presence: Presence, rev: int) -> dict[str, Any]:
    """The columns of an attendance row that follow from its scans."""
    return {
        "present": presence.present,
        "first_at": presence.first_at,
        "scan_uid": presence.scan_uid,
        "evidence": presence.evidence,
        "rev": rev,
    }


def settle_many(
    session: Session, event_id: int, checkpoint_id: int, registration_ids: Collection[int], rev: int
) -> None:
    """Recompute attendance of registrations at a checkpoint from all their scans, inside `write()`.

    Five statements at most. Nobody gets a row who never was there.
    """
    if not registration_ids:
        return
    scans = stored_scans.scans_of_many(event_id, registration_ids, checkpoint_id)
    known = set(
        session.scalars(
            select(Attendance.registration_id).where(
                Attendance.checkpoint_id == checkpoint_id, Attendance.registration_id.in_(registration_ids)
            )
        )
    )
    made, changed = [], []
    for registration_id, facts in scans.items():
        presence = settle(facts)
        values = attendance_values(presence, rev)
        if registration_id in known:
            changed.append(values | {"of_registration": registration_id})
        elif presence.present:
            made.append(
                values
                | {
                    "event_id": event_id,
                    "registration_id": registration_id,
                    "checkpoint_id": checkpoint_id,
                }
            )
    if changed:
        attendance = table_of(Attendance)
        session.connection().execute(
            update(attendance).where(
                attendance.c.registration_id == bindparam("of_registration"),
                attendance.c.checkpoint_id == checkpoint_id,
            ),
            changed,
        )
    if made:
        session.execute(insert(Attendance), made)
