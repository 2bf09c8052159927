"""When and from where a sign-in or a device was last seen: disposable notes, at most one a minute each.

They stand in `runtime.db`, so that looking at a page never takes the main database's lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Float, Integer, String, Table, select

from eventmgr.shared.runtime import metadata, run_on_notes, upsert

#: seconds between two notes of the same thing
PAUSE = 60
_seen = Table(
    "runtime_seen",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Float, nullable=False),
    Column("address", String(64), nullable=False),
    Column("agent", String(300), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """`at` is a Unix time in seconds; `agent` is what the browser says of itself."""

    at: float
    address: str
    agent: str


def note_seen(kind: str, number: int, at: datetime, *, address: str, agent: str) -> None:
    """Note that a thing was seen now; within a minute of the last note from the same place it only reads."""
    last = seen_of(kind, [number]).get(number)
    moment = at.timestamp()
    if last is not None and last.address == address[:64] and 0 <= moment - last.at < PAUSE:
        return
    values = {"at": moment, "address": address[:64], "agent": agent[:300]}
    statement = upsert(_seen).values(kind=kind, number=number, **values)
    statement = statement.on_conflict_do_update(index_elements=["kind", "number"], set_=values)
    run_on_notes(lambda connection: connection.execute(statement))


def seen_of(kind: str, numbers: Sequence[int]) -> dict[int, Seen]:
    """The last note of each thing that has one; one statement."""
    statement = select(_seen).where(_seen.c.kind == kind, _seen.c.number.in_(numbers))
    rows = run_on_notes(lambda connection: connection.execute(statement).all())
    return {row.number: Seen(row.at, row.address, row.agent) for row in rows}
