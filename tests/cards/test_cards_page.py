"""The cards page: order a print, follow it, fetch the PDF."""

import io
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.audit.actor import Actor
from eventmgr.cards import name_cards, sample, sample_actions
from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration, Ticket
from eventmgr.registration.ticket_actions import give_new_card
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import claim_next, run_claimed
from eventmgr.shared.runtime import note_worker
from tests.builders import build_category, build_person, build_registration, build_ticket
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of

PAGE = "/kegiatan/sosialisasi-2024/kartu"


@pytest.fixture
def ani(cast: Cast, page_client: Callable[[], PageClient]) -> PageClient:
    return page_client().sign_in(cast.ani)


def run_jobs(app: Flask) -> list[str]:
    """Do what is queued, as the worker would."""
    states = []
    with app.app_context():
        while (context := claim_next("uji", now())) is not None:
            states.append(run_claimed(context))
    return states


def test_who_may_print(cast: Cast, page_client: Callable[[], PageClient]) -> None:
    page_client().get(PAGE, status=302)
    page_client().sign_in(cast.budi).get(PAGE, status=403)
    page_client().sign_in(cast.citra).get(PAGE, status=404)
    page_client().sign_in(cast.ani).get(PAGE)


def test_from_the_order_to_the_pdf(app: Flask, ani: PageClient, tmp_path: Path) -> None:
    assert "1 kartu siap dicetak" in words_of(ani.get(PAGE))
    assert "Kartu belum dibuat" in words_of(ani.follow(ani.get(f"{PAGE}.pdf", status=302)))
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    assert "Menyiapkan 1 kartu" in words_of(ani.get(PAGE))
    assert "Menunggu giliran" in ani.get(f"{PAGE}/kemajuan").get_data(as_text=True)
    assert run_jobs(app) == ["done"]
    assert ani.get(f"{PAGE}/kemajuan").headers["HX-Refresh"] == "true"
    words = words_of(ani.get(PAGE))
    assert "1 kartu sudah dicetak" in words
    assert "Terakhir dicetak Senin, 18 November 2024" in words
    answer = ani.get(f"{PAGE}.pdf")
    assert answer.mimetype == "application/pdf"
    target = tmp_path / "kartu.pdf"
    target.write_bytes(answer.get_data())
    with pikepdf.open(target) as document:
        assert len(document.pages) == 1


PLACE = f"{PAGE}/contoh?urutan=kecamatan&kertas=a4&lembar=1"


@pytest.fixture(autouse=True)
def no_sheets(app: Flask) -> None:
    """Nothing was drawn by a test before."""
    shutil.rmtree(app.config["DATA_FOLDER"] / "samples", ignore_errors=True)


def draw_sheet(app: Flask, ani: PageClient) -> bytes:
    """Ask for the first sheet as the page does, let the worker draw it, fetch it."""
    ani.post(PLACE, status=200, form_page=PAGE, headers={"HX-Request": "true"})
    assert run_jobs(app) == ["done"]
    source = ani.page(PLACE).xpath("//img/@src")[0]
    return ani.get(source).get_data()


