"""The page from which the private links go out, as words."""

from dataclasses import dataclass
from datetime import datetime

from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.office.addresses import address_of
from eventmgr.office.models import Office
from eventmgr.outbox.rules import whatsapp_link
from eventmgr.people.private_links import private_path
from eventmgr.registration.link_queries import SHOWS, LinkRow, Show, link_counts, link_rows
from eventmgr.registration.link_text import invitation_text
from eventmgr.shared.dates import clock_time, date_range, local_date, short_date
from eventmgr.shared.keyring import keyring
from eventmgr.shared.text import mask_phone

PAGE_SIZE = 50
WORDS: dict[Show, str] = {
    "diminta": "Minta dikirim ulang",
    "belum": "Belum dikirim",
    "sudah": "Sudah dikirim",
    "tanpa-nomor": "Tanpa nomor WhatsApp",
    "ditutup": "Tautan ditutup",
}


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One row; `whatsapp` is empty where nothing can be sent.

    `sent` and `asked` are "08.44", "20 Nov., 08.44" or empty.
    """

    row: LinkRow
    phone: str
    whatsapp: str
    sent: str
    asked: str


@dataclass(frozen=True, slots=True)
class LinksPage:
    """Everything on the page."""

    counts: dict[str, int]
    show: Show
    typed: str
    found: int
    first: int
    number: int
    lines: tuple[LinkLine, ...]
    is_public: bool

    @property
    def last(self) -> int:
        """The number of the last row on the page."""
        return self.first + len(self.lines) - 1

    @property
    def has_next(self) -> bool:
        """Whether there is a page after this one."""
        return self.last < self.found


@dataclass(frozen=True, slots=True)
class Sender:
    """What all texts of an event have in common."""

    event_name: str
    dates: str
    base: str
    is_public: bool
    zone: str


def sender_of(event: Event, office: Office) -> Sender:
    """Name and dates of the event, address of the office; one statement."""
    days, address = event_dates([event.id]).get(event.id), address_of(office)
    dates = date_range(*days) if days else ""
    # The demo's links open on the machine that shows them, and say so on their pages.
    is_public = address.is_public or office.is_demo
    return Sender(event.name, dates, address.base, is_public, event.zone)


def text_for(sender: Sender, row: LinkRow) -> str:
    """The text with the link of one person."""
    path = private_path(keyring(), row.person_uid, row.key_id, row.link_version)
    return invitation_text(
        name=row.whole_name,
        event_name=sender.event_name,
        dates=sender.dates,
        url=f"{sender.base}{path}",
    )


def line_for(sender: Sender, row: LinkRow, at: datetime) -> LinkLine:
    """One row in words."""
    can_send = sender.is_public and row.has_number and not row.is_closed
    return LinkLine(
        row=row,
        phone=mask_phone(row.phone) if row.phone else "",
        whatsapp=whatsapp_link(row.phone, text_for(sender, row)) if can_send else "",
        sent=_hour_words(row.sent_at, at, sender.zone),
        asked=_hour_words(row.asked_at, at, sender.zone),
    )


def _hour_words(moment: datetime | None, at: datetime, zone: str) -> str:
    if moment is None:
        return ""
    day = local_date(moment, zone)
    time = clock_time(moment, zone)
    return time if day == local_date(at, zone) else f"{short_date(day)}, {time}"


def links_page(
    event: Event, office: Office, at: datetime, *, show: str, typed: str, number: int
) -> LinksPage:
    """One page of one group, by itself of those who wait; a number past the end shows the last page."""
    counts = link_counts(event.id)
    group: Show = next((one for one in SHOWS if one == show), "diminta" if counts["diminta"] else "belum")
    sender, typed = sender_of(event, office), "".join(filter(str.isprintable, typed))[:80]
    number = max(1, min(number, 100_000))
    total, rows = link_rows(event.id, group, typed, first=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    if not rows and total:
        number = -(-total // PAGE_SIZE)
        total, rows = link_rows(event.id, group, typed, first=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return LinksPage(
        counts=counts,
        show=group,
        typed=typed,
        found=total,
        first=(number - 1) * PAGE_SIZE + 1,
        number=number,
        lines=tuple(line_for(sender, row, at) for row in rows),
        is_public=sender.is_public,
    )
