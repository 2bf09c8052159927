"""The actions of the rooms above ask the one rule of the event's state."""

from collections.abc import Callable

import pytest
from flask import Flask

from eventmgr.audit.actor import Actor
from eventmgr.cards.actions import order_cards
from eventmgr.certificates.actions import start_issue
from eventmgr.certificates.rule_actions import RuleContent, save_rule
from eventmgr.checkin.actions import check_in, undo
from eventmgr.checkin.deliveries import ScanOp, UndoOp
from eventmgr.events.models import Event
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.refusal import Refusal
from tests.builders import build_event, build_registration, build_user
from tests.conftest import FIRST_MORNING as NOW

ANI = Actor("user", None, "Ani Rahmawati")
RULE = RuleContent(2, "Heriza Syafani", "Kepala Dinas", "1/{nomor}/{tahun}")


def in_state(state: str) -> Event:
    event = build_event()
    with write() as session:
        session.get_one(Event, event.id).state = state
    return db.session.get_one(Event, event.id)


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        (lambda event: order_cards(ANI, NOW, event=event, scope="all"), {"draft", "open", "closed"}),
        (lambda event: start_issue(ANI, NOW, event=event), {"open", "closed"}),
        (lambda event: save_rule(ANI, NOW, event=event, content=RULE), {"draft", "open", "closed"}),
    ],
    ids=["cards", "issue", "rule"],
)
def test_papers_follow_the_state(any_app: Flask, act: Callable[[Event], object], allowed: set[str]) -> None:
    refused = {}
    with any_app.app_context():
        for state in ("draft", "open", "closed", "archived"):
            event = in_state(state)
            try:
                act(event)
            except Refusal as refusal:
                refused[state] = refusal.code
    states = {"draft", "open", "closed", "archived"}
    assert refused == {state: f"event_{state}" for state in states - allowed}


@pytest.mark.parametrize(
    ("state", "by_organizer", "verdict", "reason"),
    [
        ("open", False, "undone", ""),
        ("closed", False, "refused", "event_closed"),
        ("closed", True, "undone", ""),
        ("archived", True, "refused", "event_archived"),
    ],
)
def test_a_scan_of_a_closed_event_is_undone_by_organizers_only(
    any_app: Flask, state: str, by_organizer: bool, verdict: str, reason: str
) -> None:
    with any_app.app_context():
        event = build_event()
        registration = build_registration(event=event)
        scan = ScanOp(
            uid=new_uid(),
            checkpoint="hari-1",
            at_device=NOW,
            source="search",
            registration_uid=registration.uid,
        )
        user = build_user()
        actor = Actor("user", user.id, user.name)
        assert check_in(event.id, scan, actor=actor, now=NOW).verdict == "ok"
        with write() as session:
            session.get_one(Event, event.id).state = state
        op = UndoOp(uid=new_uid(), checkpoint="hari-1", at_device=NOW, undoes=scan.uid, reason="salah_orang")
        answer = undo(event.id, op, actor=actor, now=NOW, by_organizer=by_organizer)
        assert (answer.verdict, answer.reason) == (verdict, reason)
