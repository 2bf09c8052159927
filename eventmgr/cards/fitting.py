"""The largest setting of a name on its card: one line, or two, or three when nothing else fits."""

from dataclasses import dataclass

from eventmgr.shared.paper import points
from eventmgr.shared.type_fitting import JAKARTA_500, JAKARTA_800, text_width

#: The name's box in mm, its line height, and titles in 0.56 of the size.
BOX_WIDTH, BOX_HEIGHT, LINE_HEIGHT, TITLE_SHARE = 80.0, 19.0, 1.06, 0.56
#: Largest size in points by the number of lines (two lines of 25 pt fill the 19 mm).
LARGEST = {1: 32.0, 2: 25.0, 3: 16.9}
SMALLEST = 6.0
#: Fewer lines win when they cost no more than this (pt).
TIE = 1.0


@dataclass(frozen=True)
class Word:
    """A word or a title with its weight; `text` holds its comma and no space at its ends."""

    text: str
    is_title: bool

    @property
    def width(self) -> float:
        """Width in em of the name's size."""
        if self.is_title:
            return text_width(self.text, JAKARTA_500) * TITLE_SHARE
        return text_width(self.text, JAKARTA_800)


@dataclass(frozen=True)
class CardName:
    """Size of the name in points and its lines of words."""

    size: float
    lines: tuple[tuple[Word, ...], ...]


def fit_card_name(name: str, front_title: str = "", back_title: str = "") -> CardName:
    """Whichever is larger of one line ≤ 32 pt and two lines ≤ 25 pt (papers.md, kartu-peserta)."""
    words = [Word(front_title, is_title=True)] if front_title else []
    parts = name.split() or [name]
    words += [Word(part, is_title=False) for part in parts[:-1]]
    words.append(Word(parts[-1] + ("," if back_title else ""), is_title=False))
    words += [Word(part, is_title=True) for part in back_title.split()]
    best = _set(words, 1)
    for count in (2, 3):
        if count <= len(words):
            other = _set(words, count)
            if other.size > best.size + TIE:
                best = other
    return CardName(max(best.size, SMALLEST), best.lines)


def _set(words: list[Word], count: int) -> CardName:
    lines = _broken(words, count)
    widest = max(_width(line) for line in lines)
    size = min(LARGEST[count], points(BOX_WIDTH) / widest) if widest else LARGEST[count]
    return CardName(round(size - 0.005, 2), lines)


def _broken(words: list[Word], count: int) -> tuple[tuple[Word, ...], ...]:
    """Break into exactly `count` lines so that the widest is as narrow as can be."""
    if count == 1:
        return (tuple(words),)
    candidates = [
        (tuple(words[:first]), *_broken(words[first:], count - 1))
        for first in range(1, len(words) - count + 2)
    ]
    return min(candidates, key=lambda lines: max(_width(line) for line in lines))


def _width(line: tuple[Word, ...]) -> float:
    return sum(word.width for word in line) + text_width(" ", JAKARTA_800) * (len(line) - 1)
