"""The page of one certificate: how it stands, its history, its end, and who may end it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.certificates.models import Certificate
from eventmgr.certificates.running import issue_now
from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.shared.db import db, write
from eventmgr.shared.jobs import claim_next, run_claimed
from tests.cast import Cast
from tests.certificates.builders import AT, build_rule, mark_present
from tests.page_client import PageClient, counted_statements, words_of
from tests.support.beginnings import Beginnings

Client = Callable[[], PageClient]


@pytest.fixture
def path(cast: Cast, beginnings: Beginnings) -> str:
    """The page of Dedi's certificate."""

    def issue() -> str:
        event = db.session.get_one(Event, cast.event.id)
        build_rule(event=event)
        mark_present(event=event, registration=cast.dedi_registration, days=3)
        issue_now(db.session.get_one(Event, cast.event.id))
        return db.session.scalars(select(Certificate.uid)).one()

    uid = beginnings.begin("cast-with-certificate", issue)
    return f"/kegiatan/{cast.slug}/sertifikat/{uid}"


def rename(app: Flask, cast: Cast, name: str) -> None:
    with app.app_context(), write() as session:
        session.get_one(Person, cast.dedi_registration.person_id).name = name


def test_the_page_says_what_is_printed_and_how_it_stands(page_client: Client, cast: Cast, path: str) -> None:
    client = page_client().sign_in(cast.ani)
    words = words_of(client.get(path))
    for part in ("Sertifikat Dedi Kurniawan", "Berlaku. Nomor 400.9.12.3/1/Dinsos/2024", "HERIZA", "6 JP"):
        assert part in words, part
    assert "Berkas jadi, sertifikat berlaku" in words
    assert client.get(f"{path}/sertifikat.pdf").data.startswith(b"%PDF")
    assert client.get(f"{path}/sertifikat.png").data.startswith(b"\x89PNG")
    listed = client.get(path.rpartition("/")[0] + "/terbit").get_data(as_text=True)
    assert f'href="{path}"' in listed


def test_revoked_it_says_so_everywhere(page_client: Client, cast: Cast, path: str) -> None:
    client = page_client().sign_in(cast.ani)
    told = words_of(client.get(f"{path}/cabut"))
    assert "Halaman periksa berbunyi “Dicabut”" in told
    assert "tetap terpakai" in told
    answer = client.post(f"{path}/cabut", {"reason": " "}, status=422, form_page=f"{path}/cabut")
    assert "Tulis alasannya" in words_of(answer)
    client.post(f"{path}/cabut", {"reason": "terbit untuk orang lain"}, status=303, form_page=f"{path}/cabut")
    words = words_of(client.get(path))
    assert "tidak berlaku lagi. Nomor 400.9.12.3/1/Dinsos/2024" in words
    assert "terbit untuk orang lain" in words
    assert "Cabut sertifikat" not in words
    archived = client.get(f"{path}/sertifikat.pdf").data
    assert archived.startswith(b"%PDF")
    client.get(f"{path}/sertifikat.png", status=404)
    own = words_of(page_client().get(cast.dedi_link))
    assert "Sertifikat dicabut" in own
    assert "terbit untuk orang lain" in own
    client.get(f"{path}/cabut", status=302)
    client.get(f"{path}/ganti", status=303)


def test_replaced_the_old_one_leads_to_the_new(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    assert "Tidak ada yang berbeda" in words_of(client.get(f"{path}/ganti"))
    rename(app, cast, "Dedi Kurniawansyah")
    shown = words_of(client.get(f"{path}/ganti"))
    assert "Dedi Kurniawansyah" in shown
    new_path = _replace(client, path)
    assert "Berkasnya sedang dibuat" in words_of(client.get(new_path))
    client.get(f"{new_path}/keadaan", status=204)
    with app.app_context():
        context = claim_next("uji", AT)
        assert context is not None
        assert run_claimed(context) == "done"
    assert client.get(f"{new_path}/keadaan").headers["HX-Refresh"] == "true"
    assert "Menggantikan sertifikat bernomor sama" in words_of(client.get(new_path))
    old = words_of(client.get(path))
    assert "Ada yang lebih baru untuk orang ini." in old
    assert "Digantikan oleh sertifikat bernomor sama" in old
    own = words_of(page_client().get(f"{cast.dedi_link}/sertifikat"))
    assert "Nama diperbaiki 18 Nov. Pakai yang ini." in own


def _replace(client: PageClient, path: str) -> str:
    page = client.page(f"{path}/ganti")
    (seen,) = page.xpath("//input[@name='seen']/@value")
    fields = {"seen": seen, "reason": "nama keliru", "number": "same"}
    return client.post(f"{path}/ganti", fields, status=303, form_page=f"{path}/ganti").headers["Location"]


def test_what_changed_since_the_page_was_opened_is_shown_first(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    rename(app, cast, "Dedi Satu")
    (seen,) = client.page(f"{path}/ganti").xpath("//input[@name='seen']/@value")
    rename(app, cast, "Dedi Dua")
    fields = {"seen": seen, "reason": "nama keliru", "number": "same"}
    answer = client.post(f"{path}/ganti", fields, status=422, form_page=f"{path}/ganti")
    words = words_of(answer)
    assert "berubah sesudah Anda membuka halaman ini" in words
    assert "Dedi Dua" in words


def test_who_may_see_and_who_may_end(page_client: Client, cast: Cast, path: str) -> None:
    viewer = page_client().sign_in(cast.vina)
    assert "Cabut sertifikat" not in words_of(viewer.get(path))
    for act in ("cabut", "ganti"):
        viewer.get(f"{path}/{act}", status=403)
    page_client().sign_in(cast.citra).get(path, status=404)
    client = page_client().sign_in(cast.ani)
    for act in ("", "/cabut", "/ganti", "/sertifikat.pdf", "/sertifikat.png", "/keadaan"):
        client.get(f"{path.rpartition('/')[0]}/{'0' * 32}{act}", status=404)


def test_the_page_takes_few_statements(app: Flask, page_client: Client, cast: Cast, path: str) -> None:
    client = page_client().sign_in(cast.ani)
    with counted_statements(app) as statements:
        client.get(path)
    assert len(statements) <= 12


def test_an_archived_event_says_why_nothing_is_changed(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = "archived"
    client = page_client().sign_in(cast.ani)
    words = words_of(client.get(path))
    assert "sudah diarsipkan" in words
    assert "Cabut sertifikat" not in words
    answer = client.post(f"{path}/cabut", {"reason": "salah orang"}, status=422, form_page=f"{path}/cabut")
    assert "sudah diarsipkan" in words_of(answer)
