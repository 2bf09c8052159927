"""How wide a text is in a shipped font, and the largest size at which names fit their box."""

from functools import cache, lru_cache

from fontTools.ttLib import TTFont

from eventmgr.shared.paper import STATIC_FOLDER

#: Advance of a character that the font lacks (another font steps in): wider than most.
UNKNOWN_ADVANCE = 0.8

NEWSREADER_DISPLAY = "newsreader-5.3.0/newsreader-display-400.woff2"
GARAMOND = "eb-garamond-5.3.0/eb-garamond-400-normal.woff2"
GARAMOND_600 = "eb-garamond-5.3.0/eb-garamond-600-normal.woff2"
JAKARTA_400 = "plus-jakarta-sans-5.3.0/plus-jakarta-sans-400-normal.woff2"
JAKARTA_500 = "plus-jakarta-sans-5.3.0/plus-jakarta-sans-500-normal.woff2"
JAKARTA_700 = "plus-jakarta-sans-5.3.0/plus-jakarta-sans-700-normal.woff2"
JAKARTA_800 = "plus-jakarta-sans-5.3.0/plus-jakarta-sans-800-normal.woff2"


@cache
def font_file(face: str) -> TTFont:
    """The opened font of a path below static/vendor/."""
    return TTFont(STATIC_FOLDER / "vendor" / face)


@cache
def _advances(face: str) -> dict[int, float]:
    font = font_file(face)
    widths = font["hmtx"].metrics
    unit = font["head"].unitsPerEm
    return {code: widths[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


@lru_cache(maxsize=8192)
def text_width(text: str, face: str) -> float:
    """Width of one line in em (1.0 = the type size), by advances; kerning only makes it narrower."""
    advances = _advances(face)
    return sum(advances.get(ord(character), UNKNOWN_ADVANCE) for character in text)


@lru_cache(maxsize=4096)
def line_count(text: str, face: str, *, size: float, width: float) -> int:
    """Lines that a text takes when broken at spaces; size in points, width in points."""
    lines, used = 1, 0.0
    space = text_width(" ", face) * size
    for word in text.split():
        needed = text_width(word, face) * size
        if used and used + space + needed > width:
            lines, used = lines + 1, needed
        else:
            used = needed if not used else used + space + needed
    return lines
