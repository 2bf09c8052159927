"""The public verify page in its states, with the papers of the demo taken for real ones."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from playwright.sync_api import Page
from sqlalchemy import select

from eventmgr.certificates.models import Certificate
from eventmgr.demo.office import SLUG as DEMO_OFFICE
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.shared.clock import now
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.db import db, write
from eventmgr.shared.runtime import throttle
from scripts.pictures.shot import AFTER, Shot
from scripts.pictures.world import World

#: two weeks later: papers were mended and taken back meanwhile
LATER = AFTER + timedelta(days=14)


def _papers() -> Sequence[Certificate]:
    return db.session.scalars(
        select(Certificate).where(Certificate.state == "valid").order_by(Certificate.id)
    ).all()


def _code(certificate: Certificate) -> Mapping[str, str]:
    return {"code": show_short_code(certificate.short_code)}


def _make_real(**changes: object) -> Mapping[str, str]:
    """Take the demo's office for a real one and change the first of its papers."""
    first = _papers()[0]
    with write() as session:
        office = session.scalars(select(Office).where(Office.slug == DEMO_OFFICE)).one()
        office.is_demo, office.phone = False, "+6281200000001"
        paper = session.get_one(Certificate, first.id)
        for name, value in changes.items():
            setattr(paper, name, value)
    return _code(first)


def _demo(_world: World) -> Mapping[str, str]:
    return _code(_papers()[0])


def _valid(_world: World) -> Mapping[str, str]:
    return _make_real()


def _reserved(_world: World) -> Mapping[str, str]:
    return _make_real(state="reserved", issued_at=None, file_id=None, thumbnail_file_id=None, sha256=None)


def _revoked(_world: World) -> Mapping[str, str]:
    return _make_real(state="revoked", ended_at=now() - timedelta(days=3), reason="terbit dua kali")


def _replaced(_world: World) -> Mapping[str, str]:
    code = _make_real(state="replaced", ended_at=now() - timedelta(days=10), reason="penulisan gelar")
    old, new = db.session.scalars(select(Certificate).order_by(Certificate.id).limit(2)).all()
    with write() as session:
        session.get_one(Certificate, new.id).replaces_id = old.id
    return code


def _give_a_phone(_world: World) -> Mapping[str, str]:
    """The office can be asked."""
    with write() as session:
        session.get_one(Office, real_office().id).phone = "+6281200000001"
    return {}


def _throttled(world: World) -> Mapping[str, str]:
    for _ in range(60):
        throttle("verify:127.0.0.1", limit=60, window=60, at=now() - timedelta(seconds=20))
    return _give_a_phone(world)


def _send_nothing(page: Page) -> None:
    page.get_by_role("button", name="Periksa").click()
    page.locator("#kode-salah").wait_for()


def _wait_until_it_is_over(page: Page) -> None:
    page.clock.run_for(70_000)


CODE = "/v/{code}"
BUSY = "/v/K7QF-2M9D"
SHOTS = (
    Shot(name="verifikasi", path="/v", who=""),
    Shot(name="verifikasi-tanpa-kode", path="/v", who="", then=_send_nothing, says="status of 422"),
    Shot(name="verifikasi-sah", path=CODE, who="", state=_valid, at=LATER),
    Shot(name="verifikasi-proses", path=CODE, who="", state=_reserved),
    Shot(name="verifikasi-diganti", path=CODE, who="", state=_replaced, at=LATER),
    Shot(name="verifikasi-dicabut", path=CODE, who="", state=_revoked, at=LATER),
    Shot(name="verifikasi-contoh", path="/v/CONTOH", who="", state=_give_a_phone),
    Shot(name="verifikasi-contoh-sah", path=CODE, who="", state=_demo),
    Shot(name="verifikasi-tidak-dikenal", path=BUSY, who="", status=404, state=_give_a_phone),
    Shot(name="verifikasi-tidak-dikenal-tanpa-telepon", path=BUSY, who="", status=404),
    Shot(name="verifikasi-terlalu-sering", path=BUSY, who="", status=429, state=_throttled),
    Shot(
        name="verifikasi-boleh-lagi",
        path=BUSY,
        who="",
        status=429,
        state=_throttled,
        then=_wait_until_it_is_over,
    ),
)
