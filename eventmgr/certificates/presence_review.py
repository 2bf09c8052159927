"""What changed about the presence behind an issued certificate: day by day then and now. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from eventmgr.certificates.issuing import condition_of, needed_rule, standing_of
from eventmgr.certificates.models import Certificate
from eventmgr.certificates.page_content import rule_words, standing_note
from eventmgr.checkin.correction_queries import CorrectionRow, corrections
from eventmgr.checkin.queries import days_present_by_registration
from eventmgr.events.models import Event, EventDay
from eventmgr.shared.dates import clock_time, local_date, short_date, weekday_date
from eventmgr.shared.db import db

#: rows written by hand that are looked through, the newest first
_MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class DayThenNow:
    """One day; `then` is None where the paper does not tell it. `why` is what was written by hand since."""

    label: str
    then: bool | None
    now: bool
    why: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether presence is another than when the certificate was issued."""
        return self.then is not None and self.then != self.now


@dataclass(frozen=True, slots=True)
class Review:
    """The page: the rule, where the person stands, and whether the certificate is still without support."""

    rule: str
    standing: str
    is_lost: bool
    days: tuple[DayThenNow, ...]


def review_of(event: Event, certificate: Certificate, registration_uid: str) -> Review:
    """Gather the page; statements do not grow with the people. Raises Refusal without a rule."""
    rule = needed_rule(event.id)
    days = db.session.scalars(
        select(EventDay).where(EventDay.event_id == event.id).order_by(EventDay.date)
    ).all()
    standing = standing_of(event.id, condition_of(rule))
    present = days_present_by_registration(event.id).get(certificate.registration_id, frozenset())
    since = [
        row
        for row in corrections(event.id, limit=_MOST_ROWS)[0]
        if row.registration_uid == registration_uid and _happened_since(row, certificate)
    ]
    return Review(
        rule=rule_words(standing.condition, len(days)),
        standing=standing_note(standing, certificate.registration_id),
        is_lost=certificate.registration_id in standing.lost_presence,
        days=tuple(
            DayThenNow(
                weekday_date(day.date),
                was_there(certificate, day),
                day.id in present,
                tuple(_words(row, event.zone) for row in since if row.day == day.date),
            )
            for day in days
        ),
    )


def was_there(certificate: Certificate, day: EventDay) -> bool | None:
    """Presence as the rule saw it at the issue.

    Papers of before this was frozen tell it by the days on their back, unless everybody got all of them.
    """
    record = certificate.snapshot
    if "attended" in record:
        return day.date.isoformat() in record["attended"]
    if record.get("is_full_credit"):
        return None
    return weekday_date(day.date) in {block["label"] for block in record["days"]}


def _happened_since(row: CorrectionRow, certificate: Certificate) -> bool:
    issued = certificate.issued_at
    return issued is None or row.at > issued or (row.undone_at is not None and row.undone_at > issued)


def _words(row: CorrectionRow, zone: str) -> str:
    """ "dikoreksi Ani Rahmawati 21 Nov., 10.05: kartu dipindai orang lain" """
    if row.undone_at is not None:
        return f"koreksi {row.by} diurungkan {row.undone_by} {_moment(row.undone_at, zone)}"
    reason = f": {row.reason}" if row.reason else ""
    return f"dikoreksi {row.by} {_moment(row.at, zone)}{reason}"


def _moment(at: datetime, zone: str) -> str:
    return f"{short_date(local_date(at, zone))}, {clock_time(at, zone)}"
