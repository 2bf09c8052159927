"""A spare card: from its amber verdict to the person, kelurahan first."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from tests.browser.conftest import Console, Site
from tests.browser.scan_screen import FakeServer, ScanScreen, kecamatan, kelurahan, listed
from tests.browser.test_scan_page_handling import faults_in
from tests.builders import build_spare_card, code_of
from tests.cast import Cast

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
CODE = "1" + "A" * 28
PARAK, LUBUK = "Parak Laweh Pulau Aia Nan XX", "Lubuk Begalung"
FEBRI = listed("a1", "Febri Yanti Bendang", PARAK, back_title="S.H", parent_region=f"Kec. {LUBUK}")
SYAFRIZAL = listed("a2", "Syafrizal Firdaus", PARAK, back_title="S.H", parent_region=f"Kec. {LUBUK}")
UPIK = listed("a3", "Upik", "Jati")
TAKEN = {"verdict": "refused", "reason": "spare_taken", "person": UPIK, "spare_number": 14}
TAKEN_WORDS = "Kartu 14 sudah menjadi milik Upik. Ambil kartu cadangan lain."
TKSK = listed("a4", "Nurhayati", LUBUK, category="TKSK", parent_region=None, region_code=f"Kec. {LUBUK}")


def hall(**answers: dict[str, Any]) -> FakeServer:
    spare = {"verdict": "spare_card", "spare_number": 14}
    regions = [kelurahan(PARAK, LUBUK), kelurahan("Parak Gadang Timur", "Padang Timur"), kecamatan(LUBUK)]
    server = FakeServer({CODE: spare, **answers}, people=[FEBRI, SYAFRIZAL, UPIK, TKSK], regions=regions)
    server.arrivals = [{"registration": SYAFRIZAL["registration"], "present": True, "first_at": "07.52"}]
    return server


def choose_person(screen: ScanScreen, words: str) -> Page:
    page = screen.page
    screen.read(CODE)
    assert "Kartu cadangan Nomor 14, belum ada namanya" in screen.told("warn")
    page.clock.run_for(300)
    screen.verdict.get_by_role("button", name="Pilih orang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kartu cadangan 14")
    expect(page.get_by_label("Dari kelurahan mana?")).to_be_focused()
    page.keyboard.type(words)
    return page


def test_a_spare_card_becomes_somebody_s_and_the_guest_is_recorded(scan_page: Opener) -> None:
    server = hall(bind={"verdict": "ok", "person": FEBRI, "spare_number": 14})
    screen = scan_page(server).begin()
    page = choose_person(screen, "parak law")
    expect(page.locator(".search-group h2")).to_have_text("Parak Laweh Pulau Aia Nan\u00a0XX")
    expect(page.get_by_role("button", name="Pilih dulu orangnya")).to_have_attribute("aria-disabled", "true")
    page.get_by_label("Febri Yanti Bendang").check()
    expect(page.locator(".spare .crew-foot")).to_contain_text("Kartu lama Febri Yanti tidak berlaku lagi.")
    assert faults_in(page) == []
    page.get_by_role("button", name="Jadikan kartunya, catat hadir").click()
    told = screen.told("ok")
    assert "Hadir Febri Yanti Bendang" in told
    assert "Kartu 14 kini miliknya" in told
    scan, bind = server.ops
    assert (bind["op"], bind["scan"], bind["registration"]) == ("bind", scan["uid"], FEBRI["registration"])


def test_who_is_in_already_may_still_get_the_card(scan_page: Opener) -> None:
    already = {"verdict": "already", "first_at": "07.52", "person": SYAFRIZAL, "spare_number": 14}
    screen = scan_page(hall(bind=already)).begin()
    page = choose_person(screen, "parak law")
    expect(page.locator(".is-there")).to_have_text("Syafrizal Firdaus, S.Hhadir 07.52")
    page.get_by_label("Syafrizal Firdaus").check()
    page.get_by_role("button", name="Jadikan kartunya", exact=True).click()
    assert "Kartu 14 kini miliknya Persilakan masuk." in screen.told("warn")
    expect(screen.verdict.get_by_role("button", name="Orang lain")).to_have_count(0)


def test_the_list_narrows_to_other_kelurahan_a_kecamatan_or_a_name(scan_page: Opener) -> None:
    page = choose_person(scan_page(hall()).begin(), "parak")
    page.get_by_role("button", name="Parak Laweh").click()
    expect(page.get_by_label("Febri Yanti Bendang")).to_be_focused()
    expect(page.get_by_role("button", name="Parak Gadang Timur")).to_be_visible()
    page.get_by_label("Dari kelurahan mana?").fill("lubuk")
    expect(page.get_by_label("Nurhayati")).to_be_visible()
    expect(page.get_by_role("button", name="Parak Laweh")).to_be_visible()
    page.get_by_label("Dari kelurahan mana?").fill("upik")
    expect(page.locator(".search-group h2")).to_have_text("Jati")


def test_a_card_that_was_given_away_meanwhile_is_said_where_the_focus_goes(scan_page: Opener) -> None:
    page = choose_person(scan_page(hall(bind=TAKEN)).begin(), "parak law")
    page.get_by_label("Febri Yanti Bendang").check()
    page.get_by_role("button", name="Jadikan kartunya").click()
    message = page.get_by_role("alert").filter(has_text=TAKEN_WORDS)
    expect(message).to_be_focused()
    expect(page).to_have_title(re.compile("^Keliru: Kartu cadangan 14"))
    expect(page.get_by_label("Febri Yanti Bendang")).to_be_checked()


def test_a_card_without_an_answer_is_kept_and_goes_by_itself(scan_page: Opener, console: Console) -> None:
    console.allow("ERR_CONNECTION_FAILED")
    server = hall(bind={"verdict": "ok", "person": FEBRI, "spare_number": 14})
    screen = scan_page(server).begin()
    page = choose_person(screen, "parak law")
    page.get_by_label("Febri Yanti Bendang").check()
    server.mood = "cut"
    page.get_by_role("button", name="Jadikan kartunya").click()
    page.clock.run_for(500)
    assert "Belum tercatat Jaringan terputus" in (told := screen.told("warn"))
    assert "Lanjutkan, tulisan ini dikirim sendiri." in told
    screen.go_on()
    page.get_by_role("button", name="Terakhir").click()
    row = page.locator(".recent-row").first
    expect(row).to_contain_text("Febri Yanti Bendang, S.H07.40 Belum tercatatMenunggu jaringan")
    assert faults_in(page) == []
    server.mood = "ok"
    page.reload()
    ScanScreen(page).begin()
    expect(page.locator(".last-name")).to_have_text("Febri Yanti Bendang, S.H")
    expect(page.locator(".readiness")).not_to_contain_text("belum tercatat")
    assert [op["op"] for op in server.ops] == ["scan", "bind"]


def test_a_kept_card_that_is_refused_later_waits_for_somebody(scan_page: Opener, console: Console) -> None:
    console.allow("ERR_CONNECTION_FAILED")
    server = hall(bind=TAKEN)
    screen = scan_page(server).begin()
    page = choose_person(screen, "parak law")
    page.get_by_label("Febri Yanti Bendang").check()
    server.mood = "cut"
    page.get_by_role("button", name="Jadikan kartunya").click()
    page.clock.run_for(500)
    screen.told("warn")
    server.mood = "ok"
    page.clock.run_for(300)
    page.get_by_role("button", name="Coba lagi").click()
    assert f"Belum tercatat {TAKEN_WORDS}" in screen.told("warn")
    screen.go_on()
    expect(page.locator(".readiness")).to_contain_text("1 perlu dilihat")
    page.get_by_role("button", name="Terakhir").click()
    expect(page.locator(".recent-row").first).to_contain_text(TAKEN_WORDS)
    assert faults_in(page) == []
    page.get_by_role("button", name="Buka lagi Febri").click()
    expect(page.locator("#pesan-cadangan")).to_have_text(TAKEN_WORDS)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Buang Febri").click()
    expect(page.locator(".recent-row")).to_have_count(1)
    assert page.evaluate("localStorage.getItem('eventmgr-pindai.belum.sosialisasi-2024')") == "[]"


def test_a_newcomer_gets_the_card_and_the_kelurahan(scan_page: Opener) -> None:
    server = hall(walk_in={"verdict": "ok", "reason": "as_reserve", "person": FEBRI, "spare_number": 14})
    screen = scan_page(server).begin()
    page = choose_person(screen, "parak law")
    page.get_by_role("button", name="Orangnya tidak ada di sini").click()
    expect(page.locator(".crew-head")).to_contain_text("Mendapat kartu cadangan 14")
    expect(page.get_by_role("button", name="Kelurahan")).to_have_text("Parak Laweh Pulau Aia Nan\u00a0XX")
    page.get_by_label("Nama lengkap").fill("Febri Yanti Bendang, S.H")
    page.keyboard.press("Enter")
    assert "Hadir sebagai cadangan Febri" in screen.told("ok")
    scan, walk_in = server.ops
    assert (walk_in["scan"], walk_in["region"]) == (scan["uid"], PARAK)
    page.clock.run_for(5000)
    expect(page.locator(".ready")).to_be_visible()


def test_on_the_real_server_the_card_is_dedi_s_and_the_next_one_a_guest_s(
    site: Site, cast: Cast, scan_page: Opener
) -> None:
    with site.app.app_context():
        cards = [code_of(build_spare_card(event=cast.event, number=number)) for number in (14, 15)]
    screen = scan_page().begin()
    page = screen.page
    for code, number in zip(cards, (14, 15), strict=True):
        screen.read(code)
        assert f"Nomor {number}, belum ada namanya" in screen.told("warn")
        page.clock.run_for(300)
        screen.verdict.get_by_role("button", name="Pilih orang").click()
        if number == 14:
            page.get_by_label("Dari kelurahan mana?").fill("dedi")
            page.get_by_label("Dedi Kurniawan").check()
            page.get_by_role("button", name="Jadikan kartunya, catat hadir").click()
            assert "Hadir Dedi Kurniawan" in screen.told("ok")
        else:
            page.get_by_label("Dari kelurahan mana?").fill("zulkarnain")
            page.get_by_role("button", name="Orangnya tidak ada di sini").click()
            page.get_by_label("Nama lengkap").fill("Zulkarnain Piliang, S.E")
            page.get_by_label("Tamu").check()
            page.get_by_role("button", name="Catat sebagai tamu").click()
            told = screen.told("ok")
            assert "Hadir sebagai tamu Zulkarnain" in told
            assert "Kartu 15 kini miliknya" in told
        page.clock.run_for(5000)
        screen.verdict.wait_for(state="detached")
    screen.read(cards[0])
    assert "Sudah hadir" in screen.told("warn")
    with site.app.app_context():
        assert len(db.session.scalars(select(Registration)).all()) == 2
