"""The page "Kegiatan baru": who may, what it shows, what comes of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.events.models import Event
from eventmgr.shared.db import db, new_uid
from tests.builders import build_event, build_member, build_registration, build_user
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of

Client = Callable[[], PageClient]
NEW = "/kegiatan/baru"


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "request_uid": new_uid(),
        "source": "",
        "shown": "",
        "name": "Bimtek Lanjut Usia",
        "place": "Aula",
        "first_day": "17-11-2025",
        "day_count": "2",
    } | changes


@pytest.mark.parametrize(
    ("who", "status"), [("ani", 200), ("aminah", 200), ("budi", 403), ("vina", 403), ("citra", 403)]
)
def test_organizers_and_admins_may_make_events(
    page_client: Client, cast: Cast, who: str, status: int
) -> None:
    client = page_client().sign_in(getattr(cast, who))
    client.get(NEW, status=status)
    client.post(NEW, filled(), status=303 if status == 200 else 403, form_page="/kegiatan")


def test_a_stranger_signs_in_first(page_client: Client) -> None:
    assert "/masuk" in page_client().get(NEW, status=302).headers["Location"]


def test_a_copy_shows_old_and_new_dates_and_what_remains(page_client: Client, cast: Cast) -> None:
    page = page_client().sign_in(cast.ani).page(f"{NEW}?dari={cast.slug}")
    words = " ".join(page.text_content().split())
    assert page.xpath("//input[@name='name']/@value") == [
        "Sosialisasi Arah Kebijakan Pilar-pilar Sosial Tahun 2025"
    ]
    assert page.xpath("//input[@name='first_day']/@value") == ["17-11-2025"]
    assert "18 Nov. 2024Senin, 17 November 2025" in words
    assert "Buat kegiatan dengan 1 peserta" in words
    assert "Pilih pembicara tiap sesi" in words
    assert "Tidak pernah disalin: pembicara, materi, kehadiran" in words


@pytest.mark.parametrize(("today", "example"), [((2026, 3, 2), "18-11-2026"), ((2026, 11, 18), "18-11-2027")])
def test_the_day_that_is_given_as_an_example_is_to_come(
    page_client: Client, cast: Cast, clock: TestClock, today: tuple[int, int, int], example: str
) -> None:
    clock.moment = datetime(*today, 3, tzinfo=UTC)
    page = page_client().sign_in(cast.ani).page(NEW)
    assert page.xpath("//input[@name='first_day']/@placeholder") == [f"contoh {example}"]
    assert f"Contoh: sosialisasi-{example[-4:]}" in page.text_content()


def test_only_events_that_one_organizes_are_offered(page_client: Client, cast: Cast, app: Flask) -> None:
    words = words_of(page_client().sign_in(cast.ani).get(NEW))
    assert "Salin Sosialisasi" in words
    assert "Bimtek TKSK" not in words
    foreign = words_of(page_client().sign_in(cast.ani).get(f"{NEW}?dari={cast.other_slug}"))
    assert "Yang ikut disalin" not in foreign


def test_a_sunday_is_said_and_not_forbidden(page_client: Client, cast: Cast) -> None:
    client = page_client().sign_in(cast.ani)
    query = f"{NEW}?source={cast.slug}&shown={cast.slug}&name=A&first_day=16-11-2025&day_count=3"
    assert "Minggu, 16 November 2025: Hari Minggu." in words_of(client.get(query))


def test_fewer_days_say_which_do_not_come(page_client: Client, cast: Cast) -> None:
    query = f"{NEW}?source={cast.slug}&shown={cast.slug}&name=A&first_day=17-11-2025&day_count=2"
    assert "20 Nov. 2024tidak ikut" in words_of(page_client().sign_in(cast.ani).get(query))


def test_what_was_typed_stays_when_another_source_is_chosen(page_client: Client, cast: Cast) -> None:
    client = page_client().sign_in(cast.ani)
    typed = "shown=&name=Nama+saya&proposed_name=&first_day=&day_count=1"
    page = client.page(f"{NEW}?source={cast.slug}&{typed}")
    assert page.xpath("//input[@name='name']/@value") == ["Nama saya"]
    assert page.xpath("//input[@name='agenda']/@checked")


def test_without_script_a_new_choice_is_shown_before_anything_is_made(
    page_client: Client, cast: Cast, app: Flask
) -> None:
    client = page_client().sign_in(cast.ani)
    answer = client.post(NEW, filled(source=cast.slug, shown=""), status=200)
    assert "Yang ikut disalin" in words_of(answer)
    with app.app_context():
        assert db.session.scalar(select(func.count(Event.id))) == 2


def test_two_presses_are_one_event_and_lead_to_it(page_client: Client, cast: Cast, app: Flask) -> None:
    client, form = (
        page_client().sign_in(cast.ani),
        filled(source=cast.slug, shown=cast.slug, people="y", agenda="y"),
    )
    first = client.post(NEW, form, status=303)
    again = client.post(NEW, form, status=303)
    assert first.headers["Location"] == again.headers["Location"] == "/kegiatan/bimtek-lanjut-usia"
    assert "1 peserta, sebagai rancangan" in words_of(client.follow(again))
    with app.app_context():
        assert db.session.scalar(select(func.count(Event.id))) == 3


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "Isi nama kegiatan."),
        ({"first_day": ""}, "Isi hari pertama."),
        ({"first_day": "31-02-2025"}, "Tulis tanggal seperti"),
        ({"slug": "Ada Spasi"}, "Pakai huruf kecil"),
        ({"slug": "sosialisasi-2024"}, "sudah dipakai kegiatan lain"),
        ({"day_count": "99"}, "Pilihan ini tidak ada."),
        ({"name": "x" * 201}, "Paling panjang 200 huruf."),
    ],
)
def test_odd_input_is_named_and_kept(
    page_client: Client, cast: Cast, change: dict[str, str], sentence: str
) -> None:
    client = page_client().sign_in(cast.ani)
    words = words_of(client.post(NEW, filled(**change), status=422))
    assert sentence in words


def test_statements_do_not_grow_with_people_or_events(page_client: Client, cast: Cast, app: Flask) -> None:
    client = page_client().sign_in(cast.ani)
    with counted_statements(app) as few:
        client.get(f"{NEW}?dari={cast.slug}")
    with app.app_context():
        event = db.session.get_one(Event, cast.event.id)
        for _ in range(8):
            build_registration(event=event)
        for _ in range(3):
            build_member(event=build_event(), user=cast.ani, role="organizer")
        build_member(event=event, user=build_user(), role="crew")
    with counted_statements(app) as many:
        client.get(f"{NEW}?dari={cast.slug}")
    assert len(many) == len(few)


def test_a_made_event_can_be_prepared_at_once(page_client: Client, cast: Cast) -> None:
    client = page_client().sign_in(cast.ani)
    client.post(NEW, filled(), status=303)
    for path in (
        "",
        "/jadwal",
        "/pengaturan",
        "/pengaturan/petugas",
        "/pengaturan/kuota",
        "/peserta",
        "/jadwal/hari",
    ):
        client.get(f"/kegiatan/bimtek-lanjut-usia{path}")
    assert "Isi dulu jadwalnya" in words_of(client.get("/kegiatan/bimtek-lanjut-usia/materi"))
