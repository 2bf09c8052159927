"""Draw the line-work of the verify page, one SVG file for each state of a certificate.

Like the rosette of a bank note, pinched to a lozenge (*saluak laka*). What the line-work shows is what the
page says: whole = valid, cut and shifted = revoked, half dotted = replaced or being issued, broken to
dashes = a sample, dotted rings only = unknown. Run ``python scripts/draw_rosettes.py`` after a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from pathlib import Path

IMG = Path(__file__).resolve().parent.parent / "static" / "img"

#: Size of a drawing and the rosette's middle in it, in CSS pixels; it bleeds off the right edge.
WIDTH, HEIGHT = 244, 200
MIDDLE_X, MIDDLE_Y = 171.0, 81.0
#: Rings of dots where nothing is drawn, by radius.
DOTTED_RINGS = (66, 92, 118, 145)

INK, OK, STOP, INFO, WARN = "#1b1714", "#14633b", "#b42318", "#1f4e79", "#8a5a00"


@dataclass(frozen=True, slots=True)
class Band:
    """A ring of crossing waves between two pinched edges; radii in pixels at the mean angle."""

    inner: float
    outer: float
    inner_pinch: float
    outer_pinch: float
    waves: int
    phases: int


BANDS = (
    Band(inner=74, outer=136, inner_pinch=0.04, outer_pinch=0.21, waves=28, phases=4),
    Band(inner=56, outer=76, inner_pinch=0.0, outer_pinch=0.06, waves=36, phases=3),
)


def wave(band: Band, phase: float) -> str:
    """Return one closed wave of a band as a path of quadratic curves, in tenths of a pixel."""
    steps = band.waves * 5
    points = []
    for step in range(steps):
        angle = 2 * pi * step / steps
        pinch = cos(4 * angle)
        inner = band.inner * (1 + band.inner_pinch * pinch)
        outer = band.outer * (1 + band.outer_pinch * pinch)
        radius = (inner + outer) / 2 + (outer - inner) / 2 * cos(band.waves * angle + phase)
        x, y = MIDDLE_X + radius * cos(angle), MIDDLE_Y + radius * sin(angle)
        points.append((round(10 * x), round(10 * y)))
    return through_middles(points)


def through_middles(points: list[tuple[int, int]]) -> str:
    """Return a closed path that has the points as controls and the middles between them on the line."""
    start_x, start_y = middle(points[-1], points[0])
    path, at_x, at_y = f"M{start_x} {start_y}q", start_x, start_y
    for place, (x, y) in enumerate(points):
        end_x, end_y = middle((x, y), points[(place + 1) % len(points)])
        path += f"{x - at_x} {y - at_y} {end_x - at_x} {end_y - at_y} "
        at_x, at_y = end_x, end_y
    return path.strip().replace(" -", "-") + "z"


def middle(first: tuple[int, int], second: tuple[int, int]) -> tuple[int, int]:
    """Return the whole tenths half-way between two points."""
    return (first[0] + second[0]) // 2, (first[1] + second[1]) // 2


def rosette() -> str:
    """Return the path of the whole rosette."""
    return "".join(wave(band, 2 * pi * turn / band.phases) for band in BANDS for turn in range(band.phases))


def rings() -> str:
    """Return the dotted rings."""
    x, y = round(10 * MIDDLE_X), round(10 * MIDDLE_Y)
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="{10 * radius}"/>' for radius in DOTTED_RINGS)
    return f'<g stroke-width="16" stroke-linecap="round" stroke-dasharray="0 75">{circles}</g>'


def clipped(name: str, polygon: str, content: str, shift: str = "") -> str:
    """Return content that is only seen inside a polygon; ``shift`` moves it afterwards."""
    moved = f' transform="translate({shift})"' if shift else ""
    clip = f'<clipPath id="{name}"><path d="{polygon}"/></clipPath>'
    return f'{clip}<g{moved}><g clip-path="url(#{name})">{content}</g></g>'


def drawing(colour: str, content: str) -> str:
    """Return the SVG file of one state."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH * 10} {HEIGHT * 10}">'
        f'<g fill="none" stroke="{colour}" stroke-width="7" opacity=".62">{content}</g></svg>\n'
    )


def states() -> dict[str, str]:
    """Return the drawing of each state by its file name."""
    whole = f'<path d="{rosette()}"/>'
    # The cut runs through the middle, falling to the right; above and below are halves of a plane.
    above, below = "M-500-900L3500 2300V-2000H-500z", "M-500-900L3500 2300V4000H-500z"
    right, left = "M1710-500H3500V3500H1710z", "M1710-500H-500V3500H1710z"
    cut = clipped("atas", above, whole, "70-95") + clipped("bawah", below, whole, "-70 95")
    half_replaced = clipped("atas", above, whole) + clipped("bawah", below, rings())
    half_made = clipped("kanan", right, whole) + clipped("kiri", left, rings())
    return {
        "rosette-valid.svg": drawing(OK, whole),
        "rosette-revoked.svg": drawing(STOP, cut),
        "rosette-replaced.svg": drawing(INFO, half_replaced),
        "rosette-reserved.svg": drawing(INK, half_made),
        "rosette-sample.svg": drawing(INK, f'<g stroke-dasharray="48 62" stroke-width="7">{whole}</g>'),
        "rosette-unknown.svg": drawing(WARN, rings()),
    }


def main() -> None:
    """Draw every state."""
    for name, text in states().items():
        (IMG / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
