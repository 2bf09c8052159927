"""The organizer's week: from a new office to certificates, and what goes wrong on the way."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from eventmgr.accounts.models import User
from eventmgr.shared.db import write
from tests.browser.conftest import Site
from tests.browser.paper_eyes import page_count, page_picture
from tests.browser.scan_screen import ScanScreen
from tests.browser.step_counts import COUNTS
from tests.browser.walker import Walker, work
from tests.builders import PASSWORD, build_user
from tests.conftest import TestClock
from tests.roster.roster_files import make_file, person
from tests.support.qr_reading import qr_codes_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OWN = "kuda putih di sawah"
PLACES = ("Air Manis", "Mata Air", "Rawang", "Teluk Bayur")
PEOPLE = 12
SLUG = "bimtek-psm-2024"
WEEK_BEFORE = datetime(2024, 11, 11, 2, 0, tzinfo=UTC)
MORNING = datetime(2024, 11, 18, 0, 40, tzinfo=UTC)
EVENING = datetime(2024, 11, 18, 10, 30, tzinfo=UTC)
AFTERWARDS = datetime(2024, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def walker(app: Flask, clock: TestClock, open_page: Callable[..., Page]) -> Walker:
    """Aminah, who has just been given a one-time password, at her desk."""
    clock.moment = WEEK_BEFORE
    with app.app_context():
        user = build_user(name="Aminah Zahra", email="aminah@contoh.go.id", is_admin=True)
        with write() as session:
            session.get_one(User, user.id).must_change = True
    page = open_page(size=(1366, 768), accept_downloads=True)
    page.clock.set_system_time(WEEK_BEFORE)
    return Walker(page, "jalan-panitia")


def _roster() -> bytes:
    rows = [
        person(number, Kelurahan=PLACES[number % 4], Kecamatan="Padang Selatan")
        for number in range(1, PEOPLE + 1)
    ]
    return make_file(*rows)


def _new_office(walker: Walker, address: str) -> None:
    """The first sign-in leads through the settings."""
    walker.page.goto(f"{address}/masuk")
    walker.fill("Surel", "aminah@contoh.go.id")
    walker.fill("Kata sandi", PASSWORD)
    walker.press("Masuk")
    walker.fill("Kata sandi lama", PASSWORD)
    walker.fill("Kata sandi baru", OWN)
    walker.fill("Kata sandi baru, sekali lagi", OWN)
    walker.press("Simpan kata sandi")
    walker.reads("Nama dan kop")
    walker.fill("Nama kantor", "Dinas Sosial Kota Padang")
    walker.fill("Baris atas kop", "Pemerintah Kota Padang")
    walker.press("Simpan dan lanjut")
    walker.reads("Pejabat yang menandatangani")
    walker.fill("Nama tanpa gelar", "Heriza Syafani")
    walker.fill("Jabatan", "Kepala Dinas Sosial Kota Padang")
    walker.press("Simpan dan lanjut")
    walker.reads("Nomor surat")
    walker.fill("Klasifikasi", "400.9.12.3")
    walker.fill("Unit", "Dinsos")
    walker.press("Simpan dan lanjut")
    walker.reads("Alamat publik")
    walker.page.get_by_label("Terbitkan tanpa alamat publik, tanpa QR").check()
    walker.press("Simpan dan selesai")
    walker.reads("kegiatan")


def _event_from_nothing(walker: Walker) -> None:
    """Last year's event with one session, to be copied."""
    walker.follow("Buat kegiatan")
    walker.fill("Nama kegiatan", "Bimtek PSM 2023")
    walker.fill("Tempat", "Aula Dinas Sosial")
    walker.fill("Hari pertama", "20-11-2023")
    walker.page.get_by_label("Lamanya").select_option("2")
    walker.press("Buat kegiatan")
    walker.reads("Daftar peserta masih kosong")
    walker.tab("Persiapan", "Jadwal")
    walker.follow("Tambah sesi")
    walker.fill("Judul sesi", "Peran PSM di kelurahan")
    walker.fill("Mulai", "09.15")
    walker.fill("Selesai", "10.45")
    walker.press("Simpan sesi")
    expect(walker.page.get_by_role("link", name="Peran PSM di kelurahan").first).to_be_visible()
    walker.reads("Jadwal dua hari")


def _this_year(walker: Walker, address: str) -> None:
    """The copy, its agenda, opened for participants."""
    walker.page.goto(f"{address}/kegiatan")
    walker.follow("Buat kegiatan")
    walker.click(walker.page.get_by_text("Salin Bimtek PSM 2023"))
    expect(walker.page.get_by_text("Yang ikut disalin")).to_be_visible()
    walker.fill("Nama kegiatan", "Bimtek PSM 2024")
    walker.fill("Hari pertama", "18-11-2024")
    walker.press("Buat kegiatan")
    expect(walker.page).to_have_url(re.compile(SLUG))
    walker.reads("Daftar peserta masih kosong")
    walker.tab("Persiapan", "Jadwal")
    expect(walker.page.get_by_role("link", name="Peran PSM di kelurahan").first).to_be_visible()
    walker.reads("Jadwal dua hari")
    walker.tab("Data kegiatan")
    walker.press("Buka kegiatan")
    expect(walker.page.get_by_role("button", name="Jadikan rancangan")).to_be_visible()


