"""Gathers what the attendance page shows: the list with its cells, the panel, what closing a day means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventmgr.checkin import matrix_view
from eventmgr.checkin.absence_queries import absences_of, letters_awaited
from eventmgr.checkin.cast_queries import cast_by_day
from eventmgr.checkin.correction_queries import CorrectionRow, corrections
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.day_rules import Day, focus_of, window_of
from eventmgr.checkin.late_queries import LateScan, late_scans
from eventmgr.checkin.matrix_panel import Panel, panel_of
from eventmgr.checkin.matrix_queries import (
    ListFilter,
    count_people,
    left_since,
    list_people,
    notes_on,
    person_or_none,
    presence_of,
    present_by_day,
    search_words,
)
from eventmgr.checkin.matrix_view import Chip, DaySum, Line
from eventmgr.events.models import Event

PAGE_SIZE = 50
#: words in the address and what they leave of the list
WHICH = {"tidak": "absent", "kabar": "unknown", "semua": "all"}
#: so many corrections stand beside the list
LATEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the address asks for, made harmless: `which` is absent, unknown or all."""

    number: int | None
    which: str
    typed: str
    page: int
    picked_uid: str
    picked_number: int | None

    def address(self, **changes: Any) -> dict[str, Any]:
        """The query of the same page, with changes; what is left at its default is left out."""
        slug = next(slug for slug, which in WHICH.items() if which == self.which)
        picked = f"{self.picked_uid}.{self.picked_number}" if self.picked_uid else None
        query: dict[str, Any] = {
            "hari": self.number,
            "saring": slug if self.which != "absent" else None,
            "cari": self.typed or None,
            "halaman": self.page if self.page > 1 else None,
            "pilih": picked,
        }
        return query | changes


def read_wanted(args: Mapping[str, str]) -> Wanted:
    """Read the address. A search looks through everybody."""
    typed = "".join(sign if sign.isprintable() else " " for sign in args.get("cari", ""))
    typed = " ".join(typed.split())[:80]
    uid, _, number = args.get("pilih", "").partition(".")
    return Wanted(
        number=_number(args.get("hari", "")),
        which="all" if typed else WHICH.get(args.get("saring", ""), "absent"),
        typed=typed,
        page=_number(args.get("halaman", "")) or 1,
        picked_uid=uid if len(uid) == 32 and uid.isalnum() and _number(number) else "",
        picked_number=_number(number),
    )


def _number(text: str) -> int | None:
    """A whole number from 1 that a page or a day may have."""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """Everything on the page but the frame; `first` and `last` count from 1 and are 0 for an empty list.

    `people` are all whom the list of the day can show; `left` are those of its cast who were replaced
    or cancelled since.
    """

    wanted: Wanted
    focus: Day
    phase: str
    days: tuple[tuple[Day, str], ...]
    sums: dict[int, DaySum]
    title: str
    lede: tuple[str, str]
    chips: tuple[Chip, ...]
    lines: tuple[Line, ...]
    first: int
    last: int
    total: int
    has_next: bool
    people: int
    panel: Panel | None
    latest: tuple[CorrectionRow, ...]
    corrected: int
    late: tuple[LateScan, ...]
    left: int
    letters: int

    @property
    def focus_sum(self) -> DaySum:
        return self.sums[self.focus.id]


def matrix_page(event: Event, wanted: Wanted, at: datetime, *, may_change: bool) -> MatrixPage | None:
    """The page; None where the event has no days, no such day, or no such participant."""
    days = days_with_places(event)
    focus = focus_of(days, wanted.number, at)
    if focus is None:
        return None
    sums = _sums(event.id, days, focus)
    people = count_people(event.id, ListFilter(which="all", day=focus))
    list_filter = ListFilter(which=wanted.which, day=focus, words=search_words(wanted.typed))
    total = count_people(event.id, list_filter)
    first = min((wanted.page - 1) * PAGE_SIZE, max(0, (total - 1) // PAGE_SIZE * PAGE_SIZE))
    lines = _lines(event.id, list_filter, window_of(days, focus), first, at)
    panel = None
    if wanted.picked_uid:
        person = person_or_none(event.id, wanted.picked_uid, days)
        day = next((day for day in days if day.number == wanted.picked_number), None)
        if person is None or day is None or not (person.is_registered or day.id in person.cast_of):
            return None
        panel = panel_of(event, person, day, days, at, may_change=may_change)
    latest, corrected = corrections(event.id, limit=LATEST)
    late = tuple(scan for scan in late_scans(event.id) if scan.day_id == focus.id)
    return MatrixPage(
        wanted=wanted,
        focus=focus,
        phase=focus.phase(at),
        days=tuple((day, day.state_words(at)) for day in window_of(days, focus)),
        sums=sums,
        title=matrix_view.title(focus, sums[focus.id], at),
        lede=matrix_view.lede(focus, sums[focus.id], len(late), at),
        chips=matrix_view.chips([(day, sums[day.id]) for day in days], focus, wanted.which, people, at),
        lines=lines,
        first=first + 1 if total else 0,
        last=first + len(lines),
        total=total,
        has_next=first + len(lines) < total,
        people=people,
        panel=panel,
        latest=tuple(latest),
        corrected=corrected,
        late=late,
        left=left_since(event.id, focus),
        letters=letters_awaited(event.id, focus.id),
    )


def _sums(event_id: int, days: Sequence[Day], focus: Day) -> dict[int, DaySum]:
    """The sum of each day; what is known of the absent for the focus only."""
    cast, present = cast_by_day(event_id), present_by_day(event_id, days)
    notes = {focus.id: notes_on(event_id, focus)}
    return {
        day.id: DaySum(
            awaited=sum(
                number for category_id, number in cast.get(day.id, {}).items() if day.awaits(category_id)
            ),
            present=present.get(day.id, 0),
            notes=notes.get(day.id, {}),
        )
        for day in days
    }


def _lines(
    event_id: int, list_filter: ListFilter, days: Sequence[Day], first: int, at: datetime
) -> tuple[Line, ...]:
    people = list_people(event_id, list_filter, days, first=first, limit=PAGE_SIZE)
    ids = [person.id for person in people]
    presence, absences = presence_of(ids), absences_of(ids)
    return tuple(
        Line(
            person,
            tuple(
                (
                    day,
                    matrix_view.cell_of(
                        day,
                        person,
                        presence.get((person.id, day.id)),
                        absences.get((person.id, day.id)),
                        at,
                    ),
                )
                for day in days
            ),
            matrix_view.left_words(person, list_filter.day.zone),
        )
        for person in people
    )
