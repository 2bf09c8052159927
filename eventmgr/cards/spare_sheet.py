"""Spare cards, eight on an A4 sheet: the format of the name card, with a number in the place of the name."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.cards.sheet import (
    CARDS_A_SHEET,
    CardContent,
    PlacedCard,
    cut_marks,
    place_card,
)
from eventmgr.shared.paper import paper_html
from eventmgr.shared.pdf import render_pdf


@dataclass(frozen=True)
class SpareContent:
    """What stands on a spare card; `qr_text` and `typed_code` as on a name card."""

    number: int
    event_name: str
    date_range: str
    qr_text: str
    typed_code: str


@dataclass(frozen=True)
class PlacedSpare:
    """A spare card on its sheet; `card` holds place, QR, code and the event's words."""

    number: int
    card: PlacedCard


@dataclass(frozen=True)
class SpareSheet:
    """One side of paper; `caption` stands under the cards, outside the cut."""

    cards: tuple[PlacedSpare, ...]
    caption: str


def spare_sheets(cards: Sequence[SpareContent]) -> list[SpareSheet]:
    """All sheets in the order of the numbers."""
    chunks = [cards[first : first + CARDS_A_SHEET] for first in range(0, len(cards), CARDS_A_SHEET)]
    return [
        SpareSheet(
            tuple(_place(card, index) for index, card in enumerate(chunk)),
            f"Kartu cadangan {chunk[0].number} s.d. {chunk[-1].number} · lembar {page} dari {len(chunks)}"
            " · kartu 90 × 66 mm",
        )
        for page, chunk in enumerate(chunks, start=1)
    ]


def render_spares(sheets: Sequence[SpareSheet]) -> bytes:
    """One PDF of these sheets. Raises ValueError without one."""
    if not sheets:
        raise ValueError("there is no spare card to print")
    return render_pdf(paper_html("cards/spare_sheet.html", sheets=sheets, marks=list(cut_marks())))


def _place(card: SpareContent, index: int) -> PlacedSpare:
    content = CardContent(
        name=f"Kartu cadangan {card.number}",
        front_title="",
        back_title="",
        category_code="",
        category_name="",
        village="",
        district="",
        event_name=card.event_name,
        date_range=card.date_range,
        qr_text=card.qr_text,
        typed_code=card.typed_code,
    )
    return PlacedSpare(card.number, place_card(content, index))
