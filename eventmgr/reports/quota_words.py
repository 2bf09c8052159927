"""The quota board in sentences: title, lede, names for readers, the message to a lurah. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from eventmgr.registration.region_seat_queries import SeatRule
from eventmgr.reports.quota_rules import LEVEL_WORDS, Board, Cell
from eventmgr.shared.dates import weekday_date
from eventmgr.shared.number_words import number_word
from eventmgr.shared.text import counted

#: WhatsApp shows so much without "baca selengkapnya"
LONGEST_MESSAGE = 350
#: whom one writes to about a region, and what its office is called before its name
HEADS = {"kelurahan": ("lurah", "Kelurahan"), "kecamatan": ("camat", "Kecamatan")}
_NOON = 12


def heading(board: Board) -> str:
    """ "2 kelurahan kurang, 2 lebih", "Semua kuota terisi"."""
    if not board.taken:
        return "Kuota belum terisi"
    level = LEVEL_WORDS[board.rule.level]
    few = sum(cell.too_few > 0 for cell in board.cells)
    many = sum(cell.too_many > 0 for cell in board.cells)
    if few and many:
        return f"{counted(few)} {level} kurang, {counted(many)} lebih"
    if few or many:
        return f"{counted(few or many)} {level} {'kurang' if few else 'lebih'}"
    short = [rule for rule in board.disc_rules if any(d.is_exception for d in _discs(board, rule))]
    if short:
        return f"Kuota {board.rule.code} terisi, {short[0].code} belum"
    return "Semua kuota terisi"


def lede(board: Board) -> str:
    """How many places are exactly right, and how the rows' own people stand."""
    level = LEVEL_WORDS[board.rule.level]
    exact = sum(not cell.is_exception for cell in board.cells)
    if not board.taken:
        parts = [f"{counted(sum(c.seats for c in board.cells))} tempat {board.rule.code} di "
                 f"{counted(len(board.cells))} {level}"]  # fmt: skip
        parts += [
            f"{counted(sum(d.seats for d in _discs(board, rule)))} tempat {rule.code}"
            for rule in board.disc_rules
        ]
        sentences = [f"{' dan '.join(parts)} menunggu nama."]
    else:
        whole = f"{counted(exact)} dari {counted(len(board.cells))} {level}"
        if exact == len(board.cells):
            whole = f"Semua {counted(exact)} {level}" if exact > 1 else f"{level.capitalize()} ini"
        sentences = [f"{whole} {_exactly(board)} {board.rule.code}."]
        sentences += [_discs_sentence(board, rule) for rule in board.disc_rules]
    if board.outside:
        sentences.append(f"{counted(board.outside)} peserta terdaftar di luar wilayah kuota.")
    return " ".join(sentences)


def _exactly(board: Board) -> str:
    numbers = {cell.seats for cell in board.cells}
    return f"tepat {number_word(numbers.pop())}" if len(numbers) == 1 else "tepat sesuai kuota"


def _discs(board: Board, rule: SeatRule) -> list[Cell]:
    return [disc for disc in board.discs if disc.category == rule.code]


def _discs_sentence(board: Board, rule: SeatRule) -> str:
    discs, level = _discs(board, rule), LEVEL_WORDS[rule.level]
    few, many = sum(d.too_few > 0 for d in discs), sum(d.too_many > 0 for d in discs)
    if not few and not many:
        return f"{rule.code} lengkap di {counted(len(discs))} {level}."
    parts = [f"kurang di {counted(few)}"] if few else []
    parts += [f"lebih di {counted(many)}"] if many else []
    return f"{rule.code} {', '.join(parts)} dari {counted(len(discs))} {level}."


def deviation(cell: Cell) -> str:
    """kurang 1, lebih 2, or nothing."""
    if cell.too_few:
        return f"kurang {counted(cell.too_few)}"
    return f"lebih {counted(cell.too_many)}" if cell.too_many else ""


def spoken(cell: Cell, *, has_begun: bool) -> str:
    """What a reader hears of a cell: "Flamboyan Baru: 2 dari 3 PSM, kurang 1, 2 sudah datang"."""
    parts = [f"{cell.name}: {counted(cell.taken)} dari {counted(cell.seats)} {cell.category}"]
    parts += [deviation(cell)] if cell.is_exception else []
    parts += [f"{counted(cell.here)} sudah datang"] if has_begun else []
    return ", ".join(parts)


def deadline(first_day: date | None, last_day: date | None, at: datetime, zone: str) -> str | None:
    """Until when a name is wanted; None once the event is over: then no message is sent."""
    local = at.astimezone(ZoneInfo(zone))
    if first_day is None or last_day is None:
        return "secepatnya"
    if local.date() < first_day:
        return f"sebelum {weekday_date(first_day)}"
    if local.date() > last_day:
        return None
    return "sebelum pukul 12.00 hari ini" if local.hour < _NOON else "hari ini juga"


def message(cell: Cell, level: str, names: Sequence[str], *, until: str, sender: str, salute: str) -> str:
    """The text for a lurah or camat about missing names, at most LONGEST_MESSAGE characters.

    `names` are of those registered; they are left out where they would make it too long.
    `salute` is "Bapak Lurah", "Ibu Camat", "Bapak/Ibu Lurah"; `sender` "Ani Rahmawati, Dinas Sosial".
    """
    _, office = HEADS.get(level, ("", LEVEL_WORDS[level].capitalize()))
    lacking = number_word(cell.too_few)
    wish = f"Mohon {lacking} nama lagi beserta nomor WhatsApp-nya, {until}. Terima kasih.\n{sender}"
    begin = f"Assalamualaikum, {salute}. Dari {office} {cell.name}"
    if not cell.taken:
        wish = wish.replace(" nama lagi", " nama", 1)
        return f"{begin} belum ada {cell.category} yang terdaftar. {wish}"[:LONGEST_MESSAGE]
    known = f"{begin} baru {number_word(cell.taken)} {cell.category} terdaftar"
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} dan {names[-1]}" if names else ""
    whole = f"{known}: {listed}. {wish}"
    return whole if listed and len(whole) <= LONGEST_MESSAGE else f"{known}. {wish}"[:LONGEST_MESSAGE]
