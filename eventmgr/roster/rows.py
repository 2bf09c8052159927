"""From typed cells to what they say: one row at a time, with all that is wrong in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from eventmgr.people.name_rules import NameParts, is_name, split_name
from eventmgr.people.phone_rules import PhoneDoubt, read_phone
from eventmgr.people.rules import (
    NikFault,
    NikReading,
    Sex,
    agrees_with_birth,
    agrees_with_region,
    agrees_with_sex,
    read_nik,
)
from eventmgr.registration import entry_problems as say
from eventmgr.registration.entry_problems import Code, Problem
from eventmgr.roster.cells import Column, RawRoster, RawRow
from eventmgr.roster.regions import MOST_CHOICES, RegionAnswer, RegionIndex
from eventmgr.roster.repairs import Repair
from eventmgr.shared.dates_typed import DateUnreadableError, read_date
from eventmgr.shared.text import fold_for_search

_NAME_LIMIT, _FRONT_LIMIT, _BACK_LIMIT = 200, 60, 120
_PLACE_LIMIT, _SK_LIMIT = 120, 80
_BIRTH = re.compile(r"^\s*([^\d,]*?)\s*,?\s*(\d.*)$")


@dataclass(frozen=True)
class Facts:
    """What a row says about a person, in the form of the tables; "" and None are "not said"."""

    nik: str
    name: NameParts
    sex: str
    birth_place: str
    birth_date: date | None
    phone: str
    address: str
    sk_number: str
    category_code: str
    region_code: str


@dataclass(frozen=True)
class RosterRow:
    """A row with what it says and what is wrong; ``facts`` counts only when there is no error.

    ``nik_typed`` is as secret as the NIK. ``rivals`` are the rows with the same NIK and other cells, which
    ``differ`` names; ``twin`` is the row of the same name and birth date under another NIK.
    """

    raw: RawRow
    facts: Facts
    nik_typed: str
    nik_digits: int
    problems: tuple[Problem, ...]
    phone_doubt: PhoneDoubt | None = None
    repair: Repair = Repair()
    rivals: tuple[tuple[str, int], ...] = ()
    differ: tuple[str, ...] = ()
    twin: tuple[str, int] | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the row out."""
        return tuple(problem for problem in self.problems if not problem.is_warning)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is told and does not keep the row out."""
        return tuple(problem for problem in self.problems if problem.is_warning)


@dataclass(frozen=True)
class Reader:
    """Reads the rows of one roster. ``levels`` gives the region level by category code."""

    roster: RawRoster
    regions: RegionIndex
    levels: Mapping[str, str | None]
    today: date

    def read(self, raw: RawRow, repair: Repair | None = None) -> RosterRow:
        """Interpret one row; a repair that does not help is reported like the cell itself would be."""
        repair = repair or Repair()
        found: list[Problem] = []
        nik = read_nik(repair.nik or raw.cells.get(Column.nik))
        found += self._nik_problems(raw, nik)
        name, name_problems = self._name(raw, repair.name)
        region_code, region_problems = self._region(raw, repair.region_code)
        birth_place, birth_date, birth_problems = self._birth(raw, repair.birth_date)
        phone = read_phone(raw.cells.get(Column.phone))
        facts = Facts(
            nik=nik.nik or "",
            name=name,
            sex=_read_sex(raw.cells.get(Column.sex)) or "",
            birth_place=birth_place,
            birth_date=birth_date,
            phone=phone.phone or "",
            address=_text(raw, Column.address),
            sk_number=_text(raw, Column.sk_number)[:_SK_LIMIT],
            category_code=raw.category_code,
            region_code=region_code,
        )
        found += [*name_problems, *region_problems, *birth_problems, *self._nik_warnings(raw, facts)]
        return RosterRow(
            raw=raw,
            facts=facts,
            nik_typed=nik.typed,
            nik_digits=nik.digit_count,
            problems=tuple(found),
            phone_doubt=phone.doubt,
            repair=repair,
        )

    def _problem(
        self, raw: RawRow, column: Column, code: Code, message: str, choices: tuple[str, ...] = ()
    ) -> Problem:
        return Problem(raw.sheet, raw.row, self.roster.heading(raw.sheet, column), code, message, choices)

    def _nik_problems(self, raw: RawRow, nik: NikReading) -> list[Problem]:
        words = {
            NikFault.length: say.nik_length_words(nik.digit_count, not nik.typed),
            NikFault.date: say.NIK_DATE,
            NikFault.serial: say.NIK_SERIAL,
            NikFault.damaged: say.nik_damaged_words(nik.typed),
        }
        return [self._problem(raw, Column.nik, Code(fault.value), words[fault]) for fault in nik.faults]

    def _nik_warnings(self, raw: RawRow, facts: Facts) -> list[Problem]:
        if not facts.nik:
            return []
        found = []
        if facts.region_code and not agrees_with_region(facts.nik, facts.region_code):
            found.append(self._problem(raw, Column.nik, Code.nik_region, say.nik_region_words(facts.nik)))
        if facts.birth_date and not agrees_with_birth(facts.nik, facts.birth_date):
            found.append(self._problem(raw, Column.birth_date, Code.nik_birth, say.NIK_BIRTH))
        sex: Sex | None = _read_sex(facts.sex)
        if sex and not agrees_with_sex(facts.nik, sex):
            found.append(self._problem(raw, Column.sex, Code.nik_sex, say.NIK_SEX))
        return found

    def _name(self, raw: RawRow, repaired: str) -> tuple[NameParts, list[Problem]]:
        typed = repaired or _text(raw, Column.name)
        if not is_name(typed):
            missing = self._problem(raw, Column.name, Code.name_missing, say.NAME_MISSING)
            return NameParts(None, typed, None), [missing]
        parts = split_name(typed)
        if len(parts.front_title or "") > _FRONT_LIMIT or len(parts.back_title or "") > _BACK_LIMIT:
            parts = NameParts(None, typed, None)
        if len(parts.name) > _NAME_LIMIT:
            return parts, [self._problem(raw, Column.name, Code.name_missing, say.NAME_TOO_LONG)]
        return parts, []

    def _birth(self, raw: RawRow, repaired: str) -> tuple[str, date | None, list[Problem]]:
        place = _text(raw, Column.birth_place)
        cell = raw.cells.get(Column.birth_date)
        column = Column.birth_date
        if cell is None and (both := raw.cells.get(Column.birth)) is not None:
            split = _BIRTH.match(str(both)) if isinstance(both, str) else None
            column = Column.birth
            place, cell = (place or split[1], split[2]) if split else (place, both)
        cell = repaired or cell
        try:
            return place[:_PLACE_LIMIT], read_date(cell, latest=self.today), []
        except DateUnreadableError:
            shown = _shown(cell)
            problem = self._problem(raw, column, Code.date_invalid, say.date_words(shown))
            return place[:_PLACE_LIMIT], None, [problem]

    def _region(self, raw: RawRow, chosen: str) -> tuple[str, list[Problem]]:
        level = self.levels.get(raw.category_code)
        if level is None:
            return "", []
        kecamatan, kelurahan = _text(raw, Column.kecamatan), _text(raw, Column.kelurahan)
        if chosen:
            kecamatan, kelurahan, answer = self._chosen(chosen, level, kecamatan)
        else:
            answer = self.regions.resolve(kecamatan, kelurahan, level)
        if answer.code is not None:
            return answer.code, []
        column = Column.kecamatan if answer.level == "kecamatan" else Column.kelurahan
        typed = kecamatan if answer.level == "kecamatan" else kelurahan
        if answer.fault == "region_ambiguous":
            message = say.region_ambiguous_words(typed, len(answer.choices))
            return "", [self._problem(raw, column, Code.region_ambiguous, message, answer.choices)]
        message = self._unknown_words(typed, answer.level, kecamatan)
        return "", [self._problem(raw, column, Code.region_unknown, message, answer.choices)]

    def _chosen(self, chosen: str, level: str, kecamatan: str) -> tuple[str, str, RegionAnswer]:
        """A code from the list, or what was typed: "Gurun Laweh, Nanggalo", or "Gurun Laweh" alone.

        The kecamatan and kelurahan that are meant, and what was found. Right: a kelurahan alone is looked for
        in the row's own `kecamatan` first, then everywhere; when it is nowhere, that is said of its own one.
        """
        region = self.regions.names.get(chosen)
        if region is not None and region.level == level:
            return "", "", RegionAnswer(chosen)
        first, comma, second = (part.strip() for part in chosen.partition(","))
        if level == "kecamatan":
            return first, "", self.regions.resolve(first, "", level)
        if comma:
            return second, first, self.regions.resolve(second, first, level)
        here = self.regions.resolve(kecamatan, first, level)
        if here.code is not None or not kecamatan:
            return kecamatan, first, here
        anywhere = self.regions.resolve("", first, level)
        if here.level == "kelurahan" and anywhere.fault == "region_unknown":
            near = tuple(dict.fromkeys((*here.choices, *anywhere.choices)))[:MOST_CHOICES]
            return kecamatan, first, replace(here, choices=near)
        return "", first, anywhere

    def _unknown_words(self, typed: str, level: str, kecamatan: str) -> str:
        if not typed:
            return say.KECAMATAN_MISSING if level == "kecamatan" else say.KELURAHAN_MISSING
        return say.region_unknown_words(typed, level, kecamatan if level == "kelurahan" else "")


def _text(raw: RawRow, column: Column) -> str:
    cell = raw.cells.get(column)
    return "" if cell is None else _shown(cell)


def _shown(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return str(cell).strip()


def _read_sex(cell: object) -> Sex | None:
    """L or P; whatever else is typed there is not worth stopping a row."""
    typed = fold_for_search(str(cell or ""))
    if typed in ("l", "lk", "laki laki", "laki", "pria", "m", "male"):
        return "L"
    return "P" if typed in ("p", "pr", "perempuan", "wanita", "w", "f", "female") else None
