"""XLSX files for people: text stays text, whatever it begins with, and counts are numbers to add up."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter


@dataclass(frozen=True)
class SheetOut:
    """One sheet to write: heading lines above the table, column heads, widths in characters, rows.

    A cell is text or a whole number.
    """

    name: str
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[str | int]]
    headings: Sequence[str] = ()


def write_xlsx(sheets: Sequence[SheetOut]) -> bytes:
    """Make a workbook; rows are consumed one by one and not kept.

    Never ``write()``: it would turn a name like "=HYPERLINK(…)" into a formula.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, "in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for sheet in sheets:
            page = book.add_worksheet(_fitting_name(sheet.name, [one.name for one in book.worksheets()]))
            for column, width in enumerate(sheet.widths):
                page.set_column(column, column, width)
            line = 0
            for heading in sheet.headings:
                page.write_string(line, 0, heading, bold)
                line += 1
            line += 1 if sheet.headings else 0
            for column, text in enumerate(sheet.heads):
                page.write_string(line, column, text, head)
            page.freeze_panes(line + 1, 0)
            for row in sheet.rows:
                line += 1
                for column, cell in enumerate(row):
                    if isinstance(cell, int):
                        page.write_number(line, column, cell)
                    else:
                        page.write_string(line, column, cell)
    return buffer.getvalue()


def _fitting_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that Excel takes for a sheet: 31 characters, none of its own signs, no twin in any case."""
    bare = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "-", wanted).strip(" '")[:31] or "Lembar"
    name, number = bare, 1
    while name.lower() in {one.lower() for one in taken} | {"history"}:
        number += 1
        name = f"{bare[:27]} {number}"
    return name
