"""The rows of a preview that have errors, as a workbook to work on."""

from datetime import date

from eventmgr.roster.cells import Column, usual_heading
from eventmgr.roster.plan import Plan
from eventmgr.shared.sheets_out import SheetOut, write_xlsx

_COLUMNS = tuple(column for column in Column if column not in (Column.category, Column.birth))
#: In characters; 14 for the others.
_WIDTHS = {"name": 30, "nik": 20, "address": 34, "kelurahan": 24, "kecamatan": 20, "sk_number": 26}


def problem_rows_xlsx(plan: Plan) -> bytes:
    """Each row with an error as it was typed, before it why it is left out.

    The headings are those of the office's form, so that the file can be imported when it is put right.
    """
    bad = [planned.row for planned in plan.rows if planned.outcome == "error"]
    sheets = []
    for code in dict.fromkeys(row.raw.category_code for row in bad):
        rows = [
            [
                "; ".join(problem.message for problem in row.errors),
                f"{row.raw.sheet} {row.raw.row}",
                *(_typed(row.raw.cells.get(column)) for column in _COLUMNS),
            ]
            for row in bad
            if row.raw.category_code == code
        ]
        heads = ["Yang perlu diperbaiki", "Baris asal", *(usual_heading(column) for column in _COLUMNS)]
        widths = [44, 12, *(_WIDTHS.get(column, 14) for column in _COLUMNS)]
        sheets.append(SheetOut(code, heads, widths, rows))
    return write_xlsx(sheets)


def _typed(cell: object) -> str:
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
