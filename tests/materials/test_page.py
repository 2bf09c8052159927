"""The organizer's page of materials: put up, change, replace, order, take down."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.events.models import AgendaSession, Event, EventDay
from eventmgr.materials.content_kinds import MOST_BYTES
from eventmgr.materials.models import Material, MaterialVersion
from eventmgr.shared.db import db, new_uid, write
from tests.cast import Cast
from tests.conftest import TestClock
from tests.materials import files
from tests.page_client import PageClient, counted_statements, words_of
from tests.support.trail import acts_on

Client = Callable[[], PageClient]
PAGE = "/kegiatan/sosialisasi-2024/materi"


def _form(**changes: Any) -> dict[str, Any]:
    return {
        "request_uid": new_uid(),
        "revision": "0",
        "title": "Panduan peserta",
        "place": "umum",
        "gate": "registered",
        "opens": "now",
        "file": (io.BytesIO(files.pdf()), "panduan.pdf"),
        **changes,
    }


def _put_up(client: PageClient, **changes: Any) -> str:
    response = client.post(PAGE, _form(**changes), status=303, form_page=f"{PAGE}?tambah=umum")
    return str(response.headers["Location"].rpartition("materi=")[2])


def _bytes(client: PageClient, path: str) -> bytes:
    with client.http.get(path) as answer:
        assert answer.status_code == 200
        return answer.data


def _ids(app: Flask) -> tuple[int, int]:
    """Ids of the first day and of its session."""
    with app.app_context():
        day = db.session.scalars(
            select(EventDay.id).join(Event).where(Event.slug == "sosialisasi-2024").order_by(EventDay.date)
        ).first()
        session = db.session.scalars(
            select(AgendaSession.id).where(AgendaSession.day_id == day).order_by(AgendaSession.id)
        ).first()
    assert day is not None
    assert session is not None
    return day, session


def test_a_file_is_put_up_and_handed_out_as_it_was(page_client: Client, cast: Cast) -> None:
    ani, data = page_client().sign_in(cast.ani), files.pdf(3)
    uid = _put_up(ani, file=(io.BytesIO(data), "panduan.pdf"))
    page = words_of(ani.get(f"{PAGE}?materi={uid}"))
    assert "1 materi, semuanya sudah dibuka" in page
    assert "Panduan peserta PDF" in page
    with ani.http.get(f"{PAGE}/{uid}/berkas") as answer:
        assert answer.data == data
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_a_browser_should_not_show_is_a_download(page_client: Client, cast: Cast) -> None:
    ani = page_client().sign_in(cast.ani)
    uid = _put_up(ani, file=(io.BytesIO(files.office("docx")), "formulir.html"))
    with ani.http.get(f"{PAGE}/{uid}/berkas") as answer:
        assert answer.headers["Content-Disposition"] == "attachment; filename=formulir.docx"


def test_a_session_without_material_is_asked_for(page_client: Client, cast: Cast, app: Flask) -> None:
    ani, (_, session_id) = page_client().sign_in(cast.ani), _ids(app)
    assert "Tiga sesi belum ada bahannya:" in words_of(ani.get(PAGE))
    _put_up(ani, place=f"sesi-{session_id}", opens="session")
    assert "Dua sesi belum ada bahannya:" in words_of(ani.get(PAGE))


def test_a_material_of_a_session_opens_with_it(
    page_client: Client, cast: Cast, app: Flask, clock: TestClock
) -> None:
    ani, (_, session_id) = page_client().sign_in(cast.ani), _ids(app)
    uid = _put_up(ani, place=f"sesi-{session_id}", opens="session", gate="present")
    page = words_of(ani.get(f"{PAGE}?materi={uid}"))
    assert "Dibuka 10.15 untuk yang hadir hari itu" in page
    assert "Terbuka Senin pukul 10.15, setelah Anda tercatat hadir hari itu." in page
    clock.moment = datetime(2024, 11, 18, 4, 0, tzinfo=UTC)
    assert "Terbuka sejak 10.15" in words_of(ani.get(PAGE))


def test_two_clicks_put_up_one_material(page_client: Client, cast: Cast, app: Flask) -> None:
    ani, form = page_client().sign_in(cast.ani), _form(link="https://contoh.go.id/video", file="")
    first = ani.post(PAGE, form, status=303, form_page=PAGE)
    second = ani.post(PAGE, form, status=303)
    assert first.headers["Location"] == second.headers["Location"]
    with app.app_context():
        assert len(db.session.scalars(select(Material)).all()) == 1


def test_a_new_file_is_the_next_version_under_the_same_address(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    ani = page_client().sign_in(cast.ani)
    uid = _put_up(ani)
    newer = files.pdf(2)
    ani.post(
        f"{PAGE}/{uid}", _form(revision="1", file=(io.BytesIO(newer), "baru.pdf")), status=303, form_page=PAGE
    )
    assert _bytes(ani, f"{PAGE}/{uid}/berkas") == newer
    assert _bytes(ani, f"{PAGE}/{uid}/berkas?versi=1") != newer
    assert ani.get(f"{PAGE}/{uid}/berkas?versi=9", status=404)
    with app.app_context():
        assert len(db.session.scalars(select(MaterialVersion)).all()) == 2


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    ani, aminah = page_client().sign_in(cast.ani), page_client().sign_in(cast.aminah)
    uid = _put_up(ani)
    aminah.post(
        f"{PAGE}/{uid}", _form(revision="1", title="Oleh Aminah", file=""), status=303, form_page=PAGE
    )
    refused = ani.post(f"{PAGE}/{uid}", _form(revision="1", title="Oleh Ani", file=""), status=409)
    assert "Aminah Zahra mengubah ini" in words_of(refused)
    assert 'value="Oleh Ani"' in refused.get_data(as_text=True)
    with app.app_context():
        assert db.session.scalars(select(Material.title)).one() == "Oleh Aminah"


def test_a_form_without_its_revision_overwrites_nothing(page_client: Client, cast: Cast, app: Flask) -> None:
    ani = page_client().sign_in(cast.ani)
    uid = _put_up(ani)
    form = {name: value for name, value in _form(title="Lain", file="").items() if name != "revision"}
    ani.post(f"{PAGE}/{uid}", form, status=409)
    with app.app_context():
        assert db.session.scalars(select(Material.title)).one() == "Panduan peserta"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": "  "}, "Tulis judul yang dibaca peserta."),
        ({"file": ""}, "Pilih berkas, atau tulis tautannya."),
        ({"link": "https://contoh.go.id"}, "Pilih salah satu: berkas atau tautan."),
        ({"file": "", "link": "javascript:alert(1)"}, "Tulis alamat lengkap"),
        ({"file": (io.BytesIO(b"MZ"), "a.pdf")}, "Materi berupa PDF"),
        ({"opens": "session"}, "Materi umum tidak punya sesi."),
        ({"opens": "at", "opens_day": "", "opens_hour": "8"}, "Tulis tanggal dibukanya materi ini."),
        ({"opens": "at", "opens_day": "19-11-2024", "opens_hour": "pagi"}, "Tulis jam seperti 08.30."),
        ({"place": "sesi-999999"}, "Pilihan ini tidak ada."),
        ({"gate": "siapa"}, "Pilihan ini tidak ada."),
    ],
)
def test_bad_input_is_said_and_nothing_is_stored(
    page_client: Client, cast: Cast, app: Flask, changes: dict[str, Any], sentence: str
) -> None:
    ani = page_client().sign_in(cast.ani)
    assert sentence in words_of(ani.post(PAGE, _form(**changes), status=422, form_page=PAGE))
    with app.app_context():
        assert db.session.scalars(select(Material)).all() == []


def test_the_upload_script_gets_its_answer_as_data(page_client: Client, cast: Cast) -> None:
    ani, headers = page_client().sign_in(cast.ani), {"X-Eventmgr": "upload"}
    refused = ani.post(PAGE, _form(title=""), status=422, form_page=PAGE, headers=headers)
    assert refused.get_json()["fields"] == {"title": "Tulis judul yang dibaca peserta."}
    stored = ani.post(PAGE, _form(), status=200, headers=headers)
    assert stored.get_json()["to"].startswith(f"{PAGE}?materi=")


def _announce(client: PageClient, path: str, size: int) -> int:
    """The status of a form that says it is so large (it never has to be sent)."""
    announced = {"CONTENT_LENGTH": str(size), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    with client.http.post(path, environ_overrides=announced) as answer:
        return answer.status_code


def test_a_body_above_the_limit_of_materials_is_413_and_other_pages_keep_theirs(
    page_client: Client, cast: Cast
) -> None:
    ani = page_client().sign_in(cast.ani)
    assert _announce(ani, PAGE, MOST_BYTES + 2 * 1024 * 1024) == 413
    assert _announce(ani, PAGE, 12 * 1024 * 1024) == 400
    assert _announce(ani, "/kegiatan/sosialisasi-2024/peserta/impor", 12 * 1024 * 1024) == 413


def test_rows_change_places_by_step_and_by_list(page_client: Client, cast: Cast, app: Flask) -> None:
    ani = page_client().sign_in(cast.ani)
    uids = [_put_up(ani, title=title) for title in ("Satu", "Dua", "Tiga")]

    def order() -> list[str]:
        with app.app_context():
            return list(db.session.scalars(select(Material.title).order_by(Material.position)))

    ani.post(f"{PAGE}/urutan", {"hari": "umum", "pindah": uids[2], "arah": "up"}, status=303, form_page=PAGE)
    assert order() == ["Satu", "Tiga", "Dua"]
    ani.post(f"{PAGE}/urutan", {"hari": "umum", "uid": [uids[1], uids[0], "bukan", uids[2]]}, status=303)
    assert order() == ["Dua", "Satu", "Tiga"]
    ani.post(f"{PAGE}/urutan", {"hari": "umum", "pindah": uids[1], "arah": "up"}, status=303)
    assert order() == ["Dua", "Satu", "Tiga"]


def test_what_was_taken_down_can_be_put_back(page_client: Client, cast: Cast) -> None:
    ani = page_client().sign_in(cast.ani)
    uid = _put_up(ani)
    page = words_of(ani.follow(ani.post(f"{PAGE}/{uid}/hapus", status=303, form_page=PAGE)))
    assert "“Panduan peserta” dihapus dari halaman peserta." in page
    assert "Belum ada materi" in page
    ani.get(f"{PAGE}?materi={uid}", status=404)
    back = ani.follow(ani.post(f"{PAGE}/{uid}/kembalikan", status=303))
    assert "“Panduan peserta” dikembalikan." in words_of(back)


def test_a_session_with_material_is_not_deleted(page_client: Client, cast: Cast, app: Flask) -> None:
    ani, (_, session_id) = page_client().sign_in(cast.ani), _ids(app)
    _put_up(ani, place=f"sesi-{session_id}", opens="session")
    answer = ani.post(f"/kegiatan/sosialisasi-2024/jadwal/sesi/{session_id}/hapus", status=303)
    assert "Ada 1 materi di sini." in words_of(ani.follow(answer))


@pytest.mark.parametrize(("state", "stopped"), [("closed", False), ("archived", True)])
def test_slides_may_come_after_the_event_but_not_into_the_archive(
    page_client: Client, cast: Cast, app: Flask, state: str, stopped: bool
) -> None:
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = state
    ani = page_client().sign_in(cast.ani)
    answer = ani.post(PAGE, _form(), status=422 if stopped else 303, form_page=PAGE)
    assert ("sudah diarsipkan" in words_of(answer)) is stopped


def test_only_a_public_open_material_is_read_without_a_link(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    ani, stranger = page_client().sign_in(cast.ani), page_client()
    public = _put_up(ani, gate="public")
    registered = _put_up(ani, gate="registered")
    hidden = _put_up(ani, gate="public", opens="hidden")
    assert _bytes(stranger, f"/materi/{public}") == files.pdf()
    for uid in (registered, hidden, "0" * 32):
        stranger.get(f"/materi/{uid}", status=404)
    assert "dibaca 1 orang" in words_of(ani.get(PAGE))
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = "draft"
    stranger.get(f"/materi/{public}", status=404)


def test_viewers_read_and_change_nothing(page_client: Client, cast: Cast) -> None:
    uid = _put_up(page_client().sign_in(cast.ani))
    vina = page_client().sign_in(cast.vina)
    page = vina.page(PAGE)
    assert not page.xpath("//main//form|//main//button")
    assert _bytes(vina, f"{PAGE}/{uid}/berkas") == files.pdf()
    page_client().sign_in(cast.budi).get(PAGE, status=403)
    page_client().sign_in(cast.citra).get(f"{PAGE}/{uid}/berkas", status=404)


def test_every_change_leaves_a_line(page_client: Client, cast: Cast, app: Flask) -> None:
    ani = page_client().sign_in(cast.ani)
    uid = _put_up(ani)
    ani.post(f"{PAGE}/{uid}", _form(revision="1", title="Lain", file=""), status=303)
    ani.post(f"{PAGE}/{uid}/hapus", status=303)
    with app.app_context():
        assert acts_on(uid) == ["material.added", "material.changed", "material.removed"]


def test_the_number_of_statements_does_not_grow_with_the_materials(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    ani = page_client().sign_in(cast.ani)
    _put_up(ani)
    with counted_statements(app) as few:
        ani.get(PAGE)
    for number in range(5):
        _put_up(ani, title=f"Materi {number}")
    with counted_statements(app) as many:
        ani.get(PAGE)
    assert len(many) == len(few) <= 14
