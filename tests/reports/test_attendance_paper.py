"""The attendance sheet: ordered once, drawn by a job; blank to be signed, or with hours and absent."""

import io
import re
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import func, select, update

from eventmgr.checkin.models import Absence, Attendance
from eventmgr.events.models import Event, EventDay
from eventmgr.office.models import Office, Official
from eventmgr.registration.models import Registration
from eventmgr.reports.sheet_queries import KEPT
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import JobContext, claim_next, run_claimed
from tests.builders import build_person, build_registration
from tests.cast import Cast
from tests.certificates.builders import build_present
from tests.page_client import PageClient, words_of

Client = Callable[[], PageClient]
PAGE = "/kegiatan/sosialisasi-2024/daftar-hadir"
BLANK = {"day": "1", "kind": "kosong", "knower": "0", "signer": "0"}


@pytest.fixture
def officials(app: Flask, cast: Cast) -> dict[str, str]:
    """On the first day Yusneli was there, Dedi (of the cast) was not; two officials may sign."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        build_present(event=event, days=1, name="Yusneli Guci")
        office_id = event.office_id
        with write() as session:
            session.get_one(Office, office_id).letterhead_government = "Pemerintah Kota Padang"
            signer = {"nip": "197903122003121003", "back_title": "M.Si"}
            session.add(Official(office_id=office_id, name="Heriza", post="Kepala Dinas", **signer))
            session.add(Official(office_id=office_id, name="Rosmanidar", post="Pejabat Pelaksana Teknis"))
        found = db.session.execute(select(Official.name, Official.id).where(Official.office_id == office_id))
        return {name: str(official_id) for name, official_id in found}


@pytest.fixture
def ani(cast: Cast, page_client: Client, officials: dict[str, str]) -> PageClient:
    return page_client().sign_in(cast.ani)


def run_jobs(app: Flask) -> list[str]:
    """Do what is queued, as the worker would."""
    states = []
    with app.app_context():
        while (context := claim_next("uji", now())) is not None:
            states.append(run_claimed(context))
    return states


def newest(client: PageClient) -> bytes:
    """The PDF that the page lists first."""
    links: list[str] = client.page(PAGE).xpath("//ul[@class='rows']//a/@href")
    return client.get(links[0]).get_data()


def drawn(app: Flask, client: PageClient, **wish: str) -> bytes:
    client.post(PAGE, BLANK | wish, status=303, form_page=PAGE)
    assert run_jobs(app) == ["done"]
    return newest(client)


def words(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    text = " ".join(pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf)))
    pdf.close()
    return re.sub(r"\s+", " ", text)


def test_with_the_hours_it_tells_who_came_and_who_did_not(
    app: Flask, ani: PageClient, officials: dict[str, str]
) -> None:
    chosen = {"knower": officials["Heriza"], "signer": officials["Rosmanidar"]}
    data = drawn(app, ani, kind="jam", **chosen)
    read = words(data)
    assert "PEMERINTAH KOTA PADANG" in read
    assert "DAFTAR HADIR PESERTA" in read
    assert "hari pertama dari tiga hari" in read
    assert "Yusneli Guci" in read
    assert read.count("tidak hadir") == 2
    assert "Terdaftar 2 orang, hadir 1 orang, tidak hadir 1 orang. Jam menurut presensi." in read
    assert "Mengetahui, Kepala Dinas, Heriza, M.Si NIP 19790312 200312 1 003" in read
    assert "Padang, 18 November 2024 Pejabat Pelaksana Teknis, Rosmanidar" in read
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox[2:]] == pytest.approx([595.3, 841.9], abs=0.2)


def test_it_says_why_somebody_was_absent_and_gives_no_hour_that_nobody_knows(
    app: Flask, cast: Cast, ani: PageClient
) -> None:
    with app.app_context():
        days = select(EventDay.id).where(EventDay.event_id == cast.event.id).order_by(EventDay.date)
        day = db.session.scalars(days).first()
        with write() as session:
            session.execute(update(Attendance).values(first_at=None, evidence="paper"))
            dedi = {"registration_id": cast.dedi_registration.id, "day_id": day}
            session.add(Absence(**dedi, kind="sakit", written_at=now()))
    read = words(drawn(app, ani, kind="jam"))
    assert re.search(r"Yusneli Guci.{1,60} hadir", read)
    assert read.count("sakit") == 2, "beside the number and below"
    assert "tidak hadir 1 orang. Dari yang tidak hadir: sakit 1 orang. “hadir” tanpa jam dari lembar" in read
    assert "Jam menurut presensi" not in read


def test_blank_it_has_the_names_and_no_hours_and_nobody_who_was_not_chosen(
    app: Flask, cast: Cast, page_client: Client, officials: dict[str, str]
) -> None:
    read = words(drawn(app, page_client().sign_in(cast.vina)))
    assert "Yusneli Guci" in read
    assert "tidak hadir" not in read
    assert "Terdaftar 2 orang." in read
    assert "Mengetahui" not in read
    assert "Heriza" not in read


def test_each_kecamatan_begins_a_page_and_is_counted(app: Flask, cast: Cast, ani: PageClient) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        registration = build_registration(event=event, person=build_person(name="Nelfia"))
        with write() as session:
            there = session.get_one(Registration, registration.id)
            there.region_code, there.unit_text = None, "Karang Taruna Kota"
    data = drawn(app, ani, kind="jam", by_district="y")
    read = words(data)
    assert "Karang Taruna Kota: terdaftar 1 orang, hadir 0 orang, tidak hadir 1 orang." in read
    assert "Terdaftar 3 orang, hadir 1 orang, tidak hadir 2 orang." in read
    assert (
        "Senin, 18 November 2024 Karang Taruna Kota" in read
    )  # above its own page, not its forerunner's name
    groups = re.findall(r"· \d+ peserta", read)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == len(groups) > 1


def test_from_the_order_to_the_pdf_with_the_time_it_was_made(app: Flask, ani: PageClient) -> None:
    assert "Belum ada. PDF yang sudah jadi tetap di sini" in words_of(ani.get(PAGE))
    ani.post(PAGE, BLANK, status=303, form_page=PAGE)
    assert "Menunggu giliran" in words_of(ani.get(PAGE))
    assert not ani.page(PAGE).xpath("//main//form[@method='post']")
    assert "Menunggu giliran" in ani.get(f"{PAGE}/kemajuan").get_data(as_text=True)
    assert run_jobs(app) == ["done"]
    assert ani.get(f"{PAGE}/kemajuan").headers["HX-Refresh"] == "true"
    assert "Hari pertama, kosong18 Nov., 07.40, 1 halaman" in words_of(ani.get(PAGE))
    assert newest(ani).startswith(b"%PDF")


def test_the_band_fills_while_it_is_drawn(
    app: Flask, ani: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(JobContext, "progress", lambda _, done, total: told.append((done, total)))
    ani.post(PAGE, BLANK, status=303, form_page=PAGE)
    assert run_jobs(app) == ["done"]
    done = [done for done, total in told if total]
    assert {total for _, total in told} == {0, 2}, "nothing is known before the people are"
    assert (done[0], done[-1]) == (0, 2)
    assert done == sorted(done)
    assert 1 in done, "the band stands between empty and full"


def test_a_running_order_says_how_far_it_is(app: Flask, ani: PageClient) -> None:
    ani.post(PAGE, BLANK, status=303, form_page=PAGE)
    with app.app_context():
        context = claim_next("uji", now())
        assert context is not None
        context.progress(1, 2)
    assert "Menyusun daftar 2 peserta, 50 persen" in words_of(ani.get(PAGE))
    band = ani.page(PAGE).xpath("//progress[@class='weave']")[0]
    assert (band.get("value"), band.get("max")) == ("1", "2")


def test_two_presses_are_one_and_another_sheet_waits(app: Flask, ani: PageClient) -> None:
    ani.post(PAGE, BLANK, status=303, form_page=PAGE)
    ani.post(PAGE, BLANK, status=303)
    assert "yang lain sedang disusun" in words_of(ani.post(PAGE, BLANK | {"kind": "jam"}, status=422))
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Job)) == 1


def test_the_form_says_what_is_wrong_and_keeps_what_was_chosen(
    ani: PageClient, officials: dict[str, str]
) -> None:
    same = {"knower": officials["Heriza"], "signer": officials["Heriza"], "day": "9"}
    answer = ani.post(PAGE, BLANK | same, status=422, form_page=PAGE)
    assert "Pilih dua pejabat yang berbeda" in words_of(answer)
    assert "Pilihan ini tidak ada." in words_of(answer)


def test_the_address_names_the_day_and_the_last_order_the_officials(
    app: Flask, ani: PageClient, officials: dict[str, str]
) -> None:
    drawn(app, ani, knower=officials["Rosmanidar"])
    page = ani.page(f"{PAGE}?hari=2")
    chosen = {
        select.get("name"): select.xpath("./option[@selected]/@value")[0]
        for select in page.xpath("//main//select")
    }
    assert chosen == {"day": "2", "knower": officials["Rosmanidar"], "signer": "0"}


def test_an_archived_event_still_gives_its_sheets(app: Flask, cast: Cast, ani: PageClient) -> None:
    with app.app_context(), write() as session:
        session.execute(update(Event).where(Event.id == cast.event.id).values(state="archived"))
    assert "Yusneli Guci" in words(drawn(app, ani, kind="jam"))


def test_only_the_newest_are_kept(app: Flask, ani: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventmgr.reports.jobs.attendance_pdf", lambda _paper, _tell: small_pdf())
    for _ in range(KEPT + 1):
        drawn(app, ani)
    assert len(ani.page(PAGE).xpath("//ul[@class='rows']/li")) == KEPT
    with app.app_context():
        doomed = select(func.count()).select_from(StoredFile).where(StoredFile.delete_after.is_not(None))
        assert db.session.scalar(doomed) == 1


def small_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def test_strangers_get_neither_the_page_nor_a_file(
    app: Flask, cast: Cast, ani: PageClient, page_client: Client
) -> None:
    drawn(app, ani)
    (link,) = ani.page(PAGE).xpath("//ul[@class='rows']//a/@href")
    page_client().sign_in(cast.citra).get(link, status=404)
    page_client().sign_in(cast.budi).get(link, status=403)
    ani.get(link.replace(link[-36:-4], "0" * 32), status=404)
