"""The size of a name on the certificate: as large as its line allows, titles after it on a second line."""

from dataclasses import dataclass
from enum import StrEnum

from eventmgr.certificates.designs import STYLES, Design, NameStyle
from eventmgr.shared.paper import points
from eventmgr.shared.type_fitting import text_width

SMALLEST = 9.0


class Part(StrEnum):
    """How a run is set: a name in the full size, a title in a share of it."""

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


def fit_name(
    name: str, front_title: str = "", back_title: str = "", style: NameStyle = STYLES[Design.SONGKET].name
) -> FittedName:
    """Choose the setting of a name (papers.md, songket: 66 to 42 pt on one line, else two lines ≤ 41 pt).

    A name that is still too wide in two lines is broken at a space; one unbroken word shrinks.
    """
    front = (Run(Part.TITLE, front_title), Run(Part.NAME, " ")) if front_title else ()
    whole: Line = (*front, Run(Part.NAME, name))
    if back_title:
        whole = (*front, Run(Part.NAME, f"{name}, "), Run(Part.TITLE, back_title))
    largest, smallest = style.one_line
    size = _largest((whole,), largest, style)
    if size >= smallest:
        return FittedName(size, (whole,))
    lines: tuple[Line, ...] = (whole,)
    if back_title:
        lines = ((*front, Run(Part.NAME, f"{name},")), (Run(Part.TITLE, back_title),))
    largest, smallest = style.two_lines
    size = _largest(lines, largest, style)
    if size < smallest and " " in name:
        broken = _broken(name, front, back_title, style)
        if _largest(broken, style.broken, style) > size:
            lines, size = broken, _largest(broken, style.broken, style)
    return FittedName(max(size, SMALLEST), lines)


def _broken(name: str, front: Line, back_title: str, style: NameStyle) -> tuple[Line, ...]:
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
    return min(candidates, key=lambda lines: max(_width(line, style) for line in lines))


def _largest(lines: tuple[Line, ...], limit: float, style: NameStyle) -> float:
    widest = max(_width(line, style) for line in lines)
    return min(limit, round(points(style.width) / widest - 0.005, 2)) if widest else limit


def _width(line: Line, style: NameStyle) -> float:
    """Width in em of the name's size."""
    return sum(
        text_width(run.text, style.title_face) * style.title_share
        if run.part is Part.TITLE
        else text_width(run.text, style.face)
        for run in line
    )
