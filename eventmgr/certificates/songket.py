"""The woven border of a certificate: one thread of the weave is one dashed SVG path.

A4 landscape. The unit (one *pucuak rabuang*, bamboo shoot) is 7.25 mm, because 297 - 210 =
12 x 7.25: both sides hold whole units at equal margins, 35 on the long and 23 on the short one.
Both are odd, so a tip stands on each middle axis. Measures in mm unless they are columns
(7.25 / 20) or rows (0.40 mm, of which a thread inks 0.8).
"""

from collections.abc import Iterable, Mapping
from functools import cache

MAROON, GOLD = "#7b1e28", "#b48a3c"
INKS = {"M": MAROON, "G": GOLD}
UNIT, COLUMNS = 7.25, 20
COLUMN, ROW = UNIT / COLUMNS, 0.40
MARGIN, WIDTH, HEIGHT = 8.825, 279.35, 192.35
LONG_UNITS, SHORT_UNITS = 35, 23
BAND = 32 * ROW
FIRST_SHOOT_ROW = 9.5
CORD_START, CORD_ROWS = 3.556, (2.5, 3.5, 4.5, 5.5)
CORD_COLUMNS = {LONG_UNITS: 748, SHORT_UNITS: 508}
#: The diamond between two shoots reaches over the end of a run by these columns.
DIAMOND_ROWS, OVERHANG = range(13, 20), 3

#: Half a shoot, column 0 (its middle) to 10 (shared with the neighbour); foot outside, tip inside.
SHOOT = (
    "........G.M",
    ".......G.M.",
    "G......G.M.",
    "GG....G.M..",
    ".GG...G.M..",
    "M.GG.G.M...",
    "MM.GG..M...",
    "M.GG..M....",
    ".GG.G.M....",
    "GG.G.M.....",
    "G.GG.M.....",
    ".GG.M......",
    "MGG.M......",
    "GG.M......G",
    "GG.M......G",
    "G.M......G.",
    "G.M.....G.M",
    ".M.......G.",
    ".M........G",
    "M.........G",
    "M..........",
)
#: The rhombus of a corner: ink by the distance |x| + |y| from its middle.
CORNER = {0: "M", 1: "M", 3: "G", 4: "G", 6: "M", 8: "G", 10: "M"}
CORNER_MIDDLE, CORNER_DIAMONDS = 19.5, ((-8, -8), (8, -8), (-8, 8))


def dash_of(cells: Iterable[int], first: int) -> tuple[str, int]:
    """Dash array and offset of a thread whose inked columns repeat every 20.

    `first` is the column where its path begins: the array starts at an inked column, the offset
    turns it back. Row 1, maroon at 1 and 19, from column 0 gives ("1 17 1 1", 19).
    """
    inked = sorted({cell % COLUMNS for cell in cells})
    start = next(cell for cell in inked if (cell - 1) % COLUMNS not in inked)
    lengths: list[int] = []
    state = False
    for step in range(COLUMNS):
        on = (start + step) % COLUMNS in inked
        if on == state and lengths:
            lengths[-1] += 1
        else:
            lengths.append(1)
            state = on
    return " ".join(str(length) for length in lengths), (first - start) % COLUMNS


def _shoot_threads(units: int) -> str:
    paths: list[str] = []
    for row, half in enumerate(SHOOT):
        over = OVERHANG if row in DIAMOND_ROWS else 0
        length = units * COLUMNS + 1 + 2 * over
        for letter, ink in INKS.items():
            sides = [column for column, cell in enumerate(half) if cell == letter]
            if not sides:
                continue
            # The unit starts at its column -10, so column 0 of the run is the shared one.
            cells = [10 + side for side in sides] + [10 - side for side in sides]
            dash, offset = dash_of(cells, -over)
            paths.append(
                f'<path stroke="{ink}" d="M{-0.5 - over} {FIRST_SHOOT_ROW + row}h{length}"'
                f' stroke-dasharray="{dash}" stroke-dashoffset="{offset}"/>'
            )
    return "".join(paths)


def _cord(units: int) -> str:
    return "".join(
        f'<path stroke="{MAROON}" d="M{index} {row}h{CORD_COLUMNS[units]}" stroke-dasharray="3 2"/>'
        for index, row in enumerate(CORD_ROWS)
    )


def _cells(inks: Mapping[int, str], reach: int, x: float, y: float) -> str:
    """Square cells of 0.40 mm around a middle (in rows), by their distance |x| + |y|."""
    strokes: dict[str, list[str]] = {}
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            letter = inks.get(abs(dx) + abs(dy))
            if letter and abs(dx) + abs(dy) <= reach:
                strokes.setdefault(letter, []).append(f"M{x + dx - 0.5} {y + dy}h1")
    return "".join(f'<path stroke="{INKS[letter]}" d="{"".join(path)}"/>' for letter, path in strokes.items())


def _corner(full: bool) -> str:
    turn = _cells({0: "M", 2: "M"}, 2, 4, 4)
    if not full:
        return turn
    middle = CORNER_MIDDLE
    small = "".join(_cells({0: "M", 2: "G"}, 2, middle + x, middle + y) for x, y in CORNER_DIAMONDS)
    return turn + _cells(CORNER, 10, middle, middle) + small


def _line(inset: float, width: float) -> str:
    return (
        f'<rect x="{inset}" y="{inset}" width="{WIDTH - 2 * inset:.3f}" height="{HEIGHT - 2 * inset:.3f}"'
        f' stroke="{GOLD}" stroke-width="{width}"/>'
    )


def _run(name: str, units: int, full: bool) -> str:
    cord = f'<g transform="translate({CORD_START} 0) scale({COLUMN} {ROW})">{_cord(units)}</g>'
    shoots = f'<g transform="translate({BAND} 0) scale({COLUMN} {ROW})">{_shoot_threads(units)}</g>'
    return f'<g id="{name}" fill="none" stroke-width="0.8">{cord}{shoots if full else ""}</g>'


@cache
def border_svg(*, full: bool) -> str:
    """The border as an SVG of a whole A4 page; `full` False leaves only the cord and its two lines."""
    places = (
        ("long", f"translate({MARGIN} {MARGIN})"),
        ("short", f"translate({MARGIN + WIDTH} {MARGIN}) rotate(90)"),
        ("long", f"translate({MARGIN + WIDTH} {MARGIN + HEIGHT}) rotate(180)"),
        ("short", f"translate({MARGIN} {MARGIN + HEIGHT}) rotate(270)"),
    )
    lines = _line(0.5 * ROW, 0.4) + _line(7.5 * ROW, 0.25) + (_line(31.5 * ROW, 0.25) if full else "")
    uses = "".join(
        f'<use href="#{run}" transform="{place}"/><use href="#corner" transform="{place}"/>'
        for run, place in places
    )
    corner = f'<g id="corner" fill="none" stroke-width="0.8" transform="scale({ROW})">{_corner(full)}</g>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 297 210">'
        f"<defs>{_run('long', LONG_UNITS, full)}{_run('short', SHORT_UNITS, full)}"
        f"{corner}</defs>"
        f'<g fill="none" transform="translate({MARGIN} {MARGIN})">{lines}</g>{uses}</svg>'
    )
