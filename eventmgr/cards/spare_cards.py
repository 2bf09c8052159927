"""Spare cards of an event: from tickets to one PDF."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass

from eventmgr.cards.sheet import CARDS_A_SHEET
from eventmgr.cards.spare_queries import spare_tickets
from eventmgr.cards.spare_sheet import SpareContent, render_spares, spare_sheets
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.registration.models import Ticket
from eventmgr.shared.codes import ticket_code
from eventmgr.shared.dates import date_range
from eventmgr.shared.db import db
from eventmgr.shared.keyring import Keyring, keyring
from eventmgr.shared.pdf import merge_pdfs
from eventmgr.shared.refusal import Refusal


@dataclass(frozen=True)
class SparesPdf:
    """One PDF; `faces` gives what stands on each card (as a hash) by ticket id."""

    data: bytes
    sheets: int
    faces: Mapping[int, str]


def spares_pdf(event: Event, *, numbers: Collection[int], progress: Callable[[int, int], None]) -> SparesPdf:
    """The spare cards with these numbers; call it in a job, outside `write()`.

    `progress` is told cards done and in all after each sheet. Raises Refusal when there is none.
    """
    tickets = spare_tickets(event.id, numbers)
    if not tickets:
        raise Refusal("no_cards", "Belum ada kartu cadangan untuk dicetak.")
    dates = event_dates([event.id]).get(event.id)
    words = (event.name, date_range(*dates) if dates else "")
    ring = keyring()
    contents = {ticket.id: _content(ticket, words, ring) for ticket in tickets}
    db.session.rollback()  # no snapshot is held while the drawing takes its time
    documents, sheets = [], spare_sheets(list(contents.values()))
    progress(0, len(contents))
    for number, sheet in enumerate(sheets, start=1):
        documents.append(render_spares([sheet]))
        progress(min(number * CARDS_A_SHEET, len(contents)), len(contents))
    faces = {ticket_id: _face_hash(content) for ticket_id, content in contents.items()}
    return SparesPdf(merge_pdfs(documents, f"Kartu cadangan {words[0]}"), len(sheets), faces)


def _content(ticket: Ticket, words: tuple[str, str], ring: Keyring) -> SpareContent:
    return SpareContent(
        number=ticket.spare_no or 0,
        event_name=words[0],
        date_range=words[1],
        qr_text=ticket_code(ring.derive("ticket", ticket.key_id), ticket.uid, ticket.version),
        typed_code=ticket.typed_code,
    )


def _face_hash(content: SpareContent) -> str:
    return hashlib.sha256(json.dumps(asdict(content), sort_keys=True).encode()).hexdigest()
