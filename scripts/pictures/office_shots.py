"""The office's settings: those whose pages have an address of their own, and two admins at once."""

from collections.abc import Mapping
from datetime import timedelta

from playwright.sync_api import FilePayload, Page
from sqlalchemy import func, select

from eventmgr.accounts.models import User
from eventmgr.audit.models import AuditLog
from eventmgr.office.actions import save_register
from eventmgr.office.models import AddressCheck, Office, Official
from eventmgr.office.queries import real_office
from eventmgr.operations.models import BackupPlan
from eventmgr.shared.db import db, write
from scripts.pictures.event_shots import send_empty
from scripts.pictures.shot import Shot, State
from scripts.pictures.world import World
from tests.builders import build_category, build_official
from tests.office.test_region_files import FILES

OFFICE = "/pengaturan/kantor"


def _user(world: World) -> Mapping[str, str]:
    return {"number": str(world.user("rina@contoh.go.id").id), "own": str(world.user("ani@contoh.go.id").id)}


def _trail(_world: World) -> Mapping[str, str]:
    return {"number": str(db.session.scalar(select(func.max(AuditLog.id))))}


def _category(_world: World) -> Mapping[str, str]:
    return {"number": str(build_category().id)}


def _filled(_world: World) -> Mapping[str, str]:
    """An office that has told everything about itself."""
    with write() as session:
        office = session.get_one(Office, real_office().id)
        office.name, office.region_code = "Dinas Sosial Kota Padang", "13.71"
        office.letterhead_government, office.letterhead_office = "Pemerintah Kota Padang", "DINAS SOSIAL"
        office.address = "Jl. Delima No. 5, Padang 25111\nTelepon (0751) 000000, dinsos@contoh.go.id"
        save_register(session, office.id, "Sertifikat", "400.9.12.3/{nomor}/Dinsos/{tahun}")
    official = build_official()
    with write() as session:
        row = session.get_one(Official, official.id)
        row.back_title, row.rank = "S.STP, M.PA", "Pembina Utama Muda"
    return {}


def _address(state: str, note: str = "") -> State:
    """An office whose public address was checked, or is being checked."""

    def build(world: World) -> Mapping[str, str]:
        _filled(world)
        with write() as session:
            office = session.get_one(Office, real_office().id)
            office.public_url = "https://kegiatan.padang.go.id"
            session.merge(
                AddressCheck(
                    office_id=office.id, address=office.public_url, state=state, at=world.clock(), note=note
                )
            )
        return {}

    return build


def _missed(world: World) -> Mapping[str, str]:
    """The plan stood for three days and no backup was made."""
    with write() as session:
        plan = session.scalars(select(BackupPlan)).first()
        if plan is None:
            raise LookupError("no plan of backups")
        plan.is_on, plan.since = True, world.clock() - timedelta(days=3)
    return {}


def _office_conflict(page: Page) -> None:
    """Another window saves another name while this one is open."""
    width = page.evaluate("innerWidth")
    other = page.context.new_page()
    other.goto(page.url)
    for one, words in ((other, f"Jl. Baru {width}"), (page, "Jl. Lama 3")):
        one.get_by_label("Alamat dan kontak").fill(words)
        one.locator(".action-bar [type=submit]:visible, main form [type=submit]:visible").last.click()
        one.wait_for_load_state()
    other.close()
    page.locator(".error-summary").wait_for()


def _another_city(page: Page) -> None:
    """The files of Bukittinggi are chosen and checked."""
    page.get_by_label("Kabupaten atau kota").fill("13.75")
    chosen: list[FilePayload] = [
        {"name": name, "mimeType": "text/csv", "buffer": data} for name, data in FILES
    ]
    page.locator("input[type=file]").set_input_files(chosen)
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_text("Belum ada yang disimpan").wait_for()


def _with_pin(world: World) -> Mapping[str, str]:
    """Ani has a PIN already."""
    with write() as session:
        session.get_one(User, world.user("ani@contoh.go.id").id).pin_hash = "set"
    return {}


SHOTS = (
    Shot(name="pengaturan-wilayah-pratinjau", path="/pengaturan/wilayah/muat", then=_another_city),
    Shot(name="pin", path="/pin"),
    Shot(name="pin-ganti", path="/pin", state=_with_pin),
    Shot(name="pin-galat", path="/pin", then=send_empty, says="status of 422"),
    Shot(name="pengaturan-kantor-terisi", path=OFFICE, state=_filled),
    Shot(
        name="pengaturan-kantor-bentrok",
        path=OFFICE,
        state=_filled,
        then=_office_conflict,
        says="status of 409",
    ),
    Shot(name="pengaturan-alamat-diperiksa", path=OFFICE, state=_address("checking")),
    Shot(name="pengaturan-alamat-terbuka", path=OFFICE, state=_address("open")),
    Shot(
        name="pengaturan-alamat-tertutup", path=OFFICE, state=_address("closed", "Situs menjawab kode 404.")
    ),
    Shot(
        name="pengaturan-alamat-kantor",
        path=OFFICE,
        state=_address("internal", "Nama ini menuju alamat di dalam jaringan."),
    ),
    Shot(name="pengaturan-nomor-terisi", path=f"{OFFICE}/nomor", state=_filled),
    Shot(name="pengaturan-unsur-terisi", path="/pengaturan/unsur", state=_category),
    Shot(name="pengaturan-lambang", path=f"{OFFICE}/lambang"),
    Shot(name="pengaturan-pejabat-baru", path=f"{OFFICE}/pejabat/baru"),
    Shot(
        name="pengaturan-pejabat-galat",
        path=f"{OFFICE}/pejabat/baru",
        then=send_empty,
        says="status of 422",
    ),
    Shot(name="pengguna-dipilih", path="/pengaturan/pengguna/{number}", state=_user),
    Shot(name="pengguna-sendiri", path="/pengaturan/pengguna/{own}", state=_user),
    Shot(name="pengguna-perangkat", path="/pengaturan/pengguna/{number}/sesi", state=_user),
    Shot(name="pengaturan-unsur-dipilih", path="/pengaturan/unsur/{number}", state=_category),
    Shot(name="pengaturan-jejak-satu", path="/pengaturan/jejak/{number}", state=_trail),
    Shot(name="pengaturan-status-terlewat", path="/pengaturan/status", state=_missed),
    Shot(name="pengaturan-contoh", path="/pengaturan/contoh"),
    Shot(name="pengaturan-mulai", path="/pengaturan/mulai/nama"),
    *(
        Shot(name=f"pengaturan-mulai-{step}", path=f"/pengaturan/mulai/{step}", state=_filled)
        for step in ("pejabat", "nomor", "alamat")
    ),
    Shot(
        name="pengaturan-mulai-galat",
        path="/pengaturan/mulai/nama",
        then=send_empty,
        says="status of 422",
    ),
)
