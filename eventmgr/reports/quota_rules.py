"""The quota board as one picture: rows of kecamatan, cells of kelurahan, bars for people. Pure.

The lowest level that has a quota makes the cells; the regions above them make the rows; a quota of the rows'
own level (TKSK) makes the discs beside their names. So a province sees cities and their kecamatan.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eventmgr.office.regions import RegionRow
from eventmgr.registration.region_seat_queries import RegionSeats, SeatPlan, SeatRule

LEVELS = ("province", "city", "kecamatan", "kelurahan")
LEVEL_WORDS = {
    "province": "provinsi",
    "city": "kabupaten/kota",
    "kecamatan": "kecamatan",
    "kelurahan": "kelurahan",
}
#: more seats than this are drawn as one long bar
MOST_BARS = 9
#: of a row's width in cells of three bars; a label that would pass it hangs to the left
CELLS_A_ROW = 15
#: width of a character of a label and of a cell of three, px
_LETTER, _CELL = 6.6, 35
#: how far a label of several names may reach, and the room after it, px: on a tablet the picture is narrower
_JOINED, _AFTER_JOINED = 440, 28


@dataclass(frozen=True, slots=True)
class Cell:
    """One region with its seats. `here` of the `taken` came on the day shown.

    `bars` are the kinds of its bars: here, away, empty. `label` is its name where it is an exception that
    fits, and `hangs_left` says on which side.
    """

    code: str
    name: str
    category: str
    seats: int
    taken: int
    here: int
    bars: tuple[str, ...]
    label: str = ""
    hangs_left: bool = False

    @property
    def too_few(self) -> int:
        return max(0, self.seats - self.taken)

    @property
    def too_many(self) -> int:
        return max(0, self.taken - self.seats)

    @property
    def is_exception(self) -> bool:
        return self.taken != self.seats

    @property
    def is_long(self) -> bool:
        """Too many seats for bars: drawn as one."""
        return self.seats > MOST_BARS


@dataclass(frozen=True, slots=True)
class Row:
    """One kecamatan: its discs (own people, TKSK), its cells, and the sums of both."""

    code: str
    name: str
    discs: tuple[Cell, ...]
    cells: tuple[Cell, ...]

    @property
    def all(self) -> tuple[Cell, ...]:
        return self.discs + self.cells

    @property
    def seats(self) -> int:
        return sum(cell.seats for cell in self.all)

    @property
    def taken(self) -> int:
        return sum(cell.taken for cell in self.all)

    @property
    def here(self) -> int:
        return sum(cell.here for cell in self.all)

    @property
    def exceptions(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.all if cell.is_exception)


@dataclass(frozen=True, slots=True)
class Board:
    """The whole picture. `rule` is the one of `cell_rules` that is shown, `disc_rules` are the rows' own.

    `other_rules` are quotas of a level that the picture does not show.
    """

    rule: SeatRule
    cell_rules: tuple[SeatRule, ...]
    disc_rules: tuple[SeatRule, ...]
    other_rules: tuple[SeatRule, ...]
    row_level: str
    rows: tuple[Row, ...]
    outside: int

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for row in self.rows for cell in row.cells)

    @property
    def discs(self) -> tuple[Cell, ...]:
        return tuple(disc for row in self.rows for disc in row.discs)

    @property
    def exceptions(self) -> tuple[Cell, ...]:
        return tuple(cell for row in self.rows for cell in row.exceptions)

    @property
    def taken(self) -> int:
        return sum(row.taken for row in self.rows)

    @property
    def seats(self) -> int:
        return sum(row.seats for row in self.rows)


def board_of(
    plan: SeatPlan,
    regions: Sequence[RegionRow],
    arrivals: Mapping[tuple[int, str | None], int],
    *,
    city: RegionRow | None,
    category: str = "",
) -> Board | None:
    """Lay out the picture; None for an event without quotas. `category` chooses among several cell rules.

    `arrivals` by (category id, region code) are those of the day shown, empty before the event.
    `city` is the office's own region: the row of its parts when cells have no other parent here.
    """
    if not plan.rules:
        return None
    cell_level = max((rule.level for rule in plan.rules), key=LEVELS.index)
    row_level = LEVELS[max(0, LEVELS.index(cell_level) - 1)]
    cell_rules = tuple(rule for rule in plan.rules if rule.level == cell_level)
    rule = next((each for each in cell_rules if each.code == category), cell_rules[0])
    disc_rules = tuple(each for each in plan.rules if each.level == row_level and row_level != cell_level)
    shown = {rule.id, *(each.id for each in disc_rules)}
    cells: dict[str, list[Cell]] = defaultdict(list)
    discs: dict[str, list[Cell]] = defaultdict(list)
    for place in plan.places:
        if place.rule.id not in shown:
            continue
        cell = _cell(place, arrivals.get((place.rule.category_id, place.region.code), 0))
        if place.rule.level == cell_level:
            cells[place.region.parent_code or ""].append(cell)
        else:
            discs[place.region.code].append(cell)
    names = {region.code: region.name for region in regions}
    if city is not None:
        names.setdefault(city.code, city.name)
    rows = tuple(
        Row(code, names.get(code, ""), tuple(discs[code]), _labelled(cells[code]))
        for code in sorted({*cells, *discs})
        if cells[code] or discs[code]
    )
    others = tuple(each for each in plan.rules if each.level not in (cell_level, row_level))
    return Board(rule, cell_rules, disc_rules, others, row_level, rows, plan.outside)


def _cell(place: RegionSeats, here: int) -> Cell:
    seats, taken = place.seats, place.taken
    came = min(here, taken, seats)
    bars = ("here",) * came
    bars += ("away",) * (min(taken, seats) - came)
    bars += ("empty",) * (seats - len(bars))
    return Cell(place.region.code, place.region.name, place.rule.code, seats, taken, here, bars)


def _labelled(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The exceptions with their names, as far as these do not run into each other or out of the picture.

    Neighbours that are both too few or both too many share one label. What has no room keeps its name in the
    tip, in the list beside the picture and in the table.
    """
    width, free_from = CELLS_A_ROW * _CELL, 0.0
    starts = _starts(cells, width)
    found: list[Cell] = []
    last = 0
    for cell, start in zip(cells, starts, strict=True):
        if not cell.is_exception or start < 0:
            found.append(cell)
            continue
        needs = len(cell.name) * _LETTER
        hangs_left = start + needs > width
        begin = start + _CELL - needs if hangs_left else start
        if begin < free_from:
            joined = _joined(found[last], cell, starts[last])
            if joined is not None:
                found[last], free_from = joined, starts[last] + len(joined.label) * _LETTER + _AFTER_JOINED
            found.append(cell)
            continue
        free_from, last = begin + needs + 8, len(found)
        found.append(replace(cell, label=cell.name, hangs_left=hangs_left))
    return tuple(found)


def _joined(first: Cell, cell: Cell, start: float) -> Cell | None:
    """The first of some neighbours with the name of one more in its label; None where that has no room."""
    label = f"{first.label}, {cell.name}"
    is_same = bool(first.too_few) == bool(cell.too_few)
    if first.hangs_left or not is_same or start + len(label) * _LETTER > _JOINED:
        return None
    return replace(first, label=label)


def _starts(cells: Sequence[Cell], width: float) -> list[float]:
    """Where each cell begins; -1 from the second line on, where labels would fall onto bars."""
    starts: list[float] = []
    at = 0.0
    for cell in cells:
        needs = 70 if cell.is_long else 9 * max(cell.seats, 1) + 8
        starts.append(at if at + needs <= width else -1)
        at += needs
    return starts
