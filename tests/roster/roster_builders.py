"""Rosters for tests: sound by default, one thing wrong at a time."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import eventmgr.office
from eventmgr.roster.cells import RawRoster, RawRow
from eventmgr.roster.plan import read_rows
from eventmgr.roster.regions import RegionIndex, RegionName, region_key
from eventmgr.roster.repeats import Checked
from eventmgr.roster.rows import Reader

TODAY = date(2024, 11, 18)
LEVELS = {"PSM": "kelurahan", "TKSK": "kecamatan"}
HEADINGS = {"name": "Nama Lengkap", "nik": "NIK", "kelurahan": "Kelurahan", "birth_date": "Tgl Lahir"}
_DATA = Path(eventmgr.office.__path__[0]) / "data"


def build_regions() -> RegionIndex:
    """Padang with its aliases, as the product ships them."""
    with (_DATA / "padang_regions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (_DATA / "padang_region_aliases.csv").open(encoding="utf-8") as file:
        aliases = list(csv.DictReader(file))
    kecamatan = {row["kecamatan_code"]: row["kecamatan"] for row in rows}
    names = [RegionName(code, "13.71", "kecamatan", name) for code, name in kecamatan.items()]
    names += [RegionName(r["kelurahan_code"], r["kecamatan_code"], "kelurahan", r["kelurahan"]) for r in rows]
    return RegionIndex.build(
        names,
        [(region_key(a["alias"]), a["kelurahan_code"][:8], a["kelurahan_code"]) for a in aliases],
    )


def make_raw(*, row: int = 7, sheet: str = "PSM", category: str = "PSM", **cells: Any) -> RawRow:
    """A sound row of a PSM of Air Manis; give a cell to change it, None to empty it."""
    typed: dict[str, Any] = {
        "name": "Zurniati Jambak, S.Sos",
        "sex": "P",
        "nik": "1371015606949001",
        "birth_place": "Padang",
        "birth_date": date(1994, 6, 16),
        "kelurahan": "Air Manis",
        "kecamatan": "Padang Selatan",
        "phone": "0812 3456 7890",
        "address": "Jl. Veteran No. 1",
        "sk_number": "400.9/1/2021",
    }
    typed.update(cells)
    return RawRow(sheet, row, category, {key: cell for key, cell in typed.items() if cell is not None})


def read_all(*rows: RawRow) -> Checked:
    """Interpret rows as one file."""
    roster = RawRoster(rows, {"PSM": HEADINGS, "TKSK": HEADINGS})
    return read_rows(Reader(roster, build_regions(), LEVELS, TODAY), rows, {})
