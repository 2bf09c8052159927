"""The preview as a page: its filters with their numbers, and fifty rows of one of them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.people.name_rules import name_key
from eventmgr.roster.import_preview import Preview
from eventmgr.roster.missing_queries import MissingRow, missing_rows
from eventmgr.roster.plan import PlannedRow
from eventmgr.roster.queries import hand_edits_of
from eventmgr.roster.row_page import PreviewRow, guards_of, preview_row
from eventmgr.roster.words import FIELD_WORDS, Choice, region_offers
from eventmgr.shared.dates import local_date, short_date

PAGE_SIZE = 50
MISSING = "hilang"
#: filter by what the address says; `hilang` holds people and not rows
_LABELS = {
    "lihat": "Perlu dilihat",
    "bermasalah": "Bermasalah",
    "berubah": "Berubah",
    "dijaga": "Dijaga",
    "peringatan": "Peringatan",
    "baru": "Baru",
    "sama": "Sama",
    "ditinggalkan": "Ditinggalkan",
    "semua": "Semua",
    MISSING: "Tidak ada di berkas ini",
}
#: the filters that share all rows among them
_BY_OUTCOME = {
    "error": "bermasalah",
    "changed": "berubah",
    "new": "baru",
    "same": "sama",
    "out": "ditinggalkan",
}
#: where a box beside each row says whether it is saved
_WITH_BOXES = ("semua", "baru", "berubah", "ditinggalkan")


@dataclass(frozen=True)
class PreviewChip:
    """A filter with its number."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class PreviewPage:
    """What the template needs; `first` and `last` count from 1, 0 when there is no row.

    `offers` holds every region by level, where a row of the page asks for one.
    """

    rows: tuple[PreviewRow, ...]
    missing: tuple[MissingRow, ...]
    chips: tuple[PreviewChip, ...]
    active: str
    total: int
    first: int
    last: int
    number: int
    has_next: bool
    has_boxes: bool
    offers: Mapping[str, tuple[Choice, ...]]
    sheets: Mapping[str, int]


def preview_page(preview: Preview, wanted: str, number: int) -> PreviewPage:
    """One page of the preview; an unknown filter, or one without rows, shows what needs a look, or all."""
    groups = _groups(preview)
    active = wanted if groups.get(wanted) else "lihat" if groups["lihat"] else "semua"
    chosen = groups[active]
    number = max(1, min(number, -(-len(chosen) // PAGE_SIZE) or 1))
    first = (number - 1) * PAGE_SIZE
    part = chosen[first : first + PAGE_SIZE]
    rows = () if active == MISSING else _rows(preview, [preview.plan.rows[index] for index in part])
    levels = {row.level for row in rows if row.region_asked}
    return PreviewPage(
        rows=rows,
        missing=_missing(preview, part) if active == MISSING else (),
        chips=_chips(groups),
        active=active,
        total=len(chosen),
        first=first + 1 if part else 0,
        last=first + len(part),
        number=number,
        has_next=first + PAGE_SIZE < len(chosen),
        has_boxes=active in _WITH_BOXES,
        offers={level: region_offers(preview.context.regions, level) for level in sorted(levels)},
        sheets=Counter(row.row.raw.sheet for row in preview.plan.rows),
    )


def _chips(groups: Mapping[str, Sequence[int]]) -> tuple[PreviewChip, ...]:
    """Warnings get a filter of their own only where not all of them need a look."""
    return tuple(
        PreviewChip(key, label, len(groups[key]))
        for key, label in _LABELS.items()
        if groups[key] and not (key == "peringatan" and set(groups[key]) <= set(groups["lihat"]))
    )


def open_repairs(rows: Sequence[PreviewRow]) -> list[tuple[str, str]]:
    """(id of the field, sentence) of each repair that is still to be made on a page."""
    found = []
    for row in rows:
        asked = (
            ("nama", row.name_asked),
            ("tanggal", row.birth_asked),
            ("nik", row.nik_asked),
            ("wilayah", row.region_asked),
        )
        found += [(f"{name}-{row.key}", f"{row.place}: {one.message}") for name, one in asked if one]
    return found


def _groups(preview: Preview) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {key: [] for key in _LABELS}
    plan = preview.plan
    for index, row in enumerate(plan.rows):
        groups["semua"].append(index)
        groups[_BY_OUTCOME[row.outcome]].append(index)
        if row.is_to_be_looked_at:
            groups["lihat"].append(index)
        if row.row.warnings and row.outcome != "out":
            groups["peringatan"].append(index)
        if row.difference.guarded:
            groups["dijaga"].append(index)
    groups["lihat"].sort(key=_order(plan.rows))
    groups[MISSING] = list(preview.missing)
    return groups


def _order(rows: Sequence[PlannedRow]) -> Callable[[int], tuple[int, str]]:
    """What keeps rows out stands first, rivals for one NIK beside each other; then what changes.

    A repaired row keeps its place among the errors, so that it does not run away from under the hand.
    """

    def place(index: int) -> tuple[int, str]:
        row = rows[index]
        if row.outcome == "error" or row.is_repaired:
            return 0, ""
        return (1, "") if row.outcome == "changed" else (2, "")

    return place


def _rows(preview: Preview, part: Sequence[PlannedRow]) -> tuple[PreviewRow, ...]:
    regions = preview.context.regions
    guarded = [row for row in part if row.difference.guarded or row.row.repair.take]
    words = _edit_words(guarded, preview.context.zone) if guarded else {}
    return tuple(preview_row(row, preview, guards_of(row, regions, words)) for row in part)


def _edit_words(rows: Sequence[PlannedRow], zone: str) -> dict[tuple[str, str], str]:
    """ "dikoreksi Ani Rahmawati 12 Nov." by person and field."""
    uids = [row.known.uid for row in rows if row.known is not None]
    found: dict[tuple[str, str], str] = {}
    for (uid, name), (label, at) in hand_edits_of(uids).items():
        words = f"dikoreksi {label} {_day(at, zone)}"
        # The trail names parts of a name; the page speaks of the whole.
        found[uid, "name" if name.endswith("_title") else name] = words
    return {key: words for key, words in found.items() if key[1] in FIELD_WORDS}


def _day(at: datetime, zone: str) -> str:
    return short_date(local_date(at, zone))


def _missing(preview: Preview, registration_ids: Sequence[int]) -> tuple[MissingRow, ...]:
    """With the row that may speak of somebody after all, but has an error."""
    unsure: dict[str, str] = {}
    for row in preview.plan.rows:
        if row.outcome in ("error", "out") and row.known is None:
            raw = row.row.raw
            unsure.setdefault(name_key(row.row.facts.name.name), f"{raw.sheet} {raw.row}")
    return missing_rows(registration_ids, unsure, preview.context.zone)
