"""Every verdict, and which one wins when several would apply."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from eventmgr.checkin import rules
from eventmgr.checkin.rules import CheckpointFacts, TicketFacts, Verdict, decide

OPENS = datetime(2024, 11, 17, 23, 30, tzinfo=UTC)  # 06.30 in Padang
CLOSES = datetime(2024, 11, 18, 3, 0, tzinfo=UTC)  # 10.00 in Padang
AT = datetime(2024, 11, 18, 0, 40, tzinfo=UTC)  # 07.40 in Padang
PSM, TKSK = 1, 2

GATE = CheckpointFacts(
    event_id=1,
    event_state="open",
    zone="Asia/Jakarta",
    day=date(2024, 11, 18),
    opens_at=OPENS,
    closes_at=CLOSES,
)
CARD = TicketFacts(event_id=1, state="active", registration_state="registered", category_id=PSM)


def verdict_of(
    *,
    ticket: TicketFacts | None = CARD,
    gate: CheckpointFacts = GATE,
    at: datetime = AT,
    is_present: bool = False,
    rehearsal: bool = False,
    has_valid_check: bool = True,
) -> Verdict:
    return decide(
        ticket=ticket,
        has_valid_check=has_valid_check,
        checkpoint=gate,
        at=at,
        is_present=is_present,
        rehearsal=rehearsal,
    )


def test_a_registered_guest_inside_the_window_is_ok() -> None:
    assert verdict_of() == Verdict("ok")
    assert verdict_of().is_welcome
    assert verdict_of().is_evidence


def test_a_stray_code_and_a_card_without_a_row_are_told_apart() -> None:
    assert verdict_of(ticket=None, has_valid_check=False) == Verdict("unknown")
    assert verdict_of(ticket=None, has_valid_check=True) == Verdict("unknown", "no_ticket")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"event_id": 2}, Verdict("wrong_event")),
        ({"state": "void"}, Verdict("old_card")),
        ({"state": "spare", "registration_state": None, "category_id": None}, Verdict("spare_card")),
        ({"registration_state": "cancelled"}, Verdict("cancelled")),
        ({"registration_state": "replaced"}, Verdict("cancelled", "replaced")),
        ({"registration_state": "reserve"}, Verdict("reserve")),
        ({"registration_state": "pending"}, Verdict("reserve", "pending")),
    ],
)
def test_the_card_and_its_registration_are_asked(changes: dict[str, Any], expected: Verdict) -> None:
    assert verdict_of(ticket=replace(CARD, **changes)) == expected
    assert not expected.is_welcome


def test_a_checkpoint_with_an_audience_turns_other_categories_away() -> None:
    assert verdict_of(gate=replace(GATE, audience=frozenset({TKSK}))) == Verdict("not_here")
    assert verdict_of(gate=replace(GATE, audience=frozenset({PSM, TKSK}))) == Verdict("ok")


def test_the_day_is_the_local_date_of_the_event() -> None:
    eve = datetime(2024, 11, 17, 16, 59, tzinfo=UTC)  # 23.59 on the 17th in Padang
    assert verdict_of(at=eve) == Verdict("wrong_day")
    assert verdict_of(at=eve + timedelta(minutes=1)) == Verdict("not_open")
    assert verdict_of(at=AT + timedelta(days=1)) == Verdict("wrong_day")


def test_the_window_opens_sharp_and_closes_sharp() -> None:
    tick = timedelta(milliseconds=1)
    assert verdict_of(at=OPENS - tick) == Verdict("not_open")
    assert verdict_of(at=OPENS) == Verdict("ok")
    assert verdict_of(at=CLOSES - tick) == Verdict("ok")
    assert verdict_of(at=CLOSES) == Verdict("closed")


def test_a_closed_day_and_an_event_that_is_not_open_take_no_attendance() -> None:
    assert verdict_of(gate=replace(GATE, day_is_closed=True)) == Verdict("closed", "day_closed")
    assert verdict_of(gate=replace(GATE, event_state="draft")) == Verdict("not_open", "event_draft")
    assert verdict_of(gate=replace(GATE, event_state="closed")) == Verdict("closed", "event_closed")
    assert verdict_of(gate=replace(GATE, event_state="archived")) == Verdict("closed", "event_closed")


def test_a_second_scan_remembers_what_it_would_have_been_alone() -> None:
    assert verdict_of(is_present=True) == Verdict("already")
    assert verdict_of(is_present=True).is_evidence
    late = verdict_of(is_present=True, at=CLOSES)
    assert late == Verdict("already", "closed")
    assert late.is_welcome
    assert not late.is_evidence
    assert verdict_of(is_present=True, gate=replace(GATE, day_is_closed=True)).reason == "day_closed"


def test_a_rehearsal_counts_the_checkpoint_as_open_and_asks_everything_else() -> None:
    far = AT + timedelta(days=30)
    draft = replace(GATE, event_state="draft", day_is_closed=True)
    assert verdict_of(at=far, rehearsal=True) == Verdict("ok")
    assert verdict_of(at=far, rehearsal=True, gate=draft) == Verdict("ok")
    assert verdict_of(at=far, rehearsal=True, is_present=True) == Verdict("already")
    assert verdict_of(rehearsal=True, ticket=replace(CARD, state="void")) == Verdict("old_card")
    assert verdict_of(rehearsal=True, gate=replace(GATE, audience=frozenset({TKSK}))) == Verdict("not_here")


def test_the_first_that_applies_wins() -> None:
    """Begin with everything wrong at once and put one thing right after another."""
    ticket = TicketFacts(event_id=2, state="void", registration_state="cancelled", category_id=PSM)
    gate = replace(GATE, audience=frozenset({TKSK}), day=date(2024, 11, 19))
    at = OPENS - timedelta(hours=1)
    steps = [
        (None, gate, True),
        (ticket, gate, True),
        (ticket := replace(ticket, event_id=1), gate, True),
        (replace(ticket, state="spare"), gate, True),
        (ticket := replace(ticket, state="active"), gate, True),
        (ticket := replace(ticket, registration_state="reserve"), gate, True),
        (ticket := replace(ticket, registration_state="registered"), gate, True),
        (ticket, gate := replace(gate, audience=frozenset()), True),
        (ticket, gate := replace(gate, day=GATE.day), True),
        (ticket, gate, False),
    ]
    names = [
        verdict_of(ticket=card, gate=place, at=at, is_present=there).name for card, place, there in steps
    ]
    names += [verdict_of(ticket=ticket, gate=gate, at=CLOSES).name, verdict_of(ticket=ticket, gate=gate).name]
    assert tuple(names) == rules.VERDICTS
    assert all(first != second for first, second in pairwise(names))


def test_minutes_to_wait_are_rounded_up() -> None:
    assert rules.minutes_until(OPENS, OPENS - timedelta(minutes=11, seconds=30)) == 12
    assert rules.minutes_until(OPENS, OPENS - timedelta(minutes=12)) == 12
    assert rules.minutes_until(OPENS, OPENS - timedelta(seconds=1)) == 1


def test_a_delivery_is_new_a_replay_or_a_conflict() -> None:
    assert rules.classify_delivery(None, "a") == "new"
    assert rules.classify_delivery("a", "a") == "replay"
    assert rules.classify_delivery("a", "b") == "conflict"


def test_the_corrected_time_is_the_devices_time_plus_its_offset() -> None:
    assert rules.corrected_time(AT, -47 * 60_000) == AT - timedelta(minutes=47)
    with pytest.raises(ValueError, match="calendar"):
        rules.corrected_time(datetime(9999, 12, 31, 23, tzinfo=UTC), 30 * 86_400_000)


@pytest.mark.parametrize(
    ("ahead", "offset_ms", "suspect"),
    [
        (timedelta(0), 0, False),
        (timedelta(minutes=2), 0, False),
        (timedelta(minutes=2, seconds=1), 0, True),
        (timedelta(hours=-36), 0, False),
        (timedelta(hours=-36, seconds=-1), 0, True),
        (timedelta(0), 300_000, False),
        (timedelta(0), -300_001, True),
    ],
)
def test_a_clock_is_suspect_outside_its_bounds_only(ahead: timedelta, offset_ms: int, suspect: bool) -> None:
    assert rules.is_clock_suspect(AT + ahead, offset_ms, AT) is suspect
