"""The thread, walked once: from the office's Excel file to a certificate that a stranger verifies."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.camera import browser_with_camera, card_video
from tests.browser.scan_screen import ScanScreen
from tests.browser.walk import ROSTER, Installation, codes_on, free_port, page_count, page_picture

SLUG = "sosialisasi-2024"
EMAIL, PASSWORD = "ani@contoh.go.id", "kuda putih di sawah"


@pytest.fixture
def office(tmp_path: Path) -> Installation:
    """A new installation with the model event beginning today, without people, and Ani to organize it."""
    installation = Installation(tmp_path / "data", free_port())
    today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
    installation.command("demo", "load", "--empty", "--start", str(today))
    return installation


def _sign_in(page: Page, office: Installation, password: str) -> None:
    page.goto(f"{office.address}/masuk")
    page.get_by_label("Surel").fill(EMAIL)
    page.get_by_label("Kata sandi", exact=True).fill(password)
    page.get_by_role("button", name="Masuk").click()


def _choose_own_password(page: Page, one_time: str) -> None:
    page.get_by_label("Kata sandi lama").fill(one_time)
    page.get_by_label("Kata sandi baru", exact=True).fill(PASSWORD)
    page.get_by_label("Kata sandi baru, sekali lagi").fill(PASSWORD)
    page.get_by_role("button", name="Simpan kata sandi").click()


def _import_roster(page: Page, office: Installation) -> None:
    page.goto(f"{office.address}/kegiatan/{SLUG}/peserta/impor")
    page.locator("input[type=file]").set_input_files(ROSTER)
    page.get_by_role("button", name="Periksa berkas").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa dulu, lalu simpan")
    expect(page.get_by_text("323 baris dibaca: 323 baru.")).to_be_visible()
    page.get_by_role("button", name="Simpan 323 peserta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("323 peserta")


def _print_cards(page: Page, office: Installation, folder: Path) -> Path:
    page.goto(f"{office.address}/kegiatan/{SLUG}/kartu")
    page.get_by_role("button", name="Cetak 323 kartu").click()
    link = page.get_by_role("link", name="Unduh PDF")
    link.wait_for(timeout=60_000)
    with page.expect_download() as waiting:
        link.click()
    path = folder / "kartu.pdf"
    waiting.value.save_as(path)
    return path


def _scan_by_camera(driver: Playwright, office: Installation, video: Path) -> str:
    """Check one card in by the phone's camera; the name that the crew was shown."""
    with browser_with_camera(driver, video) as camera:
        page = camera.new_page(viewport={"width": 360, "height": 740}, locale="id-ID")
        page.set_default_timeout(20_000)
        _sign_in(page, office, PASSWORD)
        expect(page).to_have_url(re.compile("/kegiatan"))
        page.goto(f"{office.address}/kegiatan/{SLUG}/pindai")
        words = ScanScreen(page).begin().told("ok")
        page.get_by_text("1 dari 323").first.wait_for()
    return words


def _issue_after_one_day(page: Page, office: Installation) -> None:
    page.goto(f"{office.address}/kegiatan/{SLUG}/sertifikat")
    page.get_by_role("link", name="Ubah syarat").first.click()
    page.locator("select[name=least_days]").select_option("1")
    page.get_by_role("button", name="Simpan syarat").click()
    page.get_by_role("button", name=re.compile("Terbitkan 1 ")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 sertifikat terbit", timeout=60_000)


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_from_the_excel_file_to_a_verified_certificate(
    office: Installation, driver: Playwright, browser: Browser, tmp_path: Path
) -> None:
    told = office.command(
        "users", "create", "--email", EMAIL, "--name", "Ani Rahmawati", "--event", SLUG, "--role", "organizer"
    )
    said: list[str] = []
    with office.serving():
        desk = browser.new_context(
            viewport={"width": 1366, "height": 768}, locale="id-ID", accept_downloads=True
        )
        page = desk.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))

        _sign_in(page, office, told["one_time_password"])
        _choose_own_password(page, told["one_time_password"])
        _import_roster(page, office)

        cards = _print_cards(page, office, tmp_path)
        assert page_count(cards) >= 41
        first_card = codes_on(page_picture(cards))[0]
        assert len(first_card) == 29

        shown = _scan_by_camera(driver, office, card_video(tmp_path / "kartu.mjpeg", first_card))
        page.goto(f"{office.address}/kegiatan/{SLUG}/peserta?hadir=hadir")
        row = page.locator("tbody tr").first
        name = row.locator("th").inner_text().strip()
        assert name.split(",")[0] in shown
        page.goto(f"{office.address}/kegiatan/{SLUG}/kehadiran")
        expect(page.get_by_role("heading", level=1)).to_contain_text("1 hadir")

        _issue_after_one_day(page, office)

        page.goto(f"{office.address}/kegiatan/{SLUG}/peserta?hadir=hadir")
        page.get_by_role("link", name=name).click()
        private_address = page.get_by_role("link", name="Buka halamannya").get_attribute("href")
        desk.close()

        phone = browser.new_context(
            viewport={"width": 360, "height": 740}, locale="id-ID", accept_downloads=True
        )
        page = phone.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: said.append(message.text))
        page.goto(str(private_address))
        expect(page.get_by_text(name.split(",")[0]).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        with page.expect_download() as waiting:
            page.get_by_role("link", name=re.compile("Unduh PDF")).first.click()
        certificate = tmp_path / "sertifikat.pdf"
        waiting.value.save_as(certificate)

        (verify_address,) = codes_on(page_picture(certificate))
        assert verify_address.startswith(f"{office.address}/v/")
        stranger = browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID").new_page()
        stranger.goto(verify_address)
        expect(stranger.get_by_role("heading", level=1)).to_contain_text("Contoh")
        expect(stranger.get_by_text(name.split(",")[0]).first).to_be_visible()
        stranger.context.close()
        phone.close()
    assert said == []
