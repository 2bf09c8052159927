"""Disposable bytes: made by a job, kept under the hash of what they show, made again when they are gone."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from eventmgr.shared.job_models import OPEN_STATES
from eventmgr.shared.job_progress import is_left_lying, newest_job_or_none

#: what is not where it should be is asked for again by itself, but not more often
ASKED_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """How one stands: it is there, else it is being drawn, else that failed, else nobody asked for it yet.

    `is_left`: it is to be drawn, but no worker is there who does.
    """

    is_drawn: bool
    is_running: bool = False
    has_failed: bool = False
    is_left: bool = False


def drawing_of(
    path: Path, job_key: str, at: datetime, *, is_the_same: Callable[[Mapping[str, Any]], bool]
) -> Drawing:
    """How the bytes at `path` stand; one statement where they are not there.

    `is_the_same` tells by its result whether an ended job has drawn this very thing: one that did so just now
    and put it where nobody finds it would be asked for ever, and counts as failed.
    """
    if path.exists():
        return Drawing(is_drawn=True)
    job = newest_job_or_none(job_key)
    if job is None:
        return Drawing(is_drawn=False)
    is_fresh = job.finished_at is not None and at - job.finished_at <= ASKED_AGAIN
    is_vain = job.state == "done" and is_fresh and is_the_same(job.result or {})
    return Drawing(
        is_drawn=False,
        is_running=job.state in OPEN_STATES,
        has_failed=job.state == "failed" or is_vain,
        is_left=is_left_lying(job, at),
    )


def keep_bytes(path: Path, data: bytes) -> None:
    """Whole or not at all: two processes may make the same at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    temporary.write_bytes(data)
    os.replace(temporary, path)
