"""What an import would do, row by row and in sums. Pure: the same input gives the same plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from eventmgr.registration import entry_problems as say
from eventmgr.registration.entry_problems import Code, Problem
from eventmgr.roster.cells import Column, RawRoster, RawRow
from eventmgr.roster.diff import Difference, KnownPerson, compare
from eventmgr.roster.repairs import SAME_ROW, SOMEBODY_ELSE, Place, Repair
from eventmgr.roster.repeats import Checked, check_repeats, person_key, with_problem
from eventmgr.roster.rows import Reader, RosterRow

Outcome = Literal["error", "new", "changed", "same", "out"]
OUTCOMES: tuple[Outcome, ...] = ("error", "new", "changed", "same", "out")
PersonKey = tuple[str, date]
Namesakes = Mapping[PersonKey, Sequence[KnownPerson]]


@dataclass(frozen=True)
class PlannedRow:
    """A row and what becomes of it. ``known`` is the person with this NIK, None for somebody new.

    ``namesakes`` are people of the office with this name and birth date and another NIK, whom the organizer
    may say the row to be.
    """

    row: RosterRow
    outcome: Outcome
    known: KnownPerson | None = None
    difference: Difference = Difference()
    namesakes: tuple[KnownPerson, ...] = ()

    @property
    def place(self) -> Place:
        """Sheet and row number."""
        return self.row.raw.place

    @property
    def is_repaired(self) -> bool:
        """Something was typed or decided in the preview, and the row is sound now."""
        repair = self.row.repair
        said = repair.is_typed or repair.is_right or bool(repair.same_as or repair.take)
        return said and self.outcome not in ("error", "out")

    @property
    def is_to_be_looked_at(self) -> bool:
        """Errors, changes, and warnings that were not told before; so 318 good rows do not hide five."""
        if self.outcome in ("error", "changed") or self.is_repaired:
            return True
        if self.outcome == "out":
            return bool(self.row.errors) or self.row.repair.same_as == SAME_ROW
        told = self.outcome == "same"
        return bool(self.difference.guarded) or any(
            not told or problem.code is Code.same_person for problem in self.row.warnings
        )


@dataclass(frozen=True)
class Plan:
    """The whole import. read = created + updated + unchanged + rows with errors (+ rows left out by hand)."""

    rows: tuple[PlannedRow, ...]

    @cached_property
    def counts(self) -> Mapping[Outcome, int]:
        """Rows by outcome."""
        counts: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
        for row in self.rows:
            counts[row.outcome] += 1
        return counts

    @property
    def errors(self) -> list[Problem]:
        """All errors of rows that were not left out, in the order of the file."""
        return [problem for row in self.rows if row.outcome == "error" for problem in row.row.errors]

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


def keys_of_strangers(checked: Checked, known_niks: Iterable[str]) -> set[PersonKey]:
    """Name and birth date of the sound rows whose NIK nobody bears: only they may have namesakes."""
    known = frozenset(known_niks)
    keys = (person_key(row.facts) for row in checked.rows if not row.errors and row.facts.nik not in known)
    return {key for key in keys if key is not None}


def make_plan(
    checked: Checked, known_by_nik: Mapping[str, KnownPerson], namesakes: Namesakes, roster: RawRoster
) -> Plan:
    """Decide each row. ``namesakes`` gives the office's people by name key and birth date.

    A stranger whom the organizer said to be a namesake is that person, if no other row is.
    """
    claimed = {person.id for person in known_by_nik.values()}
    planned: list[PlannedRow] = []
    for row in checked.rows:
        known = known_by_nik.get(row.facts.nik)
        if row.repair.is_out:
            planned.append(PlannedRow(row, "out", known))
        elif row.errors:
            planned.append(PlannedRow(row, "error", known))
        elif row.raw.place in checked.repeats:
            planned.append(PlannedRow(row, "same", known))
        elif known is not None:
            planned.append(_plan_known(row, known))
        else:
            planned.append(_plan_stranger(row, namesakes, claimed, roster))
    return Plan(tuple(planned))


def _plan_known(row: RosterRow, known: KnownPerson, namesakes: tuple[KnownPerson, ...] = ()) -> PlannedRow:
    difference = compare(known, row.facts, row.repair.take)
    if known.registration is None:
        return PlannedRow(row, "new", known, difference, namesakes)
    changed = bool(difference.changes) or difference.assignment != "none"
    return PlannedRow(row, "changed" if changed else "same", known, difference, namesakes)


def _plan_stranger(row: RosterRow, namesakes: Namesakes, claimed: set[int], roster: RawRoster) -> PlannedRow:
    key = person_key(row.facts)
    alike = tuple(one for one in (namesakes.get(key, ()) if key else ()) if one.id not in claimed)
    chosen = next((one for one in alike if one.uid == row.repair.same_as), None)
    if chosen is not None:
        claimed.add(chosen.id)
        return _plan_known(row, chosen, alike)
    told = row.twin is not None or row.repair.same_as == SOMEBODY_ELSE
    if key and namesakes.get(key) and not told:
        heading = roster.heading(row.raw.sheet, Column.name)
        words = say.same_person_words("orang yang sudah tercatat")
        row = with_problem(row, Problem(*row.raw.place, heading, Code.same_person, words))
    return PlannedRow(row, "new", None, Difference(), alike)
