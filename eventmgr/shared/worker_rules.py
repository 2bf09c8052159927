"""When a worker of background jobs counts as gone, and a job as left lying. Pure."""

from datetime import datetime, timedelta

#: A worker says every ten seconds that it lives, with a job in hand more often.
SILENCE = timedelta(seconds=60)
#: A job this young may wait for its turn: nobody is told that anything is wrong with it.
PATIENCE = timedelta(seconds=20)


def is_silent(last_sign: datetime | None, at: datetime) -> bool:
    """Whether no worker is there; `last_sign` is None where none ever gave a sign."""
    return last_sign is None or at - last_sign > SILENCE


def is_overdue(created_at: datetime, at: datetime) -> bool:
    """Whether a job has waited so long that one should look whether anybody works."""
    return at - created_at > PATIENCE
