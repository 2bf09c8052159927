"""What each process of the race does: its own app, then at the same moment as the others the same cards."""

from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from eventmgr.audit.actor import Actor
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.config import Settings
from eventmgr.factory import create_app
from eventmgr.shared.db import db, new_uid

MORNING = datetime(2024, 11, 18, 0, 40, tzinfo=UTC)


def race(
    folder: Path,
    url: str,
    barrier: Barrier,
    answers: Any,
    event_id: int,
    user_id: int,
    cards: list[tuple[str, str | None]],
) -> None:
    """Scan each (code, uid or None for one's own) in step with the others; answer (code, verdict)."""
    app = create_app(Settings.from_environment({"EVENTMGR_DATA": str(folder), "DATABASE_URL": url}))
    actor = Actor("user", user_id, "Budi Hartono")
    with app.app_context():
        for code, uid in cards:
            op = ScanOp(
                uid=uid or new_uid(), checkpoint="hari-1", source="camera", code=code, at_device=MORNING
            )
            barrier.wait(100)
            answers.put((code, check_in(event_id, op, actor=actor, now=MORNING).verdict))
        db.engine.dispose()
