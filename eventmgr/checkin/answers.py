"""Answers of the door as JSON: what the crew's screen shows of a verdict, a count, a checkpoint."""

from datetime import datetime
from typing import Any

from eventmgr.accounts.queries import name_of_user
from eventmgr.checkin.actions import Answer
from eventmgr.checkin.door_queries import Gate, Guest
from eventmgr.checkin.models import Scan
from eventmgr.checkin.queries import CheckpointRow, Count, audience_words
from eventmgr.checkin.rules import (
    ALREADY,
    CANCELLED,
    NOT_HERE,
    NOT_OPEN,
    OK,
    OLD_CARD,
    SPARE_CARD,
    UNDO_WINDOW,
    WRONG_DAY,
    WRONG_EVENT,
    Verdict,
    minutes_until,
)
from eventmgr.events.queries import event_dates
from eventmgr.shared.dates import bare_short_date, clock_time, local_date, long_date, weekday


def result_json(answer: Answer) -> dict[str, Any]:
    """One operation's result in the words of the sync API; a conflict has a uid and a verdict only."""
    gate, guest = answer.gate, answer.guest
    if gate is None:
        return _bare_json(answer)
    zone = gate.facts.zone
    is_known = guest is not None and guest.office_id == gate.office_id
    welcome_at = answer.first_at if answer.verdict in (OK, ALREADY) else None
    return {
        "uid": answer.uid,
        "verdict": answer.verdict,
        "reason": answer.reason,
        "person": _person(guest) if guest is not None and is_known and answer.verdict != SPARE_CARD else None,
        "table": None,
        "note": _note(answer, guest),
        "permittable": Verdict(answer.verdict, answer.reason).is_permittable and is_known,
        "first_at": clock_time(welcome_at, zone) if welcome_at is not None else None,
        "first_place": gate.name if welcome_at is not None else None,
        "opens_at": clock_time(gate.facts.opens_at, zone),
        "closes_at": clock_time(gate.facts.closes_at, zone),
        "minutes_to_open": _minutes_to_open(answer, gate),
        "other_event": _other_event(guest) if answer.verdict == WRONG_EVENT and is_known else None,
        "checkpoint_day": _day(gate) if answer.verdict == WRONG_DAY else None,
        "since": _since(answer.verdict, guest, zone),
        "audience": audience_words(gate.checkpoint_id) if answer.verdict == NOT_HERE else None,
        "undoable_until": _undoable_until(answer),
        "spare_number": answer.spare_number,
        "clock_suspect": answer.is_clock_suspect,
        "tail": answer.tail,
    }


def _bare_json(answer: Answer) -> dict[str, Any]:
    """A conflict, or something that was refused before it was stored: no place and nobody stand beside it."""
    bare: dict[str, Any] = {"uid": answer.uid, "verdict": answer.verdict}
    if answer.reason:
        bare |= {"reason": answer.reason, "tries_left": answer.tries_left, "retry_after": answer.retry_after}
    return bare


def _note(answer: Answer, guest: Guest | None) -> str | None:
    """What the crew reads beside a welcome: who permitted it, and what the organizer wrote for the door."""
    if guest is None or answer.verdict not in (OK, ALREADY):
        return None
    permitted = f"Dengan izin {name_of_user(answer.approved_by)}" if answer.approved_by else None
    return ". ".join(note for note in (permitted, guest.crew_note) if note) or None


def recent_json(answer: Answer, undone: Scan | None, *, op: str) -> dict[str, Any]:
    """A row of the crew's last scans: its result, its time, and when and why it was taken back.

    `op` is the operation that made it: scan, permit, bind or walk_in.
    """
    at = answer.at_corrected
    row = result_json(answer) | {
        "op": op,
        "at": at.isoformat() if at is not None else None,
        "checkpoint": answer.gate.slug if answer.gate is not None else None,
        "checkpoint_name": answer.gate.name if answer.gate is not None else None,
        "undone": None,
    }
    if undone is not None:
        row["undone"] = {"at": undone.at_corrected.isoformat(), "reason": undone.reason}
        row["undoable_until"] = None
    return row


def count_json(checkpoint: str, count: Count) -> dict[str, Any]:
    return {"checkpoint": checkpoint, "present": count.present, "registered": count.registered}


def checkpoint_json(row: CheckpointRow, zone: str, at: datetime) -> dict[str, Any]:
    """A checkpoint as the crew's screen needs it; hours in the event's zone."""
    return {
        "slug": row.slug,
        "name": row.name,
        "day": row.date.isoformat(),
        "opens_at": clock_time(row.opens_at, zone),
        "closes_at": clock_time(row.closes_at, zone),
        "is_today": local_date(at, zone) == row.date,
    }


def _person(guest: Guest) -> dict[str, Any] | None:
    if not guest.name:
        return None
    return {
        "registration": guest.registration_uid,
        "name": guest.name,
        "front_title": guest.front_title,
        "back_title": guest.back_title,
        "category": guest.category,
        "region": guest.region,
        "parent_region": guest.parent_region,
    }


def _minutes_to_open(answer: Answer, gate: Gate) -> int | None:
    """How long to wait; None for an event that is still a draft, where waiting does not help."""
    at, opens_at = answer.at_corrected, gate.facts.opens_at
    if answer.verdict != NOT_OPEN or at is None or at >= opens_at:
        return None
    return minutes_until(opens_at, at)


def _other_event(guest: Guest | None) -> str | None:
    """Bimtek TKSK, 5 Desember 2024"""
    if guest is None:
        return None
    dates = event_dates([guest.facts.event_id])
    if guest.facts.event_id not in dates:
        return guest.event_name
    return f"{guest.event_name}, {long_date(dates[guest.facts.event_id][0])}"


def _day(gate: Gate) -> str:
    """Selasa 19 Nov"""
    return f"{weekday(gate.facts.day)} {bare_short_date(gate.facts.day)}"


def _since(verdict: str, guest: Guest | None, zone: str) -> str | None:
    """17 Nov: when the card was replaced or the registration ended, where that is known."""
    if guest is None or verdict not in (OLD_CARD, CANCELLED):
        return None
    moment = guest.ticket_ended_at if verdict == OLD_CARD else guest.registration_ended_at
    return None if moment is None else bare_short_date(local_date(moment, zone))


def _undoable_until(answer: Answer) -> str | None:
    if answer.verdict != OK or answer.at_corrected is None:
        return None
    return (answer.at_corrected + UNDO_WINDOW).isoformat()
