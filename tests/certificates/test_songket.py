"""The border is woven from its recipe: one thread one dashed path, cheap enough for every page."""

from eventmgr.certificates.songket import LONG_UNITS, SHOOT, SHORT_UNITS, UNIT, border_svg, dash_of


def test_row_one_becomes_the_dash_of_the_recipe() -> None:
    assert dash_of([1, 19], first=0) == ("1 17 1 1", 19)


def test_both_sides_hold_whole_and_odd_numbers_of_shoots() -> None:
    assert LONG_UNITS * UNIT - SHORT_UNITS * UNIT == 87.0
    assert LONG_UNITS % 2 == 1
    assert SHORT_UNITS % 2 == 1


def test_every_half_shoot_has_eleven_columns() -> None:
    assert len(SHOOT) == 21
    assert {len(row) for row in SHOOT} == {11}


def test_the_full_border_is_a_hundred_paths_and_the_back_only_the_cord() -> None:
    assert border_svg(full=True).count("<path") < 110
    assert len(border_svg(full=True)) < 13_000
    assert border_svg(full=False).count("stroke-dasharray") == 8
