"""/kegiatan/<slug>/kehadiran: the sum of the day, its cells, the panel with its forms, closing."""

import io
from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.checkin.models import Absence, Attendance, Scan
from eventmgr.events.models import Event
from eventmgr.shared.db import db, new_uid, write
from tests.builders import build_event, build_person, build_registration
from tests.cast import Cast
from tests.checkin.doors import MORNING
from tests.checkin.matrix_days import NOON
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of

PAGE = "/kegiatan/sosialisasi-2024/kehadiran"
Clients = Callable[[], PageClient]


def event() -> Event:
    return db.session.query(Event).filter_by(slug="sosialisasi-2024").one()


def arrive(app: Flask, uid: str) -> str:
    with app.app_context():
        op = ScanOp(
            uid=new_uid(), checkpoint="hari-1", source="search", registration_uid=uid, at_device=MORNING
        )
        return check_in(event().id, op, actor=Actor("command", None, "uji"), now=MORNING).uid


@pytest.fixture
def noon(clock: TestClock) -> TestClock:
    clock.moment = NOON
    return clock


@pytest.fixture
def masrul(app: Flask, cast: Cast) -> str:
    """Of two participants Masrul has come, Dedi has not."""
    with app.app_context():
        uid = build_registration(event=event(), person=build_person(name="Masrul Malayu Nan XX")).uid
    arrive(app, uid)
    return uid


@pytest.fixture
def ani(page_client: Clients, cast: Cast) -> PageClient:
    return page_client().sign_in(cast.ani)


def panel(uid: str, number: int = 1, **query: Any) -> str:
    more = "".join(f"&{name}={value}" for name, value in query.items())
    return f"{PAGE}?pilih={uid}.{number}{more}"


def fields(ani: PageClient, uid: str, number: int = 1) -> dict[str, Any]:
    """What the panel's form holds unseen."""
    tree = ani.page(panel(uid, number))
    (form,) = tree.xpath("//form[contains(@class, 'note-form')]")
    return {name: form.xpath(f".//input[@name='{name}']/@value")[0] for name in ("seen", "request_uid")}


def send(ani: PageClient, uid: str, number: int = 1, *, status: int = 303, **values: Any) -> Any:
    data = fields(ani, uid, number) | values
    return ani.post(f"{PAGE}/{uid}/{number}", data, status=status, content_type="multipart/form-data")


def rows(app: Flask, model: type[Any]) -> list[Any]:
    with app.app_context():
        db.session.rollback()
        return list(db.session.scalars(select(model)))


def cells(tree: lxml.html.HtmlElement) -> list[str]:
    return [" ".join(cell.text_content().split()) for cell in tree.xpath("//a[@class='cell']")]


@pytest.mark.usefixtures("noon", "masrul")
def test_the_title_is_the_days_sum_and_the_list_those_who_are_not_there(ani: PageClient) -> None:
    tree = ani.page(PAGE)
    assert tree.findtext(".//h1").strip() == "Hari pertama: 1 hadir, 1 tidak"
    assert cells(tree) == ["Belum ada kabar Isi keterangan", "–", "–"]
    words = words_of(ani.get(PAGE))
    assert "Satu orang belum ada kabar." in words
    for chip in ("Tidak hadir hari 1 1", "Belum ada kabar 1", "Semua 2"):
        assert chip in words
    assert "1 dari 2" in words


@pytest.mark.usefixtures("noon", "masrul")
def test_everybody_is_one_chip_away_and_names_are_found(ani: PageClient) -> None:
    assert cells(ani.page(f"{PAGE}?saring=semua"))[3:4] == ["07.40"]
    words = words_of(ani.get(f"{PAGE}?cari=MASRUL"))
    assert "Masrul Malayu" in words
    assert "Dedi" not in words
    assert "Tidak ada yang cocok dengan ‘zz’" in words_of(ani.get(f"{PAGE}?cari=zz"))


@pytest.mark.usefixtures("noon", "masrul")
@pytest.mark.parametrize("asked", ["", "?saring=kabar", "?saring=semua", "?hari=2", "?cari=zz"])
def test_a_name_can_be_searched_from_every_list(ani: PageClient, asked: str) -> None:
    (form,) = ani.page(f"{PAGE}{asked}").xpath("//main//form[.//input[@name='cari']]")
    assert form.xpath("./input[@name='saring']/@value") == ["semua"], "among everybody"


