"""/kegiatan/<slug>/kuota: the picture, the panel beside it, its two acts, and who may see it."""

from collections.abc import Callable
from datetime import UTC, datetime

import lxml.html
import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.audit.models import AuditLog
from eventmgr.checkin.closing_actions import close_day
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db, write
from tests.builders import build_event, build_registration
from tests.cast import Cast
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of
from tests.reports.quota_scenes import (
    PADANG_BARAT,
    PLAIN,
    SHORT,
    SURPLUS,
    arrive,
    build_seats,
    event_of,
    fill,
    minute,
)

PAGE = "/kegiatan/sosialisasi-2024/kuota"
Clients = Callable[[], PageClient]
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def seats(app: Flask, cast: Cast) -> dict[str, str]:
    """Two seats a kelurahan: Flamboyan Baru has one name, Purus three; Dedi is in Parak Laweh."""
    with app.app_context():
        event = event_of(cast.slug)
        build_seats(event)
        people = fill(event, SHORT, "Febri") + fill(event, SURPLUS, "Gusti Hendri Ilham")
        people += fill(event, PLAIN, "Jasmi") + fill(event, PADANG_BARAT, "Kurnia", category="TKSK")
        uids = dict(
            zip(
                ["Febri", "Gusti", "Hendri", "Ilham", "Jasmi", "Kurnia"], [p.uid for p in people], strict=True
            )
        )
        arrive(event.id, "Gusti", minute(7, 12))
        arrive(event.id, "Kurnia", minute(7, 20))
    return uids


@pytest.fixture
def ani(page_client: Clients, cast: Cast) -> PageClient:
    return page_client().sign_in(cast.ani)


def cell(page: lxml.html.HtmlElement, code: str) -> lxml.html.HtmlElement:
    found = page.xpath(f"//a[@data-code='{code}']")
    assert len(found) == 1
    return found[0]


def kinds(link: lxml.html.HtmlElement) -> list[str]:
    return [bar.get("class").split()[-1] for bar in link.xpath(".//span[contains(@class, 'bar ')]")]


def test_the_sentence_and_the_bars(ani: PageClient, seats: dict[str, str]) -> None:
    page = ani.page(PAGE)
    words = " ".join(page.text_content().split())
    assert "102 kelurahan kurang, 1 lebih" in words
    assert "1 dari 104 kelurahan tepat dua PSM. TKSK kurang di 10 dari 11 kecamatan." in words
    assert kinds(cell(page, SHORT)) == ["away", "empty"]
    assert kinds(cell(page, SURPLUS)) == ["here", "away"]
    assert cell(page, SURPLUS).get("aria-label") == "Purus: 3 dari 2 PSM, lebih 1, 1 sudah datang"
    assert len(page.xpath("//a[contains(@class, 'cell')]")) == 104
    assert len(page.xpath("//li[@class='quota-row']")) == 11


def test_before_the_event_there_are_outlines_only(
    ani: PageClient, seats: dict[str, str], clock: TestClock
) -> None:
    clock.moment = datetime(2024, 11, 10, 2, tzinfo=UTC)
    page = ani.page(PAGE)
    assert kinds(cell(page, SURPLUS)) == ["away", "away"]
    words = " ".join(page.text_content().split())
    assert "sudah datang" not in words
    assert "terisi" in words


def test_after_the_event_the_last_day_is_told(
    ani: PageClient, seats: dict[str, str], clock: TestClock
) -> None:
    clock.moment = datetime(2024, 11, 25, 2, tzinfo=UTC)
    words = words_of(ani.get(f"{PAGE}?wilayah={SHORT}"))
    assert "datang 20 Nov." in words
    assert "Pesan untuk lurah" not in words


def test_nobody_is_waited_for_once_the_day_is_closed(
    ani: PageClient, seats: dict[str, str], app: Flask, cast: Cast, clock: TestClock
) -> None:
    clock.moment = minute(11, 30)
    with app.app_context():
        event = event_of(cast.slug)
        close_day(Actor("command", None, "uji"), minute(11, 0), event=event, day=days_with_places(event)[0])
    words = words_of(ani.get(f"{PAGE}?wilayah={SHORT}"))
    assert "belum datang" not in words
    assert "Febri tidak datang" in words
    assert "datang 18 Nov.tidak datang" in words, "the key says so, too"


