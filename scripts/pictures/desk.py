"""The organizer's pages that a link opens: as they are with the demo, and with nothing in the event."""

from collections.abc import Mapping

from playwright.sync_api import Page
from sqlalchemy import select

from eventmgr.certificates.models import CertificateRule
from eventmgr.demo.agenda import SLUG
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from scripts.pictures.shot import BEFORE, FIRST_MORNING, Shot, State
from scripts.pictures.world import EMPTY_SLUG, World

EVENT = f"/kegiatan/{SLUG}"
EMPTY = f"/kegiatan/{EMPTY_SLUG}"


def _wrong_password(page: Page) -> None:
    page.get_by_label("Surel").fill("ani@contoh.go.id")
    page.get_by_label("Kata sandi", exact=True).fill("bukan kata sandinya")
    page.get_by_role("button", name="Masuk").click()
    page.locator(".error-summary").wait_for()


def _open_calendar(page: Page) -> None:
    page.get_by_label("Tanggal", exact=True).fill("21 nov 2024")
    page.get_by_role("button", name="Buka kalender: Tanggal").click()
    page.get_by_role("dialog", name="Kalender").wait_for()


def _too_short_password(page: Page) -> None:
    page.locator("main form [type=submit]").first.click()
    page.locator(".error-summary").wait_for()


def _open_menu(page: Page) -> None:
    page.locator(".user summary").click()


def _a_participant(_world: World) -> Mapping[str, str]:
    query = select(Registration.uid).order_by(Registration.id)
    return {"uid": str(db.session.scalars(query).first())}


def _without_rule(world: World) -> Mapping[str, str]:
    event_id = world.event().id
    with write() as session:
        session.delete(session.get_one(CertificateRule, (event_id, "peserta")))
    return {}


def _empty_draft(world: World) -> Mapping[str, str]:
    event_id = world.event(EMPTY_SLUG).id
    with write() as session:
        session.get_one(Event, event_id).state = "draft"
    return {}


def _of_one_office(world: World) -> Mapping[str, str]:
    """The empty event belongs to the office of the full one, so that it may take its people."""
    office_id, event_id = world.event().office_id, world.event(EMPTY_SLUG).id
    with write() as session:
        session.get_one(Event, event_id).office_id = office_id
    return {}


def _in_state(state: str) -> State:
    def change(world: World) -> Mapping[str, str]:
        event_id = world.event().id
        with write() as session:
            session.get_one(Event, event_id).state = state
        return {}

    return change


