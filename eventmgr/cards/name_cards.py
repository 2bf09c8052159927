"""Name cards of an event: from registrations to the content of sheets, and to one PDF."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from eventmgr.cards.orders import Arrangement, CardOrder, arranged, district_of
from eventmgr.cards.printed_faces import Change, changes_between, face_hash, face_words
from eventmgr.cards.sheet import CardContent, CardGroup, place_sheet, plan_sheets, render_sheets
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.registration.queries import RegistrationRow, card_rows
from eventmgr.shared.codes import ticket_code
from eventmgr.shared.dates import date_range
from eventmgr.shared.db import db
from eventmgr.shared.keyring import Keyring, keyring
from eventmgr.shared.pdf import merge_pdfs
from eventmgr.shared.refusal import Refusal

#: cards that are drawn as one document: enough to share fonts, few enough for progress to move
CARDS_A_DOCUMENT = 48


@dataclass(frozen=True)
class CardsPdf:
    """One PDF; `faces` gives what stands on each card as a hash, `words` in words, both by ticket id."""

    data: bytes
    sheets: int
    faces: Mapping[int, str]
    words: Mapping[int, dict[str, str]]


def no_progress(_done: int, _total: int) -> None:
    """For callers that show none."""


def cards_pdf(
    event: Event,
    *,
    only_due: bool = False,
    only: Collection[int] | None = None,
    arrangement: Arrangement | None = None,
    progress: Callable[[int, int], None] = no_progress,
) -> CardsPdf:
    """All cards of an event, those that are due (see `due_cards`), or those of `only` (registration ids).

    Each group of the arrangement begins a sheet. Takes about 10 s for 323 cards, so call it in a job or a
    command, outside `write()`; `progress` is told cards done and cards in all. Raises Refusal when there is
    no card to print.
    """
    rows = card_rows(event.id)
    if only_due:
        due = {card.row.id for card in due_cards(event, rows)}
        rows = [row for row in rows if row.id in due]
    if only is not None:
        rows = [row for row in rows if row.id in only]
    if not rows:
        raise Refusal("no_cards", "Belum ada kartu untuk dicetak. Impor daftar peserta lebih dulu.")
    chosen = arrangement or Arrangement()
    name, groups = event.name, _groups(event, rows, chosen.order)
    db.session.rollback()  # no snapshot is held while the drawing takes its time
    plans = plan_sheets(groups, chosen.paper)
    documents, done, at_once = [], 0, CARDS_A_DOCUMENT // chosen.paper.cards
    progress(done, len(rows))
    for first in range(0, len(plans), at_once):
        batch = plans[first : first + at_once]
        documents.append(render_sheets([place_sheet(plan, chosen.paper) for plan in batch]))
        done += sum(len(plan.cards) for plan in batch)
        progress(done, len(rows))
    cards = {
        row.ticket_id or 0: card
        for (_, members), group in zip(arranged(rows, chosen.order), groups, strict=True)
        for row, card in zip(members, group.cards, strict=True)
    }
    return CardsPdf(
        merge_pdfs(documents, f"Kartu peserta {name}"),
        len(plans),
        {ticket_id: face_hash(card) for ticket_id, card in cards.items()},
        {ticket_id: face_words(card) for ticket_id, card in cards.items()},
    )


@dataclass(frozen=True)
class DueCard:
    """A card to be printed. `why`: "new" (never printed), "replaced" (the one before was lost or damaged and
    opens no door any more) or "changed" (see `changes`; the printed one still holds).
    """

    row: RegistrationRow
    why: str
    changes: tuple[Change, ...] = ()


def due_cards(event: Event, rows: Sequence[RegistrationRow]) -> list[DueCard]:
    """Cards that were never printed or whose face is another since the last print, in the order of `rows`.

    `rows` come by kecamatan.
    """
    cards = [card for group in _groups(event, rows) for card in group.cards]
    due = []
    for row, card in zip(rows, cards, strict=True):
        if row.printed_at is None:
            due.append(DueCard(row, "replaced" if row.ticket_version > 1 else "new"))
        elif row.printed_face_hash != face_hash(card):
            due.append(DueCard(row, "changed", tuple(changes_between(row.printed_face, card))))
    return due


def event_groups(event: Event, order: CardOrder = "kecamatan") -> list[CardGroup]:
    """All cards of an event in the order of the papers."""
    return _groups(event, card_rows(event.id), order)


def _groups(event: Event, rows: Sequence[RegistrationRow], order: CardOrder = "kecamatan") -> list[CardGroup]:
    days = event_dates([event.id]).get(event.id)
    dates, ring = date_range(*days) if days else "", keyring()
    return [
        CardGroup(label, tuple(_content(row, event.name, dates, ring) for row in members))
        for label, members in arranged(rows, order)
    ]


def _content(row: RegistrationRow, event_name: str, dates: str, ring: Keyring) -> CardContent:
    key = ring.derive("ticket", row.ticket_key_id)
    return CardContent(
        name=row.name,
        front_title=row.front_title or "",
        back_title=row.back_title or "",
        category_code=row.category_code,
        category_name=row.category_name,
        village=row.region_name if row.region_level == "kelurahan" else "",
        district=district_of(row),
        event_name=event_name,
        date_range=dates,
        qr_text=ticket_code(key, row.ticket_uid or "", row.ticket_version),
        typed_code=row.typed_code or "",
        is_replacement=row.ticket_version > 1,
    )
