"""Gathering what each certificates page shows; reads only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from eventmgr.certificates.certificate_queries import drawn_singly
from eventmgr.certificates.coming_numbers import coming_texts
from eventmgr.certificates.content_queries import event_paper
from eventmgr.certificates.day_queries import day_ends, unfinished_words
from eventmgr.certificates.design_preview import sample_with, state_of
from eventmgr.certificates.issue_checks import checks_before, longest_names
from eventmgr.certificates.issuing import (
    address_of,
    condition_of,
    standing_of,
)
from eventmgr.certificates.number_actions import HELD_ACTION
from eventmgr.certificates.number_queries import HeldNumber, held_of_event, last_trail_or_none
from eventmgr.certificates.page_content import (
    Group,
    HeldNumbers,
    NumberLine,
    PageContent,
    Progress,
    groups_of,
    progress_of,
    rule_words,
    standing_note,
)
from eventmgr.certificates.queries import (
    LIVE,
    IssuedRow,
    Participant,
    issued_rows,
    last_issue_job_or_none,
    rule_or_none,
)
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.office.address_standing import address_standing
from eventmgr.shared.dates import clock_time, local_date, short_date
from eventmgr.shared.job_models import OPEN_STATES, Job
from eventmgr.shared.job_progress import is_left_lying
from eventmgr.shared.runtime import pulse_or_none

Row = TypeVar("Row")
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Row]):
    """A part of a list, and where the part stands in the whole. `first` counts from 1."""

    title: str
    rows: tuple[Row, ...]
    first: int
    total: int
    number: int
    group: str = ""

    @property
    def last(self) -> int:
        """Position of the last row shown."""
        return self.first + len(self.rows) - 1

    @property
    def previous(self) -> int | None:
        """Number of the page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """Number of the page after."""
        return self.number + 1 if self.last < self.total else None


#: a person, their certificate if any, and why they stand where they stand
NameRow = tuple[Participant, IssuedRow | None, str]


def overview_page(event: Event, now: datetime) -> PageContent | None:
    """The numbers and words of the page; None without a rule or without days."""
    rule = rule_or_none(event.id)
    if rule is None or not event_dates([event.id]):
        return None
    paper = event_paper(event, rule)
    standing = standing_of(event.id, condition_of(rule), present=paper.days_present)
    rows = issued_rows(event.id)
    job = last_issue_job_or_none(event.id)
    eligible, granted, not_eligible, held = groups_of(standing.tally, standing.condition)
    progress = _progress(job, rows, now)
    live = [row for row in rows if row.state in LIVE]
    lost, ends = standing.lost_presence, day_ends(event, now)
    address, longest = address_of(paper.office, rule), longest_names(standing.people, 1)
    known = address_standing(paper.office, now)
    waiting, place = held_of_event(event.uid), (rule.register_id, paper.dated_on.year)
    seqs = [number.seq for number in waiting if (number.register_id, number.year) == place]
    coming = coming_texts(rule.register_id, paper.dated_on, seqs, len(standing.to_issue) or 1)
    return PageContent(
        rule_words=rule_words(condition_of(rule), len(paper.days)),
        tally=standing.tally,
        eligible=eligible,
        granted=granted,
        not_eligible=not_eligible,
        held=held,
        to_issue=len(standing.to_issue),
        issued=sum(1 for row in live if row.state == "valid"),
        given=sum(1 for row in rows if row.state in ("valid", "revoked")),
        reserved=_stuck(live),
        lost_presence=Group("berubah", "Kehadiran berubah", "kehadiran berubah", tuple(lost)),
        # what the next issue takes, or what was given
        numbers=NumberLine(*coming) if standing.to_issue else _given(live),
        held_numbers=_held(event, waiting, now),
        checks=checks_before(paper, address, known, standing, ends) if progress is None else (),
        progress=progress,
        has_stop=address.is_missing,
        unfinished=unfinished_words(ends),
        sample=state_of(sample_with(paper, address, longest[0], coming[0]), now) if longest else None,
    )


def _given(live: Sequence[IssuedRow]) -> NumberLine:
    return NumberLine(live[0].number, live[-1].number) if live else NumberLine()


def _stuck(live: Sequence[IssuedRow]) -> int:
    """Reserved ones that no job of their own is drawing just now."""
    reserved = [row.uid for row in live if row.state == "reserved"]
    return len(reserved) - len(drawn_singly(reserved))


def progress_page(event: Event, now: datetime) -> Progress | None:
    """The running issue, None when none runs."""
    return _progress(last_issue_job_or_none(event.id), issued_rows(event.id), now)


def names_page(event: Event, slug: str, number: int) -> ListPage[NameRow] | None:
    """The people of a group, PAGE_SIZE at a time; None for an unknown group or page."""
    rule = rule_or_none(event.id)
    if rule is None:
        return None
    standing = standing_of(event.id, condition_of(rule))
    eligible, granted, not_eligible, held = groups_of(standing.tally, standing.condition)
    late = Group("menyusul", "Berhak menyusul", "", tuple(standing.to_issue))
    changed = Group("berubah", "Kehadiran berubah", "", tuple(standing.lost_presence))
    group = next(
        (one for one in (eligible, *granted, *not_eligible, *held, late, changed) if one.slug == slug), None
    )
    if group is None:
        return None
    by_registration = {row.registration_id: row for row in issued_rows(event.id) if row.state in LIVE}
    wanted = set(group.registration_ids)
    people = [person for person in standing.people if person.registration_id in wanted]
    rows: list[NameRow] = [
        (person, by_registration.get(person.registration_id), standing_note(standing, person.registration_id))
        for person in people
    ]
    return list_part(group.title, rows, number, group=slug)


def _progress(job: Job | None, rows: Sequence[IssuedRow], now: datetime) -> Progress | None:
    if job is None or job.state not in OPEN_STATES:
        return None
    pulse = pulse_or_none(job.id)
    run = [
        row for row in rows if row.state == "reserved" or (row.issued_at and row.issued_at >= job.created_at)
    ]
    done, total = (pulse.done, pulse.total) if pulse else (0, 0)
    progress = progress_of(done, max(total, done), run, job.created_at, now)
    return replace(progress, is_left=is_left_lying(job, now))


def _held(event: Event, numbers: Sequence[HeldNumber], now: datetime) -> HeldNumbers | None:
    """What waits for the event's certificates; one statement where there is something."""
    if not numbers:
        return None
    trail = last_trail_or_none(event.uid, HELD_ACTION)
    by = ""
    if trail is not None:
        day, time = local_date(trail.at, event.zone), clock_time(trail.at, event.zone)
        when = f"pukul {time}" if day == local_date(now, event.zone) else f"{short_date(day)} pukul {time}"
        by = f"dipesan {trail.actor_label}, {when}"
    return HeldNumbers(len(numbers), by, NumberLine(numbers[0].text, numbers[-1].text))


def list_part(
    title: str, rows: Sequence[Row], number: int, *, group: str = "", size: int = PAGE_SIZE
) -> ListPage[Row] | None:
    """`size` rows of a list; None past its end."""
    first = (number - 1) * size
    shown = tuple(rows[first : first + size]) if number > 0 else ()
    if not shown:
        return None
    return ListPage(title, shown, first + 1, len(rows), number, group=group)
