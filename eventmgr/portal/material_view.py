"""The materials of an event as a participant sees them: open ones as links, others with their condition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from eventmgr.events.agenda_queries import PlannedDay
from eventmgr.materials.queries import MaterialRow, materials_of, opening_of, place_of, reader_of
from eventmgr.materials.rules import Reader, may_read, was_present
from eventmgr.materials.words import promise
from eventmgr.portal.queries import Participation
from eventmgr.portal.rules import file_size
from eventmgr.shared.decision import Decision
from eventmgr.shared.text import file_name


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material. `condition` is empty where it is open; `kind` says "PDF, 1,2 MB".

    `size` is in bytes, 0 for a link.
    """

    uid: str
    title: str
    kind: str
    version: int
    condition: str = ""
    is_link: bool = False
    size: int = 0


def material_lines(part: Participation, days: list[PlannedDay], moment: datetime) -> tuple[MaterialLine, ...]:
    """What this participant may know of, in the order of the days; at most two statements."""
    return tuple(
        _line(row, decision, part, days, reader, moment)
        for row, decision, reader in _judged(part, days, moment)
        if decision.reason not in ("no_page", "hidden", "not_registered")
    )


def zip_size(lines: Sequence[MaterialLine]) -> str:
    """ "3,6 MB" for all files that are open now; empty where one tap saves nothing: below two files."""
    sizes = [line.size for line in lines if line.size and not line.condition]
    return file_size(sum(sizes)) if len(sizes) > 1 else ""


def open_files(
    part: Participation, days: list[PlannedDay], moment: datetime
) -> list[tuple[str, MaterialRow]]:
    """The files that this participant may open now, each with its name in a ZIP: "2 Musyawarah.pdf"."""
    rows = [row for row, decision, _ in _judged(part, days, moment) if decision and row.content.file_uid]
    return [
        (file_name(f"{number} {row.title}", PurePath(row.content.name).suffix), row)
        for number, row in enumerate(rows, start=1)
    ]


def _judged(
    part: Participation, days: list[PlannedDay], moment: datetime
) -> Iterator[tuple[MaterialRow, Decision, Reader]]:
    rows = materials_of(part.event_id)
    if not rows:
        return
    reader = reader_of(part.id)
    places = {day.id: number for number, day in enumerate(days, start=1)}
    for row in sorted(rows, key=lambda row: places.get(row.day_id or 0, 0)):
        decision = may_read(
            gate=row.gate,
            opening=opening_of(row, days),
            place=place_of(row, days),
            reader=reader,
            event_state=part.event_state,
            moment=moment,
        )
        yield row, decision, reader


def _line(
    row: MaterialRow,
    decision: Decision,
    part: Participation,
    days: list[PlannedDay],
    reader: Reader,
    moment: datetime,
) -> MaterialLine:
    condition = ""
    if not decision:
        place = place_of(row, days)
        was_there = was_present(place, reader)
        condition = promise(row.gate, opening_of(row, days), place, part.zone, moment, was_there=was_there)
    content = row.content
    return MaterialLine(
        row.uid, row.title, content.label, content.number, condition, bool(content.link), content.size
    )
