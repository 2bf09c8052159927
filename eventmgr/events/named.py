"""The event that a command names."""

from sqlalchemy import select

from eventmgr.events.models import Event
from eventmgr.events.queries import event_by_slug_or_none
from eventmgr.shared.db import db
from eventmgr.shared.refusal import Refusal

#: More than these would scroll the sentence away.
_MOST_NAMED = 5


def event_named(slug: str) -> Event:
    """The event of that slug. Raises Refusal "event_unknown", which says where slugs are found."""
    event = event_by_slug_or_none(slug)
    if event is None:
        raise Refusal("event_unknown", f"Tidak ada kegiatan “{slug}”. {_known_slugs()}")
    return event


def _known_slugs() -> str:
    newest = db.session.scalars(select(Event.slug).order_by(Event.id.desc()).limit(_MOST_NAMED + 1)).all()
    if not newest:
        return "Belum ada satu pun kegiatan di sini; buat dulu di halaman Semua kegiatan."
    shown = ", ".join(newest[:_MOST_NAMED])
    rest = ", dan lainnya" if len(newest) > _MOST_NAMED else ""
    return (
        f"Yang ada: {shown}{rest}. Nama pendek itu juga terlihat di alamat halaman kegiatan: /kegiatan/NAMA."
    )
