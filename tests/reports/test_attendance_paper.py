"""The attendance sheet: blank to be signed, or with the hours, the absent and the sum of the day."""

import io
import re
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from flask import Flask

from eventmgr.events.models import Event
from eventmgr.office.models import Office, Official
from eventmgr.shared.db import db, write
from tests.cast import Cast
from tests.certificates.builders import build_present
from tests.page_client import PageClient

Client = Callable[[], PageClient]


@pytest.fixture
def path(app: Flask, cast: Cast) -> str:
    """The first day: Yusneli was there, Dedi (of the cast) was not; one official signs."""
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        build_present(event=event, days=1, name="Yusneli Guci")
        with write() as session:
            office = session.get_one(Office, event.office_id)
            office.letterhead_government = "Pemerintah Kota Padang"
            signer = {"nip": "197903122003121003", "back_title": "M.Si"}
            session.add(Official(office_id=office.id, name="Heriza", post="Kepala Dinas", **signer))
    return f"/kegiatan/{cast.slug}/daftar-hadir/1.pdf"


def words(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    text = " ".join(pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf)))
    pdf.close()
    return re.sub(r"\s+", " ", text)


def test_with_the_hours_it_tells_who_came_and_who_did_not(page_client: Client, cast: Cast, path: str) -> None:
    answer = page_client().sign_in(cast.ani).get(path)
    read = words(answer.data)
    assert "PEMERINTAH KOTA PADANG" in read
    assert "DAFTAR HADIR PESERTA" in read
    assert "hari pertama dari tiga hari" in read
    assert "Yusneli Guci" in read
    assert read.count("tidak hadir") == 2
    assert "Terdaftar 2 orang, hadir 1 orang, tidak hadir 1 orang." in read
    assert "Kepala Dinas, Heriza, M.Si NIP 19790312 200312 1 003" in read
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox[2:]] == pytest.approx([595.3, 841.9], abs=0.2)


def test_blank_it_has_the_names_and_no_hours(page_client: Client, cast: Cast, path: str) -> None:
    read = words(page_client().sign_in(cast.vina).get(f"{path}?kosong=1").data)
    assert "Yusneli Guci" in read
    assert "tidak hadir" not in read
    assert "Terdaftar 2 orang." in read


def test_a_day_that_is_not_there_and_strangers(page_client: Client, cast: Cast, path: str) -> None:
    page_client().sign_in(cast.ani).get(path.replace("/1.", "/9."), status=404)
    page_client().sign_in(cast.citra).get(path, status=404)
    page_client().sign_in(cast.budi).get(path, status=403)
