"""A row against what is known: nothing erased, nothing undone."""

from datetime import date
from typing import Any

from eventmgr.people.name_rules import NameParts
from eventmgr.roster.diff import (
    Difference,
    KnownAssignment,
    KnownPerson,
    KnownRegistration,
    compare,
)
from tests.roster.roster_builders import make_raw, read_all


def make_known(*, state: str = "registered", region: str = "13.71.01.1011", **changed: Any) -> KnownPerson:
    """The person of the sound row, as stored."""
    values: dict[str, Any] = {
        "id": 1,
        "uid": "u",
        "revision": 1,
        "name": NameParts(None, "Zurniati Jambak", "S.Sos"),
        "sex": "P",
        "birth_place": "Padang",
        "birth_date": date(1994, 6, 16),
        "address": "Jl. Veteran No. 1",
        "phone": "+6281234567890",
        "hand_fields": frozenset(),
        "assignments": (KnownAssignment(5, "PSM", region, "400.9/1/2021"),),
        "registration": KnownRegistration(7, "r", "PSM", region, state, 1),
    }
    return KnownPerson(**{**values, **changed})


def difference(known: KnownPerson, **cells: Any) -> Difference:
    return compare(known, read_all(make_raw(**cells)).rows[0].facts)


def test_the_same_row_changes_nothing() -> None:
    assert difference(make_known()) == Difference()


def test_an_emptier_cell_never_erases() -> None:
    emptier = {"birth_place": None, "address": None, "phone": None, "sk_number": None, "birth_date": None}
    assert difference(make_known(), name="Zurniati Jambak", **emptier) == Difference()


def test_a_changed_phone_is_told_old_and_new() -> None:
    (change,) = difference(make_known(), phone="0895 1111 2236").changes
    assert (change.field, change.old, change.new) == ("phone", "+6281234567890", "+6289511112236")


def test_what_was_corrected_by_hand_is_not_undone() -> None:
    known = make_known(hand_fields=frozenset({"phone", "name", "region_code"}))
    found = difference(known, phone="0895 1111 2236", name="Zurniati Djambak", kelurahan="Rawang")
    assert (found.changes, found.assignment) == ((), "none")
    assert [change.field for change in found.guarded] == ["name", "phone", "region_code"]


def test_a_guarded_name_is_told_whole() -> None:
    known = make_known(hand_fields=frozenset({"back_title"}))
    (change,) = difference(known, name="Zurniati Djambak, S.Sos, M.Si").guarded
    assert (change.old, change.new) == ("Zurniati Jambak, S.Sos", "Zurniati Djambak, S.Sos, M.Si")


def test_a_corrected_field_takes_the_files_value_when_somebody_says_so() -> None:
    known = make_known(hand_fields=frozenset({"phone", "name", "back_title"}))
    facts = read_all(make_raw(phone="0895 1111 2236", name="Zurniati Djambak, S.Sos")).rows[0].facts
    found = compare(known, facts, take={"name"})
    assert [change.field for change in found.changes] == ["name"]
    assert [change.field for change in found.guarded] == ["phone"]
    assert found.released == {"name", "back_title"}


def test_another_kelurahan_moves_registration_and_assignment() -> None:
    found = difference(make_known(), kelurahan="Rawang")
    assert [change.field for change in found.changes] == ["region_code"]
    assert (found.assignment, found.old_assignment_id) == ("move", 5)


def test_a_cancelled_registration_stays_cancelled() -> None:
    assert difference(make_known(state="cancelled"), kelurahan="Rawang").registration == ()


def test_a_title_inside_the_name_does_not_double() -> None:
    assert difference(make_known(), name="Zurniati Jambak S.Sos").changes == ()
