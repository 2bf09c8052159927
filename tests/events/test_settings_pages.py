"""An event's own pages: facts, states, members, quota."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.audit.models import AuditLog
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.events.models import AgendaSession, Event, EventMember, QuotaException, QuotaRule
from eventmgr.shared.db import db, new_uid, write
from tests.builders import (
    KECAMATAN,
    KELURAHAN,
    build_category,
    build_event,
    build_member,
    build_quota,
    build_user,
)
from tests.cast import Cast
from tests.conftest import FIRST_MORNING, TestClock
from tests.events.test_checkpoints import CREW
from tests.page_client import PageClient, counted_statements, words_of

Client = Callable[[], PageClient]
BASE = "/kegiatan/sosialisasi-2024/pengaturan"
PAGES = ("", "/petugas", "/kuota")


def facts(**changes: Any) -> dict[str, Any]:
    return {
        "revision": "1",
        "name": "Sosialisasi 2024",
        "place": "Aula Dinas",
        "zone": "Asia/Jakarta",
        "contact_name": "Ani",
        "contact_phone": "0812 3456 7890",
        "credit_rule": "full",
    } | changes


def event_of(app: Flask, cast: Cast) -> Event:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        db.session.expunge(event)
        return event


@pytest.mark.parametrize(
    ("who", "status"), [("ani", 200), ("aminah", 200), ("budi", 403), ("vina", 403), ("citra", 404)]
)
def test_the_cast(page_client: Client, cast: Cast, who: str, status: int) -> None:
    client = page_client().sign_in(getattr(cast, who))
    for page in PAGES:
        client.get(f"{BASE}{page}", status=status)


def test_facts_are_saved_and_a_second_form_of_the_same_time_is_told(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    client = page_client().sign_in(cast.ani)
    saved = client.post(BASE, facts(), status=303)
    assert "Data kegiatan disimpan." in words_of(client.follow(saved))
    (revision,) = client.page(BASE).xpath("//input[@name='revision'][1]/@value")[:1]
    again = client.post(BASE, facts(revision=revision), status=303)
    assert "Tidak ada yang berubah." in words_of(client.follow(again))
    event = event_of(app, cast)
    assert (event.name, event.contact_phone, event.credit_rule) == (
        "Sosialisasi 2024",
        "+6281234567890",
        "full",
    )
    answer = client.post(BASE, facts(name="Lain"), status=409)
    assert "Ani Rahmawati mengubah ini" in words_of(answer)
    assert 'value="Lain"' in answer.get_data(as_text=True)
    assert event_of(app, cast).name == "Sosialisasi 2024"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Isi nama kegiatan."),
        ({"contact_phone": "12"}, "Tulis nomor seperti"),
        ({"zone": "Mars/Olympus"}, "Pilihan ini tidak ada."),
    ],
)
def test_odd_facts_are_named(page_client: Client, cast: Cast, change: dict[str, str], sentence: str) -> None:
    assert sentence in words_of(page_client().sign_in(cast.ani).post(BASE, facts(**change), status=422))


def test_another_zone_keeps_the_hours_as_written(page_client: Client, cast: Cast, app: Flask) -> None:
    page_client().sign_in(cast.ani).post(BASE, facts(zone="Asia/Jayapura"), status=303)
    with app.app_context():
        starts = db.session.scalars(
            select(AgendaSession.starts_at)
            .where(AgendaSession.event_id == cast.event.id)
            .order_by(AgendaSession.starts_at)
        ).first()
    assert starts == datetime(2024, 11, 18, 1, 15, tzinfo=UTC)


def step(seen: str, to: str, reason: str = "") -> dict[str, str]:
    return {"seen": seen, "to": to, "reason": reason}


def test_the_road_of_states_and_back_with_a_reason(
    page_client: Client, cast: Cast, app: Flask, clock: TestClock
) -> None:
    client, path = page_client().sign_in(cast.ani), f"{BASE}/keadaan"
    client.get(BASE)
    early = client.post(path, step("open", "closed"), status=422)
    assert "Hari terakhir, 20 November 2024, belum lewat." in words_of(early)
    clock.moment = datetime(2024, 11, 21, 3, 0, tzinfo=UTC)
    for _ in range(2):
        client.post(path, step("open", "closed"), status=303)
    client.post(path, step("closed", "archived"), status=303)
    assert event_of(app, cast).state == "archived"
    assert "sudah diarsipkan" in words_of(client.post(BASE, facts(revision="9"), status=422))
    assert "Tulis alasannya" in words_of(client.post(path, step("archived", "closed"), status=422))
    client.post(path, step("archived", "closed", "salah nama"), status=303)
    client.post(path, step("closed", "open", "ada hari tambahan"), status=303)
    stale = client.post(path, step("closed", "archived"), status=422)
    assert "sudah diubah orang lain" in words_of(stale)
    assert event_of(app, cast).state == "open"


def test_what_follows_from_a_step_stands_before_the_press(page_client: Client, cast: Cast) -> None:
    words = words_of(page_client().sign_in(cast.ani).get(BASE))
    assert "Sertifikat tetap dapat diterbitkan, halaman peserta tetap terbuka." in words
    assert "Pindai di pintu hanya menjadi latihan." in words


def test_scanned_for_real_is_no_draft_again(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context():
        op = ScanOp(
            uid=new_uid(),
            checkpoint="hari-1",
            at_device=FIRST_MORNING,
            source="search",
            registration_uid=cast.dedi_registration.uid,
        )
        check_in(cast.event.id, op, actor=CREW, now=FIRST_MORNING)
    client = page_client().sign_in(cast.ani)
    answer = client.post(f"{BASE}/keadaan", step("open", "draft", "salah"), status=422, form_page=BASE)
    assert "Sudah ada kehadiran yang tercatat" in words_of(answer)
    zone = client.post(BASE, facts(zone="Asia/Makassar"), status=422)
    assert "zona waktunya tidak dapat diganti" in words_of(zone)


def test_members_are_added_changed_and_removed_but_never_the_last_organizer(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    client, path = page_client().sign_in(cast.ani), f"{BASE}/petugas"
    ani, budi = cast.ani.id, cast.budi.id
    assert "Panitia terakhir" in words_of(client.get(path))
    for role in ("crew", ""):
        answer = client.post(f"{path}/{ani}", {"role": role}, status=303)
        assert "panitia terakhir" in words_of(client.follow(answer))
    client.post(path, {"email": cast.citra.email_norm.upper(), "role": "viewer"}, status=303)
    client.post(f"{path}/{budi}", {"role": "organizer"}, status=303)
    client.post(f"{path}/{ani}", {"role": ""}, status=303)
    with app.app_context():
        rows = db.session.execute(
            select(EventMember.user_id, EventMember.role).where(EventMember.event_id == cast.event.id)
        )
        roles = dict(rows.tuples().all())
    assert roles == {budi: "organizer", cast.citra.id: "viewer", cast.vina.id: "viewer"}
    client.get(path, status=404)


@pytest.mark.parametrize(("email", "sentence"), [("tak@ada.id", "Belum ada pengguna"), ("", "Isi surelnya.")])
def test_a_stranger_is_not_made_a_member(page_client: Client, cast: Cast, email: str, sentence: str) -> None:
    client = page_client().sign_in(cast.ani)
    answer = client.post(f"{BASE}/petugas", {"email": email, "role": "crew"}, status=422)
    assert sentence in words_of(answer)


@pytest.mark.parametrize("is_admin", [True, False])
def test_an_office_without_categories_is_led_to_where_they_come_from(
    app: Flask, page_client: Client, is_admin: bool
) -> None:
    with app.app_context():
        event, user = build_event(slug="perdana"), build_user(is_admin=is_admin)
        build_member(event=event, user=user, role="organizer")
        page = page_client().sign_in(user).get("/kegiatan/perdana/pengaturan/kuota").get_data(as_text=True)
    assert "/kegiatan/perdana/peserta/impor" in page
    assert ("Tambah unsur" in page) is is_admin


def test_a_quota_is_set_with_exceptions_and_counted(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context():
        psm = build_category().id
    client, path = page_client().sign_in(cast.ani), f"{BASE}/kuota/{psm}"
    form = {f"q{psm}-revision": "0", f"q{psm}-seats": "3", f"q{psm}-region_level": "kelurahan"}
    client.post(f"{BASE}/kuota", form, status=303)
    other = {f"k{psm}-region": KELURAHAN, f"k{psm}-seats": "5", f"k{psm}-reason": "Surat 12/2024"}
    client.post(f"{path}/kecualian", other, status=303)
    page = words_of(client.get(f"{BASE}/kuota"))
    assert "314 tempat" in page
    assert "Surat 12/2024" in page
    assert client.post(f"{BASE}/kuota", form | {f"q{psm}-seats": "4"}, status=409)
    same = client.post(f"{path}/kecualian", other | {f"k{psm}-seats": "3"}, status=422)
    assert "Kuota umumnya sudah 3" in words_of(same)
    client.post(f"{path}/kecualian", other | {f"k{psm}-region": KECAMATAN}, status=422)
    client.post(f"{path}/kecualian/hapus", {"region": KELURAHAN}, status=303)
    with app.app_context():
        assert db.session.scalars(select(QuotaException)).all() == []
        rule = db.session.scalars(select(QuotaRule)).one()
        assert (rule.seats, rule.region_level) == (3, "kelurahan")
    empty = form | {f"q{psm}-seats": "", f"q{psm}-revision": str(rule.revision)}
    client.post(f"{BASE}/kuota", empty, status=303)
    client.post(f"{BASE}/kuota", empty, status=303)
    assert client.page(f"{BASE}/kuota").findtext(".//h1") == "Belum ada kuota"
    with app.app_context():
        assert db.session.scalars(select(QuotaRule)).all() == []


def test_all_quotas_are_saved_with_one_press_or_none_is(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context():
        psm, tksk = build_category().id, build_category(code="TKSK").id
    client = page_client().sign_in(cast.ani)
    (form,) = client.page(f"{BASE}/kuota").xpath("//form[.//button[normalize-space()='Simpan kuota']]")
    typed = {name: form.fields[name] for name in form.fields if name[0] == "q"}
    typed |= {f"q{psm}-seats": "3", f"q{tksk}-seats": "banyak"}
    page = client.post(f"{BASE}/kuota", typed, status=422)
    assert "TKSK: " in words_of(page)
    with app.app_context():
        assert db.session.scalars(select(QuotaRule)).all() == []
    client.post(f"{BASE}/kuota", typed | {f"q{tksk}-seats": "1"}, status=303)
    with app.app_context():
        rules = {
            rule.category_id: (rule.seats, rule.region_level)
            for rule in db.session.scalars(select(QuotaRule))
        }
        assert rules == {psm: (3, "kelurahan"), tksk: (1, "kecamatan")}
        assert db.session.scalar(select(func.count()).where(AuditLog.action == "quota.saved")) == 2


def test_another_office_s_category_is_not_there(page_client: Client, cast: Cast) -> None:
    page_client().sign_in(cast.ani).post(f"{BASE}/kuota/99999/kecualian", {}, status=404, form_page=BASE)


def test_statements_do_not_grow_with_members_or_quotas(page_client: Client, cast: Cast, app: Flask) -> None:
    client = page_client().sign_in(cast.ani)
    with app.app_context():
        psm = build_category()
        build_quota(event=db.session.get_one(Event, cast.event.id), category=psm)

    def statements() -> list[int]:
        numbers = []
        for page in PAGES:
            with counted_statements(app) as counted:
                client.get(f"{BASE}{page}")
            numbers.append(len(counted))
        return numbers

    before = statements()
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        for _ in range(5):
            build_member(event=event, user=build_user(), role="crew")
        rule = db.session.scalars(select(QuotaRule)).one()
        with write() as session:
            session.add_all(
                QuotaException(rule_id=rule.id, region_code=code, seats=4, reason="uji")
                for code in (KELURAHAN, "13.71.06.1001", "13.71.06.1002")
            )
    assert statements() == before


def test_only_who_works_on_the_event_is_given_another_role_by_number(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    ani = page_client().sign_in(cast.ani)
    ani.post(f"{BASE}/petugas/{cast.citra.id}", {"role": "viewer"}, form_page=f"{BASE}/petugas", status=303)
    page = ani.get(f"{BASE}/petugas")
    assert "Orang ini tidak lagi bertugas di kegiatan ini." in words_of(page)
    assert cast.citra.name not in words_of(page)
    with app.app_context():
        assert db.session.get(EventMember, (cast.event.id, cast.citra.id)) is None
