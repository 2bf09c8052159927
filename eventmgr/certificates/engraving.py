"""The watermark CONTOH: letter outlines filled with fine lines, no text that could be read back."""

from dataclasses import dataclass
from functools import cache

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from eventmgr.shared.type_fitting import JAKARTA_700, NEWSREADER_DISPLAY, font_file, text_width

#: The step and thickness of the lines, in mm.
STEP, THICKNESS = 1.25, 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where the word stands: its middle (mm), its turn (degrees), size and space between letters (mm)."""

    x: float = 151
    y: float = 95
    turn: int = -18
    face: str = NEWSREADER_DISPLAY
    size: float = 49.0
    spacing: float = 2.3


SONGKET_PLACE = Place()
#: Over the right column of the plain design only, in its one family.
PLAIN_PLACE = Place(x=186, y=96, face=JAKARTA_700, size=38.0, spacing=1.6)
INK, OPACITY = "#7b1e28", 0.2


def _outline(word: str, height: float, place: Place) -> str:
    """The word as one path, its left end at 0 and the middle of its capitals at 0 (mm)."""
    font = font_file(place.face)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    scale = place.size / font["head"].unitsPerEm
    x = 0.0
    parts: list[str] = []
    for letter in word:
        glyph = glyphs[names[ord(letter)]]
        pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, height / 2)))
        parts.append(pen.getCommands())
        x += glyph.width * scale + place.spacing
    return "".join(parts)


@cache
def watermark_svg(word: str = "CONTOH", opacity: float = OPACITY, place: Place = SONGKET_PLACE) -> str:
    """An SVG of a whole A4 page, to be laid behind the text; clear of the QR at the lower left."""
    font = font_file(place.face)
    capitals = font["OS/2"].sCapHeight * place.size / font["head"].unitsPerEm
    width = text_width(word, place.face) * place.size + place.spacing * (len(word) - 1)
    rows = int(capitals / STEP) + 3
    lines = "".join(f"M-2 {(row - rows / 2) * STEP:.2f}h{width + 4:.1f}" for row in range(rows + 1))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 297 210">'
        f'<defs><clipPath id="word"><path d="{_outline(word, capitals, place)}"/></clipPath></defs>'
        f'<g transform="translate({place.x} {place.y}) rotate({place.turn}) translate({-width / 2:.2f} 0)">'
        f'<path clip-path="url(#word)" d="{lines}" fill="none" stroke="{INK}" stroke-opacity="{opacity}"'
        f' stroke-width="{THICKNESS}"/></g></svg>'
    )
