"""Holding the coming numbers for an event's certificates before they are issued, and releasing them."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.certificates.models import CertificateRule
from eventmgr.certificates.queries import HELD, KIND, issue_key
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.office.actions import Subject
from eventmgr.office.hold_actions import Released, hold_numbers, release_numbers
from eventmgr.office.models import NumberRegister
from eventmgr.shared.db import write
from eventmgr.shared.job_models import OPEN_STATES, Job
from eventmgr.shared.refusal import Refusal

#: numbers that one press holds at most, so that the door does not wait
MOST_AT_ONCE = 1000
HELD_ACTION, RELEASED_ACTION = "certificates.numbers_held", "certificates.numbers_released"
RUNNING = "Penerbitan sedang berjalan dan memakai nomornya. Tunggu sampai selesai, atau hentikan dulu."
CHANGED = "Syarat sertifikat baru saja diubah, jadi nomor belum dipesan. Muat ulang halaman, lalu coba lagi."
VOID_REASON = "dipesan untuk sertifikat, dilepas tanpa terpakai"


def hold_for_event(
    actor: Actor, at: datetime, *, event: Event, register_id: int, dated_on: date, upto: int
) -> int:
    """Hold numbers until `upto` wait for the event's certificates; how many were added is returned.

    Two presses are one effect: what is held counts. Of more than MOST_AT_ONCE the rest waits for the next
    press. The issue uses them first, in order, and goes on behind them. Raises Refusal "issue_running",
    "rule_changed" when the rule names another register or year by now, or for the event's state.
    """
    event_id, event_uid, office_id = event.id, event.uid, event.office_id
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.CERTIFY)
        _refuse_running(session, event_id)
        _refuse_changed(session, event_id, register_id, dated_on)
        added = hold_numbers(
            session,
            session.get_one(NumberRegister, register_id),
            dated_on=dated_on,
            held_for=Subject(HELD, event_uid),
            upto=upto,
            most=MOST_AT_ONCE,
        )
        if added:
            details = {"numbers": [added[0], added[-1]]}
            line = AuditLine(HELD_ACTION, "event", event_uid, office_id, event_id, details=details)
            record(session, actor, at, line)
        return len(added)


def release_for_event(actor: Actor, at: datetime, *, event: Event) -> Released:
    """Give up what is held for the event's certificates and not used; a second press finds nothing.

    The rule is that of `hold_actions`: the end of the row goes back, what stands in front of younger numbers
    becomes void. Asked of no state: an archived event, too, may not keep the office's numbers. Raises Refusal
    "issue_running".
    """
    event_id, event_uid, office_id = event.id, event.uid, event.office_id
    with write() as session:
        advance_feed(session, event_id)
        _refuse_running(session, event_id)
        released = release_numbers(session, Subject(HELD, event_uid), reason=VOID_REASON)
        numbers = sorted((*released.back, *released.void))
        if numbers:
            details = {"numbers": [numbers[0], numbers[-1]], "void": list(released.void)}
            line = AuditLine(RELEASED_ACTION, "event", event_uid, office_id, event_id, details=details)
            record(session, actor, at, line)
        return released


def _refuse_changed(session: Session, event_id: int, register_id: int, dated_on: date) -> None:
    """Somebody else may have saved the rule since it was read: held by the old one, nothing uses them."""
    rule = session.get(CertificateRule, (event_id, KIND), populate_existing=True)
    if rule is None or rule.register_id != register_id or (rule.dated_on or dated_on).year != dated_on.year:
        raise Refusal("rule_changed", CHANGED)


def _refuse_running(session: Session, event_id: int) -> None:
    running = select(Job.id).where(Job.unique_key == issue_key(event_id), Job.state.in_(OPEN_STATES))
    if session.scalar(running.limit(1)) is not None:
        raise Refusal("issue_running", RUNNING)
