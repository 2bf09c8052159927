"""Users: made, reset, kept out, given roles, signed out; the last admin stays."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from eventmgr.accounts.models import SignIn, User
from eventmgr.accounts.queries import user_by_email_or_none
from eventmgr.accounts.user_actions import disable_user, set_admin
from eventmgr.audit.actor import Actor
from eventmgr.events.models import EventMember
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.shared.refusal import Refusal
from tests.builders import build_user
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of

MakeClient = Callable[[], PageClient]
PATH = "/pengaturan/pengguna"
NURUL = {"name": "Nurul Izzati", "email": "nurul@contoh.go.id", "request_uid": "a" * 32}


def _password(html: str) -> str:
    found = re.search(r'slip-password">([^<]+)<', html)
    return found.group(1) if found else ""


def _id_of(app: Flask, email: str) -> int:
    with app.app_context():
        user = user_by_email_or_none(email)
        assert user is not None
        return user.id


def test_a_new_users_password_is_shown_once_and_opens_one_sign_in(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(f"{PATH}/baru")
    password = _password(admin.post(f"{PATH}/baru", NURUL, status=200).get_data(as_text=True))
    assert password
    user_id = _id_of(app, NURUL["email"])
    assert password not in admin.get(f"{PATH}/{user_id}").get_data(as_text=True)
    new = page_client()
    new.get("/masuk")
    new.post("/masuk", {"email": NURUL["email"], "password": password})
    assert new.get("/kegiatan", status=302).headers["Location"].endswith("/kata-sandi")


def test_two_clicks_are_one_user(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(f"{PATH}/baru")
    admin.post(f"{PATH}/baru", NURUL, status=200)
    again = admin.post(f"{PATH}/baru", NURUL, status=200)
    assert "Kata sandi sudah diserahkan. Buat yang baru" in words_of(again)
    assert not _password(again.get_data(as_text=True))


def test_a_one_time_password_ends_after_a_day(
    app: Flask, cast: Cast, page_client: MakeClient, clock: TestClock
) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(f"{PATH}/baru")
    password = _password(admin.post(f"{PATH}/baru", NURUL, status=200).get_data(as_text=True))
    clock.moment += timedelta(hours=24, minutes=1)
    late = page_client()
    late.get("/masuk")
    answer = late.post("/masuk", {"email": NURUL["email"], "password": password}, status=422)
    assert "sudah lewat waktunya" in words_of(answer)
    wrong = late.post("/masuk", {"email": NURUL["email"], "password": "salah"}, status=422)
    assert "belum cocok" in words_of(wrong)


def test_a_taken_or_odd_address_is_said_at_its_field(cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(f"{PATH}/baru")
    taken = NURUL | {"email": cast.budi.email_norm.upper()}
    assert "sudah dipakai pengguna lain" in words_of(admin.post(f"{PATH}/baru", taken, status=422))
    odd = NURUL | {"email": "bukan surel"}
    assert "bukan alamat surel" in words_of(admin.post(f"{PATH}/baru", odd, status=422))


def test_a_reset_ends_the_sign_ins_and_shows_a_new_password(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    budi, admin = page_client().sign_in(cast.budi), page_client().sign_in(cast.aminah)
    budi.get("/kegiatan")
    page = admin.post(f"{PATH}/{cast.budi.id}/kata-sandi", status=200, form_page=f"{PATH}/{cast.budi.id}")
    assert _password(page.get_data(as_text=True))
    assert budi.get("/kegiatan", status=302).headers["Location"].startswith("/masuk")


def test_a_disabled_user_is_out_at_once_and_can_be_let_in_again(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    budi, admin = page_client().sign_in(cast.budi), page_client().sign_in(cast.aminah)
    page = f"{PATH}/{cast.budi.id}"
    shown = admin.follow(admin.post(f"{page}/nonaktifkan", status=303, form_page=page))
    assert "Budi Hartono dinonaktifkan dan keluar dari semua perangkat." in words_of(shown)
    assert "1 orang" not in words_of(shown)
    assert "Satu dinonaktifkan." in words_of(shown)
    budi.get("/kegiatan", status=302)
    admin.post(f"{page}/aktifkan", status=303)
    assert "Nonaktif " not in words_of(admin.get(page))


def test_nobody_disables_their_own_account_or_the_last_admin(
    any_app: Flask,
) -> None:
    with any_app.app_context():
        first, second = build_user(name="A", is_admin=True), build_user(name="B", is_admin=True)
        at = now()
        with pytest.raises(Refusal, match="Akun sendiri"):
            disable_user(Actor("user", first.id, "A"), at, email=first.email_norm)
        disable_user(Actor("user", first.id, "A"), at, email=second.email_norm)
        with pytest.raises(Refusal, match="admin terakhir"):
            disable_user(Actor("command", None, "perintah"), at, email=first.email_norm)
        with pytest.raises(Refusal, match="admin terakhir"):
            set_admin(Actor("user", second.id, "B"), at, user_id=first.id, is_admin=False)


def test_roles_of_events_are_given_and_taken_by_select(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin = page_client().sign_in(cast.aminah)
    page = f"{PATH}/{cast.budi.id}"
    event, other = cast.event.id, cast.other_event.id
    sent = {f"peran-{event}": "none", f"tadi-{event}": "crew", f"peran-{other}": "viewer"}
    sent |= {f"tadi-{other}": "none", "admin-tadi": "0"}
    admin.get(page)
    admin.post(f"{page}/peran", sent, status=303)
    with app.app_context():
        rows = db.session.query(EventMember).filter_by(user_id=cast.budi.id).all()
        assert [(row.event_id, row.role) for row in rows] == [(other, "viewer")]


def test_a_role_that_somebody_else_changed_meanwhile_is_not_overwritten(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin = page_client().sign_in(cast.aminah)
    page, event = f"{PATH}/{cast.budi.id}", cast.event.id
    admin.get(page)
    stale = {f"peran-{event}": "viewer", f"tadi-{event}": "organizer"}
    assert "baru saja diubah orang lain" in words_of(admin.post(f"{page}/peran", stale, status=422))
    odd = {f"peran-{event}": "raja", f"tadi-{event}": "crew"}
    assert "Peran ini tidak ada." in words_of(admin.post(f"{page}/peran", odd, status=422))


def test_an_event_never_loses_its_last_organizer(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    page, event = f"{PATH}/{cast.ani.id}", cast.event.id
    admin.get(page)
    sent = {f"peran-{event}": "none", f"tadi-{event}": "organizer"}
    assert "panitia terakhir" in words_of(admin.post(f"{page}/peran", sent, status=422))


def test_an_event_is_handed_over_in_one_step(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    path = f"{PATH}/{cast.ani.id}/serahkan"
    admin.get(path)
    sent = {"event_id": cast.event.id, "taker_id": cast.citra.id}
    admin.post(path, sent, status=303)
    with app.app_context():
        assert db.session.get(EventMember, (cast.event.id, cast.ani.id)) is None
        taken = db.session.get_one(EventMember, (cast.event.id, cast.citra.id))
        assert taken.role == "organizer"
    admin.post(path, sent, status=422)  # the event is not Ani's any more


def test_the_own_row_has_no_roles_and_the_last_admin_no_way_out(cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    shown = words_of(admin.get(f"{PATH}/{cast.aminah.id}"))
    assert "Ini akun Anda." in shown
    assert "Admin terakhir" in shown
    assert "Simpan peran" not in shown
    assert "Nonaktifkan" not in shown


def test_sign_ins_are_listed_with_device_and_address_and_ended_one_by_one(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    budi, admin = page_client().sign_in(cast.budi), page_client().sign_in(cast.aminah)
    agent = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
    budi.get("/kegiatan", headers={"User-Agent": agent})
    path = f"{PATH}/{cast.budi.id}/sesi"
    shown = words_of(admin.get(path))
    assert "Chrome di Android" in shown
    assert "dari 127.0.0.1" in shown
    with app.app_context():
        sign_in = db.session.query(SignIn).filter_by(user_id=cast.budi.id).one()
    admin.post(f"{path}/{sign_in.id}/akhiri", status=303)
    budi.get("/kegiatan", status=302)


def test_one_ends_ones_own_other_sign_ins_and_keeps_this_one(cast: Cast, page_client: MakeClient) -> None:
    here, there = page_client().sign_in(cast.ani), page_client().sign_in(cast.ani)
    there.get("/kegiatan")
    assert "Anda masuk di 2 perangkat" in words_of(here.get("/sesi-masuk"))
    here.post("/sesi-masuk/akhiri", status=303)
    here.get("/sesi-masuk")
    there.get("/kegiatan", status=302)


def test_nobody_ends_a_strangers_sign_in_on_their_own_page(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    ani, budi = page_client().sign_in(cast.ani), page_client().sign_in(cast.budi)
    with app.app_context():
        theirs = db.session.query(SignIn).filter_by(user_id=cast.budi.id).one().id
    ani.get("/sesi-masuk")
    ani.post(f"/sesi-masuk/{theirs}/akhiri", status=303)
    budi.get("/kegiatan")


def test_the_list_asks_as_many_statements_for_thirty_users_as_for_five(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin = page_client().sign_in(cast.aminah)
    counts = []
    for more in (0, 25):
        with app.app_context():
            for number in range(more):
                build_user(name=f"Pengguna {number}")
        with counted_statements(app) as statements:
            admin.get(f"{PATH}/{cast.budi.id}")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 18, counts


def test_a_user_of_no_office_of_ours_is_not_found(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    with app.app_context():
        highest = max(user.id for user in db.session.query(User))
    admin.get(f"{PATH}/{highest + 1}", status=404)
