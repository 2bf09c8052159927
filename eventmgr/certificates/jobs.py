"""`certificates.issue`: reserve numbers, draw outside the database, finish; killed at any point, resumed.

`certificates.finish` draws one, `certificates.sample` what is not issued.
"""

import logging
from collections.abc import Sequence
from typing import Any

from eventmgr.audit.actor import Actor
from eventmgr.certificates.actions import (
    ISSUE,
    PIECE,
    IssueFacts,
    Printed,
    finish_certificates,
    reserve_certificates,
)
from eventmgr.certificates.content import SAMPLE_LOGO
from eventmgr.certificates.design_preview import sample_of
from eventmgr.certificates.designs import Design
from eventmgr.certificates.ending_actions import FINISH
from eventmgr.certificates.issuing import (
    condition_of,
    drafts,
    issue_facts,
    needed_address,
    needed_paper,
    needed_rule,
    standing_of,
)
from eventmgr.certificates.merged import ensure_merged
from eventmgr.certificates.models import Certificate
from eventmgr.certificates.preview import keep_preview, looks
from eventmgr.certificates.preview_actions import SAMPLE
from eventmgr.certificates.printing import Drawn, Order, draw_all
from eventmgr.certificates.queries import reserved_certificates
from eventmgr.events.models import Event
from eventmgr.office.logos import logo_data_address
from eventmgr.registration.models import Registration
from eventmgr.shared import text
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.shared.files import write_bytes
from eventmgr.shared.jobs import JobContext, job

logger = logging.getLogger(__name__)
LABEL = "penerbitan sertifikat"


@job(ISSUE)
def issue(context: JobContext) -> dict[str, Any]:
    """Issue what the rule gives now and finish what an earlier run left reserved.

    `ids` holds event_id, user_id (None for a command) and, to issue for one kecamatan only, its region code
    as `under`. The result counts `issued` and `failed`; a failed one keeps its number and is tried again by
    the next run.
    """
    event_id = int(context.ids["event_id"])
    actor = Actor("job", context.ids.get("user_id"), LABEL)
    facts = _reserve(context, actor, event_id)
    return _finish(context, actor, facts, reserved_certificates(event_id))


@job(FINISH)
def finish(context: JobContext) -> dict[str, Any]:
    """Draw the one certificate named by `certificate_id`, reserved when another was replaced.

    Nothing is reserved here, so that a replacement never issues what nobody asked for. The result is that of
    an issue.
    """
    actor = Actor("job", context.ids.get("user_id"), LABEL)
    certificate = db.session.get_one(Certificate, int(context.ids["certificate_id"]))
    facts = IssueFacts(
        event_id=certificate.event_id,
        office_id=certificate.office_id,
        register_id=0,
        template_version_id=certificate.template_version_id,
        dated_on=certificate.dated_on,
    )
    return _finish(context, actor, facts, [certificate] if certificate.state == "reserved" else [])


@job(SAMPLE)
def sample(context: JobContext) -> dict[str, Any]:
    """Draw the paper that is not issued; `ids` holds event_id and design. The result tells what was drawn."""
    event = db.session.get_one(Event, int(context.ids["event_id"]))
    wanted = sample_of(event, Design(context.ids["design"]))
    db.session.rollback()
    if wanted is not None and not wanted.is_drawn:
        keep_preview(wanted)
    return {"looks": looks(), "key": wanted.key if wanted is not None else ""}


def _finish(
    context: JobContext, actor: Actor, facts: IssueFacts, waiting: Sequence[Certificate]
) -> dict[str, Any]:
    """Draw reserved certificates outside the database and give them their files piece by piece."""
    about = {certificate.id: _About(certificate) for certificate in waiting}
    orders = [_order(certificate.id, dict(certificate.snapshot)) for certificate in waiting]
    db.session.rollback()
    people = _person_ids([item.registration_id for item in about.values()])
    context.progress(0, len(orders))
    issued = failed = 0
    for drawn in draw_all(orders):
        good = [item for item in drawn if not item.failed]
        failed += len(drawn) - len(good)
        for first in range(0, len(good), PIECE):
            printed = [
                _stored(item, about[item.certificate_id], people) for item in good[first : first + PIECE]
            ]
            issued += finish_certificates(actor, now(), facts, printed, context.check_claim)
        context.progress(issued + failed, len(orders))
    if failed:
        logger.error("event %s: %s certificates could not be drawn", facts.event_id, failed)
    if issued:
        ensure_merged(facts.event_id)
    return {"issued": issued, "failed": failed}


def _reserve(context: JobContext, actor: Actor, event_id: int) -> IssueFacts:
    event = db.session.get_one(Event, event_id)
    rule = needed_rule(event_id)
    paper = needed_paper(event, rule)
    address = needed_address(paper.office, rule)
    facts = issue_facts(paper, rule)
    standing = standing_of(event_id, condition_of(rule))
    under = str(context.ids.get("under") or "")
    people = [person for person in standing.people if (person.region_code or "").startswith(under)]
    made = drafts(paper, address, people, standing.to_issue)
    for first in range(0, len(made), PIECE):
        reserve_certificates(actor, now(), facts, made[first : first + PIECE], context.check_claim)
    return facts


def _order(certificate_id: int, record: dict[str, Any]) -> Order:
    uid = str(record.get("logo", ""))
    return Order(certificate_id, record, "" if uid == SAMPLE_LOGO else logo_data_address(uid))


class _About:
    """What is needed of a reserved certificate after its row has left the session."""

    def __init__(self, certificate: Certificate) -> None:
        self.uid, self.registration_id = certificate.uid, certificate.registration_id
        record = certificate.snapshot
        self.file_name = file_name(str(record["number"]), str(record["name"]))


def file_name(number: str, name: str) -> str:
    """A name for the download that sorts by number: "400.9.12.3-412-Dinsos-2024 Nelfia.pdf"."""
    return text.file_name(f"{number} {name}", ".pdf")


def _person_ids(registration_ids: Sequence[int]) -> dict[int, int]:
    """Whom the audit lines are about."""
    found: dict[int, int] = {}
    for first in range(0, len(registration_ids), 500):
        chunk = registration_ids[first : first + 500]
        rows = db.session.query(Registration.id, Registration.person_id).where(Registration.id.in_(chunk))
        found.update((row[0], row[1]) for row in rows)
    db.session.rollback()
    return found


def _stored(drawn: Drawn, about: _About, people: dict[int, int]) -> Printed:
    """Bytes to the disk, before the `write()` that gives them a row."""
    return Printed(
        certificate_id=drawn.certificate_id,
        certificate_uid=about.uid,
        person_id=people[about.registration_id],
        name=about.file_name,
        file=write_bytes(drawn.pdf),
        picture=write_bytes(drawn.picture),
    )
