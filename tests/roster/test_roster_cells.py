"""Finding the table in a file that was made for printing."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import eventmgr.demo
from eventmgr.roster.cells import RosterRefusal
from eventmgr.roster.pairing import read_roster
from eventmgr.roster.plan import read_rows
from eventmgr.roster.rows import Reader
from eventmgr.shared.sheets import Sheet, read_sheets
from tests.roster.roster_builders import LEVELS, build_regions

REAL_FILE = Path(eventmgr.demo.__path__[0]) / "data" / "peserta-sosialisasi-2024.xlsx"
HEADER = ("No", "Nama Lengkap", "NIK", "Kecamatan")
PERSON = (1.0, "Nelfia", "1371015606949001", "Pauh")


def make_sheet(*rows: tuple[Any, ...], name: str = "TKSK") -> Sheet:
    return Sheet(name, rows, tuple(range(1, len(rows) + 1)))


def test_the_real_file_reads_whole_with_thirty_warnings() -> None:
    roster = read_roster(read_sheets(REAL_FILE.read_bytes(), REAL_FILE.name), ["PSM", "TKSK"])
    checked = read_rows(Reader(roster, build_regions(), LEVELS, date(2024, 11, 1)), roster.rows, {})
    assert Counter(row.facts.category_code for row in checked.rows) == {"PSM": 312, "TKSK": 11}
    assert Counter(p.code.value for row in checked.rows for p in row.problems) == {"nik_region": 30}
    assert len({row.facts.region_code for row in checked.rows}) == 115


def test_rows_above_the_header_and_signatures_below_are_no_people() -> None:
    sheet = make_sheet(
        ("PEMERINTAH KOTA PADANG", None, None, None),
        HEADER,
        (1.0, 2.0, 3.0, 4.0),
        PERSON,
        (2.0, None, None, None),
        ("Jumlah", "1", None, None),
        (None, "Padang, 1 November 2024", None, None),
        (None, "Kepala Dinas", None, None),
    )
    assert [row.row for row in read_roster([sheet], ["PSM", "TKSK"]).rows] == [4]


def test_the_letterhead_names_the_category_where_the_sheet_does_not() -> None:
    sheet = make_sheet(("DAFTAR PESERTA (PSM)",), HEADER, PERSON, name="Sheet1")
    assert read_roster([sheet], ["PSM", "TKSK"]).rows[0].category_code == "PSM"


def test_a_column_may_name_the_category_of_each_row() -> None:
    sheet = make_sheet((*HEADER, "Unsur"), (*PERSON, "psm"), (*PERSON, "TKSK"), name="Sheet1")
    codes = [row.category_code for row in read_roster([sheet], ["PSM", "TKSK"]).rows]
    assert codes == ["PSM", "TKSK"]


def test_a_sheet_without_header_is_named_and_skipped() -> None:
    roster = read_roster([make_sheet(HEADER, PERSON), make_sheet(("catatan",), name="Catatan")], ["TKSK"])
    assert roster.skipped_sheets == ("Catatan",)


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (make_sheet(("apa saja", "di sini")), "roster_no_header"),
        (make_sheet(HEADER), "roster_empty"),
        (make_sheet(HEADER, PERSON, name="Sheet1"), "roster_no_category"),
        (make_sheet(HEADER, *([PERSON] * 20_001)), "sheet_too_many_rows"),
    ],
)
def test_a_workbook_without_a_roster_gets_its_sentence(sheet: Sheet, code: str) -> None:
    with pytest.raises(RosterRefusal) as refused:
        read_roster([sheet], ["PSM", "TKSK"])
    assert refused.value.code == code
