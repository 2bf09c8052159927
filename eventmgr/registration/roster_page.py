"""The preview as words: what each row of the page says, and the numbers over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventmgr.people.phone_rules import PhoneDoubt, is_e164
from eventmgr.registration.roster_diff import Change
from eventmgr.registration.roster_plan import Plan, PlannedRow
from eventmgr.registration.roster_problems import Code, Problem
from eventmgr.registration.roster_regions import RegionIndex
from eventmgr.shared.dates import long_date
from eventmgr.shared.text import full_name, mask_nik, mask_phone

PAGE_SIZE = 50
FILTERS = ("lihat", "bermasalah", "berubah", "peringatan", "baru", "sama", "semua")
_LABELS = {
    "lihat": "Perlu dilihat",
    "bermasalah": "Bermasalah",
    "berubah": "Berubah",
    "peringatan": "Peringatan",
    "baru": "Baru",
    "sama": "Sama",
    "semua": "Semua",
}
_MARKS = {
    "error": ("stop", "Bermasalah"),
    "new": ("none", "Baru"),
    "changed": ("changed", "Berubah"),
    "same": ("ok", "Sama"),
}
_FIELD_WORDS = {
    "sex": "Jenis kelamin",
    "birth_place": "Tempat lahir",
    "birth_date": "Tanggal lahir",
    "address": "Alamat",
    "sk_number": "Nomor SK",
    "category_code": "Unsur",
}
_NIK_CODES = {Code.nik_length, Code.nik_date, Code.nik_serial, Code.nik_damaged, Code.nik_differs}
_REGION_CODES = {Code.region_unknown, Code.region_ambiguous}
_NIK_WARNINGS = {
    Code.nik_region: "Awalan menunjuk daerah lain",
    Code.nik_birth: "Berbeda dengan tanggal lahir",
    Code.nik_sex: "Berbeda dengan jenis kelamin",
}
_PHONE_WORDS = {
    PhoneDoubt.damaged: "Nomor dirusak Excel, tidak disimpan",
    PhoneDoubt.several: "Ada dua nomor, dipakai yang pertama",
    PhoneDoubt.shape: "Bentuk nomor tidak biasa, disimpan apa adanya",
}


@dataclass(frozen=True)
class Choice:
    """A region that the row may mean."""

    code: str
    label: str


@dataclass(frozen=True)
class PreviewRow:
    """One row in words. `old_*` is "" where nothing changed; `*_problem` is "" where nothing is wrong."""

    index: int
    mark: str
    word: str
    place: str
    name: str
    old_name: str
    name_problems: tuple[str, ...]
    nik: str
    nik_problem: str
    nik_value: str
    region: str
    old_region: str
    district: str
    region_problem: str
    choices: tuple[Choice, ...]
    level: str
    phone: str
    old_phone: str
    phone_note: str
    others: tuple[tuple[str, str, str], ...]
    warnings: tuple[str, ...]
    nik_warnings: tuple[str, ...]


@dataclass(frozen=True)
class PreviewChip:
    """A filter with its number."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class PreviewPage:
    """What the template needs; `first` and `last` count from 1, 0 when there is no row."""

    rows: tuple[PreviewRow, ...]
    chips: tuple[PreviewChip, ...]
    active: str
    total: int
    first: int
    last: int
    number: int
    has_next: bool


