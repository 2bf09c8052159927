"""What the start screen of the scan page offers: checkpoints, the one chosen beforehand, earnest or not.

Pure Python: rows and the moment in, words out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from eventmgr.checkin.queries import CheckpointRow
from eventmgr.shared.dates import bare_short_date, clock_time, local_date, weekday

#: Why only a rehearsal is offered, by the event's state; an open event may still not be running today.
_STATE_REASONS = {
    "draft": "Kegiatan ini masih disiapkan.",
    "closed": "Kegiatan ini sudah ditutup.",
    "archived": "Kegiatan ini sudah diarsipkan.",
}
_NOT_TODAY = "Hari ini bukan hari kegiatan."


@dataclass(frozen=True, slots=True)
class CheckpointChoice:
    """One radio row. `note` is its second line: "06.30 sampai 10.00, Ballroom"."""

    slug: str
    name: str
    note: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """The choices, today's apart. `rehearsal_reason` is a sentence where only a rehearsal is offered."""

    today: tuple[CheckpointChoice, ...]
    other: tuple[CheckpointChoice, ...]
    rehearsal_reason: str


def day_label(day: date) -> str:
    """Senin 18 Nov"""
    return f"{weekday(day)} {bare_short_date(day)}"


def offer(
    rows: Sequence[CheckpointRow], rooms: dict[int, str], *, state: str, zone: str, at: datetime
) -> Offer:
    """What to offer at the moment `at`. Chosen: the open checkpoint, else the next, else today's last."""
    today = local_date(at, zone)
    of_today = [row for row in rows if row.date == today]
    coming = [row for row in rows if row.opens_at > at]
    chosen = _chosen(of_today, at) or _chosen(coming or list(rows[:1]), at)
    choices = [(row, _choice(row, rooms, zone, is_today=row.date == today, chosen=chosen)) for row in rows]
    reason = _STATE_REASONS.get(state, "" if of_today else _NOT_TODAY)
    return Offer(
        today=tuple(choice for row, choice in choices if row.date == today),
        other=tuple(choice for row, choice in choices if row.date != today),
        rehearsal_reason=reason,
    )


def _chosen(rows: list[CheckpointRow], at: datetime) -> CheckpointRow | None:
    is_open = [row for row in rows if row.opens_at <= at < row.closes_at]
    to_come = [row for row in rows if row.opens_at > at]
    return next(iter(is_open or to_come or rows[-1:]), None)


def _choice(
    row: CheckpointRow, rooms: dict[int, str], zone: str, *, is_today: bool, chosen: CheckpointRow | None
) -> CheckpointChoice:
    hours = f"{clock_time(row.opens_at, zone)} sampai {clock_time(row.closes_at, zone)}"
    parts = [hours if is_today else f"{day_label(row.date)}, {hours}"]
    if row.id in rooms:
        parts.append(rooms[row.id])
    return CheckpointChoice(row.slug, row.name, ", ".join(parts), row is chosen)
