"""A roster between upload and confirmation, as text that is encrypted before it is stored.

What the file holds is large and never changes; what the organizer repairs and pairs is small and does. So
they are two texts.
"""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from eventmgr.roster.cells import RawRoster
from eventmgr.roster.pairing import SheetPairing, find_pairings, read_roster
from eventmgr.roster.repairs import Place, Repair
from eventmgr.shared.sheets import Cell, Sheet


@dataclass(frozen=True)
class Settings:
    """What the organizer said about a file. ``pairings`` is None while the sheets speak for themselves."""

    repairs: Mapping[Place, Repair] = field(default_factory=dict)
    pairings: Mapping[str, SheetPairing] | None = None

    def with_repairs(self, repairs: Mapping[Place, Repair]) -> "Settings":
        """Later repairs go before earlier ones; an empty one takes the earlier one away."""
        merged = {**self.repairs, **repairs}
        return replace(self, repairs={place: one for place, one in merged.items() if one != Repair()})


@dataclass(frozen=True)
class StagedRoster:
    """The sheets of a file as they were typed, and what was said about them. Macros are never run."""

    file_name: str
    codes: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    settings: Settings = field(default_factory=Settings)
    has_macros: bool = False

    @cached_property
    def pairings(self) -> Mapping[str, SheetPairing]:
        """How each sheet is read."""
        return self.settings.pairings or find_pairings(self.sheets, self.codes, self.file_name)

    @cached_property
    def roster(self) -> RawRoster:
        """The rows of people. Raises RosterRefusal when there is no header, no category, or nobody."""
        return read_roster(self.sheets, self.codes, self.file_name, self.pairings)

    @property
    def repairs(self) -> Mapping[Place, Repair]:
        """What was repaired, by sheet and row."""
        return self.settings.repairs

    def with_repairs(self, repairs: Mapping[Place, Repair]) -> "StagedRoster":
        """The same file with more repairs."""
        return replace(self, settings=self.settings.with_repairs(repairs))

    def key_of(self, place: Place) -> str:
        """The name of a row in a form: "0-58". It stays the same whatever the pairing."""
        return f"{self._sheet_numbers[place[0]]}-{place[1]}"

    @cached_property
    def _sheet_numbers(self) -> dict[str, int]:
        return {sheet.name: number for number, sheet in enumerate(self.sheets)}


def dump_sheets(staged: StagedRoster) -> str:
    """Pack the file's content; 20,000 rows of text shrink to a tenth."""
    sheets = [
        [sheet.name, sheet.numbers, [[_cell_out(cell) for cell in row] for row in sheet.rows]]
        for sheet in staged.sheets
    ]
    about = {"file_name": staged.file_name, "codes": staged.codes, "has_macros": staged.has_macros}
    return _pack({**about, "sheets": sheets})


def dump_settings(settings: Settings) -> str:
    """Pack what was said about the file."""
    pairings = settings.pairings
    return _pack(
        {
            "repairs": [[sheet, row, one.as_json()] for (sheet, row), one in settings.repairs.items()],
            "pairings": None if pairings is None else {k: one.as_json() for k, one in pairings.items()},
        }
    )


def load_settings(text: str) -> Settings:
    """The inverse of ``dump_settings``; "" is nothing said yet."""
    if not text:
        return Settings()
    content = _unpack(text)
    repairs = {(sheet, row): Repair.from_json(said) for sheet, row, said in content["repairs"]}
    stored = content["pairings"]
    pairings = None if stored is None else {k: SheetPairing.from_json(one) for k, one in stored.items()}
    return Settings(repairs, pairings)


def load_stage(sheets: str, settings: str = "") -> StagedRoster:
    """The inverse of the two dumps; only ever fed with what we encrypted ourselves."""
    content = _unpack(sheets)
    return StagedRoster(
        content["file_name"],
        tuple(content["codes"]),
        tuple(Sheet(name, _rows_in(rows), tuple(numbers)) for name, numbers, rows in content["sheets"]),
        load_settings(settings),
        content["has_macros"],
    )


def _rows_in(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(_cell_in(cell) for cell in row) for row in rows)


def _pack(content: Any) -> str:
    packed = zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 6)
    return base64.b85encode(packed).decode()


def _unpack(text: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(zlib.decompress(base64.b85decode(text)))
    return content


def _cell_out(cell: Cell) -> Any:
    return {"d": cell.isoformat()} if isinstance(cell, date) else cell


def _cell_in(cell: Any) -> Cell:
    return date.fromisoformat(cell["d"]) if isinstance(cell, dict) else cell
