"""How the picture of a sheet stands: drawn, being drawn, or still to be asked for."""

from dataclasses import dataclass
from datetime import datetime

from eventmgr.cards.orders import Arrangement
from eventmgr.cards.sample import looks, sheet_sample_or_none
from eventmgr.events.models import Event
from eventmgr.shared.drawings import Drawing, drawing_of

#: Name of the job; never changes.
SAMPLE_JOB = "cards.sample"


@dataclass(frozen=True, slots=True)
class SampleState:
    """The picture of a sheet: its number, the key of what is on it, and how it stands."""

    number: int
    key: str
    drawing: Drawing


def sample_key(event_id: int, arrangement: Arrangement, number: int) -> str:
    """One drawing of a sheet at a time."""
    return f"{SAMPLE_JOB}:{event_id}:{arrangement.order}:{arrangement.paper.key}:{number}"


def sample_state_or_none(
    event: Event, arrangement: Arrangement, number: int, at: datetime
) -> SampleState | None:
    """How the picture of a sheet stands; None without such a sheet. Two statements, three until drawn."""
    sample = sheet_sample_or_none(event, arrangement, number)
    if sample is None:
        return None
    name = sample.path.name
    drawing = drawing_of(
        sample.path,
        sample_key(event.id, arrangement, number),
        at,
        # a worker of another version draws other cards: it would be asked for ever, too
        is_the_same=lambda result: result.get("looks") != looks() or result.get("name") == name,
    )
    return SampleState(number, sample.key, drawing)
