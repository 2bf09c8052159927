"""How the subjects of an event are laid out on the back: spacing by their number, pages when too many."""

from dataclasses import dataclass

from eventmgr.certificates.content import DayBlock, SessionLine
from eventmgr.certificates.designs import STYLES, BackStyle, Design, Spacing
from eventmgr.shared.paper import points
from eventmgr.shared.type_fitting import line_count

#: Room from the rule under the head to the last usable edge, in mm, total row left out.
TABLE_HEIGHT = 146.0
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


def lay_out(
    days: tuple[DayBlock, ...], style: BackStyle = STYLES[Design.SONGKET].back
) -> tuple[BackPage, ...]:
    """Distribute the days with subjects over as many back pages as they need; none without subjects."""
    counted = tuple(day for day in days if day.sessions)
    if not counted:
        return ()
    spacing = style.loose if sum(len(day.sessions) for day in counted) <= LOOSE_SESSIONS else style.tight
    if spacing is style.loose and _height(counted, spacing, style) > TABLE_HEIGHT:
        spacing = style.tight
    pages = _paginate(counted, spacing, style)
    return tuple(
        BackPage(spacing.name, page, is_last=index == len(pages) - 1) for index, page in enumerate(pages)
    )


def _row_height(session: SessionLine, spacing: Spacing, style: BackStyle) -> float:
    lines = max(
        line_count(session.title, style.face, size=spacing.size, width=points(style.title_width)),
        line_count(session.speakers, style.face, size=spacing.size, width=points(style.speakers_width)),
    )
    return spacing.row + (lines - 1) * spacing.line


def _height(days: tuple[DayBlock, ...], spacing: Spacing, style: BackStyle) -> float:
    rows = sum(_row_height(session, spacing, style) for day in days for session in day.sessions)
    return rows + len(days) * spacing.day_row


def _paginate(days: tuple[DayBlock, ...], spacing: Spacing, style: BackStyle) -> list[tuple[DayRows, ...]]:
    pages: list[list[DayRows]] = [[]]
    used, number = 0.0, 0
    for day in days:
        label, rows = day.label, list[NumberedSession]()
        for index, session in enumerate(day.sessions):
            height = _row_height(session, spacing, style) + (spacing.day_row if not rows else 0.0)
            if used + height > TABLE_HEIGHT and (rows or pages[-1]):
                if rows:
                    pages[-1].append(DayRows(label, day.jp, tuple(rows)))
                    rows = []
                pages.append([])
                label = f"{day.label} (lanjutan)" if index else day.label
                used, height = 0.0, _row_height(session, spacing, style) + spacing.day_row
            number += 1
            used += height
            rows.append(NumberedSession(number, session))
        pages[-1].append(DayRows(label, day.jp, tuple(rows)))
    return [tuple(page) for page in pages]
