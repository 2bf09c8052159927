"""What the form of an event's rule begins with."""

from collections.abc import Mapping
from datetime import date

from wtforms.fields import SelectChoice

from eventmgr.certificates.coming_numbers import register_text
from eventmgr.certificates.content_queries import day_count, newest_version
from eventmgr.certificates.designs import Design
from eventmgr.certificates.forms import SOMEBODY_ELSE, RuleForm
from eventmgr.certificates.issuing import condition_of, office_address
from eventmgr.certificates.queries import rule_or_none
from eventmgr.certificates.rules import Basis
from eventmgr.certificates.standing_queries import session_facts
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.office.models import NumberRegister, Office
from eventmgr.office.register_queries import coming_numbers, registers_of, signers_of
from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date, long_date, roman_month

DEFAULT_PATTERN = "400.9.12.3/{nomor}/Dinsos/{tahun}"
#: per cent that a new rule by sessions begins with
USUAL_SHARE = 75


def place_of_qr(office: Office) -> str:
    """Where the QR leads, "contoh.padang.go.id/v/"; empty where there is no address to print."""
    return office_address(office, is_without=True).place


def rule_form_choices(event: Event) -> list[tuple[int, str]]:
    """Days to choose from."""
    count = max(1, day_count(event.id))
    return [(number, f"{number} dari {count} hari") for number in range(1, count + 1)]


def rule_defaults(event: Event) -> dict[str, object]:
    """The rule as it stands, or what most offices begin with; each way of counting has a number to begin."""
    rule = rule_or_none(event.id)
    jp = full_jp(event.id)
    dates = event_dates([event.id]).get(event.id)
    signers = signers_of(event.office_id, dates[1]) if dates else ()
    registers = registers_of(event.office_id)
    rule_day = rule.dated_on if rule is not None else None
    printed = rule_day or (dates[1] if dates else None)
    taken_from = rule.register_id if rule is not None else registers[0].id if registers else None
    usual: dict[str, object] = {
        "official": signers[0].id if signers else SOMEBODY_ELSE,
        "register": taken_from,
        "design": Design.SONGKET.value,
        "basis": Basis.DAYS.value,
        "least_days": max(1, day_count(event.id) - 1),
        "least_share": USUAL_SHARE,
        "least_jp": max(1, jp * USUAL_SHARE // 100),
        "number_pattern": DEFAULT_PATTERN,
        # no field: the day that an example of a number is written for
        "number_day": printed or local_date(now(), event.zone),
        "first_number": coming_numbers(taken_from, printed.year, 1)[0] if taken_from and printed else None,
    }
    if rule is None:
        return usual
    condition = condition_of(rule)
    return {
        **usual,
        "basis": condition.basis.value,
        f"least_{condition.basis.value}": condition.least,
        "official": rule.official_id,
        "design": newest_version(rule.template_id).content.get("design", Design.SONGKET.value),
        "dated_on": long_date(printed) if printed else "",
        "without_public_url": rule.without_public_url,
    }


def prepare(form: RuleForm, event: Event, defaults: Mapping[str, object]) -> None:
    """Give the form its choices: days, who signs on the last day, the office's series."""
    form.shown_number = defaults.get("first_number")
    form.full_jp = full_jp(event.id)
    form.least_days.choices = [SelectChoice(str(days), words) for days, words in rule_form_choices(event)]
    dates = event_dates([event.id]).get(event.id)
    chosen = defaults.get("official")
    day = dates[1] if dates else date.max
    signers = signers_of(event.office_id, day, chosen if isinstance(chosen, int) else None)
    form.official.choices = [SelectChoice(one.id, f"{one.name}, {one.post}") for one in signers]
    form.official.choices.append(SelectChoice(SOMEBODY_ELSE, "Orang lain, ditulis di sini"))
    printed = defaults.get("number_day")
    day_of_number = printed if isinstance(printed, date) else day
    form.register.choices = [
        SelectChoice(one.id, f"{one.name}, {_next_text(one, day_of_number)}")
        for one in registers_of(event.office_id)
    ]
    form.printed_year, form.printed_month = str(day_of_number.year), roman_month(day_of_number)


def _next_text(register: NumberRegister, day: date) -> str:
    """How the register's next number is written: "400.9.12.3/118/Dinsos/2024"; two statements."""
    return register_text(register, coming_numbers(register.id, day.year, 1)[0], day)


def full_jp(event_id: int) -> int:
    """JP of all sessions."""
    return sum(session_facts(event_id)[1].values())
