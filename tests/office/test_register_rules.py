"""Letter numbers follow the office's pattern, month and year those of the printed date."""

from datetime import date

import pytest

from eventmgr.office.rules import format_number, judge_pattern


def test_the_pattern_of_the_model_event_gives_its_number() -> None:
    pattern = "400.9.12.3/{nomor}/Dinsos/{tahun}"
    assert format_number(pattern, seq=412, dated_on=date(2024, 11, 20)) == "400.9.12.3/412/Dinsos/2024"


def test_all_tokens_are_replaced() -> None:
    pattern = "{klas}/{nomor}/{unit}/{bulan_romawi}/{tahun}"
    number = format_number(pattern, seq=7, dated_on=date(2025, 1, 2), klas="400.9", unit="Dinsos")
    assert number == "400.9/7/Dinsos/I/2025"


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "empty"),
        ("Dinsos/{tahun}", "no_nomor"),
        ("{nomor}/Dinsos", "no_tahun"),
        ("{nomor}/{bulan}/{tahun}", "unknown_token"),
        ("{nomor}/{tahun}}", "braces"),
        ("{nomor/{tahun}", "braces"),
        ("{nomor}/Dinsos\n/{tahun}", "unprintable"),
        ("{nomor}\x00/{tahun}", "unprintable"),
        ("{nomor}\u202e/{tahun}", "unprintable"),
    ],
)
def test_a_pattern_that_would_repeat_numbers_is_refused(pattern: str, reason: str) -> None:
    assert judge_pattern(pattern).reason == reason
    with pytest.raises(ValueError, match="number pattern"):
        format_number(pattern, seq=1, dated_on=date(2024, 1, 1))
