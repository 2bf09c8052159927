"""The page: who gets one and why not, in numbers that add up, before, while and after issuing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from eventmgr.certificates.queries import last_issue_job_or_none
from eventmgr.certificates.running import issue_now
from eventmgr.events.models import Event
from eventmgr.office.models import NumberRegister, Official
from eventmgr.people.models import Category
from eventmgr.shared.db import db, write
from eventmgr.shared.jobs import claim_next
from eventmgr.shared.runtime import write_pulse
from tests.builders import build_category, build_registration
from tests.cast import Cast
from tests.certificates.builders import AT, build_present, build_rule, mark_present
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of

Client = Callable[[], PageClient]


@pytest.fixture
def path(app: Flask, cast: Cast, clock: TestClock) -> str:
    """The page of the cast's event when it is over, with a rule: two eligible, one day, never (Dedi)."""
    clock.moment = AT
    with app.app_context():
        event = db.session.get_one(Event, event_id(app, cast))
        build_rule(event=event)
        build_present(event=event, days=3, name="Yusneli")
        build_present(event=event, days=2, name="Elfitri Koto")
        build_present(event=event, days=1, name="Marlina")
    return f"/kegiatan/{cast.slug}/sertifikat"


def event_id(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return db.session.query(Event.id).filter_by(slug=cast.slug).scalar() or 0


def test_before_anything_is_set_up_the_page_says_what_to_do(page_client: Client, cast: Cast) -> None:
    page = page_client().sign_in(cast.ani).get(f"/kegiatan/{cast.slug}/sertifikat")
    assert "Sertifikat belum disiapkan" in words_of(page)


def test_the_numbers_add_up_and_lead_to_their_names(page_client: Client, cast: Cast, path: str) -> None:
    client = page_client().sign_in(cast.ani)
    words = words_of(client.get(path))
    assert "2 sertifikat siap diterbitkan" in words
    sums = r"2 berhak .* \+ ditambah 2 belum berhak .* 0 ditahan panitia = sama dengan 4 peserta"
    assert re.search(sums, words)
    assert "Yusneli" in words_of(client.get(f"{path}/nama/berhak"))
    assert "Marlina" in words_of(client.get(f"{path}/nama/hadir-1"))
    assert "Dedi Kurniawan" in words_of(client.get(f"{path}/nama/tidak-pernah"))
    client.get(f"{path}/nama/tidak-ada", status=404)
    client.get(f"{path}/nama/berhak?halaman=2", status=404)


def test_two_presses_are_one_job_and_the_band_shows_it(
    app: Flask, page_client: Client, cast: Cast, path: str, clock: TestClock
) -> None:
    client = page_client().sign_in(cast.ani)
    client.get(path)
    client.post(f"{path}/terbitkan", status=303)
    client.post(f"{path}/terbitkan", status=303)
    with app.app_context():
        job = last_issue_job_or_none(event_id(app, cast))
        assert job is not None
        assert job.state == "queued"
        context = claim_next("uji", AT)
        assert context is not None
        assert claim_next("uji lain", AT) is None
        write_pulse(context.job_id, "uji", 1, 2, AT)
    assert "1 dari 2" in words_of(client.get(path))
    assert "1 dari 2" in client.get(f"{path}/kemajuan").get_data(as_text=True)
    clock.moment += timedelta(minutes=2)
    left = client.get(f"{path}/kemajuan").get_data(as_text=True)
    assert "Belum dikerjakan" in left
    assert "Pekerja latar sedang tidak berjalan. Beri tahu admin kantor" in left
    client.post(f"{path}/hentikan", status=303)
    assert client.get(f"{path}/kemajuan").headers["HX-Redirect"] == f"{path}/buka"


def test_afterwards_the_files_can_be_fetched(app: Flask, page_client: Client, cast: Cast, path: str) -> None:
    with app.app_context():
        issue_now(db.session.get_one(Event, event_id(app, cast)))
    client = page_client().sign_in(cast.ani)
    assert "2 sertifikat terbit" in words_of(client.get(path))
    listed = client.get(f"{path}/terbit")
    assert "Elfitri Koto" in words_of(listed)
    link = re.search(r'href="(/[^"]+/[0-9a-f]+/sertifikat\.pdf)"', listed.get_data(as_text=True))
    assert link is not None
    assert client.get(link.group(1)).data.startswith(b"%PDF")
    with client.get(f"{path}/gabungan.pdf") as merged:
        assert merged.data.startswith(b"%PDF")
    assert "Yusneli" in words_of(client.get(f"{path}/terbit?cari=yus"))
    assert "Tidak ada yang cocok" in words_of(client.get(f"{path}/terbit?cari=zzz"))
    client.get(f"{path}/terbit?halaman=9", status=404)
    client.get(f"{path}/{'0' * 32}/sertifikat.pdf", status=404)


def test_the_rule_is_changed_and_bad_input_is_told(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    with app.app_context():
        office_id = db.session.get_one(Event, event_id(app, cast)).office_id
        with write() as session:
            session.add(Official(office_id=office_id, name="Budi Hartono", post="Sekretaris"))
            session.query(NumberRegister).filter_by(office_id=office_id).update(
                {"pattern": "{klas}/{nomor}/{tahun}", "klas": "400.9"}
            )
        signer = db.session.query(Official.id).filter_by(name="Budi Hartono").scalar()
        register = db.session.query(NumberRegister.id).filter_by(office_id=office_id).scalar()
    good = {
        "least_days": "3",
        "official": str(signer),
        "register": str(register),
        "design": "plain",
        "first_number": "412",
        "dated_on": "20-11-2024",
    }
    client.post(f"{path}/syarat", good, status=303, form_page=f"{path}/syarat")
    words = words_of(client.get(path))
    assert "hadir pada semua tiga hari" in words
    assert "400.9/412/2024" in words
    assert "Penanda tangan: Budi Hartono, Sekretaris" in words
    typed = {**good, "official": "0", "signer_name": "Orang Baru", "signer_post": "Wali Kota"}
    client.post(f"{path}/syarat", typed, status=303, form_page=f"{path}/syarat")
    assert "Penanda tangan: Orang Baru, Wali Kota" in words_of(client.get(path))
    for wrong, message in (
        ({"register": "999"}, "Pilih buku nomornya"),
        ({"official": "999"}, "Pilihan ini tidak ada"),
        ({"design": "lain"}, "Pilihan ini tidak ada"),
        ({"first_number": "5"}, "Nomor berikutnya paling kecil 412"),
        ({"dated_on": "31-02-2024"}, "Tulis tanggal seperti"),
        ({"official": "0", "signer_name": ""}, "Isi nama penanda tangan"),
        ({"least_days": "9"}, "Pilihan ini tidak ada"),
    ):
        answer = client.post(f"{path}/syarat", {**good, **wrong}, status=422, form_page=f"{path}/syarat")
        assert message in words_of(answer)


def test_a_person_is_held_back_with_a_reason(app: Flask, page_client: Client, cast: Cast, path: str) -> None:
    client = page_client().sign_in(cast.ani)
    names = client.get(f"{path}/nama/berhak").get_data(as_text=True)
    link = re.search(r'href="(/[^"]+/keputusan/[0-9a-f]+\?kelompok=berhak)"', names)
    assert link is not None
    answer = client.post(link.group(1), {"decision": "hold"}, status=422, form_page=link.group(1))
    assert "Tulis alasannya" in words_of(answer)
    client.post(
        link.group(1), {"decision": "hold", "reason": "nama berbeda"}, status=303, form_page=link.group(1)
    )
    assert "1 ditahan panitia 1 nama berbeda" in words_of(client.get(path))
    client.post(link.group(1), {"decision": "rule"}, status=303, form_page=link.group(1))
    assert "0 ditahan panitia" in words_of(client.get(path))


def test_without_an_address_the_page_offers_no_issue(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    with app.app_context():
        build_rule(event=db.session.get_one(Event, event_id(app, cast)), without_public_url=False)
    client = page_client().sign_in(cast.ani)
    page = client.page(path)
    assert "2 sertifikat menunggu alamat publik" in page.xpath("string(//h1)")
    assert "Belum ada alamat publik" in page.text_content()
    assert not page.xpath("//a[starts-with(@aria-label, 'Unggah lambang')]")
    assert "Terbitkan 2 sertifikat" not in page.text_content()
    assert not page.xpath("//a[text()='Isi alamat']")
    client.post(f"{path}/terbitkan", status=422, form_page=f"{path}/syarat")
    admin = page_client().sign_in(cast.aminah).page(path)
    assert admin.xpath("//a[text()='Isi alamat']/@href")[0].startswith("/pengaturan")
    arms = admin.xpath("//a[starts-with(@aria-label, 'Unggah lambang')]/@href")
    assert arms[0].startswith("/pengaturan")
    client.post(f"{path}/tanpa-qr", status=303, form_page=f"{path}/syarat")
    words = words_of(client.get(path))
    assert "Terbit tanpa QR" in words
    assert "Terbitkan 2 sertifikat" in words


def test_before_the_last_day_is_over_issuing_takes_a_tick(
    app: Flask, page_client: Client, cast: Cast, clock: TestClock, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    clock.moment = datetime(2024, 11, 19, 2, 0, tzinfo=UTC)
    words = words_of(client.get(path))
    assert "2 orang berhak sejauh ini" in words
    assert "Hari kedua dan ketiga belum selesai, hari pertama belum ditutup" in words
    assert "Sertifikat bertanggal 20 November 2024, padahal JP masih dapat berubah" in words
    refused = words_of(client.post(f"{path}/terbitkan", status=422))
    assert "Centang dahulu bahwa sertifikat terbit walau hari kedua dan ketiga belum selesai" in refused
    with app.app_context():
        assert last_issue_job_or_none(event_id(app, cast)) is None
    # the last checkpoint of the last day has ended
    clock.moment = datetime(2024, 11, 20, 3, 0, tzinfo=UTC)
    words = words_of(client.get(path))
    assert "2 sertifikat siap diterbitkan" in words
    assert "Terbitkan walau" not in words
    clock.moment = datetime(2024, 11, 20, 2, 59, tzinfo=UTC)
    assert "Hari ketiga belum selesai" in words_of(client.get(path))
    client.post(f"{path}/terbitkan", {"despite_days": "y"}, status=303)


def test_guests_are_not_counted_among_those_present(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    assert "Hadir tiap hari: 3, 2, 1" in words_of(client.get(path))
    with app.app_context():
        event = db.session.get_one(Event, event_id(app, cast))
        guest = build_registration(event=event, category=build_category(code="MITRA"))
        mark_present(event=event, registration=guest, days=3)
        with write() as session:
            session.get_one(Category, guest.category_id).kind = "mitra"
    assert "Hadir tiap hari: 3, 2, 1" in words_of(client.get(path))


def test_who_may_come_in(page_client: Client, cast: Cast, path: str) -> None:
    pages = ("", "/terbit", "/nama/berhak", "/kemajuan", "/gabungan.pdf", "/contoh.pdf", "/rancangan")
    for page in pages:
        page_client().get(path + page, status=302)
        page_client().sign_in(cast.citra).get(path + page, status=404)
        page_client().sign_in(cast.budi).get(path + page, status=403)
    page_client().sign_in(cast.vina).get(path)
    page_client().sign_in(cast.aminah).get(path)
    for page in ("/syarat",):
        page_client().sign_in(cast.vina).get(path + page, status=403)
    viewer = page_client().sign_in(cast.vina)
    viewer.get(path)
    assert "Terbitkan 2 sertifikat" not in words_of(viewer.get(path))
    viewer.post(f"{path}/terbitkan", status=403)


def test_statements_do_not_grow_with_the_people(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    with counted_statements(app) as few:
        client.get(path)
    with app.app_context():
        event = db.session.get_one(Event, event_id(app, cast))
        for number in range(20):
            build_present(event=event, days=2, name=f"Orang {number}")
    with counted_statements(app) as many:
        client.get(path)
    assert len(many) == len(few)
    assert len(many) < 40
