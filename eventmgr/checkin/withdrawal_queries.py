"""Questions about somebody whom the crew has written down: may it be taken back as if it had never been?"""

from sqlalchemy import select

from eventmgr.checkin.attendance_rules import alive_of
from eventmgr.checkin.models import Absence, Scan
from eventmgr.checkin.rules import Verdict
from eventmgr.checkin.stored_scans import scan_facts
from eventmgr.people.models import Person
from eventmgr.registration.models import LIVE_STATES, Registration
from eventmgr.shared.db import db


def is_live(row: Registration) -> bool:
    """Whether a registration still holds its seat or its place on the reserve list."""
    return row.state in LIVE_STATES


def has_other_traces(row: Registration, uid: str) -> bool:
    """Whether something else happened with a walk-in since the scan `uid` made it.

    Registration or person were changed, an absence was noted, or another scan of theirs stands.
    """
    person = db.session.get_one(Person, row.person_id)
    if row.revision != 1 or person.revision != 1:
        return True
    scans = db.session.scalars(select(Scan).where(Scan.registration_id == row.id))
    others = [scan for scan in alive_of(map(scan_facts, scans)) if scan.uid != uid]
    if any(scan.kind != "in" or Verdict(scan.verdict, scan.reason).is_evidence for scan in others):
        return True
    noted = select(Absence.registration_id).where(Absence.registration_id == row.id).limit(1)
    return db.session.scalar(noted) is not None
