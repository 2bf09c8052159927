"""Large rosters, read."""

from typing import Any

from eventmgr.roster.actions import READ_JOB, read_large
from eventmgr.shared.jobs import JobContext, job


@job(READ_JOB)
def read_roster(context: JobContext) -> dict[str, Any]:
    """Open a large roster for its preview. `ids` holds batch_id; the file itself stands encrypted in it."""
    return {"rows": read_large(int(context.ids["batch_id"]), context)}
