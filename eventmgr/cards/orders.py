"""In which order and on which paper name cards are printed. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from eventmgr.cards.papers import A4, PAPERS, CardPaper, PaperKey
from eventmgr.registration.queries import RegistrationRow
from eventmgr.shared.text import fold_for_search

CardOrder = Literal["kecamatan", "nama", "unsur"]
ORDER_WORDS: dict[CardOrder, str] = {"kecamatan": "Kecamatan", "nama": "Nama", "unsur": "Unsur"}


@dataclass(frozen=True)
class Arrangement:
    """What the two selects of the cards page say."""

    order: CardOrder = "kecamatan"
    paper: CardPaper = A4


def read_arrangement(order: str | None, paper: str | None) -> Arrangement:
    """From an address or a job; anything unknown is the usual."""
    found: CardOrder = next((one for one in ORDER_WORDS if one == order), "kecamatan")
    key: PaperKey = next((one for one in PAPERS if one == paper), "a4")
    return Arrangement(found, PAPERS[key])


def district_of(row: RegistrationRow) -> str:
    """The name of a registration's kecamatan, its own where it is one; "" without a region."""
    return (row.region_name if row.region_level == "kecamatan" else row.parent_name) or ""


def arranged(
    rows: Sequence[RegistrationRow], order: CardOrder = "kecamatan"
) -> list[tuple[str, list[RegistrationRow]]]:
    """Groups that begin a sheet of their own, with their labels; `rows` come by kecamatan, kelurahan, name.

    By kecamatan: TKSK first, then by kelurahan. By name: one group. By unsur: each in the order of `rows`.
    """
    if order == "nama":
        by_name = sorted(rows, key=lambda row: fold_for_search(row.name))
        return [("Menurut nama", by_name)] if by_name else []
    if order == "unsur":
        return _grouped(sorted(rows, key=lambda row: row.category_code), lambda row: row.category_name)
    return _grouped(rows, _district_label)


def _district_label(row: RegistrationRow) -> str:
    label = district_of(row)
    return f"Kecamatan {label}" if label else "Tanpa wilayah"


def _grouped(
    rows: Sequence[RegistrationRow], label_of: Callable[[RegistrationRow], str]
) -> list[tuple[str, list[RegistrationRow]]]:
    return [(label, list(members)) for label, members in groupby(rows, key=label_of)]
