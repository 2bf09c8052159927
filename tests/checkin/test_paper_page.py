"""/kegiatan/<slug>/kehadiran/kertas: one sheet, ticked or typed, saved once; and what became of each line."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.checkin.models import Scan
from eventmgr.events.models import Event
from eventmgr.shared.db import db
from tests.builders import KECAMATAN, build_category, build_event, build_person, build_registration
from tests.cast import Cast
from tests.checkin.matrix_days import NOON
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements, words_of

PAGE = "/kegiatan/sosialisasi-2024/kehadiran/kertas"
SHEET = f"{PAGE}?titik=hari-1&kecamatan={KECAMATAN}"
Clients = Callable[[], PageClient]


@pytest.fixture
def ani(page_client: Clients, cast: Cast, clock: TestClock) -> PageClient:
    clock.moment = NOON
    return page_client().sign_in(cast.ani)


def request_uid(ani: PageClient) -> str:
    found: str = ani.page(SHEET).xpath("//form[@id='lembar']//input[@name='request_uid']/@value")[0]
    return found


def scans(app: Flask) -> list[Scan]:
    with app.app_context():
        db.session.rollback()
        return list(db.session.scalars(select(Scan).order_by(Scan.id)))


def save(ani: PageClient, status: int = 303, /, **data: Any) -> Any:
    return ani.post(SHEET, {"request_uid": request_uid(ani), **data}, status=status)


def test_a_sheet_is_ticked_and_saved(app: Flask, ani: PageClient, cast: Cast) -> None:
    uid = cast.dedi_registration.uid
    words = words_of(ani.get(SHEET))
    assert "Dedi Kurniawan" in words
    answer = save(ani, hadir=uid, **{f"jam-{uid}": "07:52"})
    page = words_of(ani.follow(answer))
    assert "1 orang dicatat dari kertas" in page
    assert "07.52" in page
    assert [(row.source, row.verdict) for row in scans(app)] == [("paper", "ok")]
    tree = ani.page(SHEET)
    assert tree.xpath("//input[@name='hadir']") == [], "who is present needs no tick"
    assert "hadir 07.52" in words_of(ani.get(SHEET))


def test_a_day_and_its_number_stay_on_one_line(ani: PageClient) -> None:
    (lede,) = ani.page(SHEET).xpath("//p[@class='lede']")
    assert "Presensi Hari\u00a01, 18 November 2024" in lede.text_content()


def test_two_presses_are_one_entry(app: Flask, ani: PageClient, cast: Cast) -> None:
    data = {"request_uid": request_uid(ani), "hadir": cast.dedi_registration.uid}
    first = ani.post(SHEET, data, status=303)
    second = ani.post(SHEET, data, status=303)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(scans(app)) == 1


def test_codes_are_typed_in_any_way(app: Flask, ani: PageClient, cast: Cast) -> None:
    code = cast.dedi_ticket.typed_code
    page = words_of(ani.follow(save(ani, codes=f"{code[:4].lower()}-{code[4:]}\nZZZZ-ZZZZ; ")))
    assert "1 orang dicatat dari kertas" in page
    assert "1 tidak dihitung." in page
    assert "Kode yang berakhir ZZZZ" in page
    assert "Kode ini tidak ada di kegiatan ini." in page


def test_an_hour_that_cannot_be_read_keeps_everything(app: Flask, ani: PageClient, cast: Cast) -> None:
    uid = cast.dedi_registration.uid
    page = save(ani, 422, hadir=uid, codes="K7QF2M9D", **{f"jam-{uid}": "pagi"})
    words = words_of(page)
    assert "Tulis pukul seperti 08.12." in words
    assert 'value="pagi"' in page.get_data(as_text=True)
    assert "K7QF2M9D" in words
    assert scans(app) == []


def test_an_hour_outside_the_door_is_told(ani: PageClient, cast: Cast) -> None:
    uid = cast.dedi_registration.uid
    page = words_of(ani.follow(save(ani, hadir=uid, **{f"jam-{uid}": "13.00"})))
    assert "Tidak ada yang baru dicatat" in page
    assert "Pukul 13.00 di luar jam presensi 06.30 sampai 10.00." in page


def test_nothing_ticked_is_told(app: Flask, ani: PageClient) -> None:
    assert "Centang nama yang ada tanda tangannya" in words_of(save(ani, 422))
    save(ani, 422, hadir="<script>")
    assert scans(app) == []


def test_the_sheet_is_one_kecamatan_of_one_checkpoint(app: Flask, ani: PageClient, cast: Cast) -> None:
    with app.app_context():
        event = db.session.query(Event).filter_by(slug=cast.slug).one()
        tksk = build_category(code="TKSK")
        build_registration(
            event=event, person=build_person(name="Rosna"), category=tksk, region_code="13.71.01"
        )
    assert "Rosna" not in words_of(ani.get(SHEET))
    other = words_of(ani.get(f"{PAGE}?titik=hari-2&kecamatan=13.71.01"))
    assert "Rosna" in other
    assert "Presensi Hari 2, 19 Nov." in other
    ani.get(f"{PAGE}?titik=hari-9", status=404)
    ani.post(f"{PAGE}?titik=hari-9", form_page=PAGE, status=404)


def test_results_of_other_events_and_none_are_not_found(
    app: Flask, ani: PageClient, cast: Cast, page_client: Clients
) -> None:
    answer = save(ani, hadir=cast.dedi_registration.uid)
    path = answer.headers["Location"].partition("?")[0]
    ani.get(f"{PAGE}/hasil/99", status=404)
    ani.get(f"{PAGE}/hasil/{2**80}", status=404)
    page_client().sign_in(cast.citra).get(path, status=404)
    page_client().sign_in(cast.vina).get(path, status=403)


def test_an_event_without_checkpoints_says_so(app: Flask, page_client: Clients, cast: Cast) -> None:
    with app.app_context():
        build_event(slug="kosong", days=0)
    aminah = page_client().sign_in(cast.aminah)
    assert "Belum ada titik presensi" in words_of(aminah.get("/kegiatan/kosong/kehadiran/kertas"))


def test_the_statements_do_not_grow_with_the_people(app: Flask, ani: PageClient, cast: Cast) -> None:
    costs = []
    for number in (0, 20):
        with app.app_context():
            event = db.session.query(Event).filter_by(slug=cast.slug).one()
            for _ in range(number):
                build_registration(event=event)
        with counted_statements(app) as statements:
            ani.get(SHEET)
        costs.append(len(statements))
    assert costs[0] == costs[1] <= 14
