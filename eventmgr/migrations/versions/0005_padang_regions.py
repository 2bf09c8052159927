"""Padang's 11 kecamatan and 104 kelurahan with their old spellings, so that the first office starts at once.

Codes after Kepmendagri 300.2.2-2430/2025. Any other city is loaded by a command later.
"""

import csv
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from eventmgr.shared.text import fold_for_search

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

DATA = Path(__file__).resolve().parents[2] / "office" / "data"
region = sa.table("region", *(sa.column(name) for name in ("code", "parent_code", "level", "name")))
alias = sa.table("region_alias", *(sa.column(name) for name in ("alias_norm", "scope_code", "region_code")))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def upgrade() -> None:
    kelurahan = _rows("padang_regions.csv")
    kecamatan = {row["kecamatan_code"]: row["kecamatan"] for row in kelurahan}
    above: list[dict[str, str | None]] = [
        {"code": "13", "parent_code": None, "level": "province", "name": "Sumatera Barat"},
        {"code": "13.71", "parent_code": "13", "level": "city", "name": "Kota Padang"},
    ]
    middle = [
        {"code": code, "parent_code": "13.71", "level": "kecamatan", "name": name}
        for code, name in kecamatan.items()
    ]
    leaves = [
        {
            "code": row["kelurahan_code"],
            "parent_code": row["kecamatan_code"],
            "level": "kelurahan",
            "name": row["kelurahan"],
        }
        for row in kelurahan
    ]
    op.bulk_insert(region, above)
    op.bulk_insert(region, middle)
    op.bulk_insert(region, leaves)
    spellings = {
        (fold_for_search(row["alias"]), row["kelurahan_code"][:8]): row["kelurahan_code"]
        for row in _rows("padang_region_aliases.csv")
    }
    op.bulk_insert(
        alias,
        [
            {"alias_norm": norm, "scope_code": scope, "region_code": code}
            for (norm, scope), code in spellings.items()
        ],
    )