@pytest.mark.usefixtures("noon")
def test_the_closing_below_the_list_is_a_tap_away_once_it_is_due(
    ani: PageClient, page_client: Clients, cast: Cast, clock: TestClock
) -> None:
    link = "//*[@class='lede']//a[@href='#tutup']"
    page = ani.page(PAGE)
    assert [" ".join(a.text.split()) for a in page.xpath(link)] == ["Tutup hari pertama"]
    assert page.get_element_by_id("tutup") is not None
    assert not page_client().sign_in(cast.vina).page(PAGE).xpath(link)
    clock.moment = MORNING
    assert not ani.page(PAGE).xpath(link), "its door is still open"


@pytest.mark.usefixtures("masrul")
def test_while_the_door_is_open_nobody_is_missing_yet(ani: PageClient) -> None:
    words = words_of(ani.get(PAGE))
    assert "Hari pertama: 1 hadir, 1 belum" in words
    assert "Presensi dibuka sampai 10.00." in words
    assert "Belum datang" in words


@pytest.mark.usefixtures("noon")
def test_a_note_is_written_and_shown(app: Flask, ani: PageClient, cast: Cast, masrul: str) -> None:
    uid = cast.dedi_registration.uid
    answer = send(ani, uid, kind="sakit", note="Demam", next_day="y")
    words = words_of(ani.follow(answer))
    assert "Keterangan Dedi Kurniawan disimpan: sakit, Senin, 18 Nov. dan Selasa, 19 Nov." in words
    tree = ani.page(panel(uid))
    assert cells(tree)[:2] == ["Sakit surat menyusul", "Sakit surat menyusul"]
    assert "Demam" not in "".join(cells(tree)), "what is told of an illness stays in the panel"
    assert tree.xpath("//input[@name='note']/@value") == ["Demam"]
    assert tree.xpath("//input[@name='kind'][@checked]/@value") == ["sakit"]
    assert tree.xpath("//input[@name='next_day'][@checked]")
    assert len(rows(app, Absence)) == 2
    assert "sudah ada keterangannya" in words_of(ani.get(PAGE))


@pytest.mark.usefixtures("noon")
def test_a_letter_is_taken_by_its_content_and_given_back_as_a_download(
    ani: PageClient, cast: Cast, page_client: Clients
) -> None:
    uid, data = cast.dedi_registration.uid, io.BytesIO()
    Image.new("RGB", (9, 9)).save(data, "PNG")
    page = words_of(send(ani, uid, status=422, kind="izin", letter=(io.BytesIO(b"<html>"), "surat.pdf")))
    assert "Surat harus berupa PDF, JPG, atau PNG." in page
    data.seek(0)
    send(ani, uid, kind="izin", note="ujian anak", letter=(data, "surat izin.html"))
    path = f"{PAGE}/surat/{uid}/1"
    for client in (ani, page_client().sign_in(cast.vina)):
        response = client.get(path)
        assert response.mimetype == "image/png"
        assert response.headers["Content-Disposition"] == 'attachment; filename="surat izin.png"'
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    page_client().sign_in(cast.budi).get(path, status=403)
    page_client().sign_in(cast.citra).get(path, status=404)
    ani.get(f"{PAGE}/surat/{uid}/2", status=404)
    ani.get(f"{PAGE}/surat/{uid}/9", status=404)
    assert "Unduh surat" in words_of(ani.get(panel(uid)))


@pytest.mark.usefixtures("noon")
def test_a_note_is_taken_away(app: Flask, ani: PageClient, cast: Cast) -> None:
    uid = cast.dedi_registration.uid
    send(ani, uid, kind="tugas", note="rapat")
    old = fields(ani, uid)["seen"]
    ani.post(f"{PAGE}/{uid}/1/hapus", {"seen": "lain"}, status=303)
    assert len(rows(app, Absence)) == 1
    ani.post(f"{PAGE}/{uid}/1/hapus", {"seen": old}, status=303)
    assert rows(app, Absence) == []


@pytest.mark.usefixtures("noon")
def test_somebody_was_there_after_all_and_that_is_undone(
    app: Flask, ani: PageClient, cast: Cast, masrul: str
) -> None:
    uid = cast.dedi_registration.uid
    assert "Hari pertama menjadi 2 hadir, 0 tidak." in words_of(ani.get(panel(uid)))
    answer = send(ani, uid, kind="hadir", hour="8.12", reason="Disaksikan TKSK")
    page = ani.follow(answer)
    words = words_of(page)
    assert "Koreksi disimpan untuk Dedi Kurniawan" in words
    assert "Hari pertama: semua 2 hadir" in words
    assert "Dedi Kurniawan, 18 Nov. Tidak hadir menjadi hadir 08.12 “Disaksikan TKSK”" in words
    tree = lxml.html.fromstring(page.get_data(as_text=True))
    undo = tree.xpath("//div[@class='notice ok']//form/@action")[0]
    ani.post(undo, status=303)
    assert "Diurungkan Ani Rahmawati" in words_of(ani.get(f"{PAGE}/koreksi"))
    assert "1 hadir, 1 tidak" in words_of(ani.get(PAGE))


