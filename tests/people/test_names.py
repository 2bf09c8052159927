"""Names: split into title, name, title, and given back letter by letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.people.name_rules import NameParts, is_name, name_key, split_name, titles_apart


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Jasnidar Chaniago", (None, "Jasnidar Chaniago", None)),
        ("Ridwan Tanjung, M.Si", (None, "Ridwan Tanjung", "M.Si")),
        ("Sri Wahyuni Roza, SKM", (None, "Sri Wahyuni Roza", "SKM")),
        ("Murniati Koto, S.PdI", (None, "Murniati Koto", "S.PdI")),
        ("Syahrul Firdaus, S.ST, M.Si", (None, "Syahrul Firdaus", "S.ST, M.Si")),
        ("Drs. H. Ahmad Yani, M.Pd", ("Drs. H.", "Ahmad Yani", "M.Pd")),
        ("dr. Rina", ("dr.", "Rina", None)),
        ("Nelfia", (None, "Nelfia", None)),
        ("H.", (None, "H.", None)),
        ("Suku Nan XX", (None, "Suku Nan XX", None)),
        ("Ahmad Yani,S.Pd", (None, "Ahmad Yani,S.Pd", None)),
        ("Ahmad, bin Ali Akbar", (None, "Ahmad, bin Ali Akbar", None)),
    ],
)
def test_titles_stand_in_their_own_fields(typed: str, parts: tuple[str | None, str, str | None]) -> None:
    assert tuple(split_name(typed)) == parts


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(["Drs.", "H.", " ", "  ", "Ahmad", "Yani", ",", ", ", "S.Pd", "SKM", "Nan XX"]),
            max_size=9,
        ).map("".join),
    )
)
def test_the_typed_cell_comes_back_trimmed(typed: str) -> None:
    assert split_name(typed).joined == typed.strip()


@pytest.mark.parametrize(
    ("typed", "apart"),
    [
        (("", "Mardianto Koto, S.Sos., M.M.", "S.Sos"), ("", "Mardianto Koto", "S.Sos., M.M.")),
        ((None, "Mardianto, M.M.", "S.Sos"), (None, "Mardianto", "M.M., S.Sos")),
        (("H.", "Drs. H. Ahmad Yani", None), ("Drs. H.", "Ahmad Yani", None)),
        (("Dr.", "Hj. Rahmi", "S.Sos, M.Si"), ("Dr. Hj.", "Rahmi", "S.Sos, M.Si")),
        (("", "Ani, Budi", ""), ("", "Ani, Budi", "")),
    ],
)
def test_titles_in_the_name_join_those_in_their_fields_once(
    typed: tuple[str | None, str, str | None], apart: tuple[str | None, str, str | None]
) -> None:
    assert tuple(titles_apart(NameParts(*typed))) == apart


def test_names_are_compared_without_case_accents_and_dots() -> None:
    assert name_key("SYAFRIDA  Béndang") == name_key("Syafrida Bendang")
    assert name_key("Fitri Yani") != name_key("Fitriyani")


def test_a_name_has_a_letter() -> None:
    assert is_name("Nelfia")
    assert not is_name(" - ")
