"""What a search means, and where its words stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.reports.participants_rules import pieces_of, read_search


def hits(text: str, *words: str) -> list[str]:
    return [piece.text for piece in pieces_of(text, words) if piece.hit]


@pytest.mark.parametrize(
    ("text", "word", "hit"),
    [
        ("Ali Umar Tanjung", "tanjung", ["Tanjung"]),
        ("Sri Wahyuni, S.PdI", "spdi", ["S.PdI"]),
        ("René", "rene", ["René"]),
        ("Tanjung Tanjung", "tan", ["Tan", "Tan"]),
        ("Nelfia", "x", []),
    ],
)
def test_hits_are_found_as_the_search_finds_them(text: str, word: str, hit: list[str]) -> None:
    assert hits(text, word) == hit


@given(st.text(max_size=40), st.lists(st.text(max_size=4), max_size=3))
def test_the_pieces_join_to_the_text(text: str, words: list[str]) -> None:
    assert "".join(piece.text for piece in pieces_of(text, words)) == text


@pytest.mark.parametrize(
    ("typed", "digits", "code"),
    [
        ("k7qf-2m9d", "", "K7QF2M9D"),
        ("0812 3456 78", "0812345678", ""),
        ("9348", "9348", "9348"),
        ("12", "", ""),
        ("ali 123", "", "A11123"),
        ("tanjung", "", ""),
    ],
)
def test_codes_and_digits_are_told_from_words(typed: str, digits: str, code: str) -> None:
    search = read_search(typed)
    assert (search.digits, search.code) == (digits, code)
