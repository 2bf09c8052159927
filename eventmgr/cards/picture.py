"""A name card as a picture for the phone: drawn straight into pixels, for a page cannot wait for a PDF."""

import io
from collections.abc import Callable, Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from eventmgr.cards.fitting import LINE_HEIGHT, TITLE_SHARE
from eventmgr.cards.sheet import CARD_HEIGHT, CARD_WIDTH, CardContent, PlacedCard, place_card
from eventmgr.cards.sheet import unbroken_parts as unbroken
from eventmgr.shared.paper import STATIC_FOLDER, millimetres
from eventmgr.shared.qr import qr_matrix

#: Pixels a millimetre: about 400 dots an inch, so that a saved picture can be printed, too.
SCALE = 16
WIDTH, HEIGHT = round(CARD_WIDTH * SCALE), round(CARD_HEIGHT * SCALE)
INK, INK_2, MARAWA, GOLD, WHITE = "#1b1714", "#574e47", "#7b1e28", "#b48a3c", "#ffffff"
#: Drawn larger and reduced, so that slanting edges are smooth.
SMOOTH = 3
#: Colours kept in the file: three inks on white and what lies between them.
COLOURS = 48
#: Width in mm, size in pt and line height in mm of the event's words, as in card_sheet.css.
EVENT_FORMS = {"narrow": (35.0, 6.5, 2.75), "wide": (47.0, 6.5, 2.75), "small": (48.0, 5.4, 2.4)}


