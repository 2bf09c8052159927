"""What stands beside the picture: one region's people, the exceptions, or what a search found."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.events.models import Event
from eventmgr.outbox.rules import share_link, whatsapp_link
from eventmgr.reports.quota_queries import Head, SeatHolder
from eventmgr.reports.quota_rules import LEVEL_WORDS, Board, Cell, Row
from eventmgr.reports.quota_words import HEADS, deviation, message
from eventmgr.shared.dates import clock_time
from eventmgr.shared.text import counted, fold_for_search, full_name, mask_phone

MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class PanelPerson:
    """One line: mark, name, and what stands right ("07.56", "belum datang", "tidak datang", "cadangan 2").

    `act` is "reserve" for a surplus person, "promote" for a reserve with a free seat, else empty.
    """

    uid: str
    kind: str
    name: str
    note: str
    act: str = ""


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """A link to another place: name, "2 dari 3", "kurang 1"."""

    code: str
    name: str
    note: str
    deviation: str
    kind: str


@dataclass(frozen=True, slots=True)
class Message:
    """The text to a region's head. `head` is empty where nobody is known; the link then lets one choose."""

    title: str
    text: str
    link: str
    head: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything beside the picture; `code` is the place that it shows, empty for none."""

    title: str
    kicker: str = ""
    code: str = ""
    people: tuple[PanelPerson, ...] = ()
    vacancies: tuple[str, ...] = ()
    places: tuple[PanelPlace, ...] = ()
    sentence: str = ""
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A picked place: its own cells (one for each quota), the row that it stands in, its level."""

    code: str
    name: str
    level: str
    cells: tuple[Cell, ...]
    row: Row
    is_row: bool


def place_or_none(board: Board, code: str) -> Place | None:
    """The place of a code in the picture: a row, or a cell of one."""
    for row in board.rows:
        if row.code == code:
            return Place(code, row.name, board.row_level, row.discs, row, True)
        found = tuple(cell for cell in row.cells if cell.code == code)
        if found:
            return Place(code, found[0].name, board.rule.level, found, row, False)
    return None


def place_panel(
    board: Board, place: Place, holders: Sequence[SeatHolder], zone: str, *, away: str, may_change: bool
) -> Panel:
    """The people of one place and its empty seats; for a row also its cells, most urgent first.

    `away` is said of who has not come on the day shown; empty before the event.
    """
    surplus = {cell.category for cell in place.cells if cell.too_many}
    free = {cell.category for cell in place.cells if cell.too_few}
    movable = _last_movable(holders, surplus) if may_change else frozenset()
    people = tuple(
        _person(holder, zone, away=away, movable=movable, free=free if may_change else set())
        for holder in holders
    )
    vacancies = tuple(cell.category for cell in place.cells for _ in range(cell.too_few))
    above = LEVEL_WORDS[board.row_level].capitalize()
    kicker = above if place.is_row else f"{above} {place.row.name}" if place.row.name else ""
    places = tuple(_place(cell, has_begun=bool(away)) for cell in place.row.cells) if place.is_row else ()
    title = place.name or "Tanpa wilayah atas"
    sentence = "" if people or vacancies or places else "Tidak ada kuota di sini."
    if surplus and may_change and not movable:
        sentence = "Semuanya sudah datang, jadi tidak ada yang dapat dijadikan cadangan."
    return Panel(title, kicker, place.code, people, vacancies, places, sentence)


def _last_movable(holders: Sequence[SeatHolder], surplus: set[str]) -> frozenset[str]:
    """Of each category with too many the last registered who has not come: presence is not taken away."""
    last = {
        holder.category: holder.uid
        for holder in holders
        if holder.category in surplus and holder.state == "registered" and not holder.is_here
    }
    return frozenset(last.values())


def _person(
    holder: SeatHolder, zone: str, *, away: str, movable: frozenset[str], free: set[str]
) -> PanelPerson:
    name = full_name(holder.name, holder.front_title, holder.back_title)
    if holder.state == "reserve":
        act = "promote" if holder.category in free else ""
        return PanelPerson(holder.uid, "changed", name, f"cadangan {holder.reserve_no or ''}".strip(), act)
    act = "reserve" if holder.uid in movable else ""
    if not away:
        return PanelPerson(holder.uid, "ok", name, "", act)
    if holder.is_here:
        note = clock_time(holder.first_at, zone) if holder.first_at else "hadir"
        return PanelPerson(holder.uid, "ok", name, note, act)
    return PanelPerson(holder.uid, "none", name, "baru terdaftar" if holder.is_newcomer else away, act)