def _cards_from_the_roster(walker: Walker, app: Flask, folder: Path) -> list[str]:
    """The codes on the first sheet of cards."""
    walker.tab("Beranda")
    with walker.counting("daftar menjadi kartu tercetak"):
        walker.tab("Peserta", "Impor")
        walker.choose_file("daftar.xlsx", _roster(), XLSX)
        walker.press("Periksa berkas")
        walker.reads("Periksa dulu, lalu simpan")
        walker.press(f"Simpan {PEOPLE} peserta")
        walker.reads(f"{PEOPLE} peserta")
        walker.tab("Kartu")
        walker.press(f"Cetak {PEOPLE} kartu")
        walker.reads(f"Menyiapkan {PEOPLE} kartu")
        work(app)
        cards = walker.download("Unduh PDF", folder / "kartu.pdf")
    walker.reads(f"{PEOPLE} kartu sudah dicetak")
    assert page_count(cards) == 2
    codes = qr_codes_in(page_picture(cards))
    assert len(codes) == 8
    return codes


def _quota_and_board(walker: Walker) -> None:
    walker.tab("Persiapan", "Kuota")
    walker.page.get_by_label("Tempat PSM", exact=True).fill("3")
    walker.press("Simpan kuota")
    walker.tab("Peserta", "Papan kuota")
    walker.reads("100 kelurahan kurang")


def _somebody_else_comes(walker: Walker) -> None:
    walker.tab("Beranda")
    with walker.counting("mengganti peserta"):
        walker.tab("Peserta")
        walker.follow("Orang Ke 1")
        walker.follow("Ganti dengan orang lain")
        walker.fill("Nama lengkap", "Nelfia Rasyid, S.Sos")
        walker.fill("NIK", "1371015606949777")
        walker.fill("Alasan penggantian", "Pindah tugas")
        walker.press("Ganti peserta")
        walker.reads("Nelfia Rasyid")


def _first_day(walker: Walker, address: str, cards: list[str]) -> None:
    """The morning at the desk with a scanner; a card left at home; the day is closed in the evening."""
    walker.page.clock.set_system_time(MORNING)
    walker.page.goto(f"{address}/kegiatan/{SLUG}/pindai")
    screen = ScanScreen(walker.page).begin()
    screen.read(cards[0])
    assert "Sudah diganti" in screen.told("stop")
    walker.picture()
    screen.go_on()
    for code in cards[1:]:
        screen.read(code)
        assert "Hadir" in screen.told("ok")
    walker.page.goto(f"{address}/kegiatan/{SLUG}")
    with walker.counting("mengoreksi kedatangan"):
        walker.tab("Presensi", "Kehadiran")
        walker.reads("Hari pertama: 7 hadir, 5 belum")
        walker.click(walker.page.locator(".matrix tbody a.cell").first)
        walker.click(walker.page.get_by_text("Sebenarnya hadir (koreksi)"))
        walker.fill("Alasan koreksi", "Kartu tertinggal, dilihat di pintu")
        walker.press("Simpan koreksi")
        walker.reads("Hari pertama: 8 hadir, 4 belum")


def _papers(walker: Walker, app: Flask, address: str) -> None:
    """Certificates for all who were there, and one anew after a name was corrected."""
    walker.tab("Sertifikat")
    walker.follow("Atur syarat")
    walker.page.locator("select[name=least_days]").select_option("1")
    walker.press("Simpan syarat")
    walker.reads("8 sertifikat siap diterbitkan")
    walker.page.goto(f"{address}/kegiatan/{SLUG}")
    with walker.counting("menerbitkan semua sertifikat"):
        walker.tab("Sertifikat")
        walker.press("Terbitkan 8 sertifikat")
        walker.reads("Menerbitkan")
        work(app)
        walker.reads("8 sertifikat terbit")
    walker.tab("Peserta")
    walker.follow("Orang Ke 5")
    walker.click(walker.page.locator("main").get_by_role("link", name="Ubah", exact=True))
    walker.fill("Nama lengkap", "Orang Kelima")
    walker.press("Simpan perubahan")
    walker.reads("Orang Kelima")
    walker.follow("400.9.12.3/")
    walker.follow("Ganti sertifikat")
    walker.fill("Yang diperbaiki", "nama salah tulis")
    walker.press("Ganti sertifikat")
    walker.reads("Sertifikat Orang Kelima")
    work(app)
    expect(walker.page.get_by_role("link", name="Buka PDF")).to_be_visible()
    walker.picture()


def test_from_a_new_office_to_certificates(
    site: Site, walker: Walker, clock: TestClock, tmp_path: Path
) -> None:
    _new_office(walker, site.address)
    _event_from_nothing(walker)
    _this_year(walker, site.address)
    cards = _cards_from_the_roster(walker, site.app, tmp_path)
    _quota_and_board(walker)
    _somebody_else_comes(walker)
    clock.moment = MORNING
    _first_day(walker, site.address, cards)
    clock.moment = EVENING
    walker.press("Tutup hari pertama")
    walker.reads("Hari pertama: 8 hadir, 4 tidak")
    clock.moment = AFTERWARDS
    _papers(walker, site.app, site.address)
    assert walker.costs == {task: COUNTS[task] for task in walker.costs}
    assert len(walker.costs) == 4
