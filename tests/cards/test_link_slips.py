"""Paper slips with the private link: who gets one, that its QR opens, and that the PDF stays secret."""

import os
import re
from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.audit.actor import Actor
from eventmgr.audit.models import AuditLog
from eventmgr.cards.slip_actions import order_slips
from eventmgr.cards.slip_queries import slip_rows
from eventmgr.cards.slip_sheet import name_size, typed_address
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.people.models import Person
from eventmgr.registration.models import Registration
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, write
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import claim_next, run_claimed
from tests.builders import build_event, build_person, build_registration, link_of
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, words_of
from tests.support.qr_reading import qr_codes_in
from tests.support.trail import acts

MakeClient = Callable[[], PageClient]
LIST = "/kegiatan/sosialisasi-2024/peserta/tautan"
ORDER, PDF = f"{LIST}/slip", f"{LIST}/slip/berkas.pdf"
BASE = "https://acara.contoh.go.id"


@pytest.fixture
def ani(app: Flask, cast: Cast, page_client: MakeClient) -> PageClient:
    """Ani, whose office has a public address."""
    with app.app_context(), write() as session:
        session.get_one(Office, real_office().id).public_url = BASE
    return page_client().sign_in(cast.ani)


def work(app: Flask) -> list[str]:
    """Do what is queued, as the worker would."""
    states = []
    with app.app_context():
        while (context := claim_next("uji", now())) is not None:
            states.append(run_claimed(context))
    return states


def without_phone(cast: Cast) -> Person:
    """Nelly, who can be told by paper only."""
    event = db.session.get_one(Event, cast.event.id)
    person = build_person(name="Nelly Herawati", back_title=None, phone=None)
    build_registration(event=event, person=person)
    return person


def codes_in(data: bytes) -> set[str]:
    """What a phone reads from every page at 100 dpi."""
    document = pypdfium2.PdfDocument(data)
    pages = (document[number].render(scale=100 / 72).to_pil() for number in range(len(document)))
    return {code for page in pages for code in qr_codes_in(page)}


def printed(app: Flask, ani: PageClient, scope: str) -> bytes:
    ani.post(ORDER, {"untuk": scope}, status=303, form_page=LIST)
    assert work(app) == ["done"]
    return ani.get(PDF).data


def test_the_slips_open_the_private_pages_of_those_asked_for(app: Flask, cast: Cast, ani: PageClient) -> None:
    with app.app_context():
        nelly = link_of(without_phone(cast))
    assert codes_in(printed(app, ani, "tanpa-nomor")) == {f"{BASE}{nelly}"}
    everybody = {f"{BASE}{nelly}", f"{BASE}{cast.dedi_link}"}
    assert codes_in(printed(app, ani, "belum")) == everybody
    ani.post(f"{LIST}/{cast.dedi_registration.uid}/terkirim", status=303)
    assert codes_in(printed(app, ani, "belum")) == {f"{BASE}{nelly}"}
    data = printed(app, ani, "semua")
    assert codes_in(data) == everybody
    words = re.sub(r"\s+", " ", pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded())
    for said in (
        "Dedi Kurniawan",
        "PSM",
        "acara.contoh.go.id/p/",
        "18 s.d. 20 November 2024",
        "jangan diteruskan",
    ):
        assert said in words


def test_a_selection_gets_its_slips_and_a_closed_link_none(app: Flask, cast: Cast, ani: PageClient) -> None:
    with app.app_context():
        without_phone(cast)
    chosen = {"pilih": cast.dedi_registration.uid, "act": "slip"}
    ani.post("/kegiatan/sosialisasi-2024/peserta/pilihan", chosen, status=303, form_page=LIST)
    assert work(app) == ["done"]
    assert codes_in(ani.get(PDF).data) == {f"{BASE}{cast.dedi_link}"}
    with app.app_context(), write() as session:
        session.get_one(Person, cast.dedi.id).link_revoked_at = now()
    assert "Semua peserta, 1 orang" in words_of(ani.get(LIST))


