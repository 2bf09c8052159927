"""The size of a name on the certificate: as large as its line allows, titles after it on a second line."""

from dataclasses import dataclass
from enum import StrEnum

from eventmgr.shared.paper import points
from eventmgr.shared.type_fitting import NEWSREADER_DISPLAY, text_width

#: The line that names may fill.
LINE_WIDTH_MM = 228.0
ONE_LINE_LARGEST, ONE_LINE_SMALLEST = 66.0, 42.0
TWO_LINES_LARGEST, TWO_LINES_SMALLEST = 41.0, 24.0
#: Two lines of a name that has no second line of titles to give away.
BROKEN_LARGEST, SMALLEST = 31.0, 9.0
TITLE_SHARE = 0.62


class Part(StrEnum):
    """How a run is set: a name in the full size, a title in 0.62 of it."""

    NAME = "name"
    TITLE = "title"


@dataclass(frozen=True)
class Run:
    """Text in one size. The space where the size changes belongs to the larger size, or
    extraction loses it ("Sikumbang,S.PdI")."""

    part: Part
    text: str


Line = tuple[Run, ...]


@dataclass(frozen=True)
class FittedName:
    """Lines from top to bottom; `size` in points is that of the name."""

    size: float
    lines: tuple[Line, ...]


def fit_name(name: str, front_title: str = "", back_title: str = "") -> FittedName:
    """Choose the setting of a name (papers.md: 66 to 42 pt on one line, else two lines ≤ 41 pt).

    A name that is still too wide at 24 pt is broken at a space; one unbroken word shrinks.
    """
    front = (Run(Part.TITLE, front_title), Run(Part.NAME, " ")) if front_title else ()
    whole: Line = (*front, Run(Part.NAME, name))
    if back_title:
        whole = (*front, Run(Part.NAME, f"{name}, "), Run(Part.TITLE, back_title))
    size = _largest((whole,), ONE_LINE_LARGEST)
    if size >= ONE_LINE_SMALLEST:
        return FittedName(size, (whole,))
    lines: tuple[Line, ...] = (whole,)
    if back_title:
        lines = ((*front, Run(Part.NAME, f"{name},")), (Run(Part.TITLE, back_title),))
    size = _largest(lines, TWO_LINES_LARGEST)
    if size < TWO_LINES_SMALLEST and " " in name:
        broken = _broken(name, front, back_title)
        if _largest(broken, BROKEN_LARGEST) > size:
            lines, size = broken, _largest(broken, BROKEN_LARGEST)
    return FittedName(max(size, SMALLEST), lines)


def _broken(name: str, front: Line, back_title: str) -> tuple[Line, ...]:
    """The name in two lines, broken where the longer line is shortest."""
    words = name.split(" ")
    candidates: list[tuple[Line, ...]] = []
    for index in range(1, len(words)):
        first: Line = (*front, Run(Part.NAME, " ".join(words[:index])))
        rest = " ".join(words[index:])
        second: Line = (Run(Part.NAME, rest),)
        if back_title:
            second = (Run(Part.NAME, f"{rest}, "), Run(Part.TITLE, back_title))
        candidates.append((first, second))
    return min(candidates, key=lambda lines: max(_width(line) for line in lines))


def _largest(lines: tuple[Line, ...], limit: float) -> float:
    widest = max(_width(line) for line in lines)
    return min(limit, round(points(LINE_WIDTH_MM) / widest - 0.005, 2)) if widest else limit


def _width(line: Line) -> float:
    """Width in em of the name's size."""
    return sum(
        text_width(run.text, NEWSREADER_DISPLAY) * (TITLE_SHARE if run.part is Part.TITLE else 1.0)
        for run in line
    )
