"""What the speakers of the demo left: slides of four sessions, one of them in its second version."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.events.models import AgendaSession, Event
from eventmgr.materials.actions import MaterialFacts, NewContent, add_material, change_material
from eventmgr.materials.rules import NOW, PRESENT, REGISTERED, SESSION
from eventmgr.shared.db import db, new_uid
from eventmgr.shared.files import write_bytes

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class _Slides:
    """A file of data/ for the session whose title begins so."""

    file: str
    session: str
    title: str
    gate: str = REGISTERED
    opens: str = NOW
    is_replaced: bool = False


_SLIDES = (
    _Slides("arah-kebijakan.pdf", "Arah kebijakan", "Arah kebijakan pilar-pilar sosial 2025"),
    _Slides("tugas-fungsi-psm.pdf", "Tugas dan fungsi PSM", "Tugas dan fungsi PSM", opens=SESSION),
    _Slides("musyawarah-kelurahan.pdf", "Musyawarah", "Musyawarah kelurahan", is_replaced=True),
    _Slides("pena.pdf", "PENA", "PENA, pemberdayaan ekonomi", gate=PRESENT, opens=SESSION),
)


def put_up_materials(actor: Actor, at: datetime, event: Event) -> int:
    """Put the slides up as an organizer would; how many there are comes back."""
    sessions = db.session.scalars(select(AgendaSession).where(AgendaSession.event_id == event.id)).all()
    places = {session.title: (session.day_id, session.id) for session in sessions}
    for slides in _SLIDES:
        title = next(title for title in places if title.startswith(slides.session))
        day_id, session_id = places[title]
        facts = MaterialFacts(slides.title, slides.gate, slides.opens, day_id=day_id, session_id=session_id)
        uid = add_material(
            actor, at, event=event, facts=facts, content=_content(slides.file), request_uid=new_uid()
        )
        if slides.is_replaced:
            change_material(
                actor, at, event=event, uid=uid, facts=facts, seen=1, content=_content(slides.file)
            )
    return len(_SLIDES)


def _content(file: str) -> NewContent:
    written = write_bytes((_DATA / file).read_bytes())
    return NewContent(written=written, type="application/pdf", name=file)
