"""Checkpoints: where and when cards are read, for whom, and what that counts for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from eventmgr.audit.actor import Actor
from eventmgr.events.agenda_actions import demand_untied
from eventmgr.events.edit_actions import Gone, demand_revision, differences, note, planning
from eventmgr.events.models import AgendaSession, Checkpoint, CheckpointAudience, Event, EventDay
from eventmgr.events.name_rules import free_slug, slug_of
from eventmgr.events.ties import Reach
from eventmgr.people.models import Category
from eventmgr.shared.db import table_of
from eventmgr.shared.refusal import Refusal


@dataclass(frozen=True, slots=True)
class CheckpointContent:
    """A checkpoint as typed, hours local to the event. An empty audience welcomes everyone."""

    name: str
    kind: str
    day_id: int
    opens: time
    closes: time
    session_id: int | None = None
    audience: Sequence[int] = ()
    counts_for_day: bool = False


def add_checkpoint(
    actor: Actor, at: datetime, *, event: Event, content: CheckpointContent, request_uid: str
) -> int:
    """Make a checkpoint, its address from its name; the same form twice is one checkpoint.

    Raises Refusal for hours in the wrong order, on a closed day that it would count for, or when the event's
    state does not let it be done.
    """
    with planning(event.id) as (session, held):
        known = session.scalar(select(Checkpoint.id).where(Checkpoint.request_uid == request_uid))
        if known is not None:
            return known
        if content.counts_for_day:
            _demand_open(session, {content.day_id})
        taken = set(session.scalars(select(Checkpoint.slug).where(Checkpoint.event_id == held.id)))
        row = Checkpoint(
            event_id=held.id, request_uid=request_uid, slug=free_slug(slug_of(content.name, "titik"), taken)
        )
        _fill(session, held, row, content)
        session.add(row)
        session.flush()
        _save_audience(session, held, row.id, content.audience)
        note(
            session,
            actor,
            at,
            held,
            "checkpoint.added",
            ("checkpoint", str(row.id)),
            {"name": [None, row.name]},
        )
        return row.id


def change_checkpoint(
    actor: Actor, at: datetime, *, event: Event, checkpoint_id: int, content: CheckpointContent, seen: int
) -> None:
    """Change a checkpoint; the door follows at once. Its address stays, since devices know it.

    On a closed day only what moves nobody in its figures: name, kind and hours.
    Raises Stale when somebody saved it since revision `seen`, Gone, or Refusal.
    """
    with planning(event.id) as (session, held):
        row = _held(session, held.id, checkpoint_id)
        demand_revision(session, held, seen, row.revision, ("checkpoint", str(checkpoint_id)))
        before = _facts(row)
        counted = (content.day_id, content.counts_for_day, set(content.audience))
        if counted != (row.day_id, row.counts_for_day, _audience_of(session, checkpoint_id)):
            _demand_open(session, {row.day_id, content.day_id})
        if row.day_id != content.day_id:
            demand_untied(Reach(checkpoint_ids=(checkpoint_id,)), "Hari titik")
        _fill(session, held, row, content)
        flag_modified(row, "name")
        _save_audience(session, held, checkpoint_id, content.audience)
        changed = differences(before, _facts(row)) | {"audience": [None, sorted(content.audience)]}
        note(session, actor, at, held, "checkpoint.changed", ("checkpoint", str(checkpoint_id)), changed)


def close_checkpoint(actor: Actor, at: datetime, *, event: Event, checkpoint_id: int) -> str:
    """End a checkpoint's window now; its name is returned. One that is over stays as it is.

    Raises Refusal "not_open_yet" for one that has not opened: it can be changed or deleted instead.
    """
    with planning(event.id) as (session, held):
        row = _held(session, held.id, checkpoint_id)
        if row.opens_at >= at:
            raise Refusal("not_open_yet", "Titik ini belum dibuka. Ubah jamnya, atau hapus titiknya.")
        if row.closes_at > at:
            before = row.closes_at
            row.closes_at = at
            changed = {"closes_at": [str(before), str(at)]}
            note(session, actor, at, held, "checkpoint.closed", ("checkpoint", str(checkpoint_id)), changed)
        return row.name


def delete_checkpoint(actor: Actor, at: datetime, *, event: Event, checkpoint_id: int) -> str:
    """Delete a checkpoint without scans; its name is returned. Raises Refusal "tied" with the reason, or
    "day_closed" where it counts for a closed day."""
    with planning(event.id) as (session, held):
        row = _held(session, held.id, checkpoint_id)
        if row.counts_for_day:
            _demand_open(session, {row.day_id})
        demand_untied(Reach(checkpoint_ids=(checkpoint_id,)), "Titik")
        name = row.name
        session.execute(delete(CheckpointAudience).where(CheckpointAudience.checkpoint_id == checkpoint_id))
        session.delete(row)
        note(
            session,
            actor,
            at,
            held,
            "checkpoint.deleted",
            ("checkpoint", str(checkpoint_id)),
            {"name": [name, None]},
        )
        return name


def _held(session: Session, event_id: int, checkpoint_id: int) -> Checkpoint:
    row = session.get(Checkpoint, checkpoint_id)
    if row is None or row.event_id != event_id:
        raise Gone
    return row


def _demand_open(session: Session, day_ids: set[int]) -> None:
    """Papers were signed with the figures of a closed day: who counts there stays. Raises Refusal."""
    closed = select(EventDay.id).where(EventDay.id.in_(day_ids), EventDay.closed_at.is_not(None))
    if session.scalar(closed.limit(1)) is not None:
        raise Refusal(
            "day_closed",
            "Hari ini sudah ditutup, jadi siapa yang dihitung di titik ini tidak dapat diubah. "
            "Buka lagi harinya di halaman Kehadiran, ubah titiknya, lalu tutup lagi.",
        )


def _audience_of(session: Session, checkpoint_id: int) -> set[int]:
    of_it = CheckpointAudience.checkpoint_id == checkpoint_id
    return set(session.scalars(select(CheckpointAudience.category_id).where(of_it)))


def _facts(row: Checkpoint) -> dict[str, object]:
    names = ("name", "kind", "day_id", "session_id", "opens_at", "closes_at", "counts_for_day")
    return {name: getattr(row, name) for name in names}


def _fill(session: Session, event: Event, row: Checkpoint, content: CheckpointContent) -> None:
    if content.closes <= content.opens:
        raise Refusal("order", "Jam tutup harus sesudah jam buka.")
    day = session.get(EventDay, content.day_id)
    if day is None or day.event_id != event.id:
        raise Refusal("day_unknown", "Hari ini tidak ada lagi di kegiatan. Pilih hari yang lain.")
    if content.session_id is not None:
        lesson = session.get(AgendaSession, content.session_id)
        if lesson is None or lesson.event_id != event.id or lesson.day_id != day.id:
            raise Refusal(
                "session_unknown", "Sesi itu tidak ada pada hari ini. Pilih sesi pada hari yang sama."
            )
    zone = ZoneInfo(event.zone)
    row.name, row.kind, row.day_id = content.name, content.kind, day.id
    row.session_id = content.session_id if content.kind == "session" else None
    row.opens_at = datetime.combine(day.date, content.opens, zone)
    row.closes_at = datetime.combine(day.date, content.closes, zone)
    row.counts_for_day = content.counts_for_day


def _save_audience(session: Session, event: Event, checkpoint_id: int, audience: Sequence[int]) -> None:
    session.execute(delete(CheckpointAudience).where(CheckpointAudience.checkpoint_id == checkpoint_id))
    known = session.scalars(
        select(Category.id).where(Category.office_id == event.office_id, Category.id.in_(audience))
    ).all()
    if known:
        rows = [{"checkpoint_id": checkpoint_id, "category_id": category_id} for category_id in known]
        session.execute(insert(table_of(CheckpointAudience)), rows)
