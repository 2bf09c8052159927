"""Who is selected in the participants list."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from eventmgr.people.models import Person
from eventmgr.registration.models import LIVE_STATES, Registration
from eventmgr.shared.db import db
from eventmgr.shared.text import full_name


@dataclass(frozen=True, slots=True)
class SelectionFacts:
    """Who is selected: ids of the registrations, the first names, the crew note that all share ("" when they
    differ)."""

    ids: tuple[int, ...]
    names: tuple[str, ...]
    same_note: str

    @property
    def count(self) -> int:
        return len(self.ids)


def selection_facts(event_id: int, uids: Sequence[str]) -> SelectionFacts:
    """What a page says of the live registrations of a selection; one statement."""
    rows = db.session.execute(
        select(Person.name, Person.front_title, Person.back_title, Registration.id, Registration.crew_note)
        .join(Registration, Registration.person_id == Person.id)
        .where(
            Registration.event_id == event_id,
            Registration.uid.in_(uids),
            Registration.state.in_(LIVE_STATES),
        )
        .order_by(Person.search_text, Registration.id)
    ).all()
    notes = {note or "" for *_, note in rows}
    names = tuple(full_name(name, front, back) for name, front, back, *_ in rows[:8])
    return SelectionFacts(tuple(row.id for row in rows), names, notes.pop() if len(notes) == 1 else "")