def test_a_short_kelurahan_shows_its_people_and_a_message(ani: PageClient, seats: dict[str, str]) -> None:
    page = ani.page(f"{PAGE}?wilayah={SHORT}")
    panel = page.get_element_by_id("panel")
    words = " ".join(panel.text_content().split())
    assert words.startswith("Kecamatan Padang BaratFlamboyan Baru Febri belum datang Belum ada nama")
    assert (
        "Assalamualaikum, Bapak/Ibu Lurah. Dari Kelurahan Flamboyan Baru baru satu PSM terdaftar: Febri."
        in words
    )
    assert "Ani Rahmawati, Dinas Sosial" in words
    assert panel.xpath(".//a[starts-with(@href, 'https://wa.me/?text=')]")
    assert cell(page, SHORT).get("aria-current") == "true"


def test_a_full_kelurahan_shows_no_message(ani: PageClient, seats: dict[str, str]) -> None:
    words = words_of(ani.get(f"{PAGE}?wilayah={PLAIN}"))
    assert "Dedi Kurniawan" in words
    assert "Pesan untuk" not in words
    assert "Jadikan cadangan" not in words


def test_a_kecamatan_shows_its_own_people_and_its_kelurahan(ani: PageClient, seats: dict[str, str]) -> None:
    panel = ani.page(f"{PAGE}?wilayah={PADANG_BARAT}").get_element_by_id("panel")
    words = " ".join(panel.text_content().split())
    assert words.startswith("KecamatanPadang Barat Kurnia 07.20")
    assert "Purus 1 dari 3 hadir lebih 1" in words


def test_htmx_gets_the_panel_alone(ani: PageClient, seats: dict[str, str], app: Flask) -> None:
    with counted_statements(app) as statements:
        html = ani.get(f"{PAGE}?wilayah={SHORT}", headers=FRAGMENT).get_data(as_text=True)
    assert html.lstrip().startswith("<aside")
    assert "<html" not in html
    assert len(statements) <= 16


def test_a_search_finds_one_or_lists_several(ani: PageClient, seats: dict[str, str]) -> None:
    one = ani.page(f"{PAGE}?cari=flamboyan").get_element_by_id("panel")
    assert one.get("data-code") == SHORT
    several = words_of(ani.get(f"{PAGE}?cari=tanjung"))
    assert "kelurahan cocok" in several
    assert "Tidak ada kelurahan “zzz”" in words_of(ani.get(f"{PAGE}?cari=zzz"))
    ani.get(f"{PAGE}?cari=%00%25_<b>")


def test_an_unknown_place_is_404(ani: PageClient, seats: dict[str, str]) -> None:
    ani.get(f"{PAGE}?wilayah=99.99", status=404)


def test_a_surplus_person_who_has_not_come_may_become_a_reserve(
    ani: PageClient, seats: dict[str, str], app: Flask
) -> None:
    page = ani.page(f"{PAGE}?wilayah={SURPLUS}")
    assert page.xpath("//form[contains(@action, '/kuota/cadangan/')]/@action") == [
        f"{PAGE}/cadangan/{seats['Ilham']}"
    ]
    answer = ani.post(f"{PAGE}/cadangan/{seats['Ilham']}", status=303)
    words = words_of(ani.follow(answer))
    assert "Ilham menjadi cadangan." in words
    assert "Ilham cadangan 1" in words
    again = ani.follow(ani.post(f"{PAGE}/cadangan/{seats['Hendri']}", status=303))
    assert "tidak lagi lebih dari kuotanya" in words_of(again)
    with app.app_context():
        states = dict(db.session.execute(select(Registration.uid, Registration.state)).tuples().all())
        actions = set(db.session.scalars(select(AuditLog.action)))
    assert states[seats["Ilham"]] == "reserve"
    assert states[seats["Hendri"]] == "registered"
    assert "registration.reserved" in actions


