"""Two edits of one person laid over each other; what imports leave alone."""

from eventmgr.people.edit_rules import changed_fields, guarded, merge, released

BASE = {"name": "Ridwan Tanjung", "phone": "0812", "address": "No. 8"}


def test_what_only_one_side_changed_is_taken() -> None:
    merged = merge(BASE, {**BASE, "phone": "0813"}, {**BASE, "address": "No. 84"})
    assert merged.values == {"name": "Ridwan Tanjung", "phone": "0813", "address": "No. 84"}
    assert (merged.choices, merged.theirs_only) == ((), ("address",))


def test_what_both_changed_differently_is_asked_and_theirs_stays_meanwhile() -> None:
    merged = merge(BASE, {**BASE, "phone": "0813"}, {**BASE, "phone": "0814"})
    assert merged.choices == ("phone",)
    assert merged.values["phone"] == "0814"


def test_two_sides_with_the_same_new_value_agree() -> None:
    merged = merge(BASE, {**BASE, "phone": "0813"}, {**BASE, "phone": "0813"})
    assert (merged.choices, merged.theirs_only) == ((), ())


def test_an_emptied_field_is_a_change_and_none_is_empty() -> None:
    merged = merge(BASE, {**BASE, "address": ""}, BASE)
    assert merged.values["address"] is None
    assert changed_fields({"address": None}, {"address": ""}) == {}


def test_parts_of_a_name_are_guarded_apart_and_let_go_together() -> None:
    held = guarded(["phone"], ["back_title", "name"])
    assert held == ["back_title", "name", "phone"]
    assert released(held, "back_title") == ["phone"]
    assert released(["category_code", "region_code"], "region_code") == []
    assert released(held, "address") == held
