"""Is this installation well?"""

import os
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from eventmgr.audit.models import AuditLog
from eventmgr.shared.db import db
from eventmgr.shared.job_models import Job
from eventmgr.shared.migrate import current_revision, head_revision


@cache
def _newest() -> str:
    """The program does not change while it runs; reading its migrations took two thirds of a request."""
    return head_revision()


def database_state() -> str:
    """ "ok", "behind" when migrations are missing, "unreachable" when it does not answer."""
    try:
        current = current_revision(db.session.connection())
    except SQLAlchemyError:
        return "unreachable"
    return "ok" if current == _newest() else "behind"


def database_size() -> int:
    """Bytes that the database takes on its disk."""
    path = _sqlite_path_or_none()
    if path is None:
        return db.session.scalar(select(func.pg_database_size(func.current_database()))) or 0
    files = [path, path.with_name(f"{path.name}-wal")]
    return sum(file.stat().st_size for file in files if file.exists())


def database_takes_writes() -> bool:
    """Whether the database could be written, found out without writing."""
    path = _sqlite_path_or_none()
    if path is None:
        return not db.session.scalar(text("SELECT pg_is_in_recovery()"))
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def jobs_by_state() -> Mapping[str, int]:
    """How many jobs are queued, running and held."""
    rows = db.session.execute(
        select(Job.state, func.count(Job.id))
        .where(Job.state.in_(("queued", "running", "held")))
        .group_by(Job.state)
    )
    return {state: number for state, number in rows}


def newest_trail_or_none() -> datetime | None:
    """When something was last changed, by the clock of that time."""
    return db.session.scalar(select(AuditLog.at).order_by(AuditLog.id.desc()).limit(1))


def _sqlite_path_or_none() -> Path | None:
    url = current_app.config["DATABASE_URL"]
    return Path(make_url(url).database or "") if url.startswith("sqlite") else None
