"""Making, planning and settling an event: the list, a copy, the agenda's panels, the states."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from playwright.sync_api import Page
from sqlalchemy import select

from eventmgr.demo.agenda import SLUG
from eventmgr.events.models import AgendaSession
from eventmgr.shared.db import db, write
from scripts.pictures.desk import EMPTY, EVENT
from scripts.pictures.shot import BEFORE, Shot
from scripts.pictures.world import EMPTY_SLUG, World


def _in_state(state: str, slug: str = SLUG) -> Callable[[World], Mapping[str, str]]:
    def change(world: World) -> Mapping[str, str]:
        event_id = world.event(slug).id
        with write() as session:
            session.get_one(type(world.event(slug)), event_id).state = state
        return {}

    return change


def _session(world: World) -> Mapping[str, str]:
    query = select(AgendaSession.id).where(AgendaSession.event_id == world.event().id, AgendaSession.jp > 0)
    return {"number": str(db.session.scalars(query.order_by(AgendaSession.starts_at)).first())}


def _clash(world: World) -> Mapping[str, str]:
    """The second session of the first day begins while the first goes on, in the same room."""
    query = select(AgendaSession).where(AgendaSession.event_id == world.event().id, AgendaSession.jp > 0)
    rows = db.session.scalars(query.order_by(AgendaSession.starts_at)).all()
    number, other = rows[1].id, rows[0]
    starts = other.starts_at + timedelta(minutes=30)
    with write() as session:
        row = session.get_one(AgendaSession, number)
        row.starts_at, row.ends_at, row.room = starts, starts + timedelta(minutes=60), other.room
    return {"number": str(number)}


def send_empty(page: Page) -> None:
    page.locator("main form [type=submit]:visible, .action-bar [type=submit]:visible").last.click()
    page.locator(".error-summary").wait_for()


SETTINGS, AGENDA, NEW = f"{EVENT}/pengaturan", f"{EVENT}/jadwal", "/kegiatan/baru"
SHOTS = (
    Shot(name="kegiatan-tanpa", path="/kegiatan", who="budi"),
    Shot(name="kegiatan-baru-salinan", path=f"{NEW}?dari={SLUG}"),
    Shot(name="kegiatan-baru-galat", path=NEW, then=send_empty, says="status of 422"),
    Shot(name="jadwal-dipilih", path=f"{AGENDA}?sesi={{number}}", at=BEFORE, state=_session),
    Shot(name="jadwal-sesi-baru", path=f"{AGENDA}?sesi=baru", at=BEFORE),
    Shot(name="jadwal-titik-baru", path=f"{AGENDA}?titik=baru", at=BEFORE),
    Shot(name="jadwal-bentrok", path=f"{AGENDA}?sesi={{number}}", at=BEFORE, state=_clash),
    Shot(name="persiapan-rancangan", path=SETTINGS, at=BEFORE, state=_in_state("draft")),
    Shot(name="persiapan-ditutup", path=SETTINGS, state=_in_state("closed")),
    Shot(name="persiapan-arsip", path=SETTINGS, state=_in_state("archived")),
    Shot(name="persiapan-petugas-kosong", path=f"{EMPTY}/pengaturan/petugas"),
    Shot(name="persiapan-kuota-kosong", path=f"{EMPTY}/pengaturan/kuota"),
    Shot(name="peserta-daftar-arsip", path=f"{EVENT}/peserta", state=_in_state("archived")),
    Shot(name="jadwal-arsip", path=AGENDA, state=_in_state("archived")),
    Shot(name="peserta-tambah-arsip", path=f"{EVENT}/peserta/tambah", state=_in_state("archived")),
    Shot(name="pengaturan-rancangan-kosong", path=f"/kegiatan/{EMPTY_SLUG}/pengaturan", at=BEFORE),
)
