"""Name cards, eight on an A4 sheet: pure functions from content to one PDF."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventmgr.cards.fitting import CardName, fit_card_name
from eventmgr.cards.papers import A4, CardPaper
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.paper import paper_html, points
from eventmgr.shared.pdf import render_pdf
from eventmgr.shared.qr import qr_matrix, qr_png_data_uri
from eventmgr.shared.type_fitting import JAKARTA_500, line_count

CARDS_A_SHEET, COLUMNS, ROWS = 8, 2, 4
#: Millimetres: a card, and the margins of the sheet.
CARD_WIDTH, CARD_HEIGHT, MARGIN_X, MARGIN_Y = 90.0, 66.0, 15.0, 16.5
MARK_LENGTH, MARK_GAP, CROSS = 5.0, 3.0, 1.5
#: The band of a role differs in polarity, shape and word, so it survives a grey printer.
BANDS = {"PSM": "solid", "TKSK": "teeth"}
OTHER_BAND = "round"


@dataclass(frozen=True)
class CardContent:
    """What stands on one card, in the words in which it is printed."""

    name: str
    front_title: str
    back_title: str
    #: "PSM" and "Pekerja Sosial Masyarakat".
    category_code: str
    category_name: str
    #: Names without "Kel." and "Kec."; empty where the role has none.
    village: str
    district: str
    event_name: str
    date_range: str
    #: 29 upper-case characters (QR version 2, level Q) and the eight that can be typed.
    qr_text: str
    typed_code: str
    is_replacement: bool = False


@dataclass(frozen=True)
class CardGroup:
    """Cards that begin on a sheet of their own: those of one kecamatan, named by `label`."""

    label: str
    cards: tuple[CardContent, ...]


@dataclass(frozen=True)
class PlacedCard:
    """A card on its sheet; left and top in mm."""

    content: CardContent
    fitted: CardName
    band: str
    place_words: tuple[str, ...]
    event_words: tuple[str, ...]
    event_class: str
    qr: str
    typed_code: str
    #: the date, and that the card replaces another: a line of its own would meet the kecamatan
    last_line: str
    left: float
    top: float


@dataclass(frozen=True)
class SheetPlan:
    """The cards of one side of paper before they are fitted; `number` of `of` counts within their group."""

    label: str
    number: int
    of: int
    cards: tuple[CardContent, ...]


@dataclass(frozen=True)
class Sheet:
    """One side of paper; `caption` stands under the cards, outside the cut."""

    cards: tuple[PlacedCard, ...]
    caption: str
    paper: CardPaper = A4


def plan_sheets(groups: Sequence[CardGroup], paper: CardPaper = A4) -> list[SheetPlan]:
    """Which cards share a sheet, in order; costs nothing, while fitting and codes cost 6 ms a card."""
    plans: list[SheetPlan] = []
    for group in groups:
        firsts = range(0, len(group.cards), paper.cards)
        chunks = [group.cards[first : first + paper.cards] for first in firsts]
        plans += [
            SheetPlan(group.label, number, len(chunks), chunk) for number, chunk in enumerate(chunks, start=1)
        ]
    return plans


def place_sheet(plan: SheetPlan, paper: CardPaper = A4) -> Sheet:
    """A planned sheet with its cards fitted."""
    cards = tuple(place_card(card, index, paper) for index, card in enumerate(plan.cards))
    caption = f"{plan.label} · lembar {plan.number} dari {plan.of} · kartu {paper.size_words}"
    return Sheet(cards, caption, paper)


def card_sheets(groups: Sequence[CardGroup], paper: CardPaper = A4) -> list[Sheet]:
    """All sheets in order."""
    return [place_sheet(plan, paper) for plan in plan_sheets(groups, paper)]


def render_cards(groups: Sequence[CardGroup]) -> bytes:
    """One PDF of all sheets on A4; about 0.03 s of one core for each card.

    Raises ValueError without a card, QrTooLongError for a text that is no ticket code.
    """
    return render_sheets(card_sheets(groups))


def render_sheets(sheets: Sequence[Sheet]) -> bytes:
    """One PDF of these sheets. Raises ValueError without one."""
    if not sheets:
        raise ValueError("there is no card to print")
    html = paper_html("cards/card_sheet.html", sheets=sheets, marks=cut_marks())
    return render_pdf(html)


def unbroken_parts(text: str) -> tuple[str, ...]:
    """The pieces of a name that a line may not split: ("Parak", "Laweh", "Pulau", "Aia Nan XX").

    Also keeps "Pilar-pilar" whole: a hyphen at the end of a line is lost when text is read back.
    """
    return tuple(re.findall(r"\S+ Nan [IVX]+|\S+", text))


def place_card(card: CardContent, index: int = 0, paper: CardPaper = A4) -> PlacedCard:
    """A card with its words fitted, at the place of this number on its sheet."""
    return PlacedCard(
        content=card,
        fitted=fit_card_name(card.name, card.front_title, card.back_title),
        band=BANDS.get(card.category_code, OTHER_BAND),
        place_words=unbroken_parts(card.village),
        event_words=unbroken_parts(card.event_name),
        event_class=_event_class(card.event_name),
        qr=qr_png_data_uri(qr_matrix(card.qr_text, version=2, level="Q")),
        typed_code=show_short_code(card.typed_code),
        last_line=" · ".join(
            filter(None, ("kartu pengganti" if card.is_replacement else "", card.date_range))
        ),
        left=paper.margin_x + (index % paper.columns) * CARD_WIDTH,
        top=paper.margin_y + (index // paper.columns) * CARD_HEIGHT,
    )


def _event_class(name: str) -> str:
    """An event's name takes two lines at most: narrow where it can, else wide, else small."""
    if line_count(name, JAKARTA_500, size=6.5, width=points(35)) <= 2:
        return "narrow"
    return "wide" if line_count(name, JAKARTA_500, size=6.5, width=points(47)) <= 2 else "small"


def cut_marks() -> list[str]:
    """SVG path pieces of the cut marks: ticks outside the block, crosses at the inner corners."""
    return list(_marks())


def _marks() -> Iterator[str]:
    right, bottom = MARGIN_X + COLUMNS * CARD_WIDTH, MARGIN_Y + ROWS * CARD_HEIGHT
    for column in range(COLUMNS + 1):
        x = MARGIN_X + column * CARD_WIDTH
        yield f"M{x} {MARGIN_Y - MARK_GAP - MARK_LENGTH}v{MARK_LENGTH}M{x} {bottom + MARK_GAP}v{MARK_LENGTH}"
    for row in range(ROWS + 1):
        y = MARGIN_Y + row * CARD_HEIGHT
        yield f"M{MARGIN_X - MARK_GAP - MARK_LENGTH} {y}h{MARK_LENGTH}M{right + MARK_GAP} {y}h{MARK_LENGTH}"
        for column in range(COLUMNS + 1):
            x = MARGIN_X + column * CARD_WIDTH
            if 0 < row < ROWS or 0 < column < COLUMNS:
                yield f"M{x - CROSS} {y}h{2 * CROSS}"
            if 0 < row < ROWS:
                yield f"M{x} {y - CROSS}v{2 * CROSS}"
