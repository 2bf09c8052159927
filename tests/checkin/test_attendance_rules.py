"""Attendance is a function of the set of scans: order never matters."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from eventmgr.checkin.attendance_rules import Presence, ScanFacts, may_undo, settle

EIGHT = datetime(2024, 11, 18, 1, 0, tzinfo=UTC)


def scan(uid: str = "a", *, minute: int = 0, kind: str = "in", **changes: Any) -> ScanFacts:
    facts = ScanFacts(
        uid=uid,
        kind=kind,
        source="camera",
        verdict="ok",
        reason="",
        at_corrected=EIGHT + timedelta(minutes=minute),
        by="user:1",
    )
    return replace(facts, **changes)


def undo(uid: str, undoes: str, *, minute: int = 1, **changes: Any) -> ScanFacts:
    return scan(uid, minute=minute, kind="undo", verdict="undone", undoes_uid=undoes, **changes)


def test_nothing_scanned_is_nobody_there() -> None:
    assert settle([]) == Presence(False)
    assert settle([scan(verdict="closed")]) == Presence(False)
    assert settle([scan(rehearsal=True)]) == Presence(False)


def test_the_earliest_corrected_time_is_the_arrival() -> None:
    first = scan("b", minute=-8, verdict="already")
    assert settle([scan("a"), first]) == Presence(True, first.at_corrected, "b")
    assert settle([scan("b"), scan("a")]).scan_uid == "a"


def test_a_second_scan_outside_the_window_is_no_arrival() -> None:
    before_opening = scan("b", minute=-120, verdict="already", reason="not_open")
    assert settle([scan("a"), before_opening]).scan_uid == "a"
    assert settle([before_opening]) == Presence(False)


def test_an_undone_scan_leaves_the_next_one_standing() -> None:
    assert settle([scan("a"), undo("u", "a")]) == Presence(False)
    assert settle([undo("u", "a"), scan("a"), scan("b", minute=9)]).scan_uid == "b"


def test_a_device_outweighs_paper_and_a_correction_outweighs_both() -> None:
    paper = scan("p", minute=-30, source="paper")
    assert settle([paper]) == Presence(True, paper.at_corrected, "p", "paper")
    assert settle([paper, scan("a")]) == Presence(True, EIGHT, "a", "device")
    absent = scan("c", minute=60, kind="correct", reason="absent")
    assert settle([paper, scan("a"), absent]) == Presence(False, None, "c", "correction")
    present = scan("d", minute=61, kind="correct", reason="present")
    assert settle([present, paper, scan("a"), absent]).present
    assert settle([scan("a"), absent, undo("u", "c", by_organizer=True)]).evidence == "device"


def test_a_refused_undo_changes_nothing() -> None:
    assert settle([scan("a"), replace(undo("u", "a"), verdict="refused")]).present


def test_an_override_proves_presence_outside_the_window() -> None:
    assert settle([scan("o", kind="override", verdict="closed")]).present
    assert not settle([scan("h", kind="hold")]).present


def test_the_crew_may_undo_their_own_scan_for_fifteen_minutes() -> None:
    assert may_undo(undo("u", "a", minute=15), scan()).allowed
    assert may_undo(undo("u", "a", minute=16), scan()).reason == "too_late"
    assert may_undo(undo("u", "a", by="user:2"), scan()).reason == "not_yours"
    assert may_undo(undo("u", "a"), scan(kind="correct", reason="present")).reason == "not_yours"
    assert may_undo(undo("u", "a"), scan(kind="undo")).reason == "not_undoable"


def test_the_organizer_may_undo_any_scan_at_any_time() -> None:
    late = undo("u", "a", minute=2000, by="user:9", by_organizer=True)
    assert may_undo(late, scan()).allowed
    assert settle([late, scan()]) == Presence(False)


FACTS = st.builds(
    ScanFacts,
    uid=st.text("0123456789abcdef", min_size=8, max_size=8),
    kind=st.sampled_from(["in", "in", "in", "undo", "correct", "override", "hold"]),
    source=st.sampled_from(["camera", "typed", "paper"]),
    verdict=st.sampled_from(["ok", "already", "closed", "not_open", "undone"]),
    reason=st.sampled_from(["", "closed", "present", "absent"]),
    at_corrected=st.integers(0, 20).map(lambda minute: EIGHT + timedelta(minutes=minute)),
    by=st.sampled_from(["user:1", "user:2"]),
    by_organizer=st.booleans(),
    rehearsal=st.booleans(),
)


@given(facts=st.lists(FACTS, max_size=9, unique_by=lambda fact: fact.uid), seed=st.integers(0, 2**32))
def test_the_order_of_arrival_never_matters(facts: list[ScanFacts], seed: int) -> None:
    random = Random(seed)
    targets = [fact.uid for fact in facts] or ["none"]
    linked = [
        replace(fact, undoes_uid=random.choice(targets)) if fact.kind == "undo" else fact for fact in facts
    ]
    expected = settle(linked)
    for _ in range(6):
        random.shuffle(linked)
        assert settle(linked) == expected
    assert settle(linked + linked) == expected
