"""The page of the office's settings: what is typed, what comes of it, and two admins at once."""

from collections.abc import Callable

from flask import Flask

from eventmgr.office.models import NumberRegister, Office
from eventmgr.office.queries import real_office
from eventmgr.shared.db import db
from tests.builders import build_official
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of

MakeClient = Callable[[], PageClient]
PATH = "/pengaturan/kantor"
TYPED = {
    "name": "Dinas Sosial Kota Padang",
    "government": "Pemerintah Kota Padang",
    "address": "Jl. Delima No. 5, Padang 25111\r\nTelepon (0751) 000000",
    "pattern": "{klas}/{nomor}/{unit}/{tahun}",
    "klas": "400.9.12.3",
    "unit": "Dinsos",
    "first": "713",
    "shown_first": "1",
    "public_url": "https://kegiatan.contoh.go.id",
    "zone": "Asia/Jakarta",
}


def _revision(app: Flask) -> str:
    with app.app_context():
        return str(real_office().revision)


def test_what_is_typed_stands_on_the_letterhead_and_in_the_next_number(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(PATH)
    shown = words_of(admin.follow(admin.post(PATH, TYPED | {"revision": _revision(app)}, status=303)))
    assert "Pengaturan disimpan." in shown
    assert "PEMERINTAH KOTA PADANG DINAS SOSIAL Jl. Delima No. 5, Padang 25111" in shown
    assert "400.9.12.3/713/Dinsos/2024" in shown
    assert "1–712 sudah terpakai" in shown
    assert "Belum diperiksa" in shown
    same = TYPED | {"revision": _revision(app), "shown_first": "713"}
    assert "Tidak ada yang berubah." in words_of(admin.follow(admin.post(PATH, same, status=303)))
    with app.app_context():
        office = real_office()
        assert (office.region_code, office.public_url) == ("13.71", "https://kegiatan.contoh.go.id")


def test_the_next_number_does_not_go_back(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(PATH)
    admin.post(PATH, TYPED | {"revision": _revision(app)}, status=303)
    back = TYPED | {"revision": _revision(app), "first": "700", "shown_first": "713", "unit": "Dinas"}
    assert "Nomor 712 sudah dipakai." in words_of(admin.post(PATH, back, status=422))
    with app.app_context():
        assert db.session.query(NumberRegister).one().unit == "Dinsos"  # all or nothing


def test_a_number_sent_back_as_shown_does_not_hold_the_register(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(PATH)
    admin.post(PATH, TYPED | {"revision": _revision(app)}, status=303)
    admin.post(PATH, TYPED | {"revision": _revision(app), "first": "1", "shown_first": "1"}, status=303)


def test_the_second_of_two_admins_is_told_of_the_first_and_loses_nothing(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    seen = _revision(app)
    first, second = page_client().sign_in(cast.aminah), page_client().sign_in(cast.aminah)
    first.get(PATH)
    second.get(PATH)
    first.post(PATH, TYPED | {"revision": seen}, status=303)
    told = second.post(PATH, TYPED | {"revision": seen, "name": "Dinsos Padang"}, status=409)
    words = words_of(told)
    assert "Aminah Zahra mengubah pengaturan ini 18 Nov. pukul 07.40." in words
    assert "Tersimpan sekarang: Dinas Sosial Kota Padang" in words
    assert 'value="Dinsos Padang"' in told.get_data(as_text=True)
    with app.app_context():
        assert real_office().name == "Dinas Sosial Kota Padang"
    second.post(PATH, TYPED | {"revision": _revision(app), "name": "Dinsos Padang"}, status=303)


def test_odd_input_is_said_at_its_field(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(PATH)
    for change, words in (
        ({"name": " "}, "Isi nama kantor."),
        ({"pattern": "{klas}/{unit}/{tahun}"}, "Pola perlu memuat {nomor}"),
        ({"pattern": "{nomor}/{tahun}/{bulan}"}, "Pola hanya mengenal"),
        ({"klas": ""}, "Isi klasifikasi, karena pola memakainya."),
        ({"public_url": "http://kegiatan.contoh.go.id"}, "mulai dengan https://"),
        ({"public_url": "https://a:b@contoh.go.id"}, "mulai dengan https://"),
        ({"first": "0"}, "Tulis angka dari 1 sampai 999999."),
        ({"zone": "Europe/Paris"}, "Pilihan ini tidak ada."),
        ({"name": "x" * 201}, "Paling panjang 200 huruf."),
    ):
        answer = admin.post(PATH, TYPED | {"revision": _revision(app)} | change, status=422)
        assert words in words_of(answer), change


def test_a_form_without_a_revision_changes_nothing(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(PATH)
    admin.post(PATH, TYPED, status=409)
    admin.post(PATH, TYPED | {"revision": "9" * 40}, status=409)
    with app.app_context():
        assert real_office().name == ""


def test_ticks_say_what_papers_print_of_an_official(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    with app.app_context():
        official_id = build_official().id
    admin = page_client().sign_in(cast.aminah)
    admin.get(PATH)
    admin.post(PATH, TYPED | {"revision": _revision(app), "prints_nip": [str(official_id)]}, status=303)
    page = admin.page(PATH)
    assert page.xpath("//input[@name='prints_nip']/@checked") == ["checked"]
    assert page.xpath("//input[@name='prints_rank']/@checked") == []


def test_the_page_asks_as_many_statements_for_many_officials_as_for_one(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin = page_client().sign_in(cast.aminah)
    counts = []
    for more in (1, 12):
        with app.app_context():
            for _ in range(more):
                build_official()
        with counted_statements(app) as statements:
            admin.get(PATH)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 16, counts


def test_the_settings_are_of_the_admins_own_office(app: Flask, cast: Cast) -> None:
    with app.app_context():
        assert db.session.get_one(Office, cast.aminah.office_id).parent_id is None
