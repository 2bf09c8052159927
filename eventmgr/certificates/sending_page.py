"""What the page says from which people are told that their certificate is ready."""

from eventmgr.registration.mailing_page import Sender, Wording
from eventmgr.registration.mailing_queries import Recipient


def _text(sender: Sender, recipient: Recipient) -> str:
    # By itself the page would show the event that runs or comes next.
    address = f"{sender.address_of(recipient)}/sertifikat?kegiatan={sender.slug}"
    return (
        f"Yth. {recipient.whole_name}, sertifikat Anda untuk {sender.event_name} sudah terbit. "
        f"Lihat dan unduh di halaman pribadi Anda:\n{address}\n"
        "Tautan ini hanya untuk Anda, mohon tidak diteruskan."
    )


READY_WORDING = Wording(
    _text,
    {
        "belum": "Belum dikirim",
        "sudah": "Sudah dikirim",
        "tanpa-nomor": "Tanpa nomor WhatsApp",
        "ditutup": "Tautan ditutup",
    },
)
