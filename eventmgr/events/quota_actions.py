"""Quota rules: so many seats of a category in every region of a level, and the regions that differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventmgr.audit.actor import Actor
from eventmgr.events.edit_actions import Gone, demand_revision, note, planning
from eventmgr.events.models import Event, QuotaException, QuotaRule
from eventmgr.office.models import Region
from eventmgr.people.models import Category
from eventmgr.shared.refusal import Refusal

LEVELS = ("kelurahan", "kecamatan", "city")


@dataclass(frozen=True, slots=True)
class QuotaWish:
    """The seats a category shall have, None for no quota; `seen` is the revision shown, 0 without one."""

    category_id: int
    region_level: str
    seats: int | None
    seen: int


def save_quotas(actor: Actor, at: datetime, *, event: Event, wishes: Sequence[QuotaWish]) -> int:
    """Set the seats of all categories at once and return how many changed; either all are saved or none.

    Another level drops the exceptions, which name regions of the old one; so does a quota taken away.
    Raises Stale, or Refusal "category_unknown".
    """
    with planning(event.id) as (session, held):
        return sum(_grant(session, actor, at, held, wish) for wish in wishes)


def _grant(session: Session, actor: Actor, at: datetime, held: Event, wish: QuotaWish) -> bool:
    category = session.get(Category, wish.category_id)
    if category is None or category.office_id != held.office_id:
        raise Refusal("category_unknown", "Unsur peserta ini tidak ada lagi.")
    rule = _rule_or_none(session, held.id, wish.category_id)
    before = (rule.seats, rule.region_level) if rule is not None else (None, None)
    if wish.seats == before[0] and (rule is None or wish.region_level == rule.region_level):
        return False
    subject = ("quota", f"{held.id}-{wish.category_id}")
    demand_revision(session, held, wish.seen, rule.revision if rule is not None else 0, subject)
    if wish.seats is None:
        _remove(session, rule)
        note(session, actor, at, held, "quota.removed", subject, {"seats": [before[0], None]})
        return True
    if rule is None:
        rule = QuotaRule(event_id=held.id, category_id=wish.category_id)
        session.add(rule)
    elif rule.region_level != wish.region_level:
        session.execute(delete(QuotaException).where(QuotaException.rule_id == rule.id))
    rule.region_level, rule.seats = wish.region_level, wish.seats
    changed = {"seats": [before[0], wish.seats], "region_level": [before[1], wish.region_level]}
    note(session, actor, at, held, "quota.saved", subject, changed)
    return True


def _remove(session: Session, rule: QuotaRule | None) -> None:
    if rule is not None:
        session.execute(delete(QuotaException).where(QuotaException.rule_id == rule.id))
        session.delete(rule)


def save_exception(
    actor: Actor,
    at: datetime,
    *,
    event: Event,
    category_id: int,
    region_code: str,
    seats: int,
    reason: str,
) -> None:
    """Give one region of the rule's level other seats, with a reason.

    Raises Gone when the category has no rule, or Refusal "region_unknown", "same" (the rule says so already).
    """
    with planning(event.id) as (session, held):
        rule = _rule_or_none(session, held.id, category_id)
        if rule is None:
            raise Gone
        region = session.get(Region, region_code)
        if region is None or region.level != rule.region_level:
            raise Refusal("region_unknown", "Pilih wilayah dari daftar.")
        if seats == rule.seats:
            raise Refusal("same", f"Kuota umumnya sudah {seats}; pengecualian perlu angka yang lain.")
        held_row = _exception_or_none(session, rule.id, region_code)
        before = held_row.seats if held_row is not None else rule.seats
        if held_row is None:
            held_row = QuotaException(rule_id=rule.id, region_code=region_code)
            session.add(held_row)
        held_row.seats, held_row.reason = seats, reason
        subject = ("quota", f"{held.id}-{category_id}")
        changed = {"region": [None, region_code], "seats": [before, seats], "reason": [None, reason]}
        note(session, actor, at, held, "quota.exception_saved", subject, changed)


def remove_exception(actor: Actor, at: datetime, *, event: Event, category_id: int, region_code: str) -> None:
    """Let a region follow the rule again; a second press finds it done."""
    with planning(event.id) as (session, held):
        rule = _rule_or_none(session, held.id, category_id)
        row = _exception_or_none(session, rule.id, region_code) if rule is not None else None
        if row is None:
            return
        before = row.seats
        session.delete(row)
        subject = ("quota", f"{held.id}-{category_id}")
        changed = {"region": [region_code, None], "seats": [before, None]}
        note(session, actor, at, held, "quota.exception_removed", subject, changed)


def _rule_or_none(session: Session, event_id: int, category_id: int) -> QuotaRule | None:
    return session.scalar(
        select(QuotaRule).where(QuotaRule.event_id == event_id, QuotaRule.category_id == category_id)
    )


def _exception_or_none(session: Session, rule_id: int, region_code: str) -> QuotaException | None:
    return session.scalar(
        select(QuotaException).where(
            QuotaException.rule_id == rule_id, QuotaException.region_code == region_code
        )
    )
