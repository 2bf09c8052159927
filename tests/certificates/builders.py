"""An event with a rule, people who were there and people who were not."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.certificates.rule_actions import RuleContent, save_rule
from eventmgr.certificates.rules import Basis
from eventmgr.checkin.models import Attendance
from eventmgr.events.models import Checkpoint, Event
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from tests.builders import build_person, build_registration

COMMAND = Actor("command", None, "uji coba")
AT = datetime(2024, 11, 21, 2, 0, tzinfo=UTC)


def build_rule(
    *,
    event: Event,
    least: int = 2,
    basis: Basis = Basis.DAYS,
    without_public_url: bool = True,
    dated_on: date | None = None,
) -> None:
    """The event's rule; by default papers without a QR, so that no address is needed."""
    content = RuleContent(
        least=least,
        basis=basis,
        signer_name="Heriza Syafani",
        signer_post="Kepala Dinas Sosial Kota Padang",
        number_pattern="400.9.12.3/{nomor}/Dinsos/{tahun}",
        dated_on=dated_on,
        without_public_url=without_public_url,
    )
    save_rule(COMMAND, AT, event=event, content=content)


def build_present(*, event: Event, days: int, name: str = "Masrul Malayu") -> Registration:
    """A registered participant who was present on the first `days` days."""
    registration = build_registration(event=event, person=build_person(name=name))
    mark_present(event=event, registration=registration, days=days)
    return registration


def mark_present(*, event: Event, registration: Registration, days: int) -> None:
    """Attendance at the arrival of the first `days` days."""
    checkpoints: Sequence[int] = db.session.scalars(
        select(Checkpoint.id).where(Checkpoint.event_id == event.id).order_by(Checkpoint.opens_at).limit(days)
    ).all()
    rows = [
        Attendance(
            event_id=event.id,
            registration_id=registration.id,
            checkpoint_id=checkpoint_id,
            present=True,
            first_at=AT,
            evidence="device",
            rev=1,
        )
        for checkpoint_id in checkpoints
    ]
    with write() as session:
        session.add_all(rows)
