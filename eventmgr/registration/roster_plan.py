"""What an import would do, row by row and in sums. Pure: the same input gives the same plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from eventmgr.registration import roster_problems as say
from eventmgr.registration.roster_cells import Column, RawRoster, RawRow
from eventmgr.registration.roster_diff import Difference, KnownPerson, compare
from eventmgr.registration.roster_problems import Code, Problem
from eventmgr.registration.roster_repeats import Checked, check_repeats, person_key, with_problem
from eventmgr.registration.roster_rows import Reader, Repair, RosterRow

Outcome = Literal["error", "new", "changed", "same"]
Place = tuple[str, int]


@dataclass(frozen=True)
class PlannedRow:
    """A row and what becomes of it. ``known`` is the person with this NIK, None for somebody new."""

    row: RosterRow
    outcome: Outcome
    known: KnownPerson | None = None
    difference: Difference = Difference()

    @property
    def place(self) -> Place:
        """Sheet and row number."""
        return self.row.raw.place

    @property
    def is_to_be_looked_at(self) -> bool:
        """Errors, changes, and warnings that were not told before; so 318 good rows do not hide five."""
        if self.outcome in ("error", "changed"):
            return True
        told = self.outcome == "same"
        return any(not told or problem.code is Code.same_person for problem in self.row.warnings)


@dataclass(frozen=True)
class Plan:
    """The whole import. read = created + updated + unchanged + rows with errors."""

    rows: tuple[PlannedRow, ...]

    @cached_property
    def counts(self) -> Mapping[Outcome, int]:
        """Rows by outcome."""
        return {
            outcome: sum(row.outcome == outcome for row in self.rows)
            for outcome in ("error", "new", "changed", "same")
        }

    @property
    def errors(self) -> list[Problem]:
        """All errors in the order of the file."""
        return [problem for row in self.rows for problem in row.row.errors]

    @property
    def warnings(self) -> list[Problem]:
        """All warnings in the order of the file."""
        return [problem for row in self.rows for problem in row.row.warnings]

    @property
    def to_save(self) -> int:
        """How many people the confirm button names."""
        return self.counts["new"] + self.counts["changed"]


def read_rows(reader: Reader, rows: Sequence[RawRow], repairs: Mapping[Place, Repair]) -> Checked:
    """Interpret all rows with what was repaired in the preview."""
    return check_repeats([reader.read(raw, repairs.get(raw.place)) for raw in rows], reader.roster)


def make_plan(
    checked: Checked,
    known_by_nik: Mapping[str, KnownPerson],
    namesakes: Mapping[tuple[str, date], frozenset[str | None]],
    nik_hashes: Mapping[str, Sequence[str]],
    roster: RawRoster,
) -> Plan:
    """Decide each row. ``namesakes`` gives NIK hashes by name key and birth date of the office's people.

    ``nik_hashes`` gives the hashes of each NIK of the file under all live keys.
    """
    planned: list[PlannedRow] = []
    for row in checked.rows:
        if row.errors:
            planned.append(PlannedRow(row, "error"))
        elif row.raw.place in checked.repeats:
            planned.append(PlannedRow(row, "same", known_by_nik.get(row.facts.nik)))
        else:
            planned.append(_plan_row(row, known_by_nik.get(row.facts.nik), namesakes, nik_hashes, roster))
    return Plan(tuple(planned))


def _plan_row(
    row: RosterRow,
    known: KnownPerson | None,
    namesakes: Mapping[tuple[str, date], frozenset[str | None]],
    nik_hashes: Mapping[str, Sequence[str]],
    roster: RawRoster,
) -> PlannedRow:
    if known is None:
        return PlannedRow(_warned_of_namesake(row, namesakes, nik_hashes, roster), "new")
    difference = compare(known, row.facts)
    if known.registration is None:
        return PlannedRow(row, "new", known, difference)
    changed = bool(difference.changes) or difference.assignment != "none"
    return PlannedRow(row, "changed" if changed else "same", known, difference)


def _warned_of_namesake(
    row: RosterRow,
    namesakes: Mapping[tuple[str, date], frozenset[str | None]],
    nik_hashes: Mapping[str, Sequence[str]],
    roster: RawRoster,
) -> RosterRow:
    key = person_key(row.facts)
    stored = namesakes.get(key, frozenset()) if key else frozenset()
    already = any(problem.code is Code.same_person for problem in row.problems)
    if already or not stored - set(nik_hashes.get(row.facts.nik, ())):
        return row
    heading = roster.heading(row.raw.sheet, Column.name)
    words = say.same_person_words("orang yang sudah tercatat")
    return with_problem(row, Problem(row.raw.sheet, row.raw.row, heading, Code.same_person, words))