@pytest.mark.usefixtures("noon")
def test_somebody_was_not_there(app: Flask, ani: PageClient, masrul: str) -> None:
    assert "Sebenarnya tidak hadir (koreksi)" in words_of(ani.get(panel(masrul)))
    answer = send(ani, masrul, kind="tidak-hadir", reason="Kartunya dipegang orang lain")
    assert "Koreksi disimpan untuk Masrul Malayu Nan XX, S.Sos" in words_of(ani.follow(answer))
    assert [row.present for row in rows(app, Attendance)] == [False]
    assert "Belum ada kabar dikoreksi" in " ".join(cells(ani.page(panel(masrul))))


@pytest.mark.usefixtures("noon")
def test_a_correction_needs_its_reason_and_a_readable_hour(app: Flask, ani: PageClient, cast: Cast) -> None:
    uid = cast.dedi_registration.uid
    words = words_of(send(ani, uid, status=422, kind="hadir", hour="25.77", reason=""))
    assert "Dua isian perlu diperbaiki" in words
    assert "Tulis pukul seperti 08.12." in words
    assert "Tulis alasan koreksi" in words
    words_of(send(ani, uid, status=422))
    assert rows(app, Scan) == []


@pytest.mark.usefixtures("noon")
def test_an_older_form_overwrites_nothing_and_keeps_what_was_typed(
    app: Flask, ani: PageClient, cast: Cast, page_client: Clients
) -> None:
    uid = cast.dedi_registration.uid
    old = fields(ani, uid)
    other = page_client().sign_in(cast.aminah)
    send(other, uid, kind="izin", note="ujian anak")
    page = ani.post(f"{PAGE}/{uid}/1", {**old, "kind": "sakit", "note": "demam"}, status=422)
    words = words_of(page)
    assert "Aminah Zahra mengubah keterangan ini pukul 12.00: izin. Isian Anda masih ada" in words
    tree = lxml.html.fromstring(page.get_data(as_text=True))
    assert tree.xpath("//input[@name='note']/@value") == ["demam"]
    assert [row.kind for row in rows(app, Absence)] == ["izin"]
    seen = tree.xpath("//form[contains(@class, 'note-form')]//input[@name='seen']/@value")[0]
    ani.post(f"{PAGE}/{uid}/1", {**old, "kind": "sakit", "note": "demam", "seen": seen}, status=303)
    assert [row.kind for row in rows(app, Absence)] == ["sakit"]


@pytest.mark.usefixtures("noon")
def test_a_scan_in_the_meantime_cannot_turn_a_correction_round(
    app: Flask, ani: PageClient, cast: Cast
) -> None:
    uid = cast.dedi_registration.uid
    old = fields(ani, uid)
    arrive(app, uid)
    ani.post(f"{PAGE}/{uid}/1", {**old, "kind": "hadir", "hour": "", "reason": "ada"}, status=422)
    assert [row.present for row in rows(app, Attendance)] == [True]
    assert len(rows(app, Scan)) == 1


@pytest.mark.usefixtures("noon", "masrul")
def test_a_day_is_closed_and_the_closing_undone(app: Flask, ani: PageClient) -> None:
    assert "1 orang belum ada kabar" in words_of(ani.get(PAGE))
    page = ani.follow(ani.post(f"{PAGE}/hari/1/tutup", status=303))
    words = words_of(page)
    assert "Hari pertama ditutup: 1 hadir, 1 tidak." in words
    assert "Urungkan" in words
    assert "Ditutup 18 Nov., 12.00 oleh Ani Rahmawati. 1 tanpa keterangan." in words
    assert "Tanpa keterangan" in " ".join(cells(ani.page(f"{PAGE}?hari=1")))
    assert "sudah ditutup sebelumnya" in words_of(ani.follow(ani.post(f"{PAGE}/hari/1/tutup", status=303)))
    assert "Tulis alasan membuka lagi" in words_of(
        ani.post(f"{PAGE}/hari/1/buka", {"reason": ""}, status=422)
    )
    ani.post(f"{PAGE}/hari/1/buka", {"reason": "Penutupan diurungkan"}, status=303)
    assert "belum ditutup" in words_of(ani.get(PAGE))
    ani.post(f"{PAGE}/hari/2/tutup", status=422)
    ani.post(f"{PAGE}/hari/9/tutup", status=404)


