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

    Reasons: "empty", "unprintable", "unknown_token", "braces", "no_nomor", "no_tahun".
    """
    if not pattern.strip():
        return Decision(False, "empty")
    if not pattern.isprintable():  # a line break in a number would break every paper and file name after it
        return Decision(False, "unprintable")
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


PATTERN_WORDS = {
    "empty": "Isi pola nomor.",
    "unprintable": "Pola hanya boleh satu baris huruf, angka, dan tanda baca.",
    "braces": "Kurung kurawal dalam pola belum berpasangan.",
    "unknown_token": "Pola hanya mengenal {klas}, {nomor}, {unit}, {bulan_romawi}, dan {tahun}.",
    "no_nomor": "Pola perlu memuat {nomor}, supaya tiap surat mendapat nomor sendiri.",
    "no_tahun": "Pola perlu memuat {tahun}, karena nomor mulai lagi dari awal tiap tahun.",
}


def needs_words(pattern: str, *, klas: str, unit: str) -> str:
    """The first token of a pattern whose word is still empty: "klas", "unit", or "" when none is."""
    for token, word in (("klas", klas), ("unit", unit)):
        if f"{{{token}}}" in pattern and not word.strip():
            return token
    return ""


def letterhead_lines(name: str, government: str) -> tuple[str, str]:
    """The two lines over every paper, in capitals.

    ("Dinas Sosial Kota Padang", "Pemerintah Kota Padang") gives ("PEMERINTAH KOTA PADANG", "DINAS SOSIAL"):
    the place stands in the upper line and is not said twice.
    """
    above, below = " ".join(government.split()).upper(), " ".join(name.split()).upper()
    for word in ("KOTA", "KABUPATEN", "PROVINSI"):
        place = above.partition(f" {word} ")[2]
        if place and below.endswith(f" {word} {place}"):
            return above, below.removesuffix(f" {word} {place}")
    return above, below


def city_of(government: str) -> str:
    """The city or regency that a letterhead names: "Pemerintah Kota Padang" gives "Kota Padang", else ""."""
    found = re.search(r"\b(Kota|Kabupaten)\s+\S.*", " ".join(government.split()), re.IGNORECASE)
    name = found.group() if found else ""
    return name.title() if name.isupper() else name


def place_of(government: str) -> str:
    """Where letters are dated: "Padang" of "Pemerintah Kota Padang"; "" when no city is named."""
    return city_of(government).partition(" ")[2]


GAP_WORDS = {
    "name": "nama dan kop",
    "official": "pejabat yang menandatangani",
    "register": "nomor surat",
    "address": "alamat publik",
}


def gaps_of(*, has_name: bool, has_official: bool, has_register: bool, has_address: bool) -> tuple[str, ...]:
    """What an office still lacks, in the order of the first steps: keys of GAP_WORDS."""
    standing = {
        "name": has_name,
        "official": has_official,
        "register": has_register,
        "address": has_address,
    }
    return tuple(key for key, is_there in standing.items() if not is_there)
