"""The cards page as words and numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.cards.actions import last_cards_job_or_none
from eventmgr.cards.name_cards import DueCard, due_cards
from eventmgr.cards.orders import Arrangement, arranged
from eventmgr.cards.prints import PastPrint, listed_prints, past_prints
from eventmgr.cards.spare_queries import GIVEN_WORDS
from eventmgr.events.models import Event
from eventmgr.registration.queries import RegistrationRow, card_rows
from eventmgr.registration.ticket_queries import Voided, last_voided
from eventmgr.shared.dates import local_date, short_date, weekday_date
from eventmgr.shared.job_progress import JobProgress, counted_of, progress_of
from eventmgr.shared.text import counted

#: cards to print that are listed one by one; the others are printed with them
MOST_LINES = 50


@dataclass(frozen=True)
class DueLine:
    """One card to print: why, whose, "PSM Air Manis", "Ejaan nama", the struck words of the old card.

    `why` as of `DueCard`, or "released": the card before was a spare one that was taken back.
    """

    uid: str
    why: str
    name: str
    place: str
    words: str
    old: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupCards:
    """Cards that begin a sheet of their own: those of one kecamatan, of one unsur, or all."""

    name: str
    cards: int
    sheets: int


@dataclass(frozen=True)
class SheetWords:
    """The sheet in the picture: "Lubuk Begalung, lembar 1 dari 6"; `number` counts over all `total`."""

    words: str
    number: int
    total: int


@dataclass(frozen=True)
class CardsPage:
    """`printed_on` is the day of the last print in words; "" before the first."""

    total: int
    due: tuple[DueLine, ...]
    printed_on: str
    arrangement: Arrangement
    groups: tuple[GroupCards, ...]
    sheet: SheetWords
    progress: JobProgress | None
    prints: tuple[PastPrint, ...]
    failed: bool

    @property
    def is_reprint(self) -> bool:
        """Whether cards that were printed before are among those to print."""
        return any(line.why != "new" for line in self.due)

    @property
    def due_words(self) -> str:
        """What is to be printed and why: "5 berubah isinya, 2 hilang atau rusak"."""
        counts = Counter(line.why for line in self.due)
        words = {
            "changed": "berubah isinya",
            "replaced": "hilang atau rusak",
            "released": "sesudah kartu cadangannya dilepas",
            "new": "belum pernah dicetak",
        }
        return ", ".join(f"{counted(counts[why])} {word}" for why, word in words.items() if counts[why])

    @property
    def listed(self) -> tuple[DueLine, ...]:
        """Those that are ticked one by one."""
        return self.due[:MOST_LINES]

    @property
    def last_print(self) -> PastPrint | None:
        """The newest PDF of name cards, be it of one card only."""
        return next((one for one in self.prints if one.is_cards), None)

    @property
    def whole_print(self) -> PastPrint | None:
        """The newest PDF of all name cards."""
        return next((one for one in self.prints if one.is_whole), None)

    @property
    def listed_prints(self) -> tuple[PastPrint, ...]:
        """Those that the page lists, see there."""
        return listed_prints(self.prints)


def cards_page(
    event: Event, at: datetime, *, arrangement: Arrangement | None = None, sheet: int = 1
) -> CardsPage:
    """The state of an event's cards at this moment; `sheet` is the one in the picture."""
    chosen, rows = arrangement or Arrangement(), card_rows(event.id)
    printed = [row.printed_at for row in rows if row.printed_at is not None]
    job = last_cards_job_or_none(event.id)
    due, voided = due_cards(event, rows), last_voided(event.id)
    groups = _groups(rows, chosen)
    return CardsPage(
        total=len(rows),
        due=tuple(_due_line(card, voided, event.zone) for card in due),
        printed_on=weekday_date(local_date(max(printed), event.zone)) if printed else "",
        arrangement=chosen,
        groups=groups,
        sheet=_sheet(groups, sheet),
        progress=progress_of(job, counted_of("kartu"), at, total=len(rows)),
        prints=past_prints(event),
        failed=job is not None and job.state == "failed",
    )


def cards_progress(event: Event, at: datetime) -> JobProgress | None:
    """The running print alone."""
    return progress_of(last_cards_job_or_none(event.id), counted_of("kartu"), at)


def _due_line(card: DueCard, voided: Mapping[int, Voided], zone: str) -> DueLine:
    row = card.row
    place = f"{row.category_code} {row.region_name}".strip()
    if card.why == "changed":
        words = ", ".join(change.words for change in card.changes)
        words = words[:1] + words[1:].lower()
        old = tuple(change.old for change in card.changes if change.old)
        return DueLine(row.uid, card.why, row.whole_name, place, words, old)
    if card.why == "new":
        return DueLine(row.uid, card.why, row.whole_name, place, "Belum pernah dicetak")
    before = voided.get(row.id)
    # Without a void card the one before can only have been a spare one, which is free again.
    if before is None or before.reason.startswith(GIVEN_WORDS):
        return DueLine(row.uid, "released", row.whole_name, place, "Kartu cadangannya dilepas")
    words = f"Hilang atau rusak, diganti {short_date(local_date(before.at, zone))}"
    return DueLine(row.uid, card.why, row.whole_name, place, words)


def _groups(rows: Sequence[RegistrationRow], chosen: Arrangement) -> tuple[GroupCards, ...]:
    return tuple(
        GroupCards(label.removeprefix("Kecamatan "), len(members), -(-len(members) // chosen.paper.cards))
        for label, members in arranged(rows, chosen.order)
    )


def _sheet(groups: Sequence[GroupCards], asked: int) -> SheetWords:
    """Which sheet a number means; one past the end is the last."""
    total = sum(group.sheets for group in groups)
    position = number = max(1, min(asked, total))
    for group in groups:
        if number <= group.sheets:
            words = f"{group.name}, lembar {counted(number)} dari {counted(group.sheets)}"
            return SheetWords(words, position, total)
        number -= group.sheets
    return SheetWords("", 0, 0)
