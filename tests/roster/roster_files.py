"""Roster files for tests: the real one, and small ones with one thing changed."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

import eventmgr.demo

REAL_FILE = Path(eventmgr.demo.__path__[0]) / "data" / "peserta-sosialisasi-2024.xlsx"
HEADER = (
    *("No", "Nama Lengkap", "L/P", "NIK", "Tempat Lahir", "Tgl Lahir", "Kelurahan", "Kecamatan"),
    *("No. HP / WA", "Alamat", "Nomor SK", "Ket"),
)
PERSON: Mapping[str, Any] = {
    "Nama Lengkap": "Zurniati Jambak, S.Sos",
    "L/P": "P",
    "NIK": "1371015606949001",
    "Tempat Lahir": "Padang",
    "Tgl Lahir": "16/06/1994",
    "Kelurahan": "Air Manis",
    "Kecamatan": "Padang Selatan",
    "No. HP / WA": "0812 3456 7890",
    "Alamat": "Jl. Veteran No. 1",
    "Nomor SK": "400.9/1/2021",
}


def make_file(*rows: Mapping[str, Any], sheet: str = "PSM") -> bytes:
    """An XLSX with a letterhead, the office's header in row 3, and one row a mapping of changed cells.

    Numbers stay numbers, so that a NIK can be damaged as Excel does it.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet(sheet)
        page.write_string(0, 0, "PEMERINTAH KOTA PADANG")
        _write_row(page, 2, HEADER)
        for number, changed in enumerate(rows, start=1):
            cells = {**PERSON, **changed}
            _write_row(page, 2 + number, [number, *(cells.get(name, "") for name in HEADER[1:])])
    return buffer.getvalue()


def _write_row(page: Any, row: int, cells: Sequence[Any]) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int | float):
            page.write_number(row, column, cell)
        elif cell:
            page.write_string(row, column, cell)


def person(number: int, **changed: Any) -> dict[str, Any]:
    """One of many different people: NIK, name and phone follow from the number."""
    return {
        "Nama Lengkap": f"Orang Ke {number}",
        "NIK": f"137101560694{number:04d}",
        "No. HP / WA": f"0812 3456 {number:04d}",
        **changed,
    }
