"""One row of the preview in words: what changes, what is wrong, and what may be done about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from eventmgr.people.phone_rules import PhoneDoubt
from eventmgr.people.rules import nik_facts
from eventmgr.registration import entry_problems as say
from eventmgr.registration.entry_problems import Code, Problem
from eventmgr.roster.diff import KnownPerson
from eventmgr.roster.import_preview import Preview
from eventmgr.roster.plan import PlannedRow
from eventmgr.roster.regions import RegionIndex
from eventmgr.roster.repairs import SAME_ROW, SOMEBODY_ELSE
from eventmgr.roster.rows import Facts, RosterRow
from eventmgr.roster.words import (
    FIELD_WORDS,
    SEX_WORDS,
    Choice,
    phone_word,
    region_label,
    region_word,
    value_word,
)
from eventmgr.shared.dates import long_date
from eventmgr.shared.text import full_name, mask_nik

_MARKS = {
    "error": ("stop", "Bermasalah"),
    "new": ("none", "Baru"),
    "changed": ("changed", "Berubah"),
    "same": ("ok", "Sama"),
    "out": ("none", "Ditinggalkan"),
}
_NIK_CODES = {Code.nik_length, Code.nik_date, Code.nik_serial, Code.nik_damaged, Code.nik_differs}
_REGION_CODES = {Code.region_unknown, Code.region_ambiguous}
_PHONE_WORDS = {
    PhoneDoubt.damaged: "Nomor dirusak Excel, tidak disimpan",
    PhoneDoubt.several: "Ada dua nomor, dipakai yang pertama",
    PhoneDoubt.shape: "Bentuk nomor tidak biasa, disimpan apa adanya",
}
_FACT_WORDS = FIELD_WORDS | {"phone": "nomor WA"}


@dataclass(frozen=True)
class Asked:
    """A cell that is wrong and its repair: the sentence, what stands in the field, answers to choose from."""

    message: str
    value: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Guard:
    """A field that was corrected by hand and that the file says otherwise."""

    field: str
    label: str
    kept: str
    typed: str
    words: str
    is_taken: bool = False


@dataclass(frozen=True)
class PreviewRow:
    """One row in words. `old_*` is "" where nothing changed, a question is None where nothing is wrong."""

    key: str
    mark: str
    word: str
    place: str
    name: str
    old_name: str
    name_asked: Asked | None
    birth_asked: Asked | None
    person_asked: Asked | None
    nik: str
    nik_asked: Asked | None
    rivals_of: str
    differ: str
    region: str
    old_region: str
    district: str
    region_asked: Asked | None
    level: str
    phone: str
    old_phone: str
    phone_note: str
    outcome: str
    is_repaired: bool
    repaired: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str, str], ...] = ()
    guards: tuple[Guard, ...] = ()
    nik_warnings: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @property
    def may_be_left_out(self) -> bool:
        """Rows that store nothing anyhow need no box."""
        return self.outcome in ("new", "changed", "out")


def preview_row(planned: PlannedRow, preview: Preview, guards: tuple[Guard, ...]) -> PreviewRow:
    """Say one row. `guards` were made with the names of who corrected the fields."""
    row, facts, known = planned.row, planned.row.facts, planned.known
    regions = preview.context.regions
    changes = {change.field: change for change in planned.difference.changes}
    renamed = changes.keys() & {"name", "front_title", "back_title"}
    asked = {} if planned.outcome == "out" else _asked(row, regions)
    moved, called = changes.get("region_code"), changes.get("phone")
    mark, word = _MARKS[planned.outcome]
    if planned.outcome == "new" and row.warnings:
        mark = "look"
    return PreviewRow(
        key=preview.staged.key_of(row.raw.place),
        mark="ok" if planned.is_repaired else mark,
        word="Diperbaiki" if planned.is_repaired else word,
        place=f"{row.raw.sheet} {row.raw.row}",
        name=_new_name(planned) or "(tanpa nama)",
        old_name=known.name.joined if known and renamed else "",
        name_asked=asked.get("name"),
        birth_asked=asked.get("birth"),
        person_asked=_person_asked(planned, regions),
        nik=mask_nik(facts.nik) if facts.nik else "",
        nik_asked=asked.get("nik"),
        rivals_of=_rivals(row, preview),
        differ=", ".join(_FACT_WORDS.get(name, name).lower() for name in row.differ),
        region=region_word(regions, facts.region_code),
        old_region=region_word(regions, str(moved.old or "")) if moved else "",
        district=regions.parent_name(facts.region_code),
        region_asked=asked.get("region"),
        level=preview.context.levels.get(row.raw.category_code) or "kelurahan",
        phone=phone_word(facts.phone),
        old_phone=phone_word(str(called.old)) if called and called.old else "",
        phone_note=_PHONE_WORDS[row.phone_doubt] if row.phone_doubt else "",
        outcome=planned.outcome,
        is_repaired=planned.is_repaired,
        repaired=_repaired(planned),
        others=tuple(
            (FIELD_WORDS[name], value_word(name, one.old, regions), value_word(name, one.new, regions))
            for name, one in changes.items()
            if name in FIELD_WORDS and name not in ("name", "region_code", "phone")
        ),
        guards=guards,
        nik_warnings=_nik_warnings(row),
        warnings=_repeat_words(planned),
    )


def _asked(row: RosterRow, regions: RegionIndex) -> dict[str, Asked]:
    found: dict[str, Asked] = {}
    for problem in row.errors:
        if problem.code in _NIK_CODES:
            value = row.repair.nik or ("" if _hides_typed(problem) else row.nik_typed)
            found.setdefault("nik", Asked(problem.message, value))
        elif problem.code in _REGION_CODES:
            codes = problem.choices
            choices = tuple(Choice(code, region_label(regions, code)) for code in codes)
            typed = row.repair.region_code if row.repair.region_code not in regions.names else ""
            found.setdefault("region", Asked(problem.message, typed, choices))
        elif problem.code is Code.date_invalid:
            found.setdefault("birth", Asked(problem.message, row.repair.birth_date))
        else:
            found.setdefault("name", Asked(problem.message, row.repair.name))
    return found


def _hides_typed(problem: Problem) -> bool:
    """A rounded number is no beginning to go on from, and a NIK that is sound stays masked."""
    return problem.code in (Code.nik_damaged, Code.nik_differs)


def _rivals(row: RosterRow, preview: Preview) -> str:
    """One name for all rows that share a NIK: the key of the first of them."""
    if not row.rivals:
        return ""
    return min(preview.staged.key_of(place) for place in (row.raw.place, *row.rivals))


def _person_asked(planned: PlannedRow, regions: RegionIndex) -> Asked | None:
    if planned.outcome == "out":
        return None
    row, chosen = planned.row, planned.row.repair.same_as
    other = Choice(SOMEBODY_ELSE, "Orang lain, simpan sebagai orang baru", chosen == SOMEBODY_ELSE)
    if planned.namesakes:
        same = tuple(
            Choice(one.uid, f"Orang yang sama: {_called(one, regions)}", chosen == one.uid)
            for one in planned.namesakes
        )
        return Asked("Nama dan tanggal lahirnya sama dengan orang yang tercatat", "", (*same, other))
    if row.twin is not None or chosen == SOMEBODY_ELSE:
        place = say.row_place(*row.twin) if row.twin else "baris lain"
        same = (Choice(SAME_ROW, "Orang yang sama, tinggalkan baris ini"),)
        return Asked(f"Nama dan tanggal lahirnya sama dengan {place}", "", (*same, other))
    return None


def _called(known: KnownPerson, regions: RegionIndex) -> str:
    posts = [
        f"{one.category_code} {region_word(regions, one.region_code or '')}".strip()
        for one in known.assignments[:1]
    ]
    return ", ".join([known.name.joined, *posts])


def _repeat_words(planned: PlannedRow) -> tuple[str, ...]:
    """A namesake is asked about; a repeated row is only told."""
    asked = planned.namesakes or planned.row.twin
    told = [one.message for one in planned.row.warnings if one.code is Code.same_person]
    return () if asked else tuple(told)


def _nik_warnings(row: RosterRow) -> tuple[tuple[str, str], ...]:
    """(what was found, what will be taken) of each disagreement between the NIK and the other cells."""
    facts, found = row.facts, []
    for problem in row.warnings:
        if problem.code is Code.nik_region:
            found.append((f"Awalan {facts.nik[:4]} menunjuk daerah lain", "Disimpan apa adanya"))
        elif problem.code is Code.nik_birth:
            found.append((f"NIK menyebut {_nik_birth(facts)}", f"Dipakai: {_day(facts.birth_date)}"))
        elif problem.code is Code.nik_sex:
            said = SEX_WORDS[nik_facts(facts.nik).sex]
            found.append((f"NIK menyebut {said}", f"Dipakai: {SEX_WORDS.get(facts.sex, facts.sex)}"))
    return tuple(found)


def _nik_birth(facts: Facts) -> str:
    """The day that the NIK holds, in the century of the typed one."""
    said = nik_facts(facts.nik)
    century = facts.birth_date.year // 100 * 100 if facts.birth_date else 1900
    try:
        return long_date(date(century + said.year_of_century, said.month, said.day))
    except ValueError:
        return "tanggal lain"


def _day(day: date | None) -> str:
    return long_date(day) if day else "tanpa tanggal"


def _repaired(planned: PlannedRow) -> tuple[tuple[str, str], ...]:
    """What was typed, read back: a date in words shows at once that day and month were not mixed up."""
    repair, facts = planned.row.repair, planned.row.facts
    if not planned.is_repaired:
        return ()
    told = []
    if repair.birth_date and facts.birth_date:
        told.append(("Tanggal lahir", long_date(facts.birth_date)))
    return tuple(told)


def _new_name(planned: PlannedRow) -> str:
    """The name as it will be stored: titles that the file leaves out stay."""
    if planned.known is None or planned.outcome in ("error", "out"):
        return planned.row.facts.name.joined
    new: dict[str, Any] = {"front_title": None, "name": "", "back_title": None}
    for part in new:
        new[part] = planned.known.value(part)
    for change in planned.difference.person:
        if change.field in new:
            new[change.field] = change.new
    return full_name(str(new["name"]), new["front_title"], new["back_title"])


def guards_of(
    planned: PlannedRow, regions: RegionIndex, words: Mapping[tuple[str, str], str]
) -> tuple[Guard, ...]:
    """The corrected fields of a row; `words` says who corrected a field of a person, and when."""
    known = planned.known
    if known is None or planned.outcome in ("error", "out"):
        return ()
    found = [
        Guard(
            one.field,
            FIELD_WORDS[one.field],
            value_word(one.field, one.old, regions),
            value_word(one.field, one.new, regions),
            words.get((known.uid, one.field), "dikoreksi dengan tangan"),
        )
        for one in planned.difference.guarded
    ]
    changes = {one.field: one for one in planned.difference.changes}
    for name in sorted(planned.row.repair.take):
        if name in changes and name in FIELD_WORDS:
            old, new = (value_word(name, value, regions) for value in (changes[name].old, changes[name].new))
            who = words.get((known.uid, name), "dikoreksi dengan tangan")
            found.append(Guard(name, FIELD_WORDS[name], old, new, who, is_taken=True))
    return tuple(found)
