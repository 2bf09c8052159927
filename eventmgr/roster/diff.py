"""A row against what the office already knows: field by field, nothing erased, nothing undone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from eventmgr.people.name_rules import NameParts
from eventmgr.roster.rows import Facts
from eventmgr.shared.text import fold_for_search

PERSON_FIELDS = (
    *("front_title", "name", "back_title", "sex", "birth_place", "birth_date", "address", "phone"),
)
_NAME_FIELDS = frozenset({"front_title", "name", "back_title"})
Value = str | date | list[str] | None


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
    """What the row would do. ``assignment`` says how the person's assignments follow.

    ``guarded`` is what the file says otherwise than somebody's correction by hand, which stays;
    ``released`` names corrected fields that take the file's value on purpose.
    """

    person: tuple[Change, ...] = ()
    registration: tuple[Change, ...] = ()
    assignment: AssignmentStep = "none"
    assignment_change: Change | None = None
    old_assignment_id: int | None = None
    guarded: tuple[Change, ...] = ()
    released: frozenset[str] = frozenset()

    @property
    def changes(self) -> tuple[Change, ...]:
        """All changes, each field once: a move to another region stands in both tables."""
        found = {change.field: change for change in (*self.person, *self.registration)}
        if self.assignment_change:
            found.setdefault(self.assignment_change.field, self.assignment_change)
        return tuple(found.values())


def compare(known: KnownPerson, facts: Facts, take: Collection[str] = ()) -> Difference:
    """Compare a sound row with the bearer of its NIK.

    An emptier cell never erases; a field corrected by hand is left alone unless ``take`` names it ("name"
    stands for its titles too); a registration that was cancelled or replaced stays so, because last week's
    file does not undo a decision.
    """
    taken = frozenset(take) | (_NAME_FIELDS if "name" in take else frozenset())
    hand = known.hand_fields | (_NAME_FIELDS if known.hand_fields & _NAME_FIELDS else frozenset())
    wanted = _person_changes(known, facts)
    moves = _registration_changes(known, facts)
    step, change, old_id = _assignment_step(known, facts)
    guard = hand - taken
    guarded = [one for one in (*wanted, *moves) if one.field in guard]
    if change is not None and change.field in guard:
        guarded += [] if any(one.field == change.field for one in guarded) else [change]
        step, change, old_id = "none", None, None
    everything = [one.field for one in (*wanted, *moves, *((change,) if change else ()))]
    return Difference(
        tuple(one for one in wanted if one.field not in guard),
        tuple(one for one in moves if one.field not in guard),
        step,
        change,
        old_id,
        tuple(_name_as_one(known, guarded)),
        frozenset(known.hand_fields & taken if taken & set(everything) else ()),
    )


def _name_as_one(known: KnownPerson, changes: Sequence[Change]) -> list[Change]:
    """A guarded name is told whole: nobody decides about a title alone."""
    parts = {change.field: change.new for change in changes if change.field in _NAME_FIELDS}
    if not parts:
        return list(changes)
    new = {field: str(parts.get(field) or known.value(field) or "") for field in _NAME_FIELDS}
    whole = NameParts(new["front_title"] or None, new["name"], new["back_title"] or None)
    rest = [change for change in changes if change.field not in _NAME_FIELDS]
    return [Change("name", known.name.joined, whole.joined), *rest]


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
    changes = [
        Change(field, known.value(field), value)
        for field, value in new.items()
        if value and value != known.value(field)
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
    return tuple(Change(field, old, new) for field, old, new in wanted if new and new != old)


def _assignment_step(known: KnownPerson, facts: Facts) -> tuple[AssignmentStep, Change | None, int | None]:
    same = [item for item in known.assignments if item.category_code == facts.category_code]
    if not same:
        return "begin", None, None
    here = next((item for item in same if item.region_code == facts.region_code), None)
    if here is not None:
        if facts.sk_number and facts.sk_number != here.sk_number:
            return "decree", Change("sk_number", here.sk_number, facts.sk_number), here.id
        return "none", None, None
    if not facts.region_code:
        return "none", None, None
    return "move", Change("region_code", same[0].region_code, facts.region_code), same[0].id
