"""The page of the design, and its samples: drawn by a job, kept by content, never drawn by a request."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import func, select, update

from eventmgr.certificates import preview
from eventmgr.certificates.archive import draw_mark, marked_bytes
from eventmgr.certificates.design_preview import sample_of
from eventmgr.certificates.designs import Design
from eventmgr.certificates.models import CertificateRule, CertificateTemplate
from eventmgr.certificates.preview import Preview, preview_files
from eventmgr.certificates.preview_actions import order_sample
from eventmgr.certificates.rule_actions import choose_design
from eventmgr.events.models import AgendaSession, Event
from eventmgr.office.models import Office
from eventmgr.shared import pdf
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import claim_next, run_claimed
from tests.builders import build_event
from tests.cast import Cast
from tests.certificates.builders import AT, COMMAND, build_present, build_rule
from tests.conftest import TestClock
from tests.materials import files
from tests.page_client import PageClient, counted_statements, words_of

Client = Callable[[], PageClient]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def path(app: Flask, cast: Cast, clock: TestClock, monkeypatch: pytest.MonkeyPatch) -> str:
    """The certificates of the cast's event, with a rule; a stand-in draws its samples."""
    clock.moment = AT
    monkeypatch.setattr(
        preview, "draw_preview", lambda _sample: Preview(files.pdf(2), PNG + b"1", PNG + b"2")
    )
    with app.app_context():
        build_rule(event=db.session.get_one(Event, cast.event.id))
        for kept in preview_files(cast.event.id):
            kept.unlink()
    return f"/kegiatan/{cast.slug}/sertifikat"


@pytest.fixture
def _no_request_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_html: str) -> bytes:
        raise AssertionError("a request drew a paper")

    monkeypatch.setattr(pdf, "render_pdf", refuse)
    monkeypatch.setattr("eventmgr.certificates.paper.render_pdf", refuse)
    monkeypatch.setattr("eventmgr.certificates.archive.render_pdf", refuse)


def work(app: Flask) -> int:
    """Run what is queued; how many jobs there were."""
    done = 0
    with app.app_context():
        while (context := claim_next("uji", AT)) is not None:
            assert run_claimed(context) == "done"
            done += 1
    return done


@pytest.mark.usefixtures("_no_request_draws")
@pytest.mark.parametrize(("page", "places", "pictures"), [("", 1, 1), ("/rancangan", 2, 3)])
def test_a_page_asks_for_its_samples_and_shows_them_once_they_are_drawn(
    app: Flask, page_client: Client, cast: Cast, path: str, page: str, places: int, pictures: int
) -> None:
    client = page_client().sign_in(cast.ani)
    waiting = client.page(path + page).xpath("//*[@hx-post]/@hx-post")
    assert len(waiting) == places
    for address in waiting:
        client.post(address, status=303)
        client.post(address, status=303)
    again = client.page(path + page)
    assert again.xpath("//*[@hx-get]/@hx-get") == waiting
    assert "Contoh sedang digambar" in again.text_content()
    assert work(app) == places
    drawn = client.page(path + page).xpath("//img[contains(@class, 'design')]/@src")
    assert len(drawn) == pictures
    for address in drawn:
        side = b"2" if "sisi=belakang" in address else b"1"
        assert client.get(address).data == PNG + side