#: Pages of issue 7, then those that came with their rooms. One line a page: add yours here.
SHOTS = (
    Shot(name="masuk", path="/masuk", who=""),
    Shot(name="masuk-salah", path="/masuk", who="", then=_wrong_password, says="status of 422"),
    Shot(name="kata-sandi", path="/kata-sandi"),
    Shot(name="kata-sandi-galat", path="/kata-sandi", then=_too_short_password, says="status of 422"),
    Shot(name="kegiatan", path="/kegiatan"),
    Shot(name="menu-pengguna", path=EVENT, then=_open_menu, window_only=True),
    Shot(name="kegiatan-beranda", path=EVENT),
    Shot(name="kegiatan-beranda-sebelum", path=EVENT, at=BEFORE),
    Shot(name="kegiatan-beranda-kosong", path=EMPTY, at=BEFORE),
    Shot(name="kegiatan-beranda-rancangan", path=EVENT, at=BEFORE, state=_in_state("draft")),
    Shot(name="kegiatan-beranda-rancangan-hari-1", path=EVENT, at=FIRST_MORNING, state=_in_state("draft")),
    Shot(name="kegiatan-beranda-arsip", path=EVENT, state=_in_state("archived")),
    Shot(name="kegiatan-hapus", path=f"{EMPTY}/pengaturan/hapus", at=BEFORE, state=_empty_draft),
    Shot(name="kegiatan-jejak", path=f"{EVENT}/jejak"),
    Shot(name="pengaturan-wilayah-muat", path="/pengaturan/wilayah/muat"),
    Shot(name="jadwal", path=f"{EVENT}/jadwal"),
    Shot(name="jadwal-kosong", path=f"{EMPTY}/jadwal"),
    Shot(name="peserta-daftar", path=f"{EVENT}/peserta"),
    Shot(name="peserta-cari", path=f"{EVENT}/peserta?cari=jambak"),
    Shot(name="peserta-cari-kosong", path=f"{EVENT}/peserta?cari=tidakada"),
    Shot(name="peserta-kosong", path=f"{EMPTY}/peserta", state=_of_one_office),
    Shot(name="peserta-ambil", path=f"{EMPTY}/peserta/ambil", state=_of_one_office),
    Shot(name="peserta-ambil-kosong", path=f"{EMPTY}/peserta/ambil"),
    Shot(name="orang", path=f"{EVENT}/peserta/{{uid}}", state=_a_participant),
    Shot(name="kehadiran", path=f"{EVENT}/kehadiran"),
    Shot(name="kehadiran-hari-2", path=f"{EVENT}/kehadiran?titik=hari-2"),
    Shot(name="kehadiran-semua", path=f"{EVENT}/kehadiran?titik=hari-1&semua"),
    Shot(name="kehadiran-hari-1-berjalan", path=f"{EVENT}/kehadiran", at=FIRST_MORNING),
    Shot(name="kehadiran-kosong", path=f"{EMPTY}/kehadiran"),
    Shot(name="sertifikat-tanpa-syarat", path=f"{EVENT}/sertifikat", state=_without_rule),
    Shot(name="sertifikat-kosong", path=f"{EMPTY}/sertifikat"),
    Shot(name="sertifikat-terbit-kosong", path=f"{EMPTY}/sertifikat/terbit"),
    Shot(name="panduan-tampilan", path="/panduan-tampilan"),
    Shot(name="kegiatan-baru", path="/kegiatan/baru"),
    Shot(name="persiapan", path=f"{EVENT}/pengaturan"),
    Shot(name="persiapan-petugas", path=f"{EVENT}/pengaturan/petugas"),
    Shot(name="persiapan-kuota", path=f"{EVENT}/pengaturan/kuota"),
    Shot(name="jadwal-hari", path=f"{EVENT}/jadwal/hari"),
    Shot(name="jadwal-hari-kalender", path=f"{EVENT}/jadwal/hari", then=_open_calendar, window_only=True),
    Shot(name="jadwal-sesi", path=f"{EVENT}/jadwal?sesi=1"),
    Shot(name="papan-kuota", path=f"{EVENT}/kuota"),
    Shot(name="kehadiran-wilayah", path=f"{EVENT}/kehadiran/wilayah"),
    Shot(name="kehadiran-koreksi", path=f"{EVENT}/kehadiran/koreksi"),
    Shot(name="kehadiran-kertas", path=f"{EVENT}/kehadiran/kertas"),
    Shot(name="peserta-tambah", path=f"{EVENT}/peserta/tambah"),
    Shot(name="peserta-menunggu", path=f"{EVENT}/peserta/cadangan"),
    Shot(name="peserta-tautan", path=f"{EVENT}/peserta/tautan"),
    Shot(name="pengaturan-kantor", path="/pengaturan/kantor"),
    Shot(name="pengaturan-nomor", path="/pengaturan/kantor/nomor"),
    Shot(name="pengaturan-wilayah", path="/pengaturan/wilayah"),
    Shot(name="pengaturan-unsur", path="/pengaturan/unsur"),
    Shot(name="pengaturan-jejak", path="/pengaturan/jejak"),
    Shot(name="pengaturan-status", path="/pengaturan/status"),
    Shot(name="pengguna", path="/pengaturan/pengguna"),
    Shot(name="pengguna-baru", path="/pengaturan/pengguna/baru"),
    Shot(name="sesi-masuk", path="/sesi-masuk"),
    Shot(name="orang-cari", path="/orang?cari=jambak"),
)
