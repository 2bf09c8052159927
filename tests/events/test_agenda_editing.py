"""Sessions and breaks are added, changed, dragged and deleted beside the picture of the agenda."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from eventmgr.checkin.models import Scan
from eventmgr.events.models import AgendaSession, Checkpoint, Event, EventDay, SessionSpeaker
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.file_models import StoredFile
from tests.cast import Cast
from tests.page_client import PageClient, counted_statements, words_of

Client = Callable[[], PageClient]
AGENDA = "/kegiatan/sosialisasi-2024/jadwal"


def lesson_of(app: Flask, cast: Cast) -> tuple[int, int, int]:
    """(id, day id, revision) of the first session."""
    with app.app_context():
        row = db.session.scalars(
            select(AgendaSession).where(AgendaSession.event_id == cast.event.id).order_by(AgendaSession.id)
        ).first()
        assert row is not None
        return row.id, row.day_id, row.revision


def filled(day: int, **changes: Any) -> dict[str, Any]:
    return {
        "request_uid": new_uid(),
        "revision": "1",
        "kind": "session",
        "title": "Musyawarah kelurahan",
        "day": str(day),
        "starts": "13.00",
        "ends": "14.30",
        "room": "Aula",
        "jp": "",
        "speakers-0-name": "Hendra Gunawan, S.Sos, M.Si",
        "speakers-0-post": "Widyaiswara",
    } | changes


def picture(kind: str = "PNG") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(kept, kind)
    return kept.getvalue()


def test_a_session_is_added_with_its_jp_counted_from_minutes(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    _, day, _ = lesson_of(app, cast)
    client, form = page_client().sign_in(cast.ani), filled(day)
    client.post(f"{AGENDA}/sesi", form, status=303, form_page=f"{AGENDA}?sesi=baru")
    client.post(f"{AGENDA}/sesi", form, status=303)
    with app.app_context():
        (row,) = db.session.scalars(select(AgendaSession).where(AgendaSession.title == form["title"])).all()
        assert (row.jp, row.starts_at) == (2, datetime(2024, 11, 18, 6, 0, tzinfo=UTC))
        (speaker,) = db.session.scalars(
            select(SessionSpeaker).where(SessionSpeaker.session_id == row.id)
        ).all()
        assert (speaker.name_text, speaker.post_text) == ("Hendra Gunawan, S.Sos, M.Si", "Widyaiswara")


def test_an_own_number_of_jp_goes_before_the_minutes_and_a_break_has_none(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    _, day, _ = lesson_of(app, cast)
    client = page_client().sign_in(cast.ani)
    client.post(f"{AGENDA}/sesi", filled(day, jp="0"), status=303, form_page=AGENDA)
    client.post(
        f"{AGENDA}/sesi", filled(day, kind="break", title="Makan", starts="12.00", ends="13.00"), status=303
    )
    with app.app_context():
        jps = dict(db.session.execute(select(AgendaSession.title, AgendaSession.jp)).tuples().all())
        assert jps["Musyawarah kelurahan"] == jps["Makan"] == 0
        assert db.session.scalar(select(func.count(SessionSpeaker.id))) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "Isi judulnya."),
        ({"starts": "pagi"}, "Tulis jam seperti 08.30."),
        ({"ends": "12.00"}, "Jam selesai harus sesudah jam mulai."),
        ({"jp": "99"}, "Tulis angka dari 0 sampai 24"),
        ({"jp": "²"}, "Tulis angka dari 0 sampai 24"),
        ({"day": "999999"}, "Pilihan ini tidak ada."),
        ({"room": "x" * 121}, "Ruang paling panjang 120 huruf."),
    ],
)
def test_odd_input_is_named_and_the_rest_is_kept(
    page_client: Client, cast: Cast, app: Flask, change: dict[str, str], sentence: str
) -> None:
    _, day, _ = lesson_of(app, cast)
    client = page_client().sign_in(cast.ani)
    answer = client.post(f"{AGENDA}/sesi", filled(day) | change, status=422, form_page=AGENDA)
    assert sentence in words_of(answer)
    assert "Hendra Gunawan" in answer.get_data(as_text=True)


def test_somebody_else_s_change_is_told_and_nothing_is_overwritten(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    number, day, seen = lesson_of(app, cast)
    ani, aminah = page_client().sign_in(cast.ani), page_client().sign_in(cast.aminah)
    path = f"{AGENDA}/sesi/{number}"
    aminah.post(path, filled(day, revision=str(seen), title="Dari Aminah"), status=303, form_page=AGENDA)
    answer = ani.post(path, filled(day, revision=str(seen), title="Dari Ani"), status=409, form_page=AGENDA)
    words = words_of(answer)
    assert "Aminah Zahra mengubah ini 18 November 2024 pukul 07.40" in words
    assert "Dari Aminah" in words
    assert 'value="Dari Ani"' in answer.get_data(as_text=True)
    with app.app_context():
        row = db.session.get_one(AgendaSession, number)
        assert row.title == "Dari Aminah"
        fresh = row.revision
    ani.post(path, filled(day, revision=str(fresh), title="Dari Ani"), status=303)


def test_changing_only_a_speaker_counts_as_a_change(page_client: Client, cast: Cast, app: Flask) -> None:
    number, day, seen = lesson_of(app, cast)
    client, path = page_client().sign_in(cast.ani), f"{AGENDA}/sesi/{number}"
    client.post(path, filled(day, revision=str(seen)), status=303, form_page=AGENDA)
    _, _, after = lesson_of(app, cast)
    with app.app_context():
        speaker = db.session.scalars(select(SessionSpeaker.id)).one()
    changed = filled(day, revision=str(after)) | {"speakers-0-row": str(speaker), "speakers-0-name": "Mira"}
    client.post(path, changed, status=303)
    assert lesson_of(app, cast)[2] > after
    with app.app_context():
        assert db.session.scalars(select(SessionSpeaker.name_text)).all() == ["Mira"]


def test_a_room_or_speaker_needed_twice_is_said_at_both(page_client: Client, cast: Cast, app: Flask) -> None:
    _, day, _ = lesson_of(app, cast)
    client = page_client().sign_in(cast.ani)
    form = filled(day, starts="10.30", ends="11.30", room="ballroom")
    saved = client.post(f"{AGENDA}/sesi", form, status=303, form_page=AGENDA)
    words = words_of(client.follow(saved))
    assert "Ruang ballroom dipakai juga oleh “Sesi hari 1”, 10.15–11.45." in words
    assert "Ruang Ballroom dipakai juga oleh “Musyawarah kelurahan”, 10.30–11.30." in words
    assert len(client.page(AGENDA).xpath("//li[contains(@class, ' clash')]")) == 2


def test_a_dragged_session_keeps_its_length_and_takes_its_door_along(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    number, day, seen = lesson_of(app, cast)
    client = page_client().sign_in(cast.ani)
    client.post(
        f"{AGENDA}/sesi/{number}", filled(day, revision=str(seen), has_door="y"), status=303, form_page=AGENDA
    )
    with app.app_context():
        days = db.session.scalars(select(EventDay.id).where(EventDay.event_id == cast.event.id)).all()
    move = {"day": str(days[1]), "starts": "8.05", "revision": str(lesson_of(app, cast)[2])}
    client.post(f"{AGENDA}/sesi/{number}/pindah", move, status=303)
    with app.app_context():
        row = db.session.get_one(AgendaSession, number)
        assert (row.starts_at, row.ends_at) == (
            datetime(2024, 11, 19, 1, 5, tzinfo=UTC),
            datetime(2024, 11, 19, 2, 35, tzinfo=UTC),
        )
        door = db.session.scalars(select(Checkpoint).where(Checkpoint.session_id == number)).one()
        assert (door.slug, door.day_id) == ("musyawarah-kelurahan", days[1])
        assert door.opens_at == datetime(2024, 11, 19, 0, 50, tzinfo=UTC)


@pytest.mark.parametrize(
    "move", [{"starts": "23.30"}, {"starts": "x"}, {"day": "9" * 30}, {"revision": "77"}]
)
def test_a_drag_that_cannot_be_says_why_and_moves_nothing(
    page_client: Client, cast: Cast, app: Flask, move: dict[str, str]
) -> None:
    number, day, seen = lesson_of(app, cast)
    client = page_client().sign_in(cast.ani)
    form = {"day": str(day), "starts": "8.00", "revision": str(seen)} | move
    answer = client.post(f"{AGENDA}/sesi/{number}/pindah", form, status=303, form_page=AGENDA)
    assert client.page(answer.headers["Location"]).xpath("//div[contains(@class, 'notice stop')]")
    with app.app_context():
        assert db.session.get_one(AgendaSession, number).starts_at == datetime(
            2024, 11, 18, 3, 15, tzinfo=UTC
        )


def scan_at(app: Flask, cast: Cast, checkpoint_id: int) -> None:
    at = datetime(2024, 11, 18, 0, 40, tzinfo=UTC)
    with app.app_context(), write() as session:
        session.add(
            Scan(
                uid=new_uid(),
                payload_hash="0" * 64,
                event_id=cast.event.id,
                checkpoint_id=checkpoint_id,
                source="camera",
                at_device=at,
                at_corrected=at,
                received_at=at,
                verdict="ok",
                rev=1,
            )
        )


def test_a_session_with_scans_is_not_deleted_and_says_why(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    number, day, seen = lesson_of(app, cast)
    client = page_client().sign_in(cast.ani)
    client.post(
        f"{AGENDA}/sesi/{number}", filled(day, revision=str(seen), has_door="y"), status=303, form_page=AGENDA
    )
    with app.app_context():
        door = db.session.scalars(select(Checkpoint.id).where(Checkpoint.session_id == number)).one()
    scan_at(app, cast, door)
    page = words_of(client.get(f"{AGENDA}?sesi={number}"))
    assert "Sesi ini tidak dapat dihapus. Di sini sudah tercatat 1 pindai." in page
    answer = client.post(f"{AGENDA}/sesi/{number}/hapus", status=303)
    assert "tidak dapat dihapus" in words_of(client.follow(answer))
    with app.app_context():
        assert db.session.get(AgendaSession, number) is not None


def test_a_session_without_scans_goes_and_a_second_press_says_that_it_is_gone(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    number, _, _ = lesson_of(app, cast)
    client = page_client().sign_in(cast.ani)
    client.post(f"{AGENDA}/sesi/{number}/hapus", status=303, form_page=AGENDA)
    again = client.post(f"{AGENDA}/sesi/{number}/hapus", status=303)
    assert "sudah dihapus orang lain" in words_of(client.follow(again))
    client.get(f"{AGENDA}?sesi={number}", status=404)


def test_a_photo_is_kept_small_and_only_this_event_s_people_see_it(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    _, day, _ = lesson_of(app, cast)
    client = page_client().sign_in(cast.ani)
    form = filled(day) | {"speakers-0-photo": (io.BytesIO(picture()), "../foto.png")}
    client.post(f"{AGENDA}/sesi", form, status=303, form_page=AGENDA, content_type="multipart/form-data")
    with app.app_context():
        uid = db.session.scalars(select(StoredFile.uid).where(StoredFile.type == "image/jpeg")).one()
    got = client.get(f"{AGENDA}/foto/{uid}.jpg")
    with Image.open(io.BytesIO(got.data)) as kept:
        assert (kept.format, kept.size) == ("JPEG", (192, 192))
    page_client().sign_in(cast.vina).get(f"{AGENDA}/foto/{uid}.jpg")
    page_client().sign_in(cast.citra).get(f"{AGENDA}/foto/{uid}.jpg", status=404)
    other = AGENDA.replace(cast.slug, cast.other_slug)
    page_client().sign_in(cast.citra).get(f"{other}/foto/{uid}.jpg", status=404)


@pytest.mark.parametrize(
    "data",
    [b"<svg/>", b"GIF89a", picture()[:60], b"\xff\xd8\xff" + b"0" * 99],
    ids=["svg", "gif", "half_png", "no_jpg"],
)
def test_what_is_no_photo_is_refused_and_the_text_kept(
    page_client: Client, cast: Cast, app: Flask, data: bytes
) -> None:
    _, day, _ = lesson_of(app, cast)
    client = page_client().sign_in(cast.ani)
    form = filled(day) | {"speakers-0-photo": (io.BytesIO(data), "foto.jpg")}
    answer = client.post(
        f"{AGENDA}/sesi", form, status=422, form_page=AGENDA, content_type="multipart/form-data"
    )
    assert "bukan foto" in words_of(answer)
    assert "Hendra Gunawan" in answer.get_data(as_text=True)


def test_a_closed_event_is_read_only_and_says_why(page_client: Client, cast: Cast, app: Flask) -> None:
    number, day, seen = lesson_of(app, cast)
    client = page_client().sign_in(cast.ani)
    client.get(AGENDA)
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = "closed"
    page = client.page(f"{AGENDA}?sesi={number}")
    assert "sudah ditutup" in page.text_content()
    assert not page.xpath("//main//form")
    answer = client.post(f"{AGENDA}/sesi/{number}", filled(day, revision=str(seen)), status=422)
    assert "sudah ditutup" in words_of(answer)


@pytest.mark.parametrize(("who", "status"), [("budi", 403), ("vina", 403), ("citra", 404)])
def test_nobody_else_changes_the_agenda(
    page_client: Client, cast: Cast, app: Flask, who: str, status: int
) -> None:
    number, day, _ = lesson_of(app, cast)
    client = page_client().sign_in(getattr(cast, who))
    client.post(f"{AGENDA}/sesi", filled(day), status=status, form_page="/kegiatan")
    client.post(f"{AGENDA}/sesi/{number}/hapus", status=status)


def test_a_session_of_another_event_is_gone_for_this_one(page_client: Client, cast: Cast, app: Flask) -> None:
    with app.app_context():
        foreign = db.session.scalars(
            select(AgendaSession).where(AgendaSession.event_id == cast.other_event.id)
        ).first()
        assert foreign is not None
        number = foreign.id
    client = page_client().sign_in(cast.ani)
    client.post(f"{AGENDA}/sesi/{number}/hapus", status=303, form_page=AGENDA)
    client.get(f"{AGENDA}?sesi={number}", status=404)
    with app.app_context():
        assert db.session.get(AgendaSession, number) is not None


def test_statements_of_the_form_do_not_grow_with_the_agenda(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    number, day, _ = lesson_of(app, cast)
    client = page_client().sign_in(cast.ani)
    with counted_statements(app) as few:
        client.get(f"{AGENDA}?sesi={number}")
    for hour in range(12, 20):
        form = filled(day, title=f"Sesi {hour}", starts=f"{hour}.00", ends=f"{hour}.45")
        client.post(f"{AGENDA}/sesi", form, status=303)
    client.get(AGENDA)
    with counted_statements(app) as many:
        client.get(f"{AGENDA}?sesi={number}")
    assert len(many) == len(few)


def test_a_number_beyond_every_id_is_simply_not_there(page_client: Client, cast: Cast) -> None:
    client = page_client().sign_in(cast.ani)
    client.post(f"{AGENDA}/sesi/{'9' * 30}/hapus", status=404, form_page=AGENDA)
    client.post(f"{AGENDA}/titik/{'9' * 30}/tutup", status=404)
    client.get(f"{AGENDA}?sesi={'9' * 30}")
