"""PostgreSQL takes no NUL in a text: one that is sent is no fault of ours, on either database."""

import io

import pytest
from flask import Flask

from tests.cast import build_cast
from tests.page_client import PageClient


@pytest.mark.parametrize(
    "path",
    [
        "/kegiatan/%00",
        "/kegiatan/{slug}/peserta/impor/%00",
        "/kegiatan/{slug}/sertifikat/keputusan/%00",
        "/kegiatan/{slug}/sertifikat/" + "%00" * 32,
        "/kegiatan/{slug}/peserta/" + "%00" * 32,
        "/api/scan/state?event=%00&checkpoint=hari-1",
    ],
)
def test_an_address_with_a_nul_is_not_found(any_app: Flask, path: str) -> None:
    with any_app.app_context():
        cast = build_cast()
        ani, slug = cast.ani, cast.slug
    client = PageClient(any_app).sign_in(ani)
    assert client.http.get(path.format(slug=slug)).status_code == 404


def test_a_nul_in_a_field_is_left_out(any_app: Flask) -> None:
    with any_app.app_context():
        cast = build_cast()
        slug = cast.slug
    stranger = PageClient(any_app)
    fields = {"email": "ada\x00@contoh.go.id", "password": "salah sekali"}
    stranger.post("/masuk", fields, form_page="/masuk", status=422)
    ani = PageClient(any_app).sign_in(cast.ani)
    rule = f"/kegiatan/{slug}/sertifikat/syarat"
    fields = {
        "least_days": "1",
        "signer_name": "Heriza\x00 Syafani",
        "signer_post": "Kepala",
        "number_pattern": "{nomor}/{tahun}",
    }
    ani.post(rule, fields, form_page=rule, status=303)
    assert "Heriza Syafani" in ani.get(rule).get_data(as_text=True)


@pytest.mark.parametrize("uid", ["\x00" * 32, "İ" * 32, "../" * 10 + "ab"])
def test_a_forged_request_uid_is_refused(any_app: Flask, uid: str) -> None:
    with any_app.app_context():
        cast = build_cast()
        ani, slug = cast.ani, cast.slug
    page = f"/kegiatan/{slug}/peserta/impor"
    data = b"Nama Lengkap;NIK;Kelurahan;Kecamatan\nNelfia;1371015606949001;Gurun Laweh;Nanggalo\n"
    form = {"file": (io.BytesIO(data), "PSM.csv"), "request_uid": uid}
    PageClient(any_app).sign_in(ani).post(page, form, form_page=page, status=422)
