"""Somebody who is on no list: the outcome is said before, the question about a namesake, a lost network."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import Console
from tests.browser.scan_screen import FakeServer, ScanScreen, kecamatan, kelurahan, listed
from tests.browser.test_scan_page_handling import faults_in

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
LUBUK = "Lubuk Begalung"
UPIK = listed("a1", "Upik", "Jati")
SAME = {"verdict": "refused", "reason": "same_name", "person": UPIK}


def hall(**answers: dict[str, Any]) -> FakeServer:
    regions = [kelurahan("Jati", "Padang Timur", taken=3), kelurahan("Banuaran", LUBUK, taken=1)]
    regions += [kecamatan(LUBUK, taken=0), kecamatan("Padang Timur")]
    return FakeServer(dict(answers), people=[UPIK], regions=regions)


def add(screen: ScanScreen, name: str) -> Page:
    page = screen.page
    page.get_by_role("button", name="Cari nama").click()
    expect(page.get_by_text("orang ada di daftar")).to_be_visible()
    page.keyboard.type(name)
    page.get_by_role("button", name="Tambah orang").click()
    expect(page.get_by_role("group", name="Datang sebagai")).to_be_visible()
    return page


def choose_region(page: Page, words: str, level: str = "Kelurahan") -> None:
    page.get_by_role("button", name=level).click()
    expect(page.get_by_label(f"Nama {level.lower()}")).to_be_focused()
    page.keyboard.type(words)
    page.locator(".other-row").first.click()
    expect(page.get_by_role("button", name=level)).to_be_focused()


def test_a_full_kelurahan_is_said_at_once_and_the_button_repeats_it(scan_page: Opener) -> None:
    server = hall(walk_in={"verdict": "ok", "reason": "as_reserve", "person": UPIK})
    screen = scan_page(server).begin()
    page = add(screen, "yulmaini syafitri, S.Pd")
    expect(page.get_by_label("Nama lengkap")).to_have_value("Yulmaini Syafitri, S.Pd")
    page.get_by_role("button", name="Catat hadir").click()
    expect(page.locator("#pesan-wilayah")).to_have_text("Pilih kelurahannya dulu.")
    choose_region(page, "jati")
    expect(page.locator(".outlook")).to_have_text(
        "Tiga tempatnya sudah terisi, jadi dicatat sebagai cadangan."
    )
    assert faults_in(page) == []
    page.get_by_role("button", name="Catat hadir sebagai cadangan").click()
    assert "Hadir sebagai cadangan Upik" in screen.told("ok")
    [op] = server.ops
    assert (op["op"], op["name"], op["category"], op["region"]) == (
        "walk_in",
        "Yulmaini Syafitri, S.Pd",
        "PSM",
        "Jati",
    )
    assert (op["is_new"], "scan" in op) == (False, False)


def test_a_guest_has_no_region_and_a_tksk_has_the_kecamatan_of_the_kelurahan(scan_page: Opener) -> None:
    not_open = {"verdict": "not_open", "opens_at": "06.30"}
    page = add(scan_page(hall(walk_in=not_open)).begin(), "olo")
    choose_region(page, "banuaran")
    expect(page.locator(".outlook")).to_have_text("Masih kosong dua dari tiga tempat.")
    page.get_by_label("TKSK").check()
    expect(page.get_by_role("button", name="Kecamatan")).to_have_text(LUBUK)
    expect(page.locator(".outlook")).to_have_text("Tempatnya masih kosong.")
    page.get_by_label("Tamu").check()
    expect(page.get_by_role("button", name="Kecamatan")).to_have_count(0)
    page.get_by_role("button", name="Catat sebagai tamu").click()
    expect(page.locator("#pesan-tambah")).to_have_text("Belum dibuka, mulai 06.30. Belum dicatat.")
    expect(page.locator("#pesan-tambah")).to_be_focused()
    expect(page.get_by_label("Nama lengkap")).to_have_value("Olo")


@pytest.mark.parametrize("answer", ["Orang yang sama", "Orang lain"])
def test_the_same_name_is_asked_about(scan_page: Opener, answer: str) -> None:
    server = hall(walk_in=SAME)
    server.answers[UPIK["registration"]] = {"verdict": "ok", "person": UPIK}
    screen = scan_page(server).begin()
    page = add(screen, "Upik Rita")
    choose_region(page, "jati")
    page.get_by_role("button", name="Catat hadir").click()
    expect(page.get_by_role("alert").filter(has_text="Sudah ada di daftar")).to_have_text(
        "Sudah ada di daftar: Upik, PSM Jati. Orang yang sama?"
    )
    expect(page.get_by_role("button", name="Orang yang sama")).to_be_focused()
    assert faults_in(page) == []
    server.answers["walk_in"] = {"verdict": "ok", "reason": "as_reserve", "person": UPIK}
    page.get_by_role("button", name=answer, exact=True).click()
    assert "Upik" in screen.told("ok")
    first, second = server.ops
    assert first["uid"] != second["uid"]
    assert [second.get("registration"), second.get("is_new")] == (
        [UPIK["registration"], None] if answer == "Orang yang sama" else [None, True]
    )


def test_words_that_got_no_answer_are_sent_again_under_the_same_uid(
    scan_page: Opener, console: Console
) -> None:
    console.allow("ERR_CONNECTION_FAILED")
    console.allow("401")
    server = hall(walk_in={"verdict": "ok", "reason": "as_guest", "person": UPIK})
    screen = scan_page(server).begin()
    page = screen.page
    sent: set[str] = set()

    def note(request: Request) -> None:
        sent.update(op["uid"] for op in (request.post_data_json or {"ops": []})["ops"])

    page.on("request", note)
    add(screen, "olo")
    page.get_by_label("Tamu").check()
    server.mood = "signed_out"
    page.get_by_role("button", name="Catat sebagai tamu").click()
    assert "Belum tercatat Anda sudah keluar" in screen.told("warn")
    expect(page.get_by_role("link", name="Masuk lagi")).to_be_visible()
    screen.go_on()
    server.mood = "cut"
    page.reload()
    screen.begin_again()
    page.get_by_role("button", name="Terakhir").click()
    expect(page.locator(".recent-row")).to_contain_text("Olo07.40 Belum tercatat")
    server.mood = "ok"
    page.get_by_role("button", name="Coba lagi Olo").click()
    expect(page.locator(".recent-row")).to_contain_text("Hadir sebagai tamu")
    assert len(sent) == 1
    assert page.evaluate("Object.values(localStorage).join()").count("Olo") == 0


def test_a_newcomer_who_was_kept_and_is_listed_after_all_waits_with_the_words(
    scan_page: Opener, console: Console
) -> None:
    console.allow("ERR_CONNECTION_FAILED")
    server = hall(walk_in=SAME)
    screen = scan_page(server).begin()
    page = add(screen, "upik rita")
    choose_region(page, "jati")
    server.mood = "cut"
    page.get_by_role("button", name="Catat hadir").click()
    page.clock.run_for(500)
    screen.told("warn")
    screen.go_on()
    server.mood = "ok"
    page.clock.run_for(20_000)  # asked again by itself
    expect(page.locator(".readiness")).to_contain_text("1 perlu dilihat")
    page.get_by_role("button", name="Terakhir").click()
    expect(page.locator(".recent-row")).to_contain_text("Sudah ada di daftar: Upik, PSM Jati.")
    page.get_by_role("button", name="Buka lagi Upik Rita").click()
    expect(page.get_by_label("Nama lengkap")).to_have_value("Upik Rita")
    expect(page.get_by_role("button", name="Kelurahan")).to_have_text("Jati")
    server.answers["walk_in"] = {"verdict": "ok", "reason": "as_reserve", "person": UPIK}
    page.get_by_role("button", name="Orang lain", exact=True).click()
    assert "Upik" in screen.told("ok")
    expect(page.locator(".readiness")).not_to_contain_text("perlu dilihat")
    assert page.evaluate("Object.values(localStorage).join()").count("Upik") == 0


def test_a_rehearsal_adds_nobody(scan_page: Opener) -> None:
    server = hall(walk_in={"verdict": "ok", "reason": "as_guest", "person": UPIK})
    screen = scan_page(server).begin(rehearsal=True)
    page = add(screen, "olo")
    page.get_by_label("Tamu").check()
    page.get_by_role("button", name="Catat sebagai tamu").click()
    assert "Latihan: hadir sebagai tamu" in screen.told("ok")
    assert server.ops[0]["rehearsal"] is True


def test_escape_closes_one_form_after_the_other(scan_page: Opener) -> None:
    page = add(scan_page(hall()).begin(), "olo")
    page.get_by_role("button", name="Kelurahan").click()
    expect(page.get_by_label("Nama kelurahan")).to_be_focused()
    assert faults_in(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Kelurahan")).to_be_focused()
    expect(page.get_by_label("Nama lengkap")).to_have_value("Olo")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Cari nama")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".ready")).to_be_visible()
