"""A row against what the office already knows: field by field, nothing erased, nothing undone."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from eventmgr.people.name_rules import NameParts
from eventmgr.registration.roster_rows import Facts
from eventmgr.shared.text import fold_for_search

PERSON_FIELDS = (
    *("front_title", "name", "back_title", "sex", "birth_place", "birth_date", "address", "phone"),
)
Value = str | date | None


@dataclass(frozen=True)
class KnownAssignment:
    """An assignment that has not ended."""

    id: int
    category_code: str
    region_code: str | None
    sk_number: str | None


@dataclass(frozen=True)
class KnownRegistration:
    """The registration in the event of the import, whatever its state."""

    id: int
    uid: str
    category_code: str
    region_code: str | None
    state: str
    revision: int


@dataclass(frozen=True)
class KnownPerson:
    """What the tables hold about the bearer of a NIK; ``hand_fields`` were corrected by a person."""

    id: int
    uid: str
    revision: int
    name: NameParts
    sex: str
    birth_place: str | None
    birth_date: date | None
    address: str | None
    phone: str | None
    hand_fields: frozenset[str]
    assignments: tuple[KnownAssignment, ...] = ()
    registration: KnownRegistration | None = None

    def value(self, field: str) -> Value:
        """The stored value of one of PERSON_FIELDS, None when it is empty."""
        if field in ("front_title", "name", "back_title"):
            return getattr(self.name, field)
        return getattr(self, field) or None


@dataclass(frozen=True)
class Change:
    """One field, old → new. ``field`` is a column of person, or region_code, category_code, sk_number."""

    field: str
    old: Value
    new: Value


AssignmentStep = Literal["none", "begin", "move", "decree"]


@dataclass(frozen=True)
class Difference:
    """What the row would do. ``assignment`` says how the person's assignments follow."""

    person: tuple[Change, ...] = ()
    registration: tuple[Change, ...] = ()
    assignment: AssignmentStep = "none"
    assignment_change: Change | None = None
    old_assignment_id: int | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes, each field once: a move to another region stands in both tables."""
        found = {change.field: change for change in (*self.person, *self.registration)}
        if self.assignment_change:
            found.setdefault(self.assignment_change.field, self.assignment_change)
        return tuple(found.values())


def compare(known: KnownPerson, facts: Facts) -> Difference:
    """Compare a sound row with the bearer of its NIK.

    An emptier cell never erases; a field corrected by hand is left alone; a registration that was
    cancelled or replaced stays so, because last week's file does not undo a decision.
    """
    person = _person_changes(known, facts)
    registration = _registration_changes(known, facts)
    step, change, old_id = _assignment_step(known, facts)
    return Difference(person, registration, step, change, old_id)


def _person_changes(known: KnownPerson, facts: Facts) -> tuple[Change, ...]:
    new: dict[str, Value] = {
        "front_title": facts.name.front_title,
        "name": facts.name.name,
        "back_title": facts.name.back_title,
        "sex": facts.sex,
        "birth_place": facts.birth_place,
        "birth_date": facts.birth_date,
        "address": facts.address,
        "phone": facts.phone,
    }
    if known.hand_fields & {"front_title", "name", "back_title"}:
        del new["front_title"], new["name"], new["back_title"]
    changes = [
        Change(field, known.value(field), value)
        for field, value in new.items()
        if value and value != known.value(field) and field not in known.hand_fields
    ]
    return tuple(_without_doubled_titles(known, facts, changes))


def _without_doubled_titles(known: KnownPerson, facts: Facts, changes: list[Change]) -> list[Change]:
    """Without a comma, "Ahmad Yani S.Pd" holds its title in the name: no stored "S.Pd" may follow again."""
    renamed = any(change.field == "name" for change in changes)
    back = fold_for_search(known.name.back_title or "")
    repeated = bool(back) and fold_for_search(facts.name.name).endswith(f" {back}")
    if renamed and repeated and not facts.name.back_title:
        if fold_for_search(facts.name.joined) == fold_for_search(known.name.joined):
            return [change for change in changes if change.field not in ("front_title", "name")]
        return [*changes, Change("back_title", known.name.back_title, None)]
    return changes


def _registration_changes(known: KnownPerson, facts: Facts) -> tuple[Change, ...]:
    held = known.registration
    if held is None or held.state in ("cancelled", "replaced"):
        return ()
    wanted = (
        ("category_code", held.category_code, facts.category_code),
        ("region_code", held.region_code, facts.region_code),
    )
    return tuple(
        Change(field, old, new)
        for field, old, new in wanted
        if new and new != old and field not in known.hand_fields
    )


def _assignment_step(known: KnownPerson, facts: Facts) -> tuple[AssignmentStep, Change | None, int | None]:
    same = [item for item in known.assignments if item.category_code == facts.category_code]
    if not same:
        return "begin", None, None
    here = next((item for item in same if item.region_code == facts.region_code), None)
    if here is not None:
        if facts.sk_number and facts.sk_number != here.sk_number and "sk_number" not in known.hand_fields:
            return "decree", Change("sk_number", here.sk_number, facts.sk_number), here.id
        return "none", None, None
    if not facts.region_code or "region_code" in known.hand_fields:
        return "none", None, None
    return "move", Change("region_code", same[0].region_code, facts.region_code), same[0].id
