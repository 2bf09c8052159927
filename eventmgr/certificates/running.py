"""Issuing to the end in this process, for commands and the demo."""

import os
import socket
import time
from typing import Any

from eventmgr.audit.actor import Actor
from eventmgr.certificates.actions import start_issue
from eventmgr.events.models import Event
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.shared.job_models import OPEN_STATES, Job
from eventmgr.shared.jobs import claim_next, run_claimed
from eventmgr.shared.refusal import Refusal

#: How often to look whether a worker that was faster has finished, in seconds.
LOOK_AGAIN = 0.3
ACTOR = Actor("command", None, "perintah certificates issue")
HELD_JOBS = (
    "Pekerjaan ditahan sesudah pemulihan salinan data. Periksa nomor berikutnya, lalu lepaskan pekerjaan itu."
)


def issue_now(event: Event, *, under: str = "") -> tuple[str, dict[str, Any]]:
    """Enqueue the job and run it here; when a worker was faster, wait for that one.

    `under` keeps it to the region of that code and those below. Returns the job's state ("done", "failed",
    "cancelled") and its result. Raises Refusal "jobs_held" after a restore.
    """
    job_id = start_issue(ACTOR, now(), event=event, under=under)
    worker = f"perintah {socket.gethostname()} {os.getpid()}"
    while True:
        context = claim_next(worker, now(), job_id)
        if context is not None:
            run_claimed(context)
        standing = db.session.get_one(Job, job_id)
        state, result = standing.state, standing.result
        db.session.rollback()
        if state == "held":
            raise Refusal("jobs_held", HELD_JOBS)
        if state not in OPEN_STATES:
            return state, result or {}
        time.sleep(LOOK_AGAIN)
