"""Certificates by kecamatan: one PDF to print, one ZIP with a file for each person; ended ones stay out."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.certificates.bundles import zip_of_districts
from eventmgr.certificates.district_queries import District, KeptPaper, districts_with_papers
from eventmgr.certificates.ending_actions import revoke
from eventmgr.certificates.models import Certificate
from eventmgr.certificates.running import issue_now
from eventmgr.events.models import Event
from eventmgr.shared.db import db
from eventmgr.shared.files import file_path, write_bytes
from tests.builders import build_event
from tests.cast import Cast
from tests.certificates.builders import AT, COMMAND, build_present, build_rule
from tests.page_client import PageClient, counted_statements, words_of

Client = Callable[[], PageClient]


@pytest.fixture
def path(app: Flask, cast: Cast) -> str:
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        build_rule(event=event)
        build_present(event=event, days=2, name="Nelfia / ..\\ Guci")
        build_present(event=event, days=2, name="Asnimar")
        issue_now(db.session.get_one(Event, cast.event.id))
    return f"/kegiatan/{cast.slug}/sertifikat/per-kecamatan"


def test_each_kecamatan_has_a_pdf_and_a_zip(page_client: Client, cast: Cast, path: str) -> None:
    client = page_client().sign_in(cast.ani)
    page = client.page(path)
    (pdf,) = page.xpath("//a[text()='PDF']/@href")
    (one,) = page.xpath("//a[text()='ZIP']/@href")
    with pikepdf.open(io.BytesIO(client.get(pdf).data)) as merged:
        assert len(merged.pages) == 4
    for address in (one, f"{path}/semua.zip"):
        with zipfile.ZipFile(io.BytesIO(client.get(address).data)) as archive:
            assert archive.testzip() is None
            names = archive.namelist()
            assert len(names) == 2
            assert all(name.count("/") == 1 and ".." not in name.split("/") for name in names)
            assert all(archive.read(name).startswith(b"%PDF") for name in names)
    client.get(f"{path}/99.99.99.zip", status=404)
    client.get(f"{path}/lain.pdf", status=404)
    page_client().sign_in(cast.citra).get(f"{path}/semua.zip", status=404)


def test_the_list_of_numbers_tells_each_with_its_state(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    with app.app_context():
        uid = db.session.scalars(select(Certificate.uid).order_by(Certificate.id)).all()[0]
        revoke(COMMAND, AT, event=db.session.get_one(Event, cast.event.id), uid=uid, reason="=1+1")
    data = page_client().sign_in(cast.vina).get(f"{path}/daftar-nomor.xlsx").data
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.values)
    assert [row[4] for row in rows[-2:]] == ["dicabut", "berlaku"]
    assert rows[-2][5] == "=1+1"
    assert rows[-1][0] == rows[-2][0] + 1
    assert "daftar-nomor.xlsx" in page_client().sign_in(cast.ani).get(f"{path[:-14]}/terbit").get_data(
        as_text=True
    )


def test_before_issuing_there_is_nothing_to_fetch(page_client: Client, cast: Cast) -> None:
    client = page_client().sign_in(cast.ani)
    path = f"/kegiatan/{cast.slug}/sertifikat/per-kecamatan"
    assert "Belum ada sertifikat yang berlaku" in words_of(client.get(path))
    client.get(f"{path}/semua.zip", status=302)


def test_an_ended_certificate_is_in_no_bundle(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        build_rule(event=event)
        build_present(event=event, days=2, name="Satu")
        build_present(event=event, days=2, name="Dua")
        issue_now(db.session.get_one(Event, event.id))
        uid = db.session.query(Certificate.uid).order_by(Certificate.id).limit(1).scalar()
        revoke(COMMAND, AT, event=db.session.get_one(Event, event.id), uid=uid or "", reason="salah orang")
        (district,) = districts_with_papers(event.id)
        assert len(district.papers) == 1


def test_two_of_the_same_name_keep_both_files(app: Flask) -> None:
    with app.app_context():
        kept = [write_bytes(data) for data in (b"%PDF one", b"%PDF two")]
        papers = tuple(
            KeptPaper(file.uid, file.size, "412 Upik.pdf", code)
            for file, code in zip(kept, ("AAAA1111", "BBBB2222"), strict=True)
        )
        data = zip_of_districts([District("13.71.06", "Pauh", papers)], "semua").get_data()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["Pauh/412 Upik.pdf", "Pauh/412 Upik BBBB2222.pdf"]
        assert archive.read("Pauh/412 Upik BBBB2222.pdf") == b"%PDF two"


def test_a_zip_says_how_long_it_is_and_does_not_begin_without_one_of_its_files(app: Flask) -> None:
    with app.app_context():
        kept = [write_bytes(data) for data in (b"%PDF one", b"%PDF two")]
        papers = tuple(KeptPaper(file.uid, file.size, f"{file.uid} Béndang.pdf", file.uid) for file in kept)
        answer = zip_of_districts([District("13.71.06", "Pauh", papers)], "semua")
        assert answer.content_length == len(b"".join(answer.iter_encoded()))
        file_path(kept[1].uid).unlink()
        with pytest.raises(FileNotFoundError):
            zip_of_districts([District("13.71.06", "Pauh", papers)], "semua")


def test_the_page_takes_the_same_statements_for_any_number(
    app: Flask, page_client: Client, cast: Cast, path: str
) -> None:
    client = page_client().sign_in(cast.ani)
    with counted_statements(app) as statements:
        client.get(path)
    assert len(statements) <= 8
