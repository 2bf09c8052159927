"""File names that every disk takes, and words that no line breaks."""

import pytest
from markupsafe import Markup

from eventmgr.shared.text import LONGEST_FILE_NAME, file_name, whole_days


@pytest.mark.parametrize("letter", ["a", "é", "ẞ", "𝒜"])
def test_a_long_name_is_cut_between_letters_and_keeps_its_ending(letter: str) -> None:
    name = file_name(letter * 300, ".pdf")
    assert name.endswith(".pdf")
    assert set(name.removesuffix(".pdf")) == {letter}
    assert LONGEST_FILE_NAME - 4 < len(name.encode()) <= LONGEST_FILE_NAME


def test_a_day_and_its_number_stay_on_one_line() -> None:
    assert whole_days("Presensi Hari 1, hari kerja") == "Presensi Hari\u00a01, hari kerja"
    assert whole_days(Markup("<b>Hari 2</b>")) == Markup("<b>Hari\u00a02</b>")


def test_what_a_path_could_be_made_of_is_taken_out() -> None:
    assert file_name("400.9/412/Dinsos/2024 ../Nelfia\n", ".pdf") == "400.9-412-Dinsos-2024 ..-Nelfia-.pdf"


def test_a_name_of_nothing_is_a_name_still() -> None:
    assert file_name("   ", ".pdf") == "berkas.pdf"
