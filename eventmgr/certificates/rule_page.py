"""What the form of an event's rule begins with."""

from eventmgr.certificates.content_queries import day_count
from eventmgr.certificates.issuing import condition_of
from eventmgr.certificates.queries import rule_or_none
from eventmgr.certificates.rules import Basis
from eventmgr.certificates.standing_queries import session_facts
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.office.models import NumberRegister, Official
from eventmgr.office.register_queries import next_number
from eventmgr.shared.dates import long_date
from eventmgr.shared.db import db

DEFAULT_PATTERN = "400.9.12.3/{nomor}/Dinsos/{tahun}"
#: per cent that a new rule by sessions begins with
USUAL_SHARE = 75


def rule_form_choices(event: Event) -> list[tuple[int, str]]:
    """Days to choose from."""
    count = max(1, day_count(event.id))
    return [(number, f"{number} dari {count} hari") for number in range(1, count + 1)]


def rule_defaults(event: Event) -> dict[str, object]:
    """The rule as it stands, or what most offices begin with; each way of counting has a number to begin."""
    rule = rule_or_none(event.id)
    jp = full_jp(event.id)
    usual: dict[str, object] = {
        "basis": Basis.DAYS.value,
        "least_days": max(1, day_count(event.id) - 1),
        "least_share": USUAL_SHARE,
        "least_jp": max(1, jp * USUAL_SHARE // 100),
        "number_pattern": DEFAULT_PATTERN,
    }
    if rule is None:
        return usual
    condition = condition_of(rule)
    official = db.session.get_one(Official, rule.official_id)
    register = db.session.get_one(NumberRegister, rule.register_id)
    dates = event_dates([event.id]).get(event.id)
    printed = rule.dated_on or (dates[1] if dates else None)
    return {
        **usual,
        "basis": condition.basis.value,
        f"least_{condition.basis.value}": condition.least,
        "signer_name": official.name,
        "signer_post": official.post,
        "number_pattern": register.pattern,
        "first_number": next_number(register.id, printed.year) if printed else None,
        "dated_on": long_date(printed) if printed else "",
        "without_public_url": rule.without_public_url,
    }


def full_jp(event_id: int) -> int:
    """JP of all sessions."""
    return sum(session_facts(event_id)[1].values())
