"""Name cards of an event: from registrations to the content of sheets, and to one PDF."""

from dataclasses import dataclass
from itertools import groupby

from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.registration.card_sheet import CardContent, CardGroup, render_cards
from eventmgr.registration.queries import RegistrationRow, card_rows
from eventmgr.shared.codes import ticket_code
from eventmgr.shared.dates import date_range
from eventmgr.shared.keyring import Keyring, keyring
from eventmgr.shared.refusal import Refusal


@dataclass(frozen=True)
class PrintedCards:
    """One PDF and the tickets on it."""

    pdf: bytes
    ticket_ids: list[int]


def cards_pdf(event: Event) -> PrintedCards:
    """All cards of an event, each kecamatan beginning a sheet. Takes seconds: call it outside `write()`.

    Raises Refusal when there is nobody to print a card for.
    """
    rows = card_rows(event.id)
    if not rows:
        raise Refusal("no_cards", "Belum ada kartu untuk dicetak. Impor daftar peserta lebih dulu.")
    dates = event_dates([event.id]).get(event.id)
    words = date_range(*dates) if dates else ""
    pdf = render_cards(card_groups(rows, event.name, words, keyring()))
    return PrintedCards(pdf, [row.ticket_id for row in rows if row.ticket_id is not None])


def card_groups(rows: list[RegistrationRow], event_name: str, dates: str, ring: Keyring) -> list[CardGroup]:
    """Group by kecamatan in the official order; within it TKSK first, then kelurahan, then name."""
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
