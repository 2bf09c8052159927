"""The private page of a participant, before, during and after the event, and links that no longer open."""

from collections.abc import Mapping

from playwright.sync_api import Page
from sqlalchemy import ColumnElement, select

from eventmgr.certificates.models import Certificate
from eventmgr.demo.office import SLUG as DEMO_OFFICE
from eventmgr.office.models import Office
from eventmgr.people.link_actions import ask_for_link
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.clock import now
from eventmgr.shared.codes import code_hash, link_token
from eventmgr.shared.db import db, write
from eventmgr.shared.keyring import keyring
from scripts.pictures.desk import EVENT
from scripts.pictures.shot import BEFORE, FIRST_MORNING, Shot
from scripts.pictures.world import World
from tests.builders import link_of


def _person(*conditions: ColumnElement[bool]) -> Person:
    query = select(Person).join(Registration, Registration.person_id == Person.id)
    found = db.session.scalars(query.where(*conditions).order_by(Person.id)).first()
    if found is None:
        raise LookupError("the demo has nobody like that")
    return found


def _with_certificate() -> Person:
    return _person(Registration.id.in_(select(Certificate.registration_id)))


def _ready(_world: World) -> Mapping[str, str]:
    return {"link": link_of(_with_certificate())}


def _waiting(_world: World) -> Mapping[str, str]:
    return {"link": link_of(_person(Registration.id.not_in(select(Certificate.registration_id))))}


def _revoked(_world: World) -> Mapping[str, str]:
    person = _with_certificate()
    registrations = select(Registration.id).where(Registration.person_id == person.id)
    with write() as session:
        query = select(Certificate).where(Certificate.registration_id.in_(registrations))
        paper = session.scalars(query).one()
        paper.state, paper.ended_at, paper.reason = "revoked", now(), "terbit dua kali"
    return {"link": link_of(person)}


def _reserve(_world: World) -> Mapping[str, str]:
    person = _person(Registration.id.not_in(select(Certificate.registration_id)))
    with write() as session:
        query = select(Registration).where(Registration.person_id == person.id)
        session.scalars(query).one().state = "reserve"
    return {"link": link_of(person)}


def _give_a_phone() -> None:
    with write() as session:
        session.scalars(select(Office).where(Office.slug == DEMO_OFFICE)).one().phone = "+6281200000001"


def _renewed(_world: World) -> Mapping[str, str]:
    """The link of before; the office can be called."""
    person = _with_certificate()
    former = link_of(person)
    _give_a_phone()
    with write() as session:
        row = session.get_one(Person, person.id)
        row.link_version += 1
        token = link_token(keyring().derive("private-link", row.key_id), row.uid, row.link_version)
        row.link_hash, row.link_changed_at = code_hash(token), now()
    return {"link": former}


def _asked(world: World) -> Mapping[str, str]:
    """Before the organizer: one who waits for the renewed link."""
    _renewed(world)
    ask_for_link(now(), person_id=_with_certificate().id)
    return {}


def _keep_and_cut_network(page: Page) -> None:
    """The copy that the telephone keeps, without network."""
    page.get_by_text("Tanpa internet pun bisa.").wait_for()
    page.context.set_offline(True)
    page.reload()
    page.get_by_text("Belum tersambung.").wait_for()


def _closed(_world: World) -> Mapping[str, str]:
    person = _with_certificate()
    link = link_of(person)
    _give_a_phone()
    with write() as session:
        row = session.get_one(Person, person.id)
        row.link_changed_at = row.link_revoked_at = now()
    return {"link": link}


def _show_qr(page: Page) -> None:
    page.locator("#qr").click()
    page.locator("#qr-besar").wait_for()


def _scroll_down(page: Page) -> None:
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    page.locator(".qr-bar").wait_for()


def _open_agenda(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


LINK = "{link}"
SHOTS = (
    Shot(name="peserta-siap", path=LINK, who="", state=_ready),
    Shot(name="peserta-jadwal-lengkap", path=LINK, who="", state=_ready, then=_open_agenda),
    Shot(name="peserta-beranda", path=LINK, who="", state=_ready, at=FIRST_MORNING),
    Shot(name="peserta-sebelum", path=LINK, who="", state=_waiting, at=BEFORE),
    Shot(name="peserta-hari-1", path=LINK, who="", state=_waiting, at=FIRST_MORNING),
    Shot(name="peserta-tanpa-sertifikat", path=LINK, who="", state=_waiting),
    Shot(name="peserta-cadangan", path=LINK, who="", state=_reserve, at=BEFORE),
    Shot(name="peserta-qr", path=LINK, who="", state=_ready, then=_show_qr, window_only=True),
    Shot(
        name="peserta-qr-rebah",
        path=LINK,
        who="",
        state=_ready,
        then=_show_qr,
        window_only=True,
        is_landscape=True,
    ),
    Shot(name="peserta-bilah-qr", path=LINK, who="", state=_ready, then=_scroll_down, window_only=True),
    Shot(name="peserta-sertifikat", path="{link}/sertifikat", who="", state=_ready),
    Shot(name="peserta-sertifikat-dicabut", path="{link}/sertifikat", who="", state=_revoked),
    Shot(name="peserta-tautan-lama", path=LINK, who="", state=_renewed, status=410),
    Shot(name="peserta-tautan-diminta", path="{link}?diminta=ya", who="", state=_renewed, status=410),
    Shot(
        name="peserta-luring", path=LINK, who="", state=_ready, then=_keep_and_cut_network, at=FIRST_MORNING
    ),
    Shot(name="kirim-tautan-diminta", path=f"{EVENT}/peserta/tautan", state=_asked),
    Shot(name="peserta-tautan-dicabut", path=LINK, who="", state=_closed, status=410),
)