@pytest.mark.usefixtures("noon")
def test_late_scans_are_offered_and_decided(app: Flask, ani: PageClient, cast: Cast, masrul: str) -> None:
    ani.post(f"{PAGE}/hari/1/tutup", form_page=PAGE, status=303)
    late = arrive(app, cast.dedi_registration.uid)
    words = words_of(ani.get(PAGE + "?hari=1"))
    assert "1 pindai datang sesudah ditutup" in words
    assert "Dipindai 18 Nov., 07.40; masuk 18 Nov., 07.40" in words
    data = {"pindai": late, "putusan": "hitung"}
    assert "Satu pindai susulan dihitung." in words_of(
        ani.follow(ani.post(f"{PAGE}/susulan?hari=1", data, status=303))
    )
    assert "sudah diputuskan sebelumnya" in words_of(
        ani.follow(ani.post(f"{PAGE}/susulan?hari=1", data, status=303))
    )
    assert "Hari pertama: semua 2 hadir" in words_of(ani.get(f"{PAGE}?hari=1"))


@pytest.mark.usefixtures("noon")
def test_who_may_look_and_who_may_write(page_client: Clients, cast: Cast, masrul: str) -> None:
    uid = cast.dedi_registration.uid
    vina = page_client().sign_in(cast.vina)
    words = words_of(vina.get(panel(uid)))
    for word in ("Simpan keterangan", "Tutup hari pertama Tutup", "Urungkan"):
        assert word not in words
    for path in (f"{PAGE}/{uid}/1", f"{PAGE}/{uid}/1/hapus", f"{PAGE}/hari/1/tutup", f"{PAGE}/susulan"):
        vina.post(path, form_page=PAGE, status=403)
        page_client().sign_in(cast.citra).post(path, form_page="/kegiatan", status=404)


@pytest.mark.usefixtures("noon")
def test_foreign_and_wrong_addresses_are_not_found(app: Flask, ani: PageClient, cast: Cast) -> None:
    with app.app_context():
        foreign = build_registration(event=build_event()).uid
        cancelled = build_registration(event=event(), state="cancelled").uid
    for uid in (foreign, cancelled, "0" * 32):
        ani.get(panel(uid), status=404)
        ani.post(f"{PAGE}/{uid}/1", {"kind": "izin"}, form_page=PAGE, status=404)
    ani.get(panel(cast.dedi_registration.uid, 9), status=404)
    ani.get(f"{PAGE}?hari=9", status=404)
    for odd in (
        "?halaman=99999",
        "?halaman=-1",
        "?saring=x",
        "?pilih=x",
        "?hari=x",
        "?cari=%00",
        "?kabar=zz",
    ):
        ani.get(f"{PAGE}{odd}")


def test_the_old_address_of_a_checkpoint_leads_to_its_page(ani: PageClient) -> None:
    answer = ani.get(f"{PAGE}?titik=hari-2&slug=x", status=302)
    assert answer.headers["Location"] == f"{PAGE}/wilayah?titik=hari-2"


def test_an_event_without_days_says_so(app: Flask, page_client: Clients, cast: Cast) -> None:
    with app.app_context():
        build_event(slug="kosong", days=0)
    aminah = page_client().sign_in(cast.aminah)
    assert "Belum ada titik presensi" in words_of(aminah.get("/kegiatan/kosong/kehadiran"))
    assert "belum ada peserta" in words_of(aminah.get(f"/kegiatan/{cast.other_slug}/kehadiran"))


@pytest.mark.usefixtures("noon")
def test_a_closed_event_still_takes_a_correction_and_an_archived_one_says_no(
    app: Flask, ani: PageClient, cast: Cast, masrul: str
) -> None:
    with app.app_context(), write():
        event().state = "closed"
    send(ani, cast.dedi_registration.uid, kind="hadir", reason="Disaksikan TKSK")
    typed = {**fields(ani, masrul), "kind": "tidak-hadir", "reason": "salah"}
    with app.app_context(), write():
        event().state = "archived"
    answer = ani.post(f"{PAGE}/{masrul}/1", typed, status=422, content_type="multipart/form-data")
    assert "diarsipkan" in words_of(answer)
    assert not ani.page(panel(masrul)).xpath("//form[contains(@class, 'note-form')]")


@pytest.mark.usefixtures("noon")
def test_the_list_has_fifty_a_page_and_the_statements_do_not_grow(
    app: Flask, ani: PageClient, cast: Cast
) -> None:
    uid, costs = cast.dedi_registration.uid, []
    for number in (0, 60):
        with app.app_context():
            for _ in range(number):
                build_registration(event=event())
        with counted_statements(app) as statements:
            ani.get(panel(uid))
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 22
    assert len(cells(ani.page(PAGE))) == 150
    assert "1–50 dari 61 orang" in words_of(ani.get(PAGE))
    assert len(cells(ani.page(f"{PAGE}?halaman=2"))) == 33
