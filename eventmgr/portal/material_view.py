"""The materials of an event as a participant sees them: open ones as links, others with their condition."""

from dataclasses import dataclass
from datetime import datetime

from eventmgr.events.agenda_queries import PlannedDay
from eventmgr.materials.queries import MaterialRow, materials_of, opening_of, place_of, reader_of
from eventmgr.materials.rules import Reader, may_read, was_present
from eventmgr.materials.words import promise
from eventmgr.portal.queries import Participation


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material. `condition` is empty where it is open; `kind` says "PDF, 1,2 MB · versi 2"."""

    uid: str
    title: str
    kind: str
    condition: str = ""
    is_link: bool = False


def material_lines(part: Participation, days: list[PlannedDay], moment: datetime) -> tuple[MaterialLine, ...]:
    """What this participant may know of, in the order of the days; at most two statements."""
    rows = materials_of(part.event_id)
    if not rows:
        return ()
    reader = reader_of(part.id)
    places = {day.id: number for number, day in enumerate(days, start=1)}
    ordered = sorted(rows, key=lambda row: places.get(row.day_id or 0, 0))
    lines = (_line(row, part, days, reader, moment) for row in ordered)
    return tuple(line for line in lines if line is not None)


def _line(
    row: MaterialRow, part: Participation, days: list[PlannedDay], reader: Reader, moment: datetime
) -> MaterialLine | None:
    opening, place = opening_of(row, days), place_of(row, days)
    decision = may_read(
        gate=row.gate,
        opening=opening,
        place=place,
        reader=reader,
        event_state=part.event_state,
        moment=moment,
    )
    if decision.reason in ("no_page", "hidden", "not_registered"):
        return None
    version = f" · versi {row.content.number}" if row.content.number > 1 else ""
    kind = f"{row.content.label}{version}"
    condition = (
        ""
        if decision
        else promise(row.gate, opening, place, part.zone, moment, was_there=was_present(place, reader))
    )
    return MaterialLine(row.uid, row.title, kind, condition, bool(row.content.link))
