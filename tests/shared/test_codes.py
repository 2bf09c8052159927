"""Codes: made from keys, read back forgivingly, mistyped ones told from foreign ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.shared.codes import (
    ALPHABET,
    TICKET_LENGTH,
    has_valid_check,
    link_token,
    new_long_token,
    new_short_code,
    normalize_code,
    show_short_code,
    ticket_code,
)

KEY = b"k" * 32
UID = "0123456789abcdef0123456789abcdef"


def test_a_ticket_code_is_29_letters_that_a_small_qr_holds() -> None:
    code = ticket_code(KEY, UID, 1)
    assert len(code) == TICKET_LENGTH
    assert set(code) <= set(ALPHABET)
    assert code == ticket_code(KEY, UID, 1)


def test_version_uid_and_key_all_change_the_code() -> None:
    codes = {ticket_code(KEY, UID, 1), ticket_code(KEY, UID, 2), ticket_code(KEY, UID[::-1], 1)}
    codes.add(ticket_code(b"x" * 32, UID, 1))
    assert len(codes) == 4


@given(position=st.integers(1, TICKET_LENGTH - 1), letter=st.sampled_from(ALPHABET))
def test_one_changed_letter_is_always_noticed(position: int, letter: str) -> None:
    code = ticket_code(KEY, UID, 1)
    changed = code[:position] + letter + code[position + 1 :]
    assert has_valid_check(changed) == (changed == code)


@given(position=st.integers(1, TICKET_LENGTH - 2))
def test_two_swapped_neighbours_are_always_noticed(position: int) -> None:
    code = ticket_code(KEY, UID, 1)
    swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    assert has_valid_check(swapped) == (swapped == code)


@pytest.mark.parametrize("stray", ["", "https://wa.me/628123", "1" * 29, "1371061506809003", "kartu"])
def test_a_stray_code_is_none_of_ours(stray: str) -> None:
    assert not has_valid_check(normalize_code(stray))


def test_a_link_is_no_ticket() -> None:
    assert link_token(KEY, UID, 1) not in ticket_code(KEY, UID, 1)


def test_typed_codes_forgive_small_letters_hyphens_and_misread_letters() -> None:
    assert normalize_code(" k7qf-2m9d ") == "K7QF2M9D"
    assert normalize_code("iLoO") == "1100"
    assert show_short_code("K7QF2M9D") == "K7QF-2M9D"


def test_random_codes_use_the_alphabet_without_i_l_o_u() -> None:
    for code, length in ((new_short_code(), 8), (new_long_token(), 26)):
        assert len(code) == length
        assert not set(code) & set("ILOU")
