"""How a letter number is written: a pattern with tokens in braces."""

import re
from datetime import date

from eventmgr.shared.dates import roman_month
from eventmgr.shared.decision import ALLOWED, Decision

_TOKEN = re.compile(r"\{([^{}]*)\}")
#: What a pattern may hold; `klas` and `unit` get their words from the office, the rest from the letter.
TOKENS = frozenset({"klas", "nomor", "unit", "bulan_romawi", "tahun"})
#: Without these two, numbers of one register would repeat.
NEEDED = ("nomor", "tahun")


def judge_pattern(pattern: str) -> Decision:
    """Whether a pattern gives every letter its own number.

    Reasons: "empty", "unknown_token", "braces", "no_nomor", "no_tahun".
    """
    if not pattern.strip():
        return Decision(False, "empty")
    tokens = _TOKEN.findall(pattern)
    if "{" in _TOKEN.sub("", pattern) or "}" in _TOKEN.sub("", pattern):
        return Decision(False, "braces")
    if not TOKENS.issuperset(tokens):
        return Decision(False, "unknown_token")
    for needed in NEEDED:
        if needed not in tokens:
            return Decision(False, f"no_{needed}")
    return ALLOWED


def format_number(pattern: str, *, seq: int, dated_on: date, klas: str = "", unit: str = "") -> str:
    """The number as printed: ("400.9.12.3/{nomor}/Dinsos/{tahun}", 412) gives "400.9.12.3/412/Dinsos/2024".

    Month and year are those of the printed date. Raises ValueError for a pattern that is refused.
    """
    decision = judge_pattern(pattern)
    if not decision:
        raise ValueError(f"number pattern {pattern!r}: {decision.reason}")
    words = {
        "klas": klas,
        "nomor": str(seq),
        "unit": unit,
        "bulan_romawi": roman_month(dated_on),
        "tahun": str(dated_on.year),
    }
    return _TOKEN.sub(lambda found: words[found.group(1)], pattern)
