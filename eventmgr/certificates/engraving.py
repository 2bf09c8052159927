"""The watermark CONTOH: letter outlines filled with fine lines, no text that could be read back."""

from functools import cache

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from eventmgr.shared.type_fitting import NEWSREADER_DISPLAY, font_file, text_width

#: Type size, space between letters, and the step and thickness of the lines, all in mm.
SIZE, SPACING, STEP, THICKNESS = 49.0, 2.3, 1.25, 0.5
#: The middle of the word on the page (mm) and its turn (degrees).
MIDDLE_X, MIDDLE_Y, TURN = 151, 95, -18
INK, OPACITY = "#7b1e28", 0.2


def _outline(word: str, height: float) -> str:
    """The word as one path, its left end at 0 and the middle of its capitals at 0 (mm)."""
    font = font_file(NEWSREADER_DISPLAY)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    scale = SIZE / font["head"].unitsPerEm
    x = 0.0
    parts: list[str] = []
    for letter in word:
        glyph = glyphs[names[ord(letter)]]
        pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, height / 2)))
        parts.append(pen.getCommands())
        x += glyph.width * scale + SPACING
    return "".join(parts)


@cache
def watermark_svg(word: str = "CONTOH", opacity: float = OPACITY, turn: int = TURN) -> str:
    """An SVG of a whole A4 page, to be laid behind the text; clear of the QR at the lower left."""
    font = font_file(NEWSREADER_DISPLAY)
    capitals = font["OS/2"].sCapHeight * SIZE / font["head"].unitsPerEm
    width = text_width(word, NEWSREADER_DISPLAY) * SIZE + SPACING * (len(word) - 1)
    rows = int(capitals / STEP) + 3
    lines = "".join(f"M-2 {(row - rows / 2) * STEP:.2f}h{width + 4:.1f}" for row in range(rows + 1))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 297 210">'
        f'<defs><clipPath id="word"><path d="{_outline(word, capitals)}"/></clipPath></defs>'
        f'<g transform="translate({MIDDLE_X} {MIDDLE_Y}) rotate({turn}) translate({-width / 2:.2f} 0)">'
        f'<path clip-path="url(#word)" d="{lines}" fill="none" stroke="{INK}" stroke-opacity="{opacity}"'
        f' stroke-width="{THICKNESS}"/></g></svg>'
    )
