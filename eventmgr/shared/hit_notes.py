"""How many different people opened a thing: disposable notes, so that reading never takes the main lock."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Column, String, Table, func, select

from eventmgr.shared.runtime import metadata, run_on_notes, upsert

_hit = Table(
    "runtime_hit",
    metadata,
    Column("subject", String(40), primary_key=True),
    Column("visitor_hash", String(64), primary_key=True),
)


def note_hit(subject: str, visitor: str) -> None:
    """Note that a visitor opened a subject; the visitor is kept as a hash, and once only."""
    hashed = hashlib.sha256(f"{subject}:{visitor}".encode()).hexdigest()
    statement = upsert(_hit).values(subject=subject, visitor_hash=hashed).on_conflict_do_nothing()
    run_on_notes(lambda connection: connection.execute(statement))


def hits_of(subjects: Sequence[str]) -> dict[str, int]:
    """Number of visitors of each subject that has any; one statement."""
    statement = (
        select(_hit.c.subject, func.count()).where(_hit.c.subject.in_(subjects)).group_by(_hit.c.subject)
    )
    rows = run_on_notes(lambda connection: connection.execute(statement).all())
    return {subject: number for subject, number in rows}
