"""An event's own facts and its state."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed
from eventmgr.events.day_actions import move_hours
from eventmgr.events.edit_actions import demand_revision, differences, note, planning
from eventmgr.events.models import Event, EventDay
from eventmgr.events.rules import StateFacts, may_step
from eventmgr.events.ties import Reach, what_hangs_on
from eventmgr.shared.dates import local_date, long_date
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal

_STEP_WORDS = {
    "no_step": "Keadaan kegiatan sudah diubah orang lain. Muat ulang halaman ini.",
    "reason_missing": "Tulis alasannya, supaya panitia lain tahu.",
    "no_days": "Kegiatan ini belum mempunyai hari. Tambah hari di Jadwal, lalu buka.",
    "has_scans": "Sudah ada kehadiran yang tercatat, jadi kegiatan ini tidak dapat menjadi rancangan lagi. "
    "Tutup kegiatannya bila tidak dilanjutkan.",
}


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What the page "Data kegiatan" holds. `contact_phone` is E.164 or None."""

    name: str
    place: str
    zone: str
    contact_name: str | None
    contact_phone: str | None
    credit_rule: str


def save_facts(actor: Actor, at: datetime, *, event: Event, facts: EventFacts, seen: int) -> bool:
    """Save an event's facts; whether anything became different.

    Another zone keeps all hours as they are written (08.30 stays 08.30).
    Raises Stale when somebody saved since revision `seen`, or Refusal "zone_tied" once somebody was scanned.
    """
    with planning(event.id) as (session, held):
        demand_revision(session, held, seen, held.revision, ("event", held.uid))
        names = EventFacts.__dataclass_fields__
        before = {name: getattr(held, name) for name in names}
        after = {name: getattr(facts, name) for name in names}
        if facts.zone != held.zone:
            _demand_no_scans(session, held)
            move_hours(session, held.id, held.zone, facts.zone)
        for name, value in after.items():
            setattr(held, name, value)
        changed = differences(before, after)
        if changed:
            note(session, actor, at, held, "event.changed", ("event", held.uid), changed)
        return bool(changed)


def _demand_no_scans(session: Session, event: Event) -> None:
    days = session.scalars(select(EventDay.id).where(EventDay.event_id == event.id)).all()
    if what_hangs_on(Reach(day_ids=days)):
        raise Refusal(
            "zone_tied", "Sudah ada pindai yang tercatat, jadi zona waktunya tidak dapat diganti lagi."
        )


def has_real_scans(day_ids: list[int]) -> bool:
    """Whether anything but rehearsals hangs on the event's days."""
    return bool(what_hangs_on(Reach(day_ids=day_ids, real_only=True)))


def change_state(actor: Actor, at: datetime, *, event: Event, seen: str, to: str, reason: str) -> None:
    """Take an event from the state that the page showed to the next or the one before.

    A second press finds it done. Raises Refusal with the code of `may_step`.
    """
    event_id = event.id
    with write() as session:
        advance_feed(session, event_id)
        held = session.get_one(Event, event_id)
        if held.state == to:
            return
        if held.state != seen:
            raise Refusal("no_step", _STEP_WORDS["no_step"])
        days = session.execute(select(EventDay.id, EventDay.date).where(EventDay.event_id == event_id)).all()
        last_day = max((day.date for day in days), default=None)
        facts = StateFacts(
            held.state, last_day, local_date(at, held.zone), has_real_scans([day.id for day in days])
        )
        decision = may_step(facts, to, reason)
        if not decision:
            raise Refusal(decision.reason, _words(decision.reason, facts))
        held.state = to
        flag_modified(held, "state")
        changed = {"state": [seen, to], "reason": [None, reason.strip()]}
        note(session, actor, at, held, "event.state_changed", ("event", held.uid), changed)


def _words(reason: str, facts: StateFacts) -> str:
    if reason == "still_running" and facts.last_day is not None:
        return (
            f"Hari terakhir, {long_date(facts.last_day)}, belum lewat. "
            "Tulis alasannya bila kegiatan ditutup lebih awal."
        )
    return _STEP_WORDS[reason]
