"""Pages about one person or a few: plain, replaced, card lost, link closed, corrected by two at once."""

from collections.abc import Mapping

from playwright.sync_api import Page
from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.people.link_actions import revoke_link
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.registration.register_actions import register
from eventmgr.registration.replace_actions import replace_participant
from eventmgr.registration.seat_actions import cancel
from eventmgr.registration.ticket_actions import give_new_card
from eventmgr.shared.db import db
from scripts.pictures.desk import EVENT
from scripts.pictures.shot import BEFORE, Shot
from scripts.pictures.world import World
from tests.registration.people_steps import entry

ANI = Actor("user", None, "Ani Rahmawati")


def _first() -> Registration:
    return db.session.scalars(select(Registration).order_by(Registration.id)).all()[20]


def _one(_world: World) -> Mapping[str, str]:
    return {"uid": _first().uid}


def _replaced(world: World) -> Mapping[str, str]:
    row = _first()
    new = entry(category_id=row.category_id, region_code=row.region_code)
    uid, revision = row.uid, row.revision
    replace_participant(
        ANI, world.clock(), event=world.event(), uid=uid, revision=revision, entry=new, reason="Pindah tugas"
    )
    return {"uid": uid}


def _card_lost(world: World) -> Mapping[str, str]:
    row = _first()
    code = db.session.scalars(select(Ticket.typed_code).where(Ticket.registration_id == row.id)).one()
    give_new_card(
        ANI,
        world.clock(),
        event=world.event(),
        uid=row.uid,
        seen_code=code or "",
        reason="Tertinggal di angkot",
    )
    return {"uid": _first().uid}


def _link_closed(world: World) -> Mapping[str, str]:
    row = _first()
    version = db.session.get_one(Person, row.person_id).link_version
    revoke_link(
        ANI,
        world.clock(),
        person_id=row.person_id,
        event_id=row.event_id,
        seen_version=version,
        reason="Ponselnya hilang",
    )
    return {"uid": _first().uid}


def _cancelled(world: World) -> Mapping[str, str]:
    uid = _first().uid
    cancel(ANI, world.clock(), event=world.event(), uids=[uid], reason="Sakit lama")
    return {"uid": uid}


def _with_reserve(world: World) -> Mapping[str, str]:
    row = _first()
    reserve = entry(category_id=row.category_id, region_code=row.region_code, as_reserve=True)
    register(ANI, world.clock(), event=world.event(), entry=reserve)
    return {}


def _tick_three(page: Page) -> None:
    boxes = page.locator("tbody label.tick-box")
    for number in range(3):
        boxes.nth(number).click()


def _send(page: Page) -> None:
    page.locator("main form [type=submit]:visible").last.click()
    page.locator(".error-summary").wait_for()


def _three_errors(page: Page) -> None:
    page.get_by_label("Nama lengkap").fill("Nurhayati")
    page.get_by_label("NIK", exact=True).fill("137101560694")
    page.get_by_label("Nomor WhatsApp").fill("0751 123")
    _send(page)


def _conflict(page: Page) -> None:
    """Another window saves another name and phone while this one is open."""
    other = page.context.new_page()
    other.goto(page.url)
    width = page.evaluate("innerWidth")
    other.get_by_label("Tempat lahir").fill(f"Solok {width}")
    other.get_by_label("Alamat").fill(f"Jl. Gajah Mada {width}")
    other.locator("main form [type=submit]:visible, .action-bar [type=submit]:visible").last.click()
    other.wait_for_load_state()
    other.close()
    page.get_by_label("Tempat lahir").fill("Pariaman")
    page.get_by_label("Alamat").fill("Jl. Gajah Mada 17")
    page.locator("main form [type=submit]:visible, .action-bar [type=submit]:visible").last.click()
    page.locator(".error-summary").wait_for()


PERSON = f"{EVENT}/peserta/{{uid}}"
CONFLICT = "status of 409"
SHOTS = (
    Shot(name="orang-polos", path=PERSON, state=_one),
    Shot(name="orang-diganti", path=PERSON, state=_replaced, at=BEFORE),
    Shot(name="orang-kartu-hilang", path=PERSON, state=_card_lost, at=BEFORE),
    Shot(name="orang-tautan-ditutup", path=PERSON, state=_link_closed),
    Shot(name="orang-dibatalkan", path=PERSON, state=_cancelled, at=BEFORE),
    Shot(name="orang-ubah", path=f"{PERSON}/ubah", state=_one),
    Shot(name="orang-ubah-bentrok", path=f"{PERSON}/ubah", state=_one, then=_conflict, says=CONFLICT),
    Shot(name="orang-ganti", path=f"{PERSON}/ganti", state=_one, at=BEFORE),
    Shot(name="orang-batalkan", path=f"{PERSON}/batalkan", state=_one, at=BEFORE),
    Shot(name="orang-penugasan", path=f"{PERSON}/penugasan", state=_one, at=BEFORE),
    Shot(name="orang-kartu-baru", path=f"{PERSON}/kartu-baru", state=_one, at=BEFORE),
    Shot(name="orang-cari-tanjung", path="/orang?cari=tanjung"),
    Shot(name="orang-cari-kosong", path="/orang"),
    Shot(name="peserta-tiga-dipilih", path=f"{EVENT}/peserta?cari=tanjung", then=_tick_three, at=BEFORE),
    Shot(
        name="peserta-tambah-galat",
        path=f"{EVENT}/peserta/tambah",
        then=_three_errors,
        at=BEFORE,
        says="status of 422",
    ),
    Shot(name="peserta-cadangan-terisi", path=f"{EVENT}/peserta/cadangan", state=_with_reserve, at=BEFORE),
)
