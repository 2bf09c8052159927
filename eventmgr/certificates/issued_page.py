"""The list after issuing: all certificates by number, who may follow, whose presence changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.certificates.certificate_queries import drawn_singly
from eventmgr.certificates.coming_numbers import coming_words, numbers_to_come
from eventmgr.certificates.day_queries import day_ends, unfinished_words
from eventmgr.certificates.district_queries import valid_papers
from eventmgr.certificates.issuing import Standing, address_of, condition_of, standing_of
from eventmgr.certificates.models import CertificateRule
from eventmgr.certificates.page_content import standing_note
from eventmgr.certificates.pages import ListPage, list_part
from eventmgr.certificates.queries import (
    IssuedRow,
    Participant,
    issued_rows,
    last_issue_job_or_none,
    rule_or_none,
)
from eventmgr.certificates.sending_queries import READY
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.events.rules import Doing, may_do
from eventmgr.office.models import Office
from eventmgr.registration.mailing_queries import mailing_counts
from eventmgr.shared.db import db
from eventmgr.shared.job_models import OPEN_STATES
from eventmgr.shared.number_words import number_word
from eventmgr.shared.text import counted, fold_for_search, full_name

#: names shown in "Berhak menyusul" and "Kehadiran berubah" before a link to all
SHOWN = 5
#: rows a page, so that the list ends not far below what stands beside it
ROWS = 20
#: state → its chip, in the order of the chips
CHIPS = {"valid": "Berlaku", "reserved": "Belum jadi", "revoked": "Dicabut", "replaced": "Diganti"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader looks for: part of a name or number, and a state ("" for all)."""

    search: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Late:
    """Somebody who may get a certificate now; `note` is why ("hadir dua hari", "keputusan panitia")."""

    name: str
    uid: str
    note: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A valid certificate that presence no longer supports."""

    name: str
    certificate_uid: str
    seq: int
    note: str


@dataclass(frozen=True, slots=True)
class IssuedPage:
    """Everything on the page. `rows` is None when nothing matches what was asked."""

    title: str
    lede: str
    late_words: str
    asked: Asked
    chips: tuple[tuple[str, str, int], ...]
    every: int
    rows: ListPage[IssuedRow] | None
    late: tuple[Late, ...]
    late_count: int
    late_numbers: str
    still_out: str
    lost: tuple[Lost, ...]
    lost_count: int
    valid_count: int
    valid_size: int
    #: kecamatan with a valid one, those without a region counted as one more
    district_count: int
    #: holders of valid ones who still take part, those who were told by WhatsApp, and those who can still be
    to_reach: int
    told: int
    to_tell: int
    failed: tuple[int, ...]
    may_issue: bool
    is_running: bool
    #: days that are not over, in words
    unfinished: str


def issued_page(event: Event, asked: Asked, number: int, now: datetime) -> IssuedPage | None:
    """Gather the page, fourteen statements however many people there are; None past the last page."""
    every = issued_rows(event.id)
    counts = Counter(row.state for row in every)
    wanted = [row for row in every if _matches(row, asked)]
    rows = list_part("", wanted, number, size=ROWS)
    if rows is None and number != 1:
        return None
    rule = rule_or_none(event.id)
    standing = standing_of(event.id, condition_of(rule)) if rule is not None else None
    job = last_issue_job_or_none(event.id)
    is_running = job is not None and job.state in OPEN_STATES
    waiting = () if is_running else stuck_numbers(every)
    late = _late(standing) if standing is not None and every else ()
    lost = _lost(standing, every) if standing is not None else ()
    (size, districts), sending = valid_papers(event.id), mailing_counts(READY, event.id)
    return IssuedPage(
        title=_title(counts),
        lede=_lede(counts),
        late_words=_late_words(len(late)),
        asked=asked,
        chips=tuple((state, word, counts[state]) for state, word in CHIPS.items() if counts[state]),
        every=len(every),
        rows=rows,
        late=late[:SHOWN],
        late_count=len(late),
        late_numbers=_next_numbers(event, rule, len(late)) if rule is not None and late else "",
        still_out=_still_out(standing) if standing is not None else "",
        lost=lost[:SHOWN],
        lost_count=len(lost),
        valid_count=counts["valid"],
        valid_size=size,
        district_count=districts,
        told=sending["sudah"],
        to_reach=sum(sending.values()),
        to_tell=sending["belum"],
        failed=waiting,
        may_issue=rule is not None and not is_running and _may_issue(event, rule),
        is_running=is_running,
        unfinished=unfinished_words(day_ends(event, now)),
    )


def is_mostly_out(event_id: int) -> bool:
    """Whether more papers are valid than still to come, and no issue runs: then the list is the work."""
    rule, job = rule_or_none(event_id), last_issue_job_or_none(event_id)
    if rule is None or (job is not None and job.state in OPEN_STATES):
        return False
    standing = standing_of(event_id, condition_of(rule))
    valid = sum(1 for state in standing.states.values() if state == "valid")
    return valid > len(standing.to_issue) + len(standing.states) - valid


def stuck_numbers(rows: Sequence[IssuedRow]) -> tuple[int, ...]:
    """Numbers whose paper is not there and that no job of their own is drawing; one statement if any."""
    reserved = [row for row in rows if row.state == "reserved"]
    drawn = drawn_singly([row.uid for row in reserved])
    return tuple(row.seq for row in reserved if row.uid not in drawn)


def _matches(row: IssuedRow, asked: Asked) -> bool:
    if asked.state and row.state != asked.state:
        return False
    wanted = fold_for_search(asked.search)
    return not wanted or wanted in fold_for_search(row.full_name) or wanted in fold_for_search(row.number)


def _title(counts: Counter[str]) -> str:
    """Certificates that people got: one that was replaced counts by its successor."""
    total = counts["valid"] + counts["revoked"]
    return f"{counted(total)} sertifikat terbit" if total else "Belum ada sertifikat terbit"


def _lede(counts: Counter[str]) -> str:
    """ "300 berlaku, satu dicabut, satu diganti." """
    words = {"valid": "berlaku", "revoked": "dicabut", "replaced": "diganti", "reserved": "belum jadi"}
    parts = [f"{_figure(counts[state])} {word}" for state, word in words.items() if counts[state]]
    return f"{', '.join(parts)}.".capitalize() if len(parts) > 1 else ""


def _figure(number: int) -> str:
    return number_word(number) if number < 10 else counted(number)


def _late_words(number: int) -> str:
    return f"{counted(number)} orang berhak menyusul." if number else ""


def _late(standing: Standing) -> tuple[Late, ...]:
    wanted = set(standing.to_issue)
    return tuple(
        Late(_name(person), person.registration_uid, standing_note(standing, person.registration_id))
        for person in standing.people
        if person.registration_id in wanted
    )


def _lost(standing: Standing, rows: Sequence[IssuedRow]) -> tuple[Lost, ...]:
    by_registration = {row.registration_id: row for row in rows if row.state == "valid"}
    gone = [by_registration[number] for number in standing.lost_presence if number in by_registration]
    return tuple(
        Lost(row.full_name, row.uid, row.seq, standing_note(standing, row.registration_id))
        for row in sorted(gone, key=lambda row: row.seq)
    )


def _name(person: Participant) -> str:
    return full_name(person.name, person.front_title, person.back_title)


def _still_out(standing: Standing) -> str:
    """ "Masih belum: 19 belum berhak, 3 ditahan." """
    tally = standing.tally
    parts = [(tally.not_eligible_count, "belum berhak"), (tally.held_count, "ditahan")]
    words = ", ".join(f"{counted(number)} {word}" for number, word in parts if number)
    return f"Masih belum: {words}." if words else ""


def _next_numbers(event: Event, rule: CertificateRule, count: int) -> str:
    """ "Akan bernomor 714 dan 715." """
    dates = event_dates([event.id]).get(event.id)
    printed = rule.dated_on or (dates[1] if dates else None)
    if printed is None:
        return ""
    return coming_words(numbers_to_come(rule.register_id, printed.year, event.uid, count))


def _may_issue(event: Event, rule: CertificateRule) -> bool:
    office = db.session.get_one(Office, event.office_id)
    return bool(may_do(Doing.CERTIFY, event.state)) and not address_of(office, rule).is_missing