@pytest.mark.usefixtures("_no_request_draws")
def test_the_form_of_the_rule_fetches_its_samples_one_by_one(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    places = client.page(f"{path}/syarat").xpath("//*[@hx-get][@hx-trigger='load']/@hx-get")
    assert len(places) == 2
    for address in places:
        assert "hx-post" in client.get(address).get_data(as_text=True)
        client.post(address, status=303, form_page=f"{path}/syarat")
    work(app)
    for address in places:
        assert "<img" in client.get(address).get_data(as_text=True)


@pytest.mark.usefixtures("_no_request_draws")
def test_a_sample_as_pdf_that_is_not_drawn_leads_to_the_page_that_draws_it(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.vina)
    assert client.get(f"{path}/contoh.pdf", status=302).headers["Location"] == f"{path}/rancangan"
    client.get(f"{path}/contoh.png", status=404)
    client.get(f"{path}/contoh.svg", status=404)
    client.get(f"{path}/contoh/lain", status=404)
    client.get(f"{path}/rancangan")
    client.post(f"{path}/contoh/songket", status=303, form_page=f"{path}/rancangan")
    work(app)
    assert client.get(f"{path}/contoh.pdf").data.startswith(b"%PDF")
    picture = client.get(f"{path}/contoh.png").data
    with app.app_context():
        build_present(event=db.session.get_one(Event, cast.event.id), days=1, name="Rahmi Fadhila Chaniago")
    assert client.get(f"{path}/contoh.png").data == picture, "a page that is open still shows it"
    client.get(f"{path}/contoh.pdf", status=302)


@pytest.mark.usefixtures("_no_request_draws")
def test_a_paper_without_subjects_is_shown_as_one_page(
    app: Flask, page_client: Client, cast: Cast, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context(), write() as session:
        session.execute(update(AgendaSession).values(jp=0))
    monkeypatch.setattr(preview, "draw_preview", lambda _sample: Preview(files.pdf(1), PNG, None))
    client = page_client().sign_in(cast.ani)
    client.post(f"{path}/contoh/songket", status=303, form_page=f"{path}/rancangan")
    work(app)
    page = client.page(f"{path}/rancangan")
    assert "Satu halaman, karena belum ada sesi ber-JP" in page.text_content()
    assert not page.xpath("//img[contains(@src, 'belakang')]")
    assert "Kosong, belum ada sesi ber-JP" in page.text_content()


def test_a_sample_that_failed_is_asked_for_by_hand(
    app: Flask, page_client: Client, cast: Cast, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_sample: object) -> Preview:
        raise OSError

    client = page_client().sign_in(cast.ani)
    client.post(f"{path}/contoh/songket", status=303, form_page=f"{path}/rancangan")
    with app.app_context(), monkeypatch.context() as patch:
        patch.setattr(preview, "draw_preview", fail)
        context = claim_next("uji", AT)
        assert context is not None
        assert run_claimed(context) == "failed"
    page = client.page(f"{path}/rancangan")
    assert "Contoh tidak dapat digambar" in page.text_content()
    assert page.xpath("//form[contains(@action, 'contoh/songket')][not(@data-without-script)]")


def test_a_drawing_that_is_not_where_the_page_looks_is_not_asked_for_again_and_again(
    app: Flask, page_client: Client, cast: Cast, clock: TestClock, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    client.post(f"{path}/contoh/songket", status=303, form_page=f"{path}/rancangan")
    work(app)
    with app.app_context():
        for kept in preview_files(cast.event.id):
            kept.unlink()
    assert "Contoh tidak dapat digambar" in words_of(client.get(f"{path}/rancangan"))
    clock.moment = AT + timedelta(minutes=2)
    assert "Contoh tidak dapat digambar" not in words_of(client.get(f"{path}/rancangan"))


@pytest.mark.usefixtures("path")
def test_another_name_or_design_is_another_drawing_and_the_older_one_goes(app: Flask, cast: Cast) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        for name in ("", "Rahmi Fadhila Chaniago Sikumbang Koto"):
            if name:
                build_present(event=event, days=1, name=name)
                sample = sample_of(db.session.get_one(Event, cast.event.id))
                assert sample is not None
                assert not sample.is_drawn
            order_sample(AT, event=db.session.get_one(Event, cast.event.id), design=Design.SONGKET)
            work(app)
        order_sample(AT, event=db.session.get_one(Event, cast.event.id), design=Design.PLAIN)
        work(app)
        kept = sorted(file.name.split("-")[1] for file in preview_files(cast.event.id))
        assert kept == ["plain"] * 3 + ["songket"] * 3


def test_choosing_a_design_changes_the_rule_and_nothing_else_of_it(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    words = words_of(client.get(f"{path}/rancangan"))
    assert "Rancangan Songket dipakai" in words
    assert "Penanda tangan: HERIZA SYAFANI" in words
    client.post(f"{path}/rancangan/plain", status=303)
    assert "Rancangan Sederhana dipakai" in words_of(client.get(f"{path}/rancangan"))
    page = client.page(f"{path}/syarat")
    assert page.xpath("//input[@name='design'][@checked]/@value") == ["plain"]
    client.post(f"{path}/rancangan/lain", status=404)
    viewer = page_client().sign_in(cast.vina)
    assert "Pakai Songket" not in words_of(viewer.get(f"{path}/rancangan"))
    viewer.post(f"{path}/rancangan/songket", status=403)


def test_two_presses_choose_once_and_ask_for_one_drawing(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        build_rule(event=event)
        for _ in range(2):
            choose_design(COMMAND, AT, event=event, design=Design.PLAIN)
            order_sample(AT, event=event, design=Design.PLAIN)
        rule = db.session.scalars(select(CertificateRule)).one()
        assert db.session.get_one(CertificateTemplate, rule.template_id).name == "Sederhana"
        assert db.session.scalar(select(func.count(Job.id))) == 1


def test_before_there_is_a_rule_the_page_shows_what_there_would_be(page_client: Client, cast: Cast) -> None:
    page = page_client().sign_in(cast.ani).page(f"/kegiatan/{cast.slug}/sertifikat/rancangan")
    assert "Rancangan belum dipilih" in page.text_content()
    assert page.xpath("//a[contains(., 'Atur syarat')]")


def test_statements_do_not_grow_with_the_people(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    with counted_statements(app) as few:
        client.get(f"{path}/rancangan")
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        for number in range(10):
            build_present(event=event, days=2, name=f"Orang {number}")
    with counted_statements(app) as many:
        client.get(f"{path}/rancangan")
    assert len(many) == len(few)
    assert len(many) <= 26


@pytest.mark.parametrize("state", ["revoked", "replaced"])
def test_the_shipped_mark_is_what_its_template_draws(state: str, tmp_path: Path) -> None:
    def picture(data: bytes) -> bytes:
        file = tmp_path / "kertas.pdf"
        file.write_bytes(data)
        return bytes(pypdfium2.PdfDocument(file)[0].render(scale=0.5).to_pil().tobytes())

    assert picture(draw_mark(state)) == picture(
        Path(f"eventmgr/certificates/data/archive-{state}.pdf").read_bytes()
    )


@pytest.mark.usefixtures("_no_request_draws")
@pytest.mark.parametrize("state", ["revoked", "replaced"])
def test_an_ended_paper_gets_its_mark_without_a_drawing(state: str) -> None:
    blank = files.pdf(1)
    assert marked_bytes(blank, state) != blank


def test_an_office_without_address_sees_the_paper_without_a_qr(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    with app.app_context(), write() as session:
        session.get_one(Office, cast.event.office_id).without_public_url = True
    client = page_client().sign_in(cast.ani)
    assert "Kode dan nomor, tanpa QR" in words_of(client.get(f"{path}/rancangan"))
    said = words_of(client.get(f"{path}/syarat"))
    assert "Sertifikat terbit tanpa QR, dengan kode" in said
    assert "Kantor memilih tanpa alamat publik" in said
    with app.app_context(), write() as session:
        session.get_one(Office, cast.event.office_id).public_url = "https://contoh.padang.go.id"
    said = words_of(client.get(f"{path}/syarat"))
    assert "QR menuju contoh.padang.go.id/v/" in said
    assert "tanpa QR" not in said
