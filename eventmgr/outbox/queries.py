"""Questions about what was sent."""

from collections.abc import Sequence

from sqlalchemy import select

from eventmgr.outbox.models import Outbox
from eventmgr.shared.db import db


def sent_by_keys(dedupe_keys: Sequence[str]) -> dict[str, Outbox]:
    """The texts that are marked as sent, by their dedupe key; one statement."""
    found = db.session.scalars(
        select(Outbox).where(Outbox.dedupe_key.in_(dedupe_keys), Outbox.state == "sent")
    )
    return {row.dedupe_key: row for row in found}