def preview_page(
    plan: Plan, regions: RegionIndex, levels: Mapping[str, str | None], wanted: str, number: int
) -> PreviewPage:
    """One page of the preview; an unknown filter, or one without rows, shows what needs a look, or all."""
    groups = _groups(plan)
    active = wanted if wanted in FILTERS else "lihat"
    if not groups[active]:
        active = "lihat" if groups["lihat"] else "semua"
    chosen = groups[active]
    number = max(1, min(number, -(-len(chosen) // PAGE_SIZE) or 1))
    first = (number - 1) * PAGE_SIZE
    part = chosen[first : first + PAGE_SIZE]
    chips = [PreviewChip(key, _LABELS[key], len(groups[key])) for key in FILTERS if groups[key]]
    return PreviewPage(
        rows=tuple(_row(index, plan.rows[index], regions, levels) for index in part),
        chips=tuple(chips),
        active=active,
        total=len(chosen),
        first=first + 1 if part else 0,
        last=first + len(part),
        number=number,
        has_next=first + PAGE_SIZE < len(chosen),
    )


def open_repairs(rows: Sequence[PreviewRow]) -> list[tuple[str, str]]:
    """(id of the field, sentence) of each repair that is still to be made on a page."""
    found = []
    for row in rows:
        if row.nik_problem:
            found.append((f"nik-{row.index}", f"{row.place}: {row.nik_problem}"))
        if row.region_problem:
            found.append((f"wilayah-{row.index}", f"{row.place}: {row.region_problem}"))
    return found


def _groups(plan: Plan) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {key: [] for key in FILTERS}
    names = {"error": "bermasalah", "changed": "berubah", "new": "baru", "same": "sama"}
    for index, row in enumerate(plan.rows):
        groups["semua"].append(index)
        groups[names[row.outcome]].append(index)
        if row.is_to_be_looked_at:
            groups["lihat"].append(index)
        if row.row.warnings:
            groups["peringatan"].append(index)
    # What keeps rows out stands first, then what changes.
    order = {"error": 0, "changed": 1}
    groups["lihat"].sort(key=lambda index: order.get(plan.rows[index].outcome, 2))
    return groups


def _row(
    index: int, planned: PlannedRow, regions: RegionIndex, levels: Mapping[str, str | None]
) -> PreviewRow:
    row, facts, known = planned.row, planned.row.facts, planned.known
    changes = {change.field: change for change in planned.difference.changes}
    renamed = changes.keys() & {"name", "front_title", "back_title"}
    nik_errors = [problem for problem in row.errors if problem.code in _NIK_CODES]
    region_errors = [problem for problem in row.errors if problem.code in _REGION_CODES]
    others = [p for p in row.errors if p.code not in _NIK_CODES | _REGION_CODES]
    mark, word = _MARKS[planned.outcome]
    if planned.outcome != "error" and row.warnings:
        mark = "look"
    moved, called = changes.get("region_code"), changes.get("phone")
    return PreviewRow(
        index=index,
        mark=mark,
        word="Diperbaiki" if row.repaired and planned.outcome != "error" else word,
        place=f"{row.raw.sheet} {row.raw.row}",
        name=_new_name(planned) or "(tanpa nama)",
        old_name=known.name.joined if known and renamed else "",
        name_problems=tuple(problem.message for problem in others),
        nik=mask_nik(facts.nik) if facts.nik else "",
        nik_problem=nik_errors[0].message if nik_errors else "",
        nik_value="" if not nik_errors or _hides_typed(nik_errors[0]) else row.nik_typed,
        region=_region(regions, facts.region_code),
        old_region=_region(regions, str(moved.old or "")) if moved else "",
        district=regions.parent_name(facts.region_code),
        region_problem=region_errors[0].message if region_errors else "",
        choices=_choices(region_errors, regions),
        level=levels.get(row.raw.category_code) or "kelurahan",
        phone=_phone(facts.phone),
        old_phone=_phone(str(called.old)) if called and called.old else "",
        phone_note=_PHONE_WORDS[row.phone_doubt] if row.phone_doubt else "",
        others=tuple(_told(change) for field, change in changes.items() if field in _FIELD_WORDS),
        warnings=tuple(p.message for p in row.warnings if p.code not in _NIK_WARNINGS),
        nik_warnings=tuple(_NIK_WARNINGS[p.code] for p in row.warnings if p.code in _NIK_WARNINGS),
    )


def _new_name(planned: PlannedRow) -> str:
    """The name as it will be stored: titles that the file leaves out stay."""
    if planned.known is None or planned.outcome == "error":
        return planned.row.facts.name.joined
    new: dict[str, Any] = {"front_title": None, "name": "", "back_title": None}
    for field in new:
        new[field] = planned.known.value(field)
    for change in planned.difference.person:
        if change.field in new:
            new[change.field] = change.new
    return full_name(str(new["name"]), new["front_title"], new["back_title"])


def _hides_typed(problem: Problem) -> bool:
    """A rounded number is no beginning to go on from, and a NIK that is sound stays masked."""
    return problem.code in (Code.nik_damaged, Code.nik_differs)


def _choices(errors: Sequence[Problem], regions: RegionIndex) -> tuple[Choice, ...]:
    codes = errors[0].choices if errors else ()
    return tuple(Choice(code, region_label(regions, code)) for code in codes)


def region_label(regions: RegionIndex, code: str) -> str:
    """ "Gurun Laweh, Nanggalo": a kelurahan is only plain with its kecamatan."""
    parent = regions.parent_name(code)
    return f"{regions.name(code)}, {parent}" if parent else regions.name(code)


def offers(regions: RegionIndex, level: str) -> tuple[Choice, ...]:
    """Every region of a level by name, for a row whose cell is like none of them."""
    codes = [code for code, region in regions.names.items() if region.level == level]
    return tuple(sorted((Choice(code, region_label(regions, code)) for code in codes), key=lambda c: c.label))


def _region(regions: RegionIndex, code: str) -> str:
    if not code:
        return ""
    found = regions.names.get(code)
    name = regions.name(code)
    return f"Kecamatan {name}" if found and found.level == "kecamatan" else name


def _phone(phone: str) -> str:
    if not phone:
        return ""
    return mask_phone(phone) if is_e164(phone) else f"{phone[:4]}••••"


def _told(change: Change) -> tuple[str, str, str]:
    return _FIELD_WORDS[change.field], _words(change.old), _words(change.new)


def _words(value: Any) -> str:
    return long_date(value) if isinstance(value, date) else str(value or "")
