"""Spare cards at the desk: none, free, some in people's hands, all used, printing, one taken back."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from eventmgr.cards.spare_actions import Given, give_spare, print_free_spares
from eventmgr.cards.spare_queries import last_spares_job_or_none
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import claim_next, run_claimed
from eventmgr.shared.runtime import write_pulse
from scripts.pictures.desk import EVENT
from scripts.pictures.jobs import ACTOR
from scripts.pictures.shot import Shot
from scripts.pictures.world import World


def _order(world: World) -> int:
    print_free_spares(ACTOR, now(), event=world.event())
    job = last_spares_job_or_none(world.event().id)
    return job.id if job is not None else 0


def _printed(world: World) -> Mapping[str, str]:
    context = claim_next("make pictures", now(), _order(world))
    if context is None or run_claimed(context) != "done":
        raise RuntimeError("the spare cards were not printed")
    return {}


def _running(world: World) -> Mapping[str, str]:
    job_id = _order(world)
    with write() as session:
        job = session.get_one(Job, job_id)
        job.state, job.attempts = "running", 1
    write_pulse(job_id, "make pictures", 8, 17, now())
    return {}


def _none(world: World) -> Mapping[str, str]:
    """Nobody had a spare card yet, and none was made."""
    with write() as session:
        session.execute(delete(Ticket).where(Ticket.event_id == world.event().id, Ticket.state == "spare"))
        for card in session.scalars(select(Ticket).where(Ticket.spare_no.is_not(None))):
            card.spare_no = None
    return {}


def _all_used(world: World) -> Mapping[str, str]:
    event = world.event()
    event_id, office_id = event.id, event.office_id
    _printed(world)
    free = db.session.scalars(
        select(Ticket.id).where(Ticket.event_id == event_id, Ticket.state == "spare")
    ).all()
    people = db.session.scalars(
        select(Registration.id).where(Registration.event_id == event_id).order_by(Registration.id.desc())
    ).all()
    with write() as session:
        for ticket_id, registration_id in zip(free, people, strict=False):
            card, to = session.get_one(Ticket, ticket_id), session.get_one(Registration, registration_id)
            give_spare(
                session, ACTOR, now(), card=card, to=to, given=Given(now(), "Presensi Hari 1", office_id)
            )
    return {}


SHOTS = (
    Shot(name="kartu-cadangan", path=f"{EVENT}/kartu/cadangan", state=_printed),
    Shot(name="kartu-cadangan-kosong", path=f"{EVENT}/kartu/cadangan", state=_none),
    Shot(name="kartu-cadangan-berjalan", path=f"{EVENT}/kartu/cadangan", state=_running),
    Shot(name="kartu-cadangan-habis", path=f"{EVENT}/kartu/cadangan", state=_all_used),
    Shot(name="kartu-cadangan-lepas", path=f"{EVENT}/kartu/cadangan/4/lepas"),
)
