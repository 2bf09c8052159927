"""Cards and slips: reprints with what changed, other paper, slips of links, the card on a phone."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import select

from eventmgr.cards.actions import CARDS_JOB, cards_key, note_printed, order_cards
from eventmgr.cards.name_cards import event_groups
from eventmgr.cards.orders import Arrangement
from eventmgr.cards.printed_faces import face_hash, face_words
from eventmgr.cards.sample_actions import order_sample
from eventmgr.cards.slip_actions import order_slips
from eventmgr.demo.agenda import SLUG
from eventmgr.demo.office import SLUG as DEMO_OFFICE
from eventmgr.office.models import Office, Region
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.registration.queries import card_rows
from eventmgr.registration.ticket_actions import give_new_card
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import claim_next, run_claimed
from eventmgr.shared.runtime import metadata, runtime_engine
from scripts.pictures.jobs import ACTOR, with_sheet
from scripts.pictures.shot import BEFORE, FIRST_MORNING, Shot, State, unchanged
from scripts.pictures.world import World
from tests.builders import link_of

CARDS, LINKS = f"/kegiatan/{SLUG}/kartu", f"/kegiatan/{SLUG}/peserta/tautan"
PRINTED = datetime(2024, 11, 15, 9, 20, tzinfo=UTC)


def _note_all_printed(world: World) -> Sequence[int]:
    """Every card was printed on Friday, without drawing any; registrations of PSM by place."""
    event = world.event()
    cards = [card for group in event_groups(event) for card in group.cards]
    rows = card_rows(event.id)
    of_ticket = {row.ticket_id or 0: card for row, card in zip(rows, cards, strict=True)}
    note_printed(
        ACTOR,
        PRINTED,
        event=event,
        faces={key: face_hash(card) for key, card in of_ticket.items()},
        words={key: face_words(card) for key, card in of_ticket.items()},
    )
    _print_ended(world, PRINTED, scope="all", cards=len(rows), sheets=46)
    return [row.id for row in rows if row.category_code == "PSM"]


def _print_ended(world: World, at: datetime, *, scope: str, cards: int, sheets: int) -> None:
    event = world.event()
    with write() as session:
        session.add(
            Job(
                uid=new_uid(),
                office_id=event.office_id,
                kind=CARDS_JOB,
                ids={"event_id": event.id, "scope": scope},
                unique_key=cards_key(event.id),
                state="done",
                result={"file_uid": new_uid(), "cards": cards, "sheets": sheets},
                created_at=at,
                finished_at=at,
            )
        )


def _one_again(world: World) -> Mapping[str, str]:
    """All were printed on Friday, and one card once more an hour later."""
    _note_all_printed(world)
    _print_ended(world, PRINTED + timedelta(hours=1), scope="chosen", cards=1, sheets=1)
    return {}


def _changed(world: World) -> Mapping[str, str]:
    """Five faces changed since the print, and two cards were replaced."""
    ids = _note_all_printed(world)
    with write() as session:
        people = [
            session.get_one(Person, session.get_one(Registration, ids[at]).person_id) for at in (3, 40, 81)
        ]
        people[0].name = people[0].name.replace("i", "y", 1)
        people[1].back_title = "S.Sos"
        people[2].name = f"{people[2].name} Koto"
        for at in (120, 160):
            row = session.get_one(Registration, ids[at])
            parent = session.get_one(Region, row.region_code).parent_code
            others = select(Region.code).where(Region.parent_code == parent, Region.code != row.region_code)
            row.region_code = session.scalars(others).first()
    for at in (200, 240):
        uid = db.session.get_one(Registration, ids[at]).uid
        code = db.session.scalars(select(Ticket.typed_code).where(Ticket.registration_id == ids[at])).one()
        lost = now() - timedelta(hours=20)
        give_new_card(ACTOR, lost, event=world.event(), uid=uid, seen_code=code, reason="hilang")
    return {}


def _untick_two(page: Page) -> None:
    for number in (1, 4):
        page.locator("input[name=kartu]").nth(number).uncheck()


def _slips_done(world: World) -> Mapping[str, str]:
    """Twelve people have no number; their slips are printed."""
    with write() as session:
        for person in session.scalars(select(Person).where(Person.phone.is_not(None)).limit(12)):
            person.phone = None
    office = db.session.scalars(select(Office).where(Office.slug == DEMO_OFFICE)).one()
    job_id = order_slips(ACTOR, now(), event=world.event(), office=office, scope="tanpa-nomor")
    context = claim_next("make pictures", now(), job_id)
    if context is None or run_claimed(context) != "done":
        raise RuntimeError("the slips were not made")
    return {}


def _nobody_works(world: World) -> Mapping[str, str]:
    """A print and a sample were ordered, and no worker is there or gave a sign before."""
    with runtime_engine().begin() as notes:
        for table in metadata.sorted_tables:
            notes.execute(table.delete())
    event, at = world.event(), now() - timedelta(minutes=5)
    order_cards(ACTOR, at, event=event, scope="all")
    order_sample(at, event=event, arrangement=Arrangement(), number=3)
    return {}


def _longest(_world: World) -> Mapping[str, str]:
    with write() as session:
        person = session.scalars(select(Person).join(Registration).order_by(Person.id)).first()
        if person is None:
            raise LookupError("the demo has nobody")
        person.name, person.back_title = "Rahmi Fadhila Chaniago Sikumbang Bagindo Rajo", "S.Sos, M.Si"
        person.sex = "P"
    return {"link": link_of(person)}


def _cards(name: str, path: str, state: State = unchanged, **more: Any) -> Shot:
    return Shot(name=name, path=path, state=with_sheet(path, state), **more)


SHOTS = (
    _cards("kartu-berubah", CARDS, _changed, at=FIRST_MORNING),
    _cards("kartu-berubah-sebagian", CARDS, _changed, then=_untick_two, at=FIRST_MORNING),
    _cards("kartu-satu-lagi", CARDS, _one_again, at=FIRST_MORNING),
    _cards("kartu-a6", f"{CARDS}?urutan=nama&kertas=a6&lembar=7", at=BEFORE),
    _cards("kartu-lembar-2", f"{CARDS}?lembar=2", at=BEFORE),
    Shot(name="kartu-belum-digambar", path=f"{CARDS}?lembar=3", at=BEFORE),
    Shot(name="kartu-tanpa-pekerja", path=f"{CARDS}?lembar=3", state=_nobody_works, at=BEFORE),
    Shot(name="peserta-tautan-slip", path=LINKS, state=_slips_done, at=BEFORE),
    Shot(name="peserta-kartu", path="{link}/kartu", who="", state=_longest, at=FIRST_MORNING),
    Shot(name="peserta-nama-panjang", path="{link}", who="", state=_longest, at=FIRST_MORNING),
)