def test_a_reserve_gets_the_free_seat(ani: PageClient, seats: dict[str, str], app: Flask) -> None:
    with app.app_context():
        event = event_of("sosialisasi-2024")
        waiting = build_registration(event=event, region_code=SHORT, state="reserve").uid
    assert "Jadikan peserta" in words_of(ani.get(f"{PAGE}?wilayah={SHORT}"))
    answer = ani.post(f"{PAGE}/peserta/{waiting}", status=303)
    assert "sekarang peserta" in words_of(ani.follow(answer))


def test_a_closed_event_shows_and_changes_nothing(
    ani: PageClient, seats: dict[str, str], app: Flask, cast: Cast
) -> None:
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = "closed"
    words = words_of(ani.get(f"{PAGE}?wilayah={SURPLUS}"))
    assert "Jadikan cadangan" not in words
    answer = ani.follow(ani.post(f"{PAGE}/cadangan/{seats['Ilham']}", status=303))
    assert "sudah ditutup" in words_of(answer)


def test_people_of_another_event_are_404(
    ani: PageClient, seats: dict[str, str], app: Flask, cast: Cast
) -> None:
    with app.app_context():
        stranger = build_registration(event=event_of(cast.other_slug)).uid
    ani.get(PAGE)
    ani.post(f"{PAGE}/cadangan/{stranger}", status=404)
    ani.post(f"{PAGE}/peserta/{stranger}", status=404)


def test_who_may_see_it_and_who_may_change(page_client: Clients, cast: Cast, seats: dict[str, str]) -> None:
    page_client().get(PAGE, status=302)
    page_client().sign_in(cast.citra).get(PAGE, status=404)
    page_client().sign_in(cast.budi).get(PAGE, status=403)
    viewer = page_client().sign_in(cast.vina)
    words = words_of(viewer.get(f"{PAGE}?wilayah={SURPLUS}"))
    assert "Ilham" in words
    assert "Jadikan cadangan" not in words
    viewer.post(f"{PAGE}/cadangan/{seats['Ilham']}", status=403)
    assert "Pesan untuk" not in words_of(viewer.get(f"{PAGE}?wilayah={SHORT}"))


def test_an_event_without_quotas_says_so(page_client: Clients, cast: Cast, app: Flask) -> None:
    aminah = page_client().sign_in(cast.aminah)
    assert "belum mempunyai kuota" in words_of(aminah.get(f"/kegiatan/{cast.other_slug}/kuota"))


def test_nobody_registered_leads_to_the_import(page_client: Clients, cast: Cast, app: Flask) -> None:
    with app.app_context():
        build_seats(build_event(slug="kosong"), seats=3)
    page = page_client().sign_in(cast.aminah).page("/kegiatan/kosong/kuota")
    words = " ".join(page.text_content().split())
    assert "Kuota belum terisi" in words
    assert "312 tempat PSM di 104 kelurahan dan 11 tempat TKSK menunggu nama." in words
    assert page.xpath("//a[contains(., 'Impor dari Excel')]")


def test_the_statements_do_not_grow_with_the_people(
    ani: PageClient, seats: dict[str, str], app: Flask, cast: Cast
) -> None:
    costs = []
    for _ in range(2):
        with counted_statements(app) as statements:
            ani.get(f"{PAGE}?wilayah={SHORT}")
        costs.append(len(statements))
        with app.app_context():
            fill(event_of(cast.slug), SHORT, "Lina Mira Nita Oki Puti Rani")
    assert costs[0] - 1 <= costs[1] <= costs[0] <= 18


def test_when_all_of_too_many_have_come_nobody_is_moved(
    ani: PageClient, seats: dict[str, str], app: Flask, cast: Cast
) -> None:
    with app.app_context():
        for name in ("Hendri", "Ilham"):
            arrive(event_of(cast.slug).id, name, minute(7, 30))
    words = words_of(ani.get(f"{PAGE}?wilayah={SURPLUS}"))
    assert "Semuanya sudah datang, jadi tidak ada yang dapat dijadikan cadangan." in words
    assert "Jadikan cadangan" not in words


def test_with_nothing_picked_the_first_exceptions_are_named(ani: PageClient, seats: dict[str, str]) -> None:
    panel = ani.page(PAGE).get_element_by_id("panel")
    assert len(panel.xpath(".//li")) == 12
    assert "lagi. Semuanya ada di tabel." in panel.text_content()
