"""Name cards of an event: from registrations to the content of sheets, and to one PDF."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.registration.card_sheet import CARDS_A_SHEET, CardContent, CardGroup, render_cards
from eventmgr.registration.queries import RegistrationRow, card_rows
from eventmgr.shared.codes import ticket_code
from eventmgr.shared.dates import date_range
from eventmgr.shared.db import db
from eventmgr.shared.keyring import Keyring, keyring
from eventmgr.shared.pdf import merge_pdfs
from eventmgr.shared.refusal import Refusal


@dataclass(frozen=True)
class CardsPdf:
    """One PDF; `faces` gives what stands on each card (as a hash) by ticket id."""

    data: bytes
    sheets: int
    faces: Mapping[int, str]


def no_progress(_done: int, _total: int) -> None:
    """For callers that show none."""


def cards_pdf(
    event: Event,
    *,
    only_due: bool = False,
    only: Collection[int] | None = None,
    progress: Callable[[int, int], None] = no_progress,
) -> CardsPdf:
    """All cards of an event, those that are due (see `due_cards`), or those of `only` (registration ids).

    Each kecamatan begins a sheet. Takes about 10 s for 323 cards, so call it in a job or a command, outside
    `write()`; `progress` is told cards done and cards in all after each kecamatan. Raises Refusal when there
    is no card to print.
    """
    rows = card_rows(event.id)
    if only_due:
        due = {card.row.id for card in due_cards(event, rows)}
        rows = [row for row in rows if row.id in due]
    if only is not None:
        rows = [row for row in rows if row.id in only]
    if not rows:
        raise Refusal("no_cards", "Belum ada kartu untuk dicetak. Impor daftar peserta lebih dulu.")
    name, groups = event.name, _groups(event, rows)
    db.session.rollback()  # no snapshot is held while the drawing takes its time
    documents, done = [], 0
    progress(done, len(rows))
    for group in groups:
        documents.append(render_cards([group]))
        done += len(group.cards)
        progress(done, len(rows))
    cards = [card for group in groups for card in group.cards]
    faces = {row.ticket_id or 0: face_hash(card) for row, card in zip(rows, cards, strict=True)}
    sheets = sum(sheets_of(len(group.cards)) for group in groups)
    return CardsPdf(merge_pdfs(documents, f"Kartu peserta {name}"), sheets, faces)


@dataclass(frozen=True)
class DueCard:
    """A card to be printed. `why`: "new" (never printed), "replaced" (the one before was lost or damaged and
    opens no door any more) or "changed" (what stands on it changed; the printed one still holds)."""

    row: RegistrationRow
    why: str


def due_cards(event: Event, rows: Sequence[RegistrationRow]) -> list[DueCard]:
    """Cards that were never printed or whose face is another since the last print, in the order of `rows`."""
    cards = [card for group in _groups(event, rows) for card in group.cards]
    due = []
    for row, card in zip(rows, cards, strict=True):
        if row.printed_at is None:
            due.append(DueCard(row, "replaced" if row.ticket_version > 1 else "new"))
        elif row.printed_face_hash != face_hash(card):
            due.append(DueCard(row, "changed"))
    return due


def event_groups(event: Event) -> list[CardGroup]:
    """All cards of an event in the order of the papers."""
    return _groups(event, card_rows(event.id))


def _groups(event: Event, rows: Sequence[RegistrationRow]) -> list[CardGroup]:
    dates = event_dates([event.id]).get(event.id)
    return card_groups(rows, event.name, date_range(*dates) if dates else "", keyring())


def sheets_of(cards: int) -> int:
    """Sheets of paper for so many cards of one kecamatan."""
    return -(-cards // CARDS_A_SHEET)


def face_hash(card: CardContent) -> str:
    """What stands on a card, as a hash: a later change of name or place is seen by it."""
    return hashlib.sha256(json.dumps(asdict(card), sort_keys=True).encode()).hexdigest()


def card_groups(
    rows: Sequence[RegistrationRow], event_name: str, dates: str, ring: Keyring
) -> list[CardGroup]:
    """Group rows (in the order of `card_rows`) by kecamatan: TKSK first, then by kelurahan, then by name."""
    groups = []
    for label, members in groupby(rows, key=district_of):
        cards = tuple(_content(row, event_name, dates, ring) for row in members)
        groups.append(CardGroup(f"Kecamatan {label}" if label else "Tanpa wilayah", cards))
    return groups


def district_of(row: RegistrationRow) -> str:
    """The name of a registration's kecamatan, its own where it is one; "" without a region."""
    return (row.region_name if row.region_level == "kecamatan" else row.parent_name) or ""


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
