"""What a search in the participants list means, and where its words stand in a text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.shared.codes import ALPHABET, normalize_code
from eventmgr.shared.text import fold_for_search

#: Shorter runs of digits would match half the telephones.
LEAST_DIGITS = 3
LEAST_CODE = 4


@dataclass(frozen=True)
class Search:
    """A typed search: folded words that must all be found, and what else the whole text may be.

    `digits` are the last digits of a telephone, `code` the beginning of a typed code; "" when it is none.
    """

    typed: str
    words: tuple[str, ...]
    digits: str
    code: str


def read_search(typed: str) -> Search:
    """Right: "K7QF-2M9D" is a code, "…78 12" digits, "ali tanjung" two words."""
    cleaned = " ".join(typed.split())[:80]
    digits = re.sub(r"\D", "", cleaned)
    is_digits = len(digits) >= LEAST_DIGITS and not re.search(r"[^\d\s+().\-]", cleaned)
    code = normalize_code(cleaned)
    is_code = LEAST_CODE <= len(code) <= 8 and all(letter in ALPHABET for letter in code)
    return Search(
        typed=cleaned,
        words=tuple(dict.fromkeys(fold_for_search(cleaned).split())),
        digits=digits if is_digits else "",
        code=code if is_code else "",
    )


@dataclass(frozen=True)
class Piece:
    """A run of text; `hit` says that the search found it."""

    text: str
    hit: bool


def pieces_of(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Cut a text where the words of a search stand in it, comparing as the search does.

    Right: ("Sri, S.PdI", ["spdi"]) marks "S.PdI"; accents and capitals do not matter.
    """
    folded, places = _folded_with_places(text)
    marked = [False] * len(text)
    for word in words:
        start = folded.find(word)
        while word and start >= 0:
            for place in range(places[start], places[start + len(word) - 1] + 1):
                marked[place] = True
            start = folded.find(word, start + 1)
    pieces: list[Piece] = []
    begin = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marked[end] != marked[begin]:
            pieces.append(Piece(text[begin:end], marked[begin]))
            begin = end
    return tuple(pieces)


def origin_words(is_walk_in: bool, has_nik: bool, has_phone: bool, *, is_guest: bool = False) -> str:
    """Where a registration comes from, and what is still to be asked: "Dicatat di pintu, NIK belum ada".

    Nothing is asked of a guest.
    """
    if not is_walk_in or is_guest:
        return "Dicatat di pintu" if is_walk_in else ""
    missing = [word for word, is_known in (("NIK", has_nik), ("nomor", has_phone)) if not is_known]
    return f"Dicatat di pintu, {' dan '.join(missing)} belum ada" if missing else "Dicatat di pintu"


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and the place in the text of each folded letter."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character in ".'":
            continue
        plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode().lower()
        for letter in plain or ("" if unicodedata.combining(character) else " "):
            folded.append(letter if letter.isalnum() else " ")
            places.append(place)
    return "".join(folded), places