def test_without_a_public_address_no_slip_is_made(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    ani = page_client().sign_in(cast.ani)
    for address in (None, "http://acara.contoh.go.id", "https://192.168.1.7"):
        with app.app_context(), write() as session:
            session.get_one(Office, real_office().id).public_url = address
        assert "Isi alamat publik kantor" in words_of(ani.get(LIST))
        assert "Isi alamat publik" in words_of(ani.post(ORDER, {"untuk": "semua"}, status=422))
    with app.app_context():
        assert db.session.scalar(select(func.count(Job.id))) == 0
        with write() as session:
            session.get_one(Office, real_office().id).is_demo = True
    ani.post(ORDER, {"untuk": "semua"}, status=303)


def test_the_pdf_is_for_organizers_is_traced_and_goes_after_a_day(
    app: Flask, cast: Cast, ani: PageClient, page_client: MakeClient, clock: TestClock
) -> None:
    printed(app, ani, "semua")
    for who in (cast.budi, cast.vina):
        page_client().sign_in(who).get(PDF, status=403)
    page_client().sign_in(cast.citra).get(PDF, status=404)
    answer = ani.get(PDF)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "1 slip, 1 lembar, dibuat 18 Nov., 07.40" in words_of(ani.get(LIST))
    with app.app_context():
        lines = acts(AuditLog.action.startswith("link.slips"))
    assert lines == ["link.slips_ordered", "link.slips_printed", *["link.slips_fetched"] * 2]
    half_written = app.config["DATA_FOLDER"] / "slips" / "0.part"  # by a worker that was killed
    half_written.write_bytes(b"%PDF")
    os.utime(half_written, (clock.moment.timestamp(),) * 2)
    clock.moment += timedelta(days=1, minutes=1)
    ani.get(PDF, status=303)
    assert not list((app.config["DATA_FOLDER"] / "slips").iterdir())


def test_two_presses_are_one_and_a_bad_choice_is_refused(app: Flask, cast: Cast, ani: PageClient) -> None:
    for _ in range(2):
        ani.post(ORDER, {"untuk": "semua"}, status=303, form_page=LIST)
    assert "Menunggu giliran" in ani.get(f"{ORDER}/kemajuan").get_data(as_text=True)
    assert "sedang berjalan" in words_of(ani.post(ORDER, {"untuk": "belum"}, status=422))
    assert "Pilih dulu" in words_of(ani.post(ORDER, {"untuk": "apa"}, status=422))
    assert work(app) == ["done"]
    assert ani.get(f"{ORDER}/kemajuan").headers["HX-Refresh"] == "true"


def test_the_address_is_typed_out_only_where_it_fits() -> None:
    token = "K7QF2M9DXT4R90BWM3ZC7HVP01"
    assert typed_address(f"https://dinsos.contoh.go.id/p/{token}") == (
        "dinsos.contoh.go.id/p/",
        ("K7QF-2M9D-XT4R-90BW", "M3ZC-7HVP-01"),
    )
    assert typed_address(f"https://kegiatan.pemberdayaan-sosial.limapuluhkota.go.id/p/{token}") == ("", ())


@pytest.mark.parametrize(
    ("name", "size"),
    [("Upik", 16), ("Rahmi Fadhila Chaniago Sikumbang Bagindo Rajo Sutan, S.Sos, M.Si", 12.5)],
)
def test_a_long_name_takes_two_smaller_lines(name: str, size: float) -> None:
    assert name_size(name) == size


def test_on_both_databases_slips_come_by_place_and_a_second_order_is_the_first(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        for name, region, phone in (
            ("Zulfahmi", "13.71.06.1001", None),
            ("Asnimar", "13.71.06.1002", "+6281234560001"),
            ("Doni", "13.71.06", None),
            ("Tamu", "13.71.06", None),
        ):
            person = build_person(name=name, back_title=None, phone=phone)
            guest = build_registration(event=event, person=person, region_code=region)
        with write() as session:
            session.get_one(Registration, guest.id).region_code = None
        assert [row.name for row in slip_rows(event.id)] == ["Doni", "Zulfahmi", "Asnimar", "Tamu"]
        assert [row.name for row in slip_rows(event.id, scope="tanpa-nomor")] == ["Doni", "Zulfahmi", "Tamu"]
        with write() as session:
            session.get_one(Office, event.office_id).public_url = BASE
        office, actor = db.session.get_one(Office, event.office_id), Actor("user", None, "Ani")
        jobs = {
            order_slips(actor, now(), event=event, office=office, scope="tanpa-nomor", uids=uids)
            for uids in (None, None)
        }
        assert len(jobs) == 1
