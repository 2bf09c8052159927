"""The same NIK twice, the same person under two NIK."""

from tests.roster.roster_builders import make_raw, read_all


def test_an_agreeing_repeat_is_unchanged_with_a_warning() -> None:
    checked = read_all(make_raw(row=7), make_raw(row=8, address=None, name="ZURNIATI JAMBAK, S.SOS"))
    first, second = checked.rows
    assert first.problems == ()
    assert [problem.code.value for problem in second.warnings] == ["same_person"]
    assert checked.repeats == {("PSM", 8)}


def test_a_fuller_repeat_fills_the_first_row() -> None:
    checked = read_all(make_raw(row=7, address=None, phone=None), make_raw(row=8))
    assert checked.rows[0].facts.address == "Jl. Veteran No. 1"
    assert checked.rows[0].facts.phone == "+6281234567890"


def test_differing_repeats_are_errors_on_each_of_their_rows() -> None:
    checked = read_all(make_raw(row=7), make_raw(row=8, address="Lain"), make_raw(row=9))
    assert [[p.code.value for p in row.errors] for row in checked.rows] == [["nik_differs"]] * 3
    assert checked.repeats == frozenset()


def test_a_psm_who_is_also_tksk_in_the_file_differs() -> None:
    checked = read_all(make_raw(), make_raw(sheet="TKSK", category="TKSK", kelurahan=None))
    assert all(row.errors for row in checked.rows)


def test_one_name_and_birth_date_under_two_nik_is_a_warning() -> None:
    checked = read_all(make_raw(row=7), make_raw(row=8, nik="1371015606949002"))
    assert [problem.code.value for problem in checked.rows[1].problems] == ["same_person"]
    assert "lembar PSM baris 7" in checked.rows[1].problems[0].message


def test_one_name_alone_is_no_warning() -> None:
    checked = read_all(make_raw(row=7), make_raw(row=8, nik="1371015706949002", birth_date="17/06/1994"))
    assert checked.rows[1].problems == ()
