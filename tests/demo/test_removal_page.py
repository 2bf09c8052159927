"""The demo goes by one button, after it was said what goes and what stays."""

from collections.abc import Callable

from flask import Flask

from eventmgr.demo.office import make_office
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.shared.db import db, write
from tests.builders import build_event
from tests.cast import Cast
from tests.page_client import PageClient, words_of

MakeClient = Callable[[], PageClient]
PATH = "/pengaturan/contoh"


def _demo() -> None:
    with write() as session:
        demo = make_office(session, 2024)
    event = build_event(slug="contoh-satu", name="Kegiatan Contoh")
    with write() as session:
        session.get_one(Event, event.id).office_id = demo.office_id


def test_the_page_says_what_goes_and_the_button_removes_only_that(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        _demo()
    admin = page_client().sign_in(cast.aminah)
    assert "Hapus contoh" in words_of(admin.get("/pengaturan/kantor"))
    assert "Kegiatan Contoh" in words_of(admin.get(PATH))
    admin.post(f"{PATH}/hapus", status=303)
    with app.app_context():
        assert db.session.query(Office).filter_by(is_demo=True).count() == 0
        assert {event.slug for event in db.session.query(Event)} == {cast.slug, cast.other_slug}
        assert real_office().id
    assert "menghapus contoh" in words_of(admin.get("/pengaturan/jejak"))
    assert "Hapus contoh" not in words_of(admin.get("/pengaturan/kantor"))


def test_a_second_click_finds_nothing_to_do(cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    assert "Contoh sudah tidak ada" in words_of(admin.get(PATH))
    shown = admin.follow(admin.post(f"{PATH}/hapus", status=303, form_page="/sesi-masuk"))
    assert "Contoh memang sudah tidak ada." in words_of(shown)
