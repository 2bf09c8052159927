"""The same NIK twice in a file, and the same person under two NIK."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from eventmgr.people.name_rules import NameParts, name_key
from eventmgr.registration import entry_problems as say
from eventmgr.registration.entry_problems import Code, Problem
from eventmgr.roster.cells import Column, RawRoster
from eventmgr.roster.rows import Facts, RosterRow
from eventmgr.shared.text import fold_for_search

_MOST_PLACES = 3


@dataclass(frozen=True)
class Checked:
    """All rows with the problems that only neighbours reveal; ``repeats`` are rows that add nothing."""

    rows: tuple[RosterRow, ...]
    repeats: frozenset[tuple[str, int]]


def check_repeats(rows: Sequence[RosterRow], roster: RawRoster) -> Checked:
    """Judge rows that share a NIK, then persons that share name and birth date.

    Rows whose cells agree, or are emptier, become one: the first row of them takes what the others know,
    and the others are repeats with a warning. Where a cell differs, each of the rows is an error.
    """
    by_nik: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.facts.nik and not row.repair.is_out:
            by_nik[row.facts.nik].append(index)
    result = list(rows)
    repeats: set[tuple[str, int]] = set()
    for indexes in by_nik.values():
        if len(indexes) > 1:
            _judge_group(result, indexes, roster, repeats)
    _warn_of_same_person(result, roster, repeats)
    return Checked(tuple(result), frozenset(repeats))


def _judge_group(
    rows: list[RosterRow], indexes: list[int], roster: RawRoster, repeats: set[tuple[str, int]]
) -> None:
    if differ := _differing([rows[index].facts for index in indexes]):
        for index in indexes:
            others = tuple(rows[other].raw.place for other in indexes if other != index)
            places = ", ".join(say.row_place(*place) for place in others[:_MOST_PLACES])
            words = say.nik_differs_words(places)
            row = replace(rows[index], rivals=others, differ=differ)
            rows[index] = _with(row, roster, Column.nik, Code.nik_differs, words)
        return
    sound = [index for index in indexes if not rows[index].errors]
    if not sound:
        return
    first, *later = sound
    merged = rows[first].facts
    for index in later:
        merged = _merge(merged, rows[index].facts)
        place = say.row_place(*rows[first].raw.place)
        rows[index] = _with(rows[index], roster, Column.nik, Code.same_person, say.nik_repeated_words(place))
        repeats.add(rows[index].raw.place)
    rows[first] = replace(rows[first], facts=merged)


def _differing(group: Sequence[Facts]) -> tuple[str, ...]:
    """Names of the facts in which filled cells of the rows disagree."""
    differ = []
    for field in fields(Facts):
        values = {comparable(getattr(facts, field.name)) for facts in group} - {"", None}
        if len(values) > 1:
            differ.append(field.name)
    return tuple(differ)


def comparable(value: Any) -> object:
    """Fold what people type in two ways: case, accents, dots and doubled spaces say nothing new."""
    if isinstance(value, NameParts):
        return fold_for_search(value.joined)
    return fold_for_search(value) if isinstance(value, str) else value


def _merge(first: Facts, second: Facts) -> Facts:
    known: Mapping[str, Any] = {
        field.name: getattr(first, field.name) or getattr(second, field.name) for field in fields(first)
    }
    return Facts(**known)


def _warn_of_same_person(rows: list[RosterRow], roster: RawRoster, repeats: set[tuple[str, int]]) -> None:
    """Two NIK, one name, one birth date: most often one of the NIK has a typing error."""
    seen: dict[tuple[str, date], RosterRow] = {}
    for index, row in enumerate(rows):
        key = person_key(row.facts)
        if key is None or row.raw.place in repeats or row.errors or row.repair.is_out:
            continue
        earlier = seen.setdefault(key, row)
        if earlier.facts.nik != row.facts.nik and not row.repair.same_as:
            words = say.same_person_words(say.row_place(*earlier.raw.place))
            twin = replace(row, twin=earlier.raw.place)
            rows[index] = _with(twin, roster, Column.name, Code.same_person, words)


def person_key(facts: Facts) -> tuple[str, date] | None:
    """What two rows of one person share even when a NIK is mistyped."""
    key = name_key(facts.name.name)
    return (key, facts.birth_date) if key and facts.birth_date else None


def with_problem(row: RosterRow, problem: Problem) -> RosterRow:
    """The row with one more problem."""
    return replace(row, problems=(*row.problems, problem))


def _with(row: RosterRow, roster: RawRoster, column: Column, code: Code, message: str) -> RosterRow:
    heading = roster.heading(row.raw.sheet, column)
    return with_problem(row, Problem(row.raw.sheet, row.raw.row, heading, code, message))
