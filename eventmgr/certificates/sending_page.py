"""The page from which people are told that their certificate is ready, as words."""

from dataclasses import dataclass
from datetime import datetime

from eventmgr.certificates.sending_queries import SHOWS, Recipient, Show, recipients, sending_counts
from eventmgr.events.models import Event
from eventmgr.office.addresses import address_of
from eventmgr.office.models import Office
from eventmgr.outbox.rules import whatsapp_link
from eventmgr.people.private_links import private_path
from eventmgr.shared.dates import clock_time, local_date, short_date
from eventmgr.shared.keyring import keyring
from eventmgr.shared.text import mask_phone

PAGE_SIZE = 50
WORDS: dict[Show, str] = {
    "belum": "Belum dikirim",
    "sudah": "Sudah dikirim",
    "tanpa-nomor": "Tanpa nomor WhatsApp",
    "ditutup": "Tautan ditutup",
}


@dataclass(frozen=True, slots=True)
class Sender:
    """What all texts of an event have in common."""

    event_name: str
    base: str
    is_public: bool
    zone: str


@dataclass(frozen=True, slots=True)
class SendingLine:
    """One row; `whatsapp` is "" where nothing can be sent, `sent` is "08.44", "20 Nov., 08.44" or ""."""

    recipient: Recipient
    phone: str
    whatsapp: str
    sent: str


@dataclass(frozen=True, slots=True)
class SendingPage:
    """Everything on the page; `found` counts the rows of all pages of the group shown."""

    counts: dict[str, int]
    show: Show
    typed: str
    found: int
    number: int
    lines: tuple[SendingLine, ...]
    is_public: bool

    @property
    def first(self) -> int:
        """The number of the first row on the page."""
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        """The number of the last row on the page."""
        return self.first + len(self.lines) - 1


def sender_of(event: Event, office: Office) -> Sender:
    """Name of the event and address of the office."""
    address = address_of(office)
    # The demo's links open on the machine that shows them, and say so on their pages.
    return Sender(event.name, address.base, address.is_public or office.is_demo, event.zone)


def text_for(sender: Sender, recipient: Recipient) -> str:
    """What somebody reads in WhatsApp: the certificate is ready, and where it lies."""
    path = private_path(keyring(), recipient.person_uid, recipient.key_id, recipient.link_version)
    return (
        f"Yth. {recipient.whole_name}, sertifikat Anda untuk {sender.event_name} sudah terbit. "
        f"Lihat dan unduh di halaman pribadi Anda:\n{sender.base}{path}/sertifikat\n"
        "Tautan ini hanya untuk Anda, mohon tidak diteruskan."
    )


def line_for(sender: Sender, recipient: Recipient, at: datetime) -> SendingLine:
    """One row in words."""
    can_send = sender.is_public and recipient.has_number and not recipient.is_closed
    return SendingLine(
        recipient=recipient,
        phone=mask_phone(recipient.phone) if recipient.phone else "",
        whatsapp=whatsapp_link(recipient.phone, text_for(sender, recipient)) if can_send else "",
        sent=_hour_words(recipient.sent_at, at, sender.zone),
    )


def _hour_words(moment: datetime | None, at: datetime, zone: str) -> str:
    if moment is None:
        return ""
    day, time = local_date(moment, zone), clock_time(moment, zone)
    return time if day == local_date(at, zone) else f"{short_date(day)}, {time}"


def sending_page(
    event: Event, office: Office, at: datetime, *, show: str, typed: str, number: int
) -> SendingPage:
    """One page of one group, by itself of those who wait; a number past the end shows the last page."""
    group: Show = next((one for one in SHOWS if one == show), "belum")
    sender, typed = sender_of(event, office), "".join(filter(str.isprintable, typed))[:80]
    number = max(1, min(number, 100_000))
    total, rows = recipients(event.id, group, typed, first=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    if not rows and total:
        number = -(-total // PAGE_SIZE)
        total, rows = recipients(event.id, group, typed, first=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return SendingPage(
        counts=sending_counts(event.id),
        show=group,
        typed=typed,
        found=total,
        number=number,
        lines=tuple(line_for(sender, row, at) for row in rows),
        is_public=sender.is_public,
    )
