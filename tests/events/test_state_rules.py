"""What each state of an event lets be done, and how one state follows another."""

from dataclasses import replace
from datetime import date

import pytest

from eventmgr.events.rules import REFUSALS, STATES, Doing, StateFacts, may_do, may_step, steps_from

RUNNING = StateFacts("open", date(2024, 11, 20), date(2024, 11, 19), has_scans=True)
OVER = replace(RUNNING, today=date(2024, 11, 21))


@pytest.mark.parametrize(
    ("doing", "allowed"),
    [
        (Doing.PREPARE, {"draft", "open"}),
        (Doing.CORRECT, {"draft", "open"}),
        (Doing.PAPERS, {"draft", "open", "closed"}),
        (Doing.CERTIFY, {"open", "closed"}),
    ],
)
def test_each_state_lets_do_what_design_says(doing: Doing, allowed: set[str]) -> None:
    assert {state for state in STATES if may_do(doing, state)} == allowed


def test_a_closed_event_takes_corrections_with_a_reason_only() -> None:
    assert may_do(Doing.CORRECT, "closed", "  ").reason == "reason_missing"
    assert may_do(Doing.CORRECT, "closed", "salah pindai")
    assert may_do(Doing.PREPARE, "closed", "lupa").reason == "event_closed"
    assert may_do(Doing.CORRECT, "archived", "salah pindai").reason == "event_archived"


def test_every_no_has_words() -> None:
    reasons = {may_do(doing, state).reason for doing in Doing for state in STATES} - {""}
    assert reasons == set(REFUSALS)


def test_every_step_tells_its_effects_and_the_way_back_wants_a_reason() -> None:
    for state in STATES:
        for step in steps_from(state):
            assert step.effects
            assert step.needs_reason == (STATES.index(step.to) < STATES.index(state))


def test_an_event_without_days_is_not_opened() -> None:
    draft = replace(RUNNING, state="draft", has_scans=False)
    assert may_step(draft, "open")
    assert may_step(replace(draft, last_day=None), "open").reason == "no_days"


def test_closing_before_the_last_day_is_over_needs_a_reason() -> None:
    assert may_step(RUNNING, "closed").reason == "still_running"
    assert may_step(RUNNING, "closed", "dibatalkan pimpinan")
    assert may_step(replace(RUNNING, today=date(2024, 11, 20)), "closed").reason == "still_running"
    assert may_step(OVER, "closed")


def test_what_was_scanned_for_real_does_not_become_a_rehearsal() -> None:
    assert may_step(RUNNING, "draft", "salah tekan").reason == "has_scans"
    assert may_step(replace(RUNNING, has_scans=False), "draft", "salah tekan")
    assert may_step(replace(RUNNING, has_scans=False), "draft").reason == "reason_missing"


def test_no_state_is_jumped_over() -> None:
    assert may_step(OVER, "archived").reason == "no_step"
    assert may_step(replace(OVER, state="archived"), "open", "perlu").reason == "no_step"
    assert may_step(replace(OVER, state="archived"), "closed", "perlu")
