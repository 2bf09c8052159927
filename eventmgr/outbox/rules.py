"""Links that open WhatsApp or the telephone with a ready text. Knows no domain."""

from urllib.parse import quote


def whatsapp_link(phone: str | None, text: str) -> str:
    """The wa.me address with a ready text; empty when the number is none that WhatsApp knows (a landline).

    `phone` is E.164; Indonesian mobile numbers begin with +628.
    """
    if phone is None or not phone.startswith("+628"):
        return ""
    return f"https://wa.me/{phone[1:]}?text={quote(text)}"


def contact_link(phone: str | None, text: str) -> str:
    """WhatsApp where the number has it, else a call; empty without a number."""
    return whatsapp_link(phone, text) or (f"tel:{phone}" if phone else "")


def share_link(text: str) -> str:
    """The wa.me address that lets one choose whom to send a text to."""
    return f"https://wa.me/?text={quote(text)}"
