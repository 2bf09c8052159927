"""The sheets of paper on which name cards are printed. Pure."""

from dataclasses import dataclass
from typing import Literal

PaperKey = Literal["a4", "a6"]


@dataclass(frozen=True)
class CardPaper:
    """A sheet of paper, lengths in mm; `scale` enlarges the card of 90 × 66 mm."""

    key: PaperKey
    label: str
    size_words: str
    cards: int
    columns: int
    margin_x: float
    margin_y: float
    scale: float = 1.0


A4 = CardPaper("a4", "A4, isi 8", "90 × 66 mm", cards=8, columns=2, margin_x=15.0, margin_y=16.5)
A6 = CardPaper("a6", "A6, isi 1", "135 × 99 mm", cards=1, columns=1, margin_x=6.5, margin_y=3.0, scale=1.5)
PAPERS: dict[PaperKey, CardPaper] = {"a4": A4, "a6": A6}