def _place(cell: Cell, *, has_begun: bool) -> PanelPlace:
    if not cell.taken:
        note = "belum ada nama"
    elif has_begun:
        note = f"{counted(cell.here)} dari {counted(cell.taken)} hadir"
    else:
        note = f"{counted(cell.taken)} dari {counted(cell.seats)}"
    kind = "stop" if cell.too_few else "look" if cell.too_many else "ok"
    return PanelPlace(cell.code, cell.name, note, deviation(cell), kind)


def overview_panel(board: Board) -> Panel:
    """With nothing picked: the exceptions by name, or that there is none."""
    if not board.taken:
        return Panel("Belum ada nama", sentence="Pilih satu wilayah untuk mengisi namanya.")
    places = tuple(
        PanelPlace(
            cell.code,
            cell.name,
            row.name if cell.code != row.code else LEVEL_WORDS[board.row_level],
            f"{deviation(cell)} {cell.category}",
            "stop" if cell.too_few else "look",
        )
        for row in board.rows
        for cell in row.exceptions
    )
    if not places:
        return Panel(
            "Tidak ada yang kurang atau lebih", sentence="Pilih satu wilayah untuk melihat orangnya."
        )
    more = len(places) - MOST_FOUND
    rest = f"{counted(more)} lagi. Semuanya ada di tabel." if more > 0 else ""
    return Panel("Kurang dan lebih", places=places[:MOST_FOUND], sentence=rest)


def search_panel(board: Board, typed: str, *, has_begun: bool) -> Panel:
    """The places whose names hold every word of a search; the first ones, and how many more there are."""
    words = fold_for_search(typed).split()
    found = [
        (row, cell)
        for row in board.rows
        for cell in row.cells
        if words and all(word in fold_for_search(cell.name) for word in words)
    ]
    level = LEVEL_WORDS[board.rule.level]
    if not found:
        return Panel(f"Tidak ada {level} “{typed}”", sentence="Periksa ejaannya, atau lihat tabelnya.")
    places = tuple(_place(cell, has_begun=has_begun) for _, cell in found[:MOST_FOUND])
    more = len(found) - len(places)
    sentence = f"{counted(more)} lagi. Ketik lebih banyak huruf." if more else ""
    return Panel(f"{counted(len(found))} {level} cocok", places=places, sentence=sentence)


def only_match_or_none(board: Board, typed: str) -> str | None:
    """The code of the one place that a search means: the only hit, or the only one of that very name."""
    wanted = fold_for_search(typed)
    if not wanted:
        return None
    held = [c for c in board.cells if all(word in fold_for_search(c.name) for word in wanted.split())]
    same = [cell for cell in held if fold_for_search(cell.name) == wanted]
    meant = same if len(same) == 1 else held
    return meant[0].code if len(meant) == 1 else None


def message_for(
    place: Place, people: Sequence[SeatHolder], head: Head | None, *, until: str, sender: str
) -> Message | None:
    """The text that asks for missing names; None where none is missing."""
    cell = next((cell for cell in place.cells if cell.too_few), None)
    if cell is None:
        return None
    word, _ = HEADS.get(place.level, ("petugas wilayah", ""))
    greeting = {"L": "Bapak", "P": "Ibu"}.get(head.sex if head else "", "Bapak/Ibu")
    names = [
        full_name(each.name, each.front_title, None)
        for each in people
        if each.category == cell.category and each.state == "registered"
    ]
    text = message(
        cell, place.level, names, until=until, sender=sender, salute=f"{greeting} {word.capitalize()}"
    )
    link = whatsapp_link(head.phone, text) if head else ""
    known = ""
    if head is not None:
        number = f", {mask_phone(head.phone)}" if head.phone else ""
        known = f"{word.capitalize()} {full_name(head.name, head.front_title, head.back_title)}{number}"
    return Message(f"Pesan untuk {word}", text, link or share_link(text), known)


def sender_of(user_name: str, office_name: str, event: Event) -> str:
    """ "Ani Rahmawati, Dinas Sosial": the office without its city, which the reader lives in."""
    office = office_name.partition(" Kota ")[0].partition(" Kabupaten ")[0] or event.name
    return f"{user_name}, {office}"
