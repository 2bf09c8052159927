"""Two people editing one person: what both meant is kept, what they mean differently is asked. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

Value = str | date | None
#: what an organizer edits, in the order of the page
EDITABLE = ("front_title", "name", "back_title", "birth_place", "birth_date", "sex", "address", "phone")
FIELD_WORDS = {
    "front_title": "Gelar depan",
    "name": "Nama lengkap",
    "back_title": "Gelar belakang",
    "birth_place": "Tempat lahir",
    "birth_date": "Tanggal lahir",
    "sex": "Jenis kelamin",
    "address": "Alamat",
    "phone": "Nomor WhatsApp",
}
NAME_FIELDS = frozenset({"front_title", "name", "back_title"})
#: guarded together, because moving somebody sets both
PLACE_FIELDS = frozenset({"region_code", "category_code"})


@dataclass(frozen=True, slots=True)
class Merge:
    """`values` is what may be stored; fields in `choices` were changed by both sides to different values."""

    values: Mapping[str, Value]
    choices: tuple[str, ...]
    theirs_only: tuple[str, ...]


def merge(base: Mapping[str, Value], mine: Mapping[str, Value], theirs: Mapping[str, Value]) -> Merge:
    """Three-way merge, field by field; empty text and None are the same "not known".

    Right: what only one side changed is taken; two sides with the same new value agree.
    Wrong: letting the later form win, which undoes what somebody saved a minute ago.
    """
    values: dict[str, Value] = {}
    choices, theirs_only = [], []
    for field in mine:
        before, typed, stored = base.get(field) or None, mine[field] or None, theirs.get(field) or None
        if typed in (before, stored):
            values[field] = stored
            if stored != before and typed == before:
                theirs_only.append(field)
        elif stored == before:
            values[field] = typed
        else:
            values[field] = stored
            choices.append(field)
    return Merge(values, tuple(choices), tuple(theirs_only))


def changed_fields(before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, tuple[Value, Value]]:
    """Old and new of each field that differs."""
    return {
        field: (before.get(field) or None, value or None)
        for field, value in after.items()
        if (before.get(field) or None) != (value or None)
    }


def guarded(hand_fields: Iterable[str], changed: Iterable[str]) -> list[str]:
    """The fields that imports leave alone after somebody corrected `changed` by hand."""
    return sorted({*hand_fields, *changed})


def released(hand_fields: Iterable[str], field: str) -> list[str]:
    """The guarded fields without one; the parts of a name (one cell of an import) and of a place go together.

    Right: letting "back_title" go lets "name" go too, or the import would still leave the name alone.
    """
    gone = next((group for group in (NAME_FIELDS, PLACE_FIELDS) if field in group), frozenset({field}))
    return sorted(set(hand_fields) - gone)
