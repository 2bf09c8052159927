"""What a participant reads in WhatsApp before the private link."""


def invitation_text(*, name: str, event_name: str, dates: str, url: str) -> str:
    """The text with the link of one person; `dates` is "18 s.d. 20 November 2024" or empty."""
    when = f", {dates}" if dates else ""
    return (
        f"Yth. {name}, ini halaman pribadi Anda untuk {event_name}{when}: kode QR, jadwal, kehadiran, "
        f"dan sertifikat.\n{url}\nTautan ini hanya untuk Anda, mohon tidak diteruskan."
    )


def link_key(registration_uid: str, link_version: int) -> str:
    """The outbox key of one person's link in one event: a renewed link is to be sent anew."""
    return f"wa_link:{registration_uid}:{link_version}"