def card_png(card: CardContent) -> bytes:
    """The card as printed: 90 × 66 mm at 16 pixels a millimetre. Takes some 80 ms, most of it packing."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), WHITE)
    pen = ImageDraw.Draw(picture)
    placed = place_card(card)
    _band(pen)
    _name(pen, placed)
    _role(picture, pen, placed)
    _place(pen, card)
    _event(pen, placed)
    _qr(pen, placed)
    out = io.BytesIO()
    few = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", dpi=(SCALE * 25.4, SCALE * 25.4))
    return out.getvalue()


def _px(length: float) -> int:
    return round(length * SCALE)


@cache
def _font(weight: int, size: float) -> ImageFont.FreeTypeFont:
    """Plus Jakarta Sans; size in points. The basic layout joins no letters, as the papers do not."""
    name = f"plus-jakarta-sans-{weight}-normal.woff2"
    path = STATIC_FOLDER / "vendor" / "plus-jakarta-sans-5.3.0" / name
    return ImageFont.truetype(path, millimetres(size) * SCALE, layout_engine=ImageFont.Layout.BASIC)


def _line(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, font: ImageFont.FreeTypeFont, fill: str
) -> None:
    """One line; `at` is its left and the middle of its height in mm."""
    ascent, descent = font.getmetrics()
    pen.text((at[0] * SCALE, at[1] * SCALE + (ascent - descent) / 2), text, fill, font, anchor="ls")


def _wrapped(
    words: Sequence[str], width: float, length: Callable[[str], float], *, before: str = ""
) -> list[str]:
    """Lines no wider than `width` (mm), broken between `words` only."""
    lines = [before]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and length(longer) > width * SCALE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _band(pen: ImageDraw.ImageDraw) -> None:
    """The woven band of card-band.svg: 256 columns of five pixels, four rows of shrinking shoots."""
    left, top, column = _px(5), 4.6, 5

    def row(y: float, height: float, first: float, last: float, fill: str) -> None:
        edges = (_px(top + y - height / 2), _px(top + y + height / 2) - 1)
        pen.rectangle((left + first, edges[0], left + last - 1, edges[1]), fill)

    row(0.1, 0.2, 0, 80 * SCALE, GOLD)
    row(2.6, 0.36, 0, 80 * SCALE, GOLD)
    for shoot in range(0, 256, 8):
        for number in range(4):
            first, last = shoot + 0.5 + number, shoot + 7.5 - number
            row(0.86 + 0.34 * number, 0.34, first * column, last * column, MARAWA)
        row(1.88, 0.34, (shoot + 7.5) * column, min(shoot + 8.5, 256) * column, GOLD)


def _name(pen: ImageDraw.ImageDraw, placed: PlacedCard) -> None:
    fitted = placed.fitted
    word, title = _font(800, fitted.size), _font(500, fitted.size * TITLE_SHARE)
    ascent, descent = word.getmetrics()
    height = millimetres(fitted.size) * LINE_HEIGHT
    top = 8.4 + (19 - height * len(fitted.lines)) / 2
    for number, line in enumerate(fitted.lines):
        baseline = (top + height * (number + 0.5)) * SCALE + (ascent - descent) / 2
        x = 5.0 * SCALE
        for piece in line:
            font = title if piece.is_title else word
            pen.text((x, baseline), piece.text, INK, font, anchor="ls")
            x += font.getlength(piece.text) + word.getlength(" ")


def _role(picture: Image.Image, pen: ImageDraw.ImageDraw, placed: PlacedCard) -> None:
    card, left, middle = placed.content, 5.0, 29.6 + 4.5
    picture.paste(_frame(placed.band), (_px(5), _px(29.6)))
    ink = WHITE if placed.band == "solid" else INK
    code = _font(800, 15.5)
    _line(pen, (left + 2.5, middle), card.category_code, code, ink)
    x = left + 2.5 + code.getlength(card.category_code) / SCALE + 3.3
    long = _font(500, 5.7 if placed.band == "teeth" else 6.2)
    lines = _wrapped(card.category_name.split(), 23, long.getlength)
    for number, line in enumerate(lines):
        _line(pen, (x, middle + (number - (len(lines) - 1) / 2) * 3), line, long, ink)


def _frame(band: str) -> Image.Image:
    """The ground of a role, 47 × 9 mm: solid, with a toothed end, or with a round one."""
    size = (_px(47), _px(9))
    unit = SCALE * SMOOTH
    large = Image.new("RGB", (47 * unit, 9 * unit), MARAWA if band == "solid" else WHITE)
    pen = ImageDraw.Draw(large)
    if band == "teeth":
        end = ((43.3, 0.35), (46.2, 1.73), (43, 3.12), (46.2, 4.5), (43, 5.88), (46.2, 7.27), (43.3, 8.65))
        edge = [(x * unit, y * unit) for x, y in ((0.35, 0.35), *end, (0.35, 8.65), (0.35, 0.35), end[0])]
        pen.line(edge, INK, round(0.7 * unit), joint="curve")
    elif band == "round":
        for inset, fill in ((0.0, INK), (0.7, WHITE)):
            top, bottom = inset * unit, (9 - inset) * unit - 1
            pen.rectangle((top, top, 42.5 * unit, bottom), fill)
            pen.ellipse(((38 + inset) * unit, top, (47 - inset) * unit - 1, bottom), fill)
    return large.resize(size, Image.Resampling.BOX)


def _place(pen: ImageDraw.ImageDraw, card: CardContent) -> None:
    bold, small = _font(700, 9.8), _font(500, 8.6)
    lines: list[tuple[str, ImageFont.FreeTypeFont]] = []
    if card.village:
        parts = unbroken(card.village)
        lines += [(line, bold) for line in _wrapped(parts, 49, bold.getlength, before="Kel.")]
        lines += [(f"Kec. {card.district}", small)] if card.district else []
    elif card.district:
        lines = [(f"Kec. {card.district}", bold)]
    for number, (line, font) in enumerate(lines):
        _line(pen, (5, 41 + 4.2 * (number + 0.5)), line, font, INK)


def _event(pen: ImageDraw.ImageDraw, placed: PlacedCard) -> None:
    width, size, height = EVENT_FORMS[placed.event_class]
    font = _font(400, size)
    lines = [*_wrapped(placed.event_words, width, font.getlength), placed.last_line]
    top = CARD_HEIGHT - 2.9 - height * len(lines)
    for number, line in enumerate(lines):
        _line(pen, (5, top + height * (number + 0.5)), line, font, INK_2)


def _qr(pen: ImageDraw.ImageDraw, placed: PlacedCard) -> None:
    """Whole pixels a module, so that every edge is sharp."""
    matrix = qr_matrix(placed.content.qr_text, version=2, level="Q")
    module = round(26 * SCALE / len(matrix))
    left, top = (_px(centre) - module * len(matrix) // 2 for centre in (72, 43.4))
    for y, row in enumerate(matrix):
        for x, is_dark in enumerate(row):
            if is_dark:
                corner = (left + x * module, top + y * module)
                pen.rectangle((*corner, corner[0] + module - 1, corner[1] + module - 1), INK)
    font = _font(600, 8.6)
    half = font.getlength(placed.typed_code) / SCALE / 2
    _line(pen, (72 - half, 61.6), placed.typed_code, font, INK)
