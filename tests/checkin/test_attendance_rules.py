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
    half_past = EIGHT - timedelta(minutes=30)
    paper = scan("p", minute=120, source="paper", arrived_at=half_past)
    assert settle([paper]) == Presence(True, half_past, "p", "paper")
    assert settle([paper, scan("a")]) == Presence(True, EIGHT, "a", "device")
    absent = scan("c", minute=60, kind="correct", reason="absent")
    assert settle([paper, scan("a"), absent]) == Presence(False, None, "c", "correction")
    present = scan("d", minute=61, kind="correct", reason="present")
    assert settle([present, paper, scan("a"), absent]).present
    assert settle([scan("a"), absent, undo("u", "c", by_organizer=True)]).evidence == "device"


def test_paper_without_an_hour_proves_presence_and_an_hour_goes_before_none() -> None:
    bare, with_hour = scan("a", source="paper"), scan("b", source="paper", minute=9, arrived_at=EIGHT)
    assert settle([bare]) == Presence(True, None, "a", "paper")
    assert settle([bare, with_hour]) == Presence(True, EIGHT, "b", "paper")


def test_a_correction_states_its_own_hour_and_the_latest_written_one_decides() -> None:
    seven = EIGHT - timedelta(hours=1)
    first = scan("a", minute=300, kind="correct", reason="present", arrived_at=EIGHT)
    second = scan("b", minute=301, kind="correct", reason="present", arrived_at=seven)
    assert settle([second, first]) == Presence(True, seven, "b", "correction")
    assert settle([scan("c", minute=302, kind="correct", reason="present")]).first_at is None
    assert settle([second, first, undo("u", "b", by_organizer=True)]).first_at == EIGHT


def test_a_late_scan_counts_only_when_an_organizer_counts_it() -> None:
    late = scan("late", verdict="closed", reason="day_closed")
    counted = scan("o", minute=500, kind="override", arrived_at=late.at_corrected)
    left = scan("h", minute=500, kind="hold")
    assert settle([late]) == settle([late, left]) == Presence(False)
    assert settle([counted, late]) == Presence(True, EIGHT, "o", "device")
    assert settle([late, counted, undo("u", "o", minute=501, by_organizer=True)]) == Presence(False)


def test_what_an_organizer_left_aside_or_corrected_is_not_the_crews_to_undo() -> None:
    for kind in ("correct", "hold"):
        assert may_undo(undo("u", "a"), scan(kind=kind)).reason == "not_yours"
        assert may_undo(undo("u", "a", minute=9999, by_organizer=True), scan(kind=kind)).allowed


def test_a_refused_undo_changes_nothing() -> None:
    assert settle([scan("a"), replace(undo("u", "a"), verdict="refused")]).present


def test_an_override_proves_presence_outside_the_window() -> None:
    assert settle([scan("o", kind="override", verdict="closed")]).present
    assert not settle([scan("h", kind="hold")]).present


def test_the_crew_may_undo_their_own_scan_for_fifteen_minutes() -> None:
    assert may_undo(undo("u", "a", minute=15), scan()).allowed
    assert may_undo(undo("u", "a", minute=16), scan()).reason == "too_late"
    assert may_undo(undo("u", "a", by="user:2"), scan()).reason == "not_yours"
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
    arrived_at=st.none() | st.integers(-20, 20).map(lambda minute: EIGHT + timedelta(minutes=minute)),
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


@given(
    facts=st.lists(FACTS, min_size=1, max_size=9, unique_by=lambda fact: fact.uid), seed=st.integers(0, 99)
)
def test_an_organizers_undo_is_as_if_the_scan_had_never_been(facts: list[ScanFacts], seed: int) -> None:
    rows = [replace(fact, kind="in" if fact.kind == "undo" else fact.kind, rehearsal=False) for fact in facts]
    target = rows[seed % len(rows)]
    taken_back = undo("taken-back", target.uid, minute=9999, by_organizer=True)
    assert settle([taken_back, *rows]) == settle([row for row in rows if row is not target])


@given(facts=st.lists(FACTS, max_size=9, unique_by=lambda fact: fact.uid))
def test_a_last_correction_decides_whatever_else_arrives(facts: list[ScanFacts]) -> None:
    last = scan("z" * 9, minute=60, kind="correct", reason="absent")
    others = [fact for fact in facts if fact.kind != "undo"]
    assert settle([*others, last]) == Presence(False, None, last.uid, "correction")
