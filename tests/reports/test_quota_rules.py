"""The quota picture from plain numbers: rows, bars, labels, sentences, the message to a lurah."""

from datetime import UTC, date, datetime

import pytest

from eventmgr.office.regions import RegionRow
from eventmgr.registration.region_seat_queries import RegionSeats, SeatPlan, SeatRule
from eventmgr.reports.quota_rules import Board, Cell, board_of
from eventmgr.reports.quota_words import (
    LONGEST_MESSAGE,
    deadline,
    deviation,
    heading,
    lede,
    message,
    spoken,
)

CITY = RegionRow("13.71", None, "city", "Kota Padang")
WEST = RegionRow("13.71.03", "13.71", "kecamatan", "Padang Barat")
SOUTH = RegionRow("13.71.01", "13.71", "kecamatan", "Padang Selatan")
PSM = SeatRule(1, 10, "PSM", "kelurahan", 3)
TKSK = SeatRule(2, 20, "TKSK", "kecamatan", 1)


def kelurahan(number: int, name: str, parent: RegionRow = WEST) -> RegionRow:
    return RegionRow(f"{parent.code}.{number}", parent.code, "kelurahan", name)


def board(
    taken: dict[str, int],
    *,
    arrivals: dict[str, int] | None = None,
    tksk: int = 1,
    seats: int = 3,
    outside: int = 0,
) -> Board:
    """One kecamatan with the kelurahan named."""
    regions = [kelurahan(1001 + place, name) for place, name in enumerate(taken)]
    places = [RegionSeats(PSM, region, seats, taken[region.name]) for region in regions]
    places.append(RegionSeats(TKSK, WEST, 1, tksk))
    came: dict[tuple[int, str | None], int] = {
        (10, region.code): (arrivals or {}).get(region.name, 0) for region in regions
    }
    plan = SeatPlan((PSM, TKSK), tuple(places), outside)
    found = board_of(plan, [WEST, *regions], came, city=CITY)
    assert found is not None
    return found


def test_bars_tell_who_came_who_is_registered_and_what_lacks_a_name() -> None:
    cells = board({"Purus": 2, "Rimbo Kaluang": 4}, arrivals={"Purus": 1, "Rimbo Kaluang": 4}).cells
    assert cells[0].bars == ("here", "away", "empty")
    assert cells[1].bars == ("here", "here", "here")
    assert [deviation(cell) for cell in cells] == ["kurang 1", "lebih 1"]


def test_rows_add_up_their_cells_and_their_own_people() -> None:
    row = board({"Purus": 3, "Olo": 2}, arrivals={"Purus": 2}).rows[0]
    assert (row.name, row.here, row.taken, row.seats) == ("Padang Barat", 2, 6, 7)


def test_only_exceptions_carry_their_name() -> None:
    cells = board({"Purus": 3, "Flamboyan Baru": 2, "Olo": 3, "Ujung Gurun": 3}).cells
    assert [cell.label for cell in cells] == ["", "Flamboyan Baru", "", ""]


def test_names_never_run_into_each_other_or_out_of_the_picture() -> None:
    neighbours = board({"Flamboyan Baru": 2, "Ujung Gurun": 2, "Olo": 3, "Purus": 2})
    assert [cell.label for cell in neighbours.cells] == ["Flamboyan Baru, Ujung Gurun, Purus", "", "", ""]
    unlike = board({"Flamboyan Baru": 2, "Ujung Gurun": 4, "Olo": 3, "Purus": 2})
    assert [cell.label for cell in unlike.cells] == ["Flamboyan Baru", "", "", "Purus"]
    many = {f"K{number}": 3 for number in range(14)} | {"Parak Laweh Pulau Aia Nan XX": 2}
    last = board(many).cells[-1]
    assert last.label == "Parak Laweh Pulau Aia Nan XX"
    assert last.hangs_left


@pytest.mark.parametrize(
    ("taken", "tksk", "words"),
    [
        ({"A": 2, "B": 4, "C": 3}, 1, "1 kelurahan kurang, 1 lebih"),
        ({"A": 2, "B": 1}, 1, "2 kelurahan kurang"),
        ({"A": 4, "B": 3}, 1, "1 kelurahan lebih"),
        ({"A": 3}, 1, "Semua kuota terisi"),
        ({"A": 3}, 0, "Kuota PSM terisi, TKSK belum"),
        ({"A": 0}, 0, "Kuota belum terisi"),
    ],
)
def test_the_title_is_computed(taken: dict[str, int], tksk: int, words: str) -> None:
    assert heading(board(taken, tksk=tksk)) == words


