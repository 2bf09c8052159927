"""A page from which texts go out by hand, as words: chips, a search, one row a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.office.addresses import address_of
from eventmgr.office.models import Office
from eventmgr.outbox.rules import whatsapp_link
from eventmgr.people.private_links import private_path
from eventmgr.registration.mailing_queries import Mailing, Recipient, mailing_counts, recipients
from eventmgr.shared.dates import clock_time, date_range, local_date, short_date
from eventmgr.shared.keyring import keyring
from eventmgr.shared.text import mask_phone

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Sender:
    """What all texts of an event have in common; `dates` is "18 s.d. 20 November 2024" or ""."""

    event_name: str
    slug: str
    dates: str
    base: str
    is_public: bool
    zone: str

    def address_of(self, recipient: Recipient) -> str:
        """The private page of one person."""
        path = private_path(keyring(), recipient.person_uid, recipient.key_id, recipient.link_version)
        return f"{self.base}{path}"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a mailing says: the text of one person, and the names of its groups."""

    text: Callable[[Sender, Recipient], str]
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MailingLine:
    """One row; `whatsapp` is "" where nothing can be sent.

    `sent` and `asked` are "08.44", "20 Nov., 08.44" or "".
    """

    recipient: Recipient
    phone: str
    whatsapp: str
    sent: str
    asked: str


@dataclass(frozen=True, slots=True)
class MailingPage:
    """Everything on the page; `found` counts the rows of all pages of the group shown."""

    counts: dict[str, int]
    show: str
    typed: str
    found: int
    number: int
    lines: tuple[MailingLine, ...]
    is_public: bool
    groups: tuple[tuple[str, str, int], ...]

    @property
    def total(self) -> int:
        """Everybody, in whatever group."""
        return sum(self.counts.values())

    @property
    def first(self) -> int:
        """The number of the first row on the page."""
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        """The number of the last row on the page."""
        return self.first + len(self.lines) - 1

    @property
    def has_next(self) -> bool:
        """Whether there is a page after this one."""
        return self.last < self.found


def sender_of(event: Event, office: Office) -> Sender:
    """Name and dates of the event, address of the office; one statement."""
    days, address = event_dates([event.id]).get(event.id), address_of(office)
    dates = date_range(*days) if days else ""
    # The demo's links open on the machine that shows them, and say so on their pages.
    is_public = address.is_public or office.is_demo
    return Sender(event.name, event.slug, dates, address.base, is_public, event.zone)


def line_for(sender: Sender, wording: Wording, recipient: Recipient, at: datetime) -> MailingLine:
    """One row in words."""
    can_send = sender.is_public and recipient.has_number and not recipient.is_closed
    return MailingLine(
        recipient=recipient,
        phone=mask_phone(recipient.phone) if recipient.phone else "",
        whatsapp=whatsapp_link(recipient.phone, wording.text(sender, recipient)) if can_send else "",
        sent=_hour_words(recipient.sent_at, at, sender.zone),
        asked=_hour_words(recipient.asked_at, at, sender.zone),
    )


def _hour_words(moment: datetime | None, at: datetime, zone: str) -> str:
    if moment is None:
        return ""
    day, time = local_date(moment, zone), clock_time(moment, zone)
    return time if day == local_date(at, zone) else f"{short_date(day)}, {time}"


def mailing_page(
    mailing: Mailing,
    wording: Wording,
    sender: Sender,
    event_id: int,
    at: datetime,
    *,
    asked: Mapping[str, str],
) -> MailingPage:
    """One page of one group, as the query `asked` for it: by itself of the first group where somebody waits.

    A number past the end shows the last page.
    """
    counts = mailing_counts(mailing, event_id)
    waiting = "diminta" if counts.get("diminta") else "belum"
    show = next((one for one in mailing.shows if one == asked.get("tampil")), waiting)
    typed = "".join(filter(str.isprintable, asked.get("cari", "")))[:80]
    number = max(1, min(_whole(asked.get("halaman", "")), 100_000))
    total, rows = recipients(mailing, event_id, show, typed, first=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    if not rows and total:
        number = -(-total // PAGE_SIZE)
        total, rows = recipients(
            mailing, event_id, show, typed, first=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE
        )
    return MailingPage(
        counts=counts,
        show=show,
        typed=typed,
        found=total,
        number=number,
        lines=tuple(line_for(sender, wording, row, at) for row in rows),
        is_public=sender.is_public,
        groups=tuple((one, wording.groups[one], counts[one]) for one in mailing.shows),
    )


def _whole(typed: str) -> int:
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 7 else 1
