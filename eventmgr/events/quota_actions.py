"""Quota rules: so many seats of a category in every region of a level, and the regions that differ."""

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


def save_quota(
    actor: Actor, at: datetime, *, event: Event, category_id: int, region_level: str, seats: int, seen: int
) -> None:
    """Set the seats of a category; `seen` is the revision that the form showed, 0 for a category without.

    Another level drops the exceptions, which name regions of the old one.
    Raises Stale, or Refusal "category_unknown".
    """
    with planning(event.id) as (session, held):
        category = session.get(Category, category_id)
        if category is None or category.office_id != held.office_id:
            raise Refusal("category_unknown", "Unsur peserta ini tidak ada lagi.")
        rule = _rule_or_none(session, held.id, category_id)
        current = rule.revision if rule is not None else 0
        demand_revision(session, held, seen, current, ("quota", f"{held.id}-{category_id}"))
        before = [rule.seats, rule.region_level] if rule is not None else [None, None]
        if rule is None:
            rule = QuotaRule(event_id=held.id, category_id=category_id)
            session.add(rule)
        elif rule.region_level != region_level:
            session.execute(delete(QuotaException).where(QuotaException.rule_id == rule.id))
        rule.region_level, rule.seats = region_level, seats
        changed = {"seats": [before[0], seats], "region_level": [before[1], region_level]}
        note(session, actor, at, held, "quota.saved", ("quota", f"{held.id}-{category_id}"), changed)


def remove_quota(actor: Actor, at: datetime, *, event: Event, category_id: int) -> None:
    """Let a category have no quota; a second press finds it done."""
    with planning(event.id) as (session, held):
        rule = _rule_or_none(session, held.id, category_id)
        if rule is None:
            return
        session.execute(delete(QuotaException).where(QuotaException.rule_id == rule.id))
        session.delete(rule)
        subject = ("quota", f"{held.id}-{category_id}")
        note(session, actor, at, held, "quota.removed", subject, {"seats": [rule.seats, None]})


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