def test_the_sentence_counts_what_is_right() -> None:
    assert lede(board({"A": 2, "B": 3, "C": 3})) == (
        "2 dari 3 kelurahan tepat tiga PSM. TKSK lengkap di 1 kecamatan."
    )
    assert lede(board({"A": 3, "B": 3}, tksk=0)) == (
        "Semua 2 kelurahan tepat tiga PSM. TKSK kurang di 1 dari 1 kecamatan."
    )
    assert lede(board({"A": 0, "B": 0}, tksk=0)) == (
        "6 tempat PSM di 2 kelurahan dan 1 tempat TKSK menunggu nama."
    )
    assert lede(board({"A": 3}, outside=2)).endswith("2 peserta terdaftar di luar wilayah kuota.")


def test_a_province_sees_cities_as_rows_and_kecamatan_as_cells() -> None:
    rule = SeatRule(5, 20, "TKSK", "kecamatan", 1)
    plan = SeatPlan((rule,), (RegionSeats(rule, SOUTH, 1, 1), RegionSeats(rule, WEST, 1, 0)), 0)
    found = board_of(plan, [SOUTH, WEST], {}, city=CITY)
    assert found is not None
    assert [(row.name, len(row.cells), row.discs) for row in found.rows] == [("Kota Padang", 2, ())]
    assert heading(found) == "1 kecamatan kurang"


def test_without_quotas_there_is_no_picture() -> None:
    assert board_of(SeatPlan((), (), 0), [WEST], {}, city=CITY) is None


def test_many_seats_become_one_long_bar() -> None:
    cell = board({"A": 12}, seats=40).cells[0]
    assert cell.is_long
    assert cell.too_few == 28


def test_a_reader_hears_name_numbers_and_deviation() -> None:
    cell = Cell("1", "Purus", "PSM", 3, 2, 1, ("here", "away", "empty"))
    assert spoken(cell, has_begun=True) == "Purus: 2 dari 3 PSM, kurang 1, 1 sudah datang"
    assert spoken(cell, has_begun=False) == "Purus: 2 dari 3 PSM, kurang 1"


def short(taken: int, name: str = "Purus", seats: int = 3) -> Cell:
    return Cell("1", name, "PSM", seats, taken, 0, ())


def text_of(cell: Cell, names: list[str]) -> str:
    return message(
        cell,
        "kelurahan",
        names,
        until="sebelum pukul 12.00 hari ini",
        sender="Ani Rahmawati, Dinas Sosial",
        salute="Bapak Lurah",
    )


def test_the_message_names_who_is_registered_and_how_many_lack() -> None:
    assert text_of(short(2), ["Febri Yanti Bendang", "Masrul Malayu"]) == (
        "Assalamualaikum, Bapak Lurah. Dari Kelurahan Purus baru dua PSM terdaftar: Febri Yanti Bendang dan "
        "Masrul Malayu. Mohon satu nama lagi beserta nomor WhatsApp-nya, sebelum pukul 12.00 hari ini. "
        "Terima kasih.\nAni Rahmawati, Dinas Sosial"
    )
    assert "belum ada PSM yang terdaftar. Mohon tiga nama beserta" in text_of(short(0), [])


def test_the_message_stays_short_with_the_longest_names() -> None:
    names = ["Raden Roro Siti Nurhaliza Puspita Dewi Kusumaningrum Widyastuti"] * 4
    text = text_of(short(4, "Parak Laweh Pulau Aia Nan XX", seats=5), names)
    assert len(text) <= LONGEST_MESSAGE
    assert "baru empat PSM terdaftar. Mohon satu nama lagi" in text


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2024, 11, 10, 3, tzinfo=UTC), "sebelum Senin, 18 November 2024"),
        (datetime(2024, 11, 18, 1, tzinfo=UTC), "sebelum pukul 12.00 hari ini"),
        (datetime(2024, 11, 18, 8, tzinfo=UTC), "hari ini juga"),
        (datetime(2024, 11, 21, 1, tzinfo=UTC), None),
    ],
)
def test_until_when_a_name_is_wanted(at: datetime, words: str | None) -> None:
    assert deadline(date(2024, 11, 18), date(2024, 11, 20), at, "Asia/Jakarta") == words
