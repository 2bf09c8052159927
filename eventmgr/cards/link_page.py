"""What the page of private links says."""

from eventmgr.registration.link_text import invitation_text
from eventmgr.registration.mailing_page import Sender, Wording
from eventmgr.registration.mailing_queries import Recipient


def _text(sender: Sender, recipient: Recipient) -> str:
    return invitation_text(
        name=recipient.whole_name,
        event_name=sender.event_name,
        dates=sender.dates,
        url=sender.address_of(recipient),
    )


LINK_WORDING = Wording(
    _text,
    {
        "diminta": "Minta dikirim ulang",
        "belum": "Belum dikirim",
        "sudah": "Sudah dikirim",
        "tanpa-nomor": "Tanpa nomor WhatsApp",
        "ditutup": "Tautan ditutup",
    },
)
