"""Who may read a material, and from when."""

from datetime import UTC, datetime, timedelta

import pytest

from eventmgr.materials.rules import STRANGER, Opening, Place, Reader, judge_link, may_read, was_present

MOMENT = datetime(2024, 11, 18, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVENT = Place()
DEDI = Reader(True, frozenset({1}), frozenset({10}))


def _reason(gate: str, reader: Reader, opening: Opening, place: Place = EVENT, state: str = "open") -> str:
    return may_read(
        gate=gate, opening=opening, place=place, reader=reader, event_state=state, moment=MOMENT
    ).reason


@pytest.mark.parametrize(
    ("gate", "reader", "opening", "place", "reason"),
    [
        ("public", STRANGER, Opening("now"), Place(), ""),
        ("public", STRANGER, Opening("hidden"), Place(), "hidden"),
        ("public", STRANGER, Opening("at", MOMENT + HOUR), Place(), "too_early"),
        ("public", STRANGER, Opening("at", MOMENT), Place(), ""),
        ("registered", STRANGER, Opening("now"), Place(), "not_registered"),
        ("registered", Reader(True), Opening("now"), Place(), ""),
        ("registered", DEDI, Opening("session", None, MOMENT + HOUR), Place(5), "too_early"),
        ("registered", DEDI, Opening("session", None, None, MOMENT - HOUR), Place(None, frozenset(), 1), ""),
        ("present", Reader(True), Opening("now"), Place(), "not_present"),
        ("present", DEDI, Opening("now"), Place(), ""),
        ("present", DEDI, Opening("now"), Place(5, frozenset(), 1), ""),
        ("present", DEDI, Opening("now"), Place(5, frozenset(), 2), "not_present"),
        ("present", DEDI, Opening("now"), Place(5, frozenset({11}), 1), "not_present"),
        ("present", DEDI, Opening("now"), Place(5, frozenset({10}), 2), ""),
    ],
)
def test_the_gate(gate: str, reader: Reader, opening: Opening, place: Place, reason: str) -> None:
    assert _reason(gate, reader, opening, place) == reason


def test_a_draft_has_no_page_for_anybody() -> None:
    assert _reason("public", DEDI, Opening("now"), state="draft") == "no_page"
    assert _reason("public", STRANGER, Opening("now"), state="archived") == ""


def test_whoever_was_on_no_day_was_not_present_at_the_event() -> None:
    assert not was_present(Place(), Reader(True))


@pytest.mark.parametrize(
    ("link", "is_fine"),
    [
        ("https://contoh.go.id/video?v=1", True),
        ("http://contoh.go.id", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//contoh.go.id", False),
        ("https://", False),
        ("https://lokal", False),
        ("https://ani:rahasia@contoh.go.id", False),
        ("https://contoh.go.id/a b", False),
        ("https://contoh.go.id/\r\nSet-Cookie:x", False),
        ("https://[::1", False),
        ("https://contoh.go.id/" + "a" * 500, False),
    ],
)
def test_a_link_leads_to_a_page_of_the_web(link: str, is_fine: bool) -> None:
    assert bool(judge_link(link)) is is_fine
