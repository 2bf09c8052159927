"""Pages of officials and of numbers for paper letters."""

from collections.abc import Callable

from flask import Flask

from eventmgr.certificates.models import CertificateRule, CertificateTemplate
from eventmgr.office.models import NumberRegister, Official
from eventmgr.office.queries import real_office
from eventmgr.shared.db import db, write
from tests.builders import build_official
from tests.cast import Cast
from tests.page_client import PageClient, words_of

MakeClient = Callable[[], PageClient]
PATH = "/pengaturan/kantor/pejabat"
HERIZA = {
    "name": "Heriza Syafani",
    "back_title": "S.STP, M.PA",
    "post": "Kepala Dinas Sosial Kota Padang",
    "nip": "19790312 199803 1 003",
    "rank": "Pembina Utama Muda",
    "from_date": "1 Februari 2022",
    "request_uid": "b" * 32,
}


def test_an_official_is_listed_with_a_masked_nip(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(f"{PATH}/baru")
    for _click in range(2):
        admin.post(f"{PATH}/baru", HERIZA, status=303)
    page = admin.get("/pengaturan/kantor")
    assert "Heriza Syafani, S.STP, M.PA" in words_of(page)
    assert "1979••••••••••1003" in words_of(page)
    assert "197903121998031003" not in page.get_data(as_text=True)
    with app.app_context():
        assert db.session.query(Official).count() == 1


def test_odd_data_of_an_official_is_said_at_its_field(cast: Cast, page_client: MakeClient) -> None:
    admin = page_client().sign_in(cast.aminah)
    admin.get(f"{PATH}/baru")
    for change, words in (
        ({"nip": "1979"}, "NIP terdiri atas 18 angka."),
        ({"nip": "197902301998031003"}, "bukan tanggal lahir"),
        ({"name": ""}, "Isi nama pejabat."),
        ({"post": ""}, "Isi jabatannya"),
        ({"to_date": "31-02-2024"}, "Tulis tanggal seperti"),
        ({"to_date": "1-1-2020"}, "mendahului tanggal mulai"),
    ):
        assert words in words_of(admin.post(f"{PATH}/baru", HERIZA | change, status=422)), change


def test_two_admins_who_edit_one_official_do_not_overwrite_each_other(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    with app.app_context():
        path = f"{PATH}/{build_official().id}"
    admin = page_client().sign_in(cast.aminah)
    admin.get(path)
    admin.post(path, HERIZA | {"revision": "1"}, status=303)
    told = words_of(admin.post(path, HERIZA | {"revision": "1", "rank": "Pembina"}, status=409))
    assert "Aminah Zahra mengubah ini pukul 07.40." in told
    assert "Tersimpan sekarang: Pembina Utama Muda" in told
    admin.post(path, HERIZA | {"revision": "2", "to_date": "1-10-2024"}, status=303)
    assert "sampai 1 Oktober 2024" in words_of(admin.get("/pengaturan/kantor"))


def test_an_official_who_signs_for_an_event_stays(app: Flask, cast: Cast, page_client: MakeClient) -> None:
    with app.app_context():
        signer, spare = build_official(), build_official()
        office_id = real_office().id
        with write() as session:
            register = NumberRegister(office_id=office_id, name="Sertifikat", pattern="{nomor}/{tahun}")
            template = CertificateTemplate(office_id=office_id, name="Songket")
            session.add_all([register, template])
            session.flush()
            session.add(
                CertificateRule(
                    event_id=cast.event.id,
                    kind="peserta",
                    conditions={"least_days": 2},
                    template_id=template.id,
                    official_id=signer.id,
                    register_id=register.id,
                )
            )
        signer_id, spare_id = signer.id, spare.id
    admin = page_client().sign_in(cast.aminah)
    assert "Menandatangani sertifikat:" in words_of(admin.get(f"{PATH}/{signer_id}"))
    refused = admin.post(f"{PATH}/{signer_id}/hapus", status=422)
    assert "sudah dipakai pada surat" in words_of(refused)
    admin.get(f"{PATH}/{spare_id}")
    admin.post(f"{PATH}/{spare_id}/hapus", status=303)
    admin.post(f"{PATH}/{spare_id}/hapus", status=404)


def test_numbers_are_kept_noted_and_given_back_on_their_page(
    app: Flask, cast: Cast, page_client: MakeClient
) -> None:
    admin, path = page_client().sign_in(cast.aminah), "/pengaturan/kantor/nomor"
    assert "Pola nomor belum diisi" in words_of(admin.get(path))
    with app.app_context(), write() as session:
        session.add(NumberRegister(office_id=real_office().id, name="Sertifikat", pattern="{nomor}/{tahun}"))
    admin.get(path)
    kept = {"first": "1", "last": "3", "owner": "Bagian Umum", "purpose": "undangan", "request_uid": "c" * 32}
    shown = words_of(admin.follow(admin.post(path, kept, status=303)))
    assert "1–3" in shown
    assert "Bagian Umum: undangan. 0 dari 3 dipakai." in shown
    assert "4/2024" in shown
    admin.post(f"{path}/{'c' * 32}/terpakai", {"seq": "2"}, status=303)
    assert "1 dari 3 dipakai" in words_of(admin.get(path))
    assert "pesanannya tetap" in words_of(admin.post(f"{path}/{'c' * 32}/kembalikan", status=422))
    admin.get(path)
    late = kept | {"first": "2", "last": "9", "request_uid": "d" * 32}
    assert "Mulailah dari 4" in words_of(admin.post(path, late, status=422))
    assert "Isi siapa yang memesan." in words_of(admin.post(path, kept | {"owner": ""}, status=422))
