"""Which row of a sheet is its header, and which column means what: found, or said by the organizer. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.roster.cells import Column, RawRoster, RawRow, RosterRefusal, column_of_heading
from eventmgr.shared.sheets import MAX_ROWS, Cell, Sheet
from eventmgr.shared.text import counted, fold_for_search

#: A letterhead stands above the header, never more than a page of it.
HEADER_WITHIN = 40
_PLACES = {Column.nik, Column.kelurahan, Column.kecamatan}


@dataclass(frozen=True)
class SheetPairing:
    """How one sheet is read. ``header`` is an Excel row number, None when none was found.

    ``columns`` gives the meaning by the column's position from 0; ``category`` is None when each row says
    its own.
    """

    is_read: bool
    header: int | None
    columns: Mapping[int, Column]
    category: str | None

    def as_json(self) -> dict[str, Any]:
        """Plain data, for the settings of a preview."""
        columns = {str(position): column.value for position, column in self.columns.items()}
        return {
            "is_read": self.is_read,
            "header": self.header,
            "columns": columns,
            "category": self.category,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "SheetPairing":
        """The inverse of ``as_json``."""
        columns = {int(position): Column(name) for position, name in stored["columns"].items()}
        return cls(stored["is_read"], stored["header"], columns, stored["category"])


def find_pairing(sheet: Sheet, category_codes: Sequence[str], file_name: str) -> SheetPairing:
    """What the sheet itself says; a sheet without a header (notes, a cover) is not read."""
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        columns = columns_of_row(row)
        present = set(columns.values())
        if Column.name in present and present & _PLACES:
            category = _sheet_category(sheet, index, category_codes, file_name)
            return SheetPairing(True, sheet.numbers[index], columns, category)
    return SheetPairing(False, None, {}, _sheet_category(sheet, 0, category_codes, file_name))


def columns_of_row(row: Sequence[Cell]) -> dict[int, Column]:
    """The meanings that a header row's own words give, each once."""
    columns: dict[int, Column] = {}
    for position, cell in enumerate(row):
        column = column_of_heading(cell)
        if column is not None and column not in columns.values():
            columns[position] = column
    return columns


def _sheet_category(sheet: Sheet, header: int, codes: Sequence[str], file_name: str) -> str | None:
    """The sheet's name says it; else the letterhead, else the file's name; else each row must."""
    letterhead = " ".join(str(cell) for row in sheet.rows[:header] for cell in row if cell is not None)
    for text in (sheet.name, letterhead, file_name):
        named = [code for code in codes if code.casefold() in fold_for_search(text).split()]
        if len(named) == 1:
            return named[0]
    return None


def find_pairings(
    sheets: Sequence[Sheet], category_codes: Sequence[str], file_name: str
) -> dict[str, SheetPairing]:
    """The pairing of each sheet that holds anything, by its name."""
    return {sheet.name: find_pairing(sheet, category_codes, file_name) for sheet in sheets if sheet.rows}


def read_roster(
    sheets: Sequence[Sheet],
    category_codes: Sequence[str],
    file_name: str = "",
    pairings: Mapping[str, SheetPairing] | None = None,
) -> RawRoster:
    """Find the rows of people in all sheets. Raises RosterRefusal.

    A sheet without a header is skipped and named; a workbook of only such sheets is refused.
    """
    pairings = pairings or find_pairings(sheets, category_codes, file_name)
    rows: list[RawRow] = []
    headings: dict[str, dict[str, str]] = {}
    skipped: list[str] = []
    for sheet in sheets:
        pairing = pairings.get(sheet.name)
        if pairing is None:
            continue
        if not pairing.is_read or pairing.header is None:
            skipped.append(sheet.name)
            continue
        header = _index_of(sheet, pairing.header)
        headings[sheet.name] = _headings(sheet.rows[header] if header >= 0 else (), pairing)
        rows.extend(_people(sheet, header, pairing, category_codes))
    _demand_rows(rows, headings)
    return RawRoster(tuple(rows), headings, tuple(skipped))


def _index_of(sheet: Sheet, number: int) -> int:
    """The last kept row at or above an Excel row; -1 when the table begins with people at once."""
    return max((index for index, kept in enumerate(sheet.numbers) if kept <= number), default=-1)


def _headings(row: Sequence[Cell], pairing: SheetPairing) -> dict[str, str]:
    typed = {column: str(row[i]).strip() for i, column in pairing.columns.items() if i < len(row) and row[i]}
    return {str(column): words for column, words in typed.items()}


def _demand_rows(rows: Sequence[RawRow], headings: Mapping[str, object]) -> None:
    if not headings:
        raise RosterRefusal(
            "roster_no_header",
            "Judul kolom tidak ditemukan. Satu baris harus memuat judul Nama Lengkap, NIK, dan Kecamatan.",
        )
    if not rows:
        raise RosterRefusal("roster_empty", "Judul kolom ada, tetapi tidak ada satu peserta pun di bawahnya.")
    if len(rows) > MAX_ROWS:
        raise RosterRefusal(
            "sheet_too_many_rows",
            f"Berkas ini berisi {counted(len(rows))} peserta, paling banyak {counted(MAX_ROWS)}. "
            "Bagi menjadi beberapa berkas, lalu unggah satu per satu.",
        )


def _people(sheet: Sheet, header: int, pairing: SheetPairing, codes: Sequence[str]) -> list[RawRow]:
    by_code = {code.casefold(): code for code in codes}
    columns = pairing.columns
    rows: list[RawRow] = []
    for number, row in zip(sheet.numbers[header + 1 :], sheet.rows[header + 1 :], strict=True):
        cells = {str(columns[i]): cell for i, cell in enumerate(row) if i in columns and _is_filled(cell)}
        if not _speaks_of_a_person(cells) or _is_repeated_header(cells):
            continue
        typed = str(cells.pop(Column.category, "")).strip()
        code = by_code.get(fold_for_search(typed)) or pairing.category
        if code is None:
            raise RosterRefusal(
                "roster_no_category",
                f"Lembar “{sheet.name}” tidak menyebut unsur peserta. "
                f"Beri lembar itu nama {' atau '.join(codes)}, lalu unggah lagi.",
            )
        rows.append(RawRow(sheet.name, number, code, {k: v for k, v in cells.items() if v is not None}))
    return rows


def _is_filled(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _speaks_of_a_person(cells: Mapping[str, Cell]) -> bool:
    """Signature blocks, totals and numbered empty lines under the table are no people."""
    if Column.nik in cells:
        return True
    return len(cells) >= (2 if Column.name in cells else 3)


def _is_repeated_header(cells: Mapping[str, Cell]) -> bool:
    """Each printed page may repeat the header, and some forms number their columns 1, 2, 3 below it."""
    names, niks = column_of_heading(cells.get(Column.name)), column_of_heading(cells.get(Column.nik))
    if names is Column.name and niks is Column.nik:
        return True
    texts = [re.sub(r"\.0$", "", str(cell)) for cell in cells.values()]
    return all(text.isdigit() and len(text) <= 2 for text in texts)
