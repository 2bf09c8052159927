"""Pengaturan > Salinan data: who may, what it says, the plan by form, backups that go to the admin alone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.audit.models import AuditLog
from eventmgr.operations.backup_plan import backup_folder, plan_or_none
from eventmgr.operations.models import BackupPlan
from eventmgr.operations.working import Worker
from eventmgr.shared.db import db, write
from tests.builders import build_user
from tests.cast import Cast
from tests.conftest import FIRST_MORNING, TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.support.trail import acts

PAGE = "/pengaturan/status"
Clients = Callable[[], PageClient]
PLAN = {
    "is_on": "y",
    "at": "23.15",
    "second_folder": "",
    "daily": "3",
    "weekly": "2",
    "monthly": "1",
    "revision": "1",
}


@pytest.fixture
def admin(app: Flask, cast: Cast, page_client: Clients) -> PageClient:
    with app.app_context():
        for path in backup_folder().iterdir():
            path.unlink()
        user = build_user(name="Rahmi", is_admin=True)
        db.session.expunge_all()
    return page_client().sign_in(user)


def _stored(app: Flask) -> BackupPlan:
    with app.app_context():
        plan = plan_or_none()
        assert plan is not None
        return plan


def _finish(app: Flask) -> None:
    with app.app_context():
        Worker().work(once=True)


def test_it_is_the_admins_alone(cast: Cast, page_client: Clients) -> None:
    page_client().sign_in(cast.ani).get(PAGE, status=403)
    page_client().get(PAGE, status=302)


def test_a_worker_that_gives_no_sign_and_a_missing_address_are_told_with_what_to_do(
    admin: PageClient,
) -> None:
    words = words_of(admin.get(PAGE))
    assert "tidak memberi tanda, antrean kosong" in words
    assert "jalankan lagi dengan make run" in words
    assert "perlu alamat https dari luar" in words
    assert "SQLite" in words
    assert "dapat ditulis" in words
    assert "18 November 2024, 07.40 WIB" in words


def test_a_worker_that_lives_is_well(app: Flask, admin: PageClient) -> None:
    _finish(app)
    assert "aktif, antrean kosong" in words_of(admin.get(PAGE))


def test_a_clock_that_was_set_back_is_told(app: Flask, admin: PageClient, clock: TestClock) -> None:
    admin.post(f"{PAGE}/jadwal", PLAN, form_page=PAGE, status=303)
    clock.moment = FIRST_MORNING - timedelta(days=1)
    assert "mundur dari catatan terakhir" in words_of(admin.get(PAGE))


def test_by_button_it_is_made_shown_and_downloaded_with_a_trace(app: Flask, admin: PageClient) -> None:
    admin.post(f"{PAGE}/buat", form_page=PAGE, status=303)
    words = words_of(admin.get(PAGE))
    assert "Salinan data disiapkan" in words
    assert "Buat salinan data sekarang" not in words
    assert "hx-get" in admin.get(f"{PAGE}/kemajuan").get_data(as_text=True)
    _finish(app)
    assert admin.http.get(f"{PAGE}/kemajuan").headers["HX-Refresh"] == "true"
    words = words_of(admin.get(PAGE))
    assert "Senin, 18 November 2024, 07.40" in words
    assert "Berisi kunci" in words
    answer = admin.post(f"{PAGE}/berkas/eventmgr-20241118-074000.zip", status=200)
    assert answer.data.startswith(b"PK")
    assert "eventmgr-20241118-074000.zip" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    answer.close()
    with app.app_context():
        assert acts(AuditLog.action.startswith("backup.")) == ["backup.started", "backup.downloaded"]


@pytest.mark.parametrize(
    "name", ["eventmgr-20200101-000000.zip", "keyring.json", "..%2Fkeyring.json", ".eventmgr-x.half"]
)
def test_nothing_but_a_backup_is_handed_out(admin: PageClient, name: str) -> None:
    admin.post(f"{PAGE}/berkas/{name}", form_page=PAGE, status=404)


def test_a_backup_is_never_handed_out_to_a_link_or_to_others(
    app: Flask, admin: PageClient, cast: Cast, page_client: Clients
) -> None:
    with app.app_context():
        (backup_folder() / "eventmgr-20241118-074000.zip").write_bytes(b"PK")
    path = f"{PAGE}/berkas/eventmgr-20241118-074000.zip"
    assert admin.http.get(path).status_code == 405
    page_client().sign_in(cast.ani).post(path, form_page="/kegiatan", status=403)


def test_the_plan_is_changed_by_form(app: Flask, admin: PageClient, tmp_path: Path) -> None:
    admin.post(f"{PAGE}/jadwal", {**PLAN, "second_folder": str(tmp_path)}, form_page=PAGE, status=303)
    plan = _stored(app)
    assert (plan.minute_of_day, plan.second_folder) == (23 * 60 + 15, str(tmp_path))
    assert (plan.daily, plan.weekly, plan.monthly) == (3, 2, 1)
    assert plan.since == FIRST_MORNING
    again = {**PLAN, "second_folder": str(tmp_path), "revision": str(plan.revision)}
    same = admin.follow(admin.post(f"{PAGE}/jadwal", again, status=303))
    assert "Tidak ada yang berubah" in words_of(same)
    with app.app_context():
        assert acts(AuditLog.action == "backup.plan_changed") == ["backup.plan_changed"]


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("at", "25.00", "Tulis jam seperti 01.30."),
        ("at", "", "Isi jam"),
        ("daily", "0", "Tulis angka dari 1 sampai 60."),
        ("weekly", "x", "Tulis angka"),
        ("second_folder", "usb", "Tulis letak lengkapnya"),
        ("second_folder", "/tidak/ada", "tidak ada di mesin server"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_field(
    app: Flask, admin: PageClient, field: str, typed: str, message: str
) -> None:
    answer = admin.post(f"{PAGE}/jadwal", {**PLAN, field: typed}, form_page=PAGE, status=422)
    assert message in words_of(answer)
    assert _stored(app).minute_of_day == 90


def test_the_data_folder_itself_is_no_second_folder(app: Flask, admin: PageClient) -> None:
    inside = str(app.config["DATA_FOLDER"] / "backups")
    answer = admin.post(f"{PAGE}/jadwal", {**PLAN, "second_folder": inside}, form_page=PAGE, status=422)
    assert "di luar folder data" in words_of(answer)


def test_a_plan_that_somebody_else_changed_is_not_overwritten(app: Flask, admin: PageClient) -> None:
    with app.app_context(), write() as session:
        session.scalars(select(BackupPlan)).one().daily = 9
    answer = admin.post(f"{PAGE}/jadwal", PLAN, form_page=PAGE, status=409)
    assert "baru saja diubah di tempat lain" in words_of(answer)
    assert 'value="23.15"' in answer.get_data(as_text=True)
    assert _stored(app).daily == 9
    admin.post(f"{PAGE}/jadwal", {**PLAN, "revision": "2"}, status=303)
    assert _stored(app).daily == 3


def test_a_missed_backup_stands_on_the_admins_list_of_events_only(
    app: Flask, admin: PageClient, cast: Cast, page_client: Clients
) -> None:
    with app.app_context(), write() as session:
        session.scalars(select(BackupPlan)).one().since = FIRST_MORNING - timedelta(days=3)
    assert "Salinan data: yang terjadwal terlewat" in words_of(admin.get("/kegiatan"))
    assert "Salinan data" not in words_of(page_client().sign_in(cast.ani).get("/kegiatan"))


def test_the_page_stays_cheap(app: Flask, admin: PageClient) -> None:
    _finish(app)
    with counted_statements(app) as statements:
        admin.get(PAGE)
    assert len(statements) <= 24
