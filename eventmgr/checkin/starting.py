"""Says to the room of events what scans hang on its days and checkpoints."""

from flask import Flask
from sqlalchemy import func, or_, select

from eventmgr.checkin.models import Scan
from eventmgr.events.models import Checkpoint
from eventmgr.events.ties import Reach, register_tie
from eventmgr.shared.db import db
from eventmgr.shared.text import counted


def scans_that_hang(reach: Reach) -> list[str]:
    """One sentence when anybody was ever scanned there; a rehearsal counts, too, unless `real_only`."""
    if not (reach.checkpoint_ids or reach.session_ids or reach.day_ids):
        return []
    query = (
        select(func.count(Scan.id))
        .join(Checkpoint, Checkpoint.id == Scan.checkpoint_id)
        .where(
            or_(
                Checkpoint.id.in_(reach.checkpoint_ids),
                Checkpoint.session_id.in_(reach.session_ids),
                Checkpoint.day_id.in_(reach.day_ids),
            )
        )
    )
    if reach.real_only:
        query = query.where(Scan.rehearsal.is_(False))
    number = db.session.scalar(query) or 0
    return [f"Di sini sudah tercatat {counted(number)} pindai."] if number else []


def init_checkin(app: Flask) -> None:
    register_tie(app, scans_that_hang)
