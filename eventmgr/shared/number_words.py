"""Small numbers as words, for sentences: "Jadwal tiga hari", "Hari pertama sedang berjalan"."""

_CARDINALS = (
    *("nol", "satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh"),
)


def number_word(number: int) -> str:
    """tiga for 3; from eleven on the figure."""
    return _CARDINALS[number] if 0 <= number < len(_CARDINALS) else str(number)


def ordinal_word(number: int) -> str:
    """pertama for 1, kedua for 2; from eleven on "ke-11"."""
    if number == 1:
        return "pertama"
    return f"ke{_CARDINALS[number]}" if 1 < number < len(_CARDINALS) else f"ke-{number}"
