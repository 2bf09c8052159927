"""A roster between upload and confirmation, as text that is encrypted before it is stored."""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from eventmgr.registration.roster_cells import RawRoster, RawRow
from eventmgr.registration.roster_plan import Place
from eventmgr.registration.roster_rows import Repair


@dataclass(frozen=True)
class StagedRoster:
    """The rows as they were typed, and what was repaired in the preview."""

    roster: RawRoster
    repairs: Mapping[Place, Repair] = field(default_factory=dict)

    def with_repairs(self, repairs: Mapping[Place, Repair]) -> "StagedRoster":
        """Later repairs go before earlier ones; an empty one takes the earlier one away."""
        merged = {**self.repairs, **repairs}
        kept = {place: repair for place, repair in merged.items() if repair != Repair()}
        return replace(self, repairs=kept)


def dump_stage(staged: StagedRoster) -> str:
    """Pack for encryption; 20,000 rows of text shrink to a tenth."""
    content = {
        "rows": [[r.sheet, r.row, r.category_code, _cells_out(r.cells)] for r in staged.roster.rows],
        "headings": {sheet: dict(columns) for sheet, columns in staged.roster.headings.items()},
        "skipped": list(staged.roster.skipped_sheets),
        "repairs": [[sheet, row, r.nik, r.region_code] for (sheet, row), r in staged.repairs.items()],
    }
    packed = zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 6)
    return base64.b85encode(packed).decode()


def load_stage(text: str) -> StagedRoster:
    """The inverse of ``dump_stage``; only ever fed with what we encrypted ourselves."""
    content: dict[str, Any] = json.loads(zlib.decompress(base64.b85decode(text)))
    rows = tuple(RawRow(sheet, row, code, _cells_in(cells)) for sheet, row, code, cells in content["rows"])
    roster = RawRoster(rows, content["headings"], tuple(content["skipped"]))
    repairs = {(sheet, row): Repair(nik, region) for sheet, row, nik, region in content["repairs"]}
    return StagedRoster(roster, repairs)


def _cells_out(cells: Mapping[str, str | float | date]) -> dict[str, Any]:
    return {k: {"d": v.isoformat()} if isinstance(v, date) else v for k, v in cells.items()}


def _cells_in(cells: Mapping[str, Any]) -> dict[str, str | float | date]:
    return {k: date.fromisoformat(v["d"]) if isinstance(v, dict) else v for k, v in cells.items()}
