"""How the subjects of an event are laid out on the back: spacing by their number, pages when too many."""

from dataclasses import dataclass

from eventmgr.certificates.content import DayBlock, SessionLine
from eventmgr.shared.paper import points
from eventmgr.shared.type_fitting import GARAMOND, line_count

#: Room from the rule under the head to the last usable edge, in mm, total row left out.
TABLE_HEIGHT = 146.0
TITLE_WIDTH, SPEAKERS_WIDTH = 92.0, 57.0


@dataclass(frozen=True)
class Spacing:
    """Measures of one setting of the table: type size in pt, the rest in mm."""

    name: str
    size: float
    line: float
    row: float
    day_row: float


LOOSE = Spacing("loose", 12.5, 5.2, 10.23, 12.3)
TIGHT = Spacing("tight", 11.5, 5.0, 7.7, 9.7)
#: Up to this many subjects stand loosely (papers.md: ten fill the page).
LOOSE_SESSIONS = 10


@dataclass(frozen=True)
class NumberedSession:
    """A subject with its running number over all days."""

    number: int
    session: SessionLine


@dataclass(frozen=True)
class DayRows:
    """A day, or the part of it that stands on this page."""

    label: str
    jp: int
    sessions: tuple[NumberedSession, ...]


@dataclass(frozen=True)
class BackPage:
    """One back page; only the last one carries the total."""

    spacing: str
    days: tuple[DayRows, ...]
    is_last: bool


def lay_out(days: tuple[DayBlock, ...]) -> tuple[BackPage, ...]:
    """Distribute the days with subjects over as many back pages as they need; never none."""
    counted = tuple(day for day in days if day.sessions)
    spacing = LOOSE if sum(len(day.sessions) for day in counted) <= LOOSE_SESSIONS else TIGHT
    if spacing is LOOSE and _height(counted, LOOSE) > TABLE_HEIGHT:
        spacing = TIGHT
    pages = _paginate(counted, spacing)
    return tuple(
        BackPage(spacing.name, page, is_last=index == len(pages) - 1) for index, page in enumerate(pages)
    )


def _row_height(session: SessionLine, spacing: Spacing) -> float:
    lines = max(
        line_count(session.title, GARAMOND, size=spacing.size, width=points(TITLE_WIDTH)),
        line_count(session.speakers, GARAMOND, size=spacing.size, width=points(SPEAKERS_WIDTH)),
    )
    return spacing.row + (lines - 1) * spacing.line


def _height(days: tuple[DayBlock, ...], spacing: Spacing) -> float:
    rows = sum(_row_height(session, spacing) for day in days for session in day.sessions)
    return rows + len(days) * spacing.day_row


def _paginate(days: tuple[DayBlock, ...], spacing: Spacing) -> list[tuple[DayRows, ...]]:
    pages: list[list[DayRows]] = [[]]
    used, number = 0.0, 0
    for day in days:
        label, rows = day.label, list[NumberedSession]()
        for index, session in enumerate(day.sessions):
            height = _row_height(session, spacing) + (spacing.day_row if not rows else 0.0)
            if used + height > TABLE_HEIGHT and (rows or pages[-1]):
                if rows:
                    pages[-1].append(DayRows(label, day.jp, tuple(rows)))
                    rows = []
                pages.append([])
                label = f"{day.label} (lanjutan)" if index else day.label
                used, height = 0.0, _row_height(session, spacing) + spacing.day_row
            number += 1
            used += height
            rows.append(NumberedSession(number, session))
        pages[-1].append(DayRows(label, day.jp, tuple(rows)))
    return [tuple(page) for page in pages]
