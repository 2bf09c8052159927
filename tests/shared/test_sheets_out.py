"""Workbooks for people open whatever their sheets are called and whatever a cell begins with."""

import io

from python_calamine import load_workbook

from eventmgr.shared.sheets_out import SheetOut, write_xlsx


def test_a_sheet_may_be_called_what_excel_does_not_take() -> None:
    names = ["A/B [1]", "a/b [1]", "", "History", "'x'", "N" * 40, "N" * 41, "N" * 42]
    book = load_workbook(io.BytesIO(write_xlsx([SheetOut(name, ["Nama"], [10], []) for name in names])))
    assert book.sheet_names[:4] == ["A-B -1-", "a-b -1- 2", "Lembar", "History 2"]
    assert len({name.lower() for name in book.sheet_names}) == len(names)
    assert max(map(len, book.sheet_names)) <= 31


def test_a_cell_that_begins_like_a_formula_stays_text() -> None:
    typed = ['=HYPERLINK("http://x")', "+62", "-1", "@x", "{=1}", "http://x"]
    data = write_xlsx([SheetOut("x", ["Nama"], [10], [[one] for one in typed])])
    rows = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows][1:] == typed