def test_a_sheet_is_drawn_by_the_worker_once_until_it_changes(
    app: Flask,
    cast: Cast,
    ani: PageClient,
    page_client: Callable[[], PageClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    samples = app.config["DATA_FOLDER"] / "samples"
    assert "Contoh belum digambar." in words_of(ani.get(PAGE))
    ani.get(f"{PAGE}/contoh.png", status=404)
    first = draw_sheet(app, ani)
    (drawn,) = samples.glob(f"{cast.event.id}-*.png")
    (shown,) = ani.page(PAGE).xpath("//img[contains(@class, 'card-sample')]/@src")
    assert ani.get(shown).get_data() == first
    ani.post(PLACE, status=303, form_page=PAGE)  # asked again without script: it is there
    assert run_jobs(app) == []
    assert list(samples.glob(f"{cast.event.id}-*.png")) == [drawn]
    with app.app_context(), write() as session:
        session.get_one(Person, cast.dedi.id).name = "Dedi Kurnia"
    ani.get(shown)  # a page that was open before still has its picture
    assert "Contoh belum digambar." in words_of(ani.get(PAGE))
    assert draw_sheet(app, ani) != first
    assert len(list(samples.glob(f"{cast.event.id}-*.png"))) == 2
    monkeypatch.setattr(sample, "KEPT", 1)
    with app.app_context(), write() as session:
        session.get_one(Person, cast.dedi.id).name = "Dedi K."
    draw_sheet(app, ani)
    assert len(list(samples.glob(f"{cast.event.id}-*.png"))) == 1
    page_client().sign_in(cast.budi).get(shown, status=403)


def test_a_sheet_drawn_before_an_update_of_the_cards_is_drawn_anew(
    app: Flask, ani: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_sheet(app, ani)
    assert "Contoh belum digambar." not in words_of(ani.get(PAGE))
    monkeypatch.setattr(sample, "looks", lambda: "those of the next version")
    assert "Contoh belum digambar." in words_of(ani.get(PAGE))
    draw_sheet(app, ani)


def test_a_sheet_that_is_being_drawn_is_asked_for_once(app: Flask, ani: PageClient) -> None:
    for _ in range(2):
        told = ani.post(PLACE, status=200, form_page=PAGE, headers={"HX-Request": "true"})
        assert "Contoh sedang digambar…" in told.get_data(as_text=True)
    assert run_jobs(app) == ["done"]


def test_whoever_leafs_through_all_sheets_does_not_fill_the_queue(
    app: Flask, ani: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample_actions, "MOST_WAITING", 2)
    ani.post(PLACE, status=303, form_page=PAGE)
    ani.post(PLACE.replace("=a4", "=a6"), status=303, form_page=PAGE)
    full = ani.post(PLACE.replace("=kecamatan", "=nama"), status=422, form_page=PAGE)
    assert "masih menunggu digambar" in words_of(full)
    ani.post(PLACE, status=303, form_page=PAGE)  # it waits already
    assert run_jobs(app) == ["done", "done"]
    ani.post(PLACE.replace("=kecamatan", "=nama"), status=303, form_page=PAGE)


def test_a_sheet_that_cannot_be_drawn_says_so_and_is_not_asked_for_without_end(
    app: Flask, ani: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_arguments: object) -> bytes:
        raise RuntimeError("no ink")

    monkeypatch.setattr(sample, "render_sheets", break_down)
    ani.post(PLACE, status=303, form_page=PAGE)
    assert run_jobs(app) == ["failed"]
    page = ani.page(PAGE)
    assert "Contoh tidak dapat digambar." in page.text_content()
    assert not page.xpath("//*[@hx-post]")
    monkeypatch.undo()
    draw_sheet(app, ani)


def test_no_request_draws_a_sheet(app: Flask, ani: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    draw_sheet(app, ani)
    monkeypatch.delattr(sample, "render_sheets")
    for page in (PAGE, PLACE, f"{PAGE}?kertas=a6&urutan=unsur"):
        ani.get(page)


def test_the_print_draws_the_sample_beforehand(app: Flask, ani: PageClient) -> None:
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    run_jobs(app)
    ani.get(ani.page(PAGE).xpath("//img[contains(@class, 'card-sample')]/@src")[0])


def test_an_event_without_cards_has_no_sample(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    client = page_client().sign_in(cast.aminah)
    client.get(f"/kegiatan/{cast.other_slug}/kartu/contoh.png", status=404)
    page = client.page(f"/kegiatan/{cast.other_slug}/kartu")
    assert not page.xpath("//img[contains(@class, 'card-sample')]")


def test_printing_is_noted_on_each_ticket(app: Flask, ani: PageClient) -> None:
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    run_jobs(app)
    with app.app_context():
        ticket = db.session.scalars(select(Ticket)).one()
        assert ticket.printed_at is not None
        assert len(ticket.printed_face_hash or "") == 64


def test_two_presses_are_one_print(app: Flask, ani: PageClient) -> None:
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Job)) == 1


def _also_nelfia(app: Flask, cast: Cast) -> None:
    with app.app_context():
        person = build_person(name="Nelfia", back_title=None)
        registration = build_registration(event=cast.event, person=person, category=build_category())
        build_ticket(event=cast.event, registration=registration)


def test_what_lies_because_no_worker_is_there_says_so(
    app: Flask, cast: Cast, ani: PageClient, page_client: Callable[[], PageClient], clock: TestClock
) -> None:
    ani.post(PLACE, status=303, form_page=PAGE)
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    assert "Pekerja latar" not in words_of(ani.get(PAGE)), "it may wait for its turn"
    clock.moment += timedelta(minutes=2)
    words = words_of(ani.get(PAGE))
    assert "Contoh belum digambar. Pekerja latar sedang tidak berjalan. Beri tahu admin kantor" in words
    assert "Belum dikerjakan Pekerja latar sedang tidak berjalan. Beri tahu admin kantor" in words
    assert "Pekerja latar sedang tidak berjalan" in ani.get(PLACE).get_data(as_text=True)
    admin = page_client().sign_in(cast.aminah)
    links = admin.page(PAGE).xpath("//a[text()='Lihat keadaan server']/@href")
    assert links == ["/pengaturan/status"] * 2
    with app.app_context():
        note_worker("uji", now())
    words = words_of(ani.get(PAGE))
    assert "Pekerja latar" not in words
    assert "Menunggu giliran" in words


def test_later_people_can_be_printed_alone(app: Flask, cast: Cast, ani: PageClient) -> None:
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    run_jobs(app)
    _also_nelfia(app, cast)
    assert "1 kartu belum dicetak" in words_of(ani.get(PAGE))
    ani.post(f"{PAGE}/cetak", {"scope": "new"}, status=303)
    run_jobs(app)
    assert "2 kartu sudah dicetak" in words_of(ani.get(PAGE))


def test_a_corrected_name_is_printed_again_and_the_old_card_still_holds(
    app: Flask, cast: Cast, ani: PageClient
) -> None:
    _also_nelfia(app, cast)
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    run_jobs(app)
    with app.app_context(), write() as session:
        session.get_one(Person, cast.dedi.id).name = "Dedy Kurniawan"
    words = words_of(ani.get(PAGE))
    assert "1 kartu perlu dicetak ulang" in words
    assert "1 berubah isinya." in words
    assert "Dedy Kurniawan" in words
    assert "Ejaan namaSemula Dedi Kurniawan Tetap berlaku" in words
    ani.post(f"{PAGE}/cetak", {"scope": "new"}, status=303)
    run_jobs(app)
    words = words_of(ani.get(PAGE))
    assert "2 kartu sudah dicetak" in words
    assert "Cetakan lalu 1 kartu" in words


def test_a_lost_card_is_due_and_the_old_one_is_void(app: Flask, cast: Cast, ani: PageClient) -> None:
    _also_nelfia(app, cast)
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    run_jobs(app)
    with app.app_context():
        event, ani_acts = db.session.get_one(Event, cast.event.id), Actor("user", cast.ani.id, "Ani")
        uid, code = cast.dedi_registration.uid, cast.dedi_ticket.typed_code
        give_new_card(ani_acts, now(), event=event, uid=uid, seen_code=code, reason="hilang")
    words = words_of(ani.get(PAGE))
    assert "1 hilang atau rusak." in words
    assert "Hilang atau rusak, diganti 18 Nov" in words
    assert "Tidak berlaku" in words


def test_nobody_to_print_points_to_the_import(app: Flask, cast: Cast, ani: PageClient) -> None:
    with app.app_context(), write() as session:
        session.get_one(Registration, cast.dedi_registration.id).state = "cancelled"
    words = words_of(ani.get(PAGE))
    assert "Belum ada kartu" in words
    assert "Impor dari Excel" in words
    assert "Belum ada kartu untuk dicetak" in words_of(ani.post(f"{PAGE}/cetak", status=422, form_page=PAGE))


def test_a_failed_print_says_so(app: Flask, ani: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(_sheets: object) -> bytes:
        raise RuntimeError("no ink")

    monkeypatch.setattr(name_cards, "render_sheets", break_down)
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    assert run_jobs(app) == ["failed"]
    assert "Kartu belum jadi" in words_of(ani.get(PAGE))


def test_statements_do_not_grow_with_the_cards(app: Flask, cast: Cast, ani: PageClient) -> None:
    with counted_statements(app) as few:
        ani.get(PAGE)
    with app.app_context():
        for number in range(12):
            person = build_person(name=f"Orang {number}")
            registration = build_registration(event=cast.event, person=person, category=build_category())
            build_ticket(event=cast.event, registration=registration)
    with counted_statements(app) as many:
        ani.get(PAGE)
    assert len(many) == len(few) <= 14


def test_only_what_is_ticked_is_printed_again(app: Flask, cast: Cast, ani: PageClient) -> None:
    _also_nelfia(app, cast)
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    run_jobs(app)
    with app.app_context(), write() as session:
        for person in session.scalars(select(Person).where(Person.name.in_(("Dedi Kurniawan", "Nelfia")))):
            person.name = person.name.replace("Dedi", "Dedy").replace("Nelfia", "Nelvia")
    page = ani.page(PAGE)
    ticked = page.xpath("//input[@name='kartu'][@checked][@form='cetak']/@value")
    assert len(ticked) == 2
    form = {"scope": "new", "terlihat": ticked}
    assert "Belum ada kartu yang dicentang" in words_of(ani.post(f"{PAGE}/cetak", form, status=422))
    ani.post(f"{PAGE}/cetak", {**form, "kartu": cast.dedi_registration.uid}, status=303)
    run_jobs(app)
    words = words_of(ani.get(PAGE))
    assert "1 kartu perlu dicetak ulang" in words
    assert "Semula Nelfia" in words
    with app.app_context():
        ticket = db.session.get_one(Ticket, cast.dedi_ticket.id)
        assert (ticket.printed_face or {})["name"] == "Dedy Kurniawan"


def test_after_a_reprint_the_page_says_what_each_pdf_holds(
    app: Flask, cast: Cast, ani: PageClient, clock: TestClock
) -> None:
    _also_nelfia(app, cast)
    ani.post(f"{PAGE}/cetak", status=303, form_page=PAGE)
    ani.post(f"{PAGE}/cadangan", {"seen": "0"}, status=303, form_page=f"{PAGE}/cadangan")
    run_jobs(app)
    for _ in range(6):
        clock.moment += timedelta(minutes=2)
        form = {"scope": "new", "terlihat": "x", "kartu": cast.dedi_registration.uid}
        ani.post(f"{PAGE}/cetak", form, status=303)
        run_jobs(app)
    page = ani.page(PAGE)
    (button,) = page.xpath("//a[normalize-space()='Unduh PDF, 1 kartu']/@href")
    (whole,) = page.xpath("//a[normalize-space()='Unduh PDF, 2 kartu']/@href")
    names = [ani.get(address).headers["Content-Disposition"] for address in (button, whole)]
    assert names == [
        'attachment; filename="kartu-sosialisasi-2024, 1 kartu, 18-11-2024 07.52.pdf"',
        'attachment; filename="kartu-sosialisasi-2024, 2 kartu, 18-11-2024 07.40.pdf"',
    ]
    listed = [
        line.partition(":")[2] for line in page.xpath("//a[starts-with(@aria-label, 'PDF')]/@aria-label")
    ]
    assert [line.split(",")[0].strip() for line in listed] == ["1 kartu"] * 5 + ["2 kartu"]


def test_a_print_is_listed_once_whatever_it_holds(app: Flask, ani: PageClient) -> None:
    ani.post(f"{PAGE}/cadangan", {"seen": "0"}, status=303, form_page=f"{PAGE}/cadangan")
    run_jobs(app)
    assert words_of(ani.get(PAGE)).count("20 cadangan") == 1
    assert "Unduh PDF, 20 cadangan" in words_of(ani.get(f"{PAGE}/cadangan"))


def test_order_and_paper_change_the_sheet_and_the_pdf(app: Flask, cast: Cast, ani: PageClient) -> None:
    _also_nelfia(app, cast)
    assert "Menurut nama, lembar 2 dari 2" in words_of(ani.get(f"{PAGE}?urutan=nama&kertas=a6&lembar=9"))
    assert "Pekerja Sosial Masyarakat, lembar 1 dari 1" in words_of(ani.get(f"{PAGE}?urutan=unsur"))
    ani.get(f"{PAGE}?urutan=apa&kertas=b5&lembar=-1")
    ani.get(f"{PAGE}?lembar=99999999999999999999")
    form = {"urutan": "nama", "kertas": "a6"}
    answer = ani.post(f"{PAGE}/cetak", form, status=303)
    assert answer.headers["Location"].endswith("?urutan=nama&kertas=a6")
    run_jobs(app)
    page = ani.page(PAGE)
    (address,) = page.xpath("//a[starts-with(@aria-label, 'PDF: 2 kartu')]/@href")
    with pikepdf.open(io.BytesIO(ani.get(address).data)) as paper:
        assert len(paper.pages) == 2
        assert float(paper.pages[0].mediabox[2]) < 420
    ani.get(address.replace("sosialisasi-2024", "bimtek-tksk"), status=404)
    ani.get(f"{PAGE}/cetakan/{'0' * 32}.pdf", status=404)
