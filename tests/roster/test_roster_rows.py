"""Each code of the import, and what must stay silent."""

from datetime import date
from typing import Any

import pytest

from eventmgr.roster.cells import RawRoster
from eventmgr.roster.repairs import Repair
from eventmgr.roster.rows import Reader
from tests.roster.roster_builders import HEADINGS, LEVELS, TODAY, build_regions, make_raw, read_all


def codes_of(**cells: Any) -> list[str]:
    (row,) = read_all(make_raw(**cells)).rows
    return [problem.code.value for problem in row.problems]


def test_a_sound_row_has_nothing_to_say() -> None:
    assert codes_of() == []


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"nik": "137101560694900"}, "nik_length"),
        ({"nik": None}, "nik_length"),
        ({"nik": "1371013202949001", "birth_date": None}, "nik_date"),
        ({"nik": "1371015606940000"}, "nik_serial"),
        ({"nik": 1371015606949000.0}, "nik_damaged"),
        ({"nik": "1,37102E+15"}, "nik_damaged"),
        ({"kelurahan": "Atlantis"}, "region_unknown"),
        ({"kelurahan": None}, "region_unknown"),
        ({"kecamatan": "Atlantis"}, "region_unknown"),
        ({"kelurahan": "Gurun Laweh", "kecamatan": None}, "region_ambiguous"),
        ({"birth_date": "31/02/1994"}, "date_invalid"),
        ({"birth_date": "kemarin"}, "date_invalid"),
        ({"name": None}, "name_missing"),
        ({"name": "-"}, "name_missing"),
        ({"nik": "1377015606949001"}, "nik_region"),
        ({"birth_date": "17 Juni 1994"}, "nik_birth"),
        ({"sex": "L"}, "nik_sex"),
    ],
)
def test_each_fault_has_its_own_code_and_no_other(cells: dict[str, Any], code: str) -> None:
    assert codes_of(**cells) == [code]


def test_a_message_never_holds_a_whole_nik() -> None:
    rows = read_all(
        make_raw(row=7, nik="1377015606949001", kelurahan="Atlantis"),
        make_raw(row=8, nik="1377015606949001", kelurahan="Rawang", name="Orang Lain"),
    ).rows
    text = " ".join(problem.message for row in rows for problem in row.problems)
    assert "1377015606949001" not in text
    assert "1377••••••••9001" in text


def test_a_problem_names_sheet_row_and_heading_of_the_file() -> None:
    (row,) = read_all(make_raw(row=58, nik="12")).rows
    assert row.problems[0].as_json() == {
        "sheet": "PSM",
        "row": 58,
        "column": "NIK",
        "code": "nik_length",
        "message": "NIK terisi 2 dari 16 angka",
    }


@pytest.mark.parametrize(
    ("kecamatan", "kelurahan", "code"),
    [
        ("Koto Tangah", "Pasir Nan Tigo", "13.71.11.1013"),
        ("Kec. Koto Tangah", "Kel. Pasie Nan Tigo", "13.71.11.1013"),
        ("PADANG SELATAN", "bukit gado gado", "13.71.01.1012"),
        ("Lubuk Begalung", "Gurun Laweh", "13.71.06.1006"),
        ("Nanggalo", "Gurun Laweh", "13.71.10.1004"),
        ("", "Air Manis", "13.71.01.1011"),
    ],
)
def test_old_spellings_find_their_kelurahan(kecamatan: str, kelurahan: str, code: str) -> None:
    (row,) = read_all(make_raw(kecamatan=kecamatan or None, kelurahan=kelurahan)).rows
    assert row.facts.region_code == code


def test_a_tksk_serves_in_a_kecamatan() -> None:
    (row,) = read_all(make_raw(category="TKSK", sheet="TKSK", kelurahan=None)).rows
    assert (row.facts.region_code, row.errors) == ("13.71.01", ())


def test_an_ambiguous_kelurahan_offers_its_choices() -> None:
    (row,) = read_all(make_raw(kelurahan="Gurun Laweh", kecamatan=None)).rows
    assert row.errors[0].choices == ("13.71.06.1006", "13.71.10.1004")
    assert row.errors[0].message == "“Gurun Laweh” ada dua"


def test_a_kelurahan_of_another_kecamatan_is_offered() -> None:
    (row,) = read_all(make_raw(kelurahan="Jati Baru")).rows
    assert "13.71.02.1002" in row.errors[0].choices


def typed_region(typed: str, **cells: Any) -> tuple[str, str]:
    """The region, or the sentence, of a row whose kelurahan was typed anew."""
    roster = RawRoster((make_raw(**cells),), {"PSM": HEADINGS})
    row = Reader(roster, build_regions(), LEVELS, TODAY).read(roster.rows[0], Repair(region_code=typed))
    return row.facts.region_code, " ".join(problem.message for problem in row.errors)


def test_a_kelurahan_typed_alone_is_looked_for_in_the_kecamatan_of_its_row_first() -> None:
    wrong = {"kelurahan": "Antah", "kecamatan": "Nanggalo"}
    assert typed_region("Gurun Laweh", **wrong)[0] == "13.71.10.1004"
    assert typed_region("Gurun Laweh, Lubuk Begalung", **wrong)[0] == "13.71.06.1006"
    assert typed_region("Belakang Pondok", **wrong)[0].startswith("13.71.01.")
    assert typed_region("belakang pon", **wrong)[1] == "Kelurahan “belakang pon” tidak ada di Nanggalo"
    assert typed_region("belakang pon, Atlantis")[1] == "Kecamatan “Atlantis” tidak ada"


def test_a_birth_cell_with_place_and_date_is_split() -> None:
    (row,) = read_all(make_raw(birth_date=None, birth_place=None, birth="Padang, 16 Juni 1994")).rows
    assert (row.facts.birth_place, row.facts.birth_date) == ("Padang", date(1994, 6, 16))
