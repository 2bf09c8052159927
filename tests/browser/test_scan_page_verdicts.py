"""What the crew sees, hears and feels after a scan."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.scan_screen import FakeServer, ScanScreen, person

pytestmark = pytest.mark.browser
Opener = Callable[..., ScanScreen]
CODE = "1AAAABBBBCCCCDDDDEEEEFFFFGGGG"
B, C, D = [120, 80, 120], [400], [40]

#: verdict fields, family, words, tones (hertz), vibration (milliseconds)
TOLD: list[tuple[dict[str, Any], str, list[str], list[int], list[int]]] = [
    (
        {"verdict": "ok", "person": person("Masrul Malayu", "S.Sos")},
        "ok",
        ["Presensi Hari 1", "148 dari 323", "Hadir", "Masrul Malayu, S.Sos", "PSM · Jati Kec. Padang Timur"],
        [880, 1319],
        [70],
    ),
    (
        {"verdict": "ok", "person": person("Upik"), "table": "Meja 3", "note": "Kaus ukuran XL"},
        "ok",
        ["Hadir Upik", "Arahkan ke Meja 3", "Kaus ukuran XL"],
        [880, 1319, 1760],
        [70, 60, 70],
    ),
    (
        {
            "verdict": "already",
            "person": person("Olo"),
            "first_at": "07.52",
            "first_place": "Presensi Hari 1",
        },
        "warn",
        ["Sudah hadir", "Pukul 07.52 di titik ini", "Orang lain Tahan kartunya, panggil koordinator."],
        [659, 659],
        B,
    ),
    (
        {"verdict": "wrong_event", "person": person("Olo"), "other_event": "Bimtek TKSK, 5 Desember"},
        "stop",
        ["Kartu kegiatan lain", "Bimtek TKSK, 5 Desember", "Minta kartu kegiatan ini"],
        [196],
        C,
    ),
    (
        {"verdict": "wrong_day", "checkpoint_day": "Selasa 19 Nov", "opens_at": "06.30"},
        "stop",
        ["Bukan hari ini", "Titik ini untuk Selasa 19 Nov", "Titik presensinya keliru Ketuk Ganti titik."],
        [196],
        C,
    ),
    (
        {"verdict": "not_open", "opens_at": "06.30", "minutes_to_open": 12},
        "warn",
        ["Belum dibuka", "Dibuka 06.30, 12 menit lagi", "Mulai 06.30 Pindai kartunya sekali lagi."],
        [659, 659],
        B,
    ),
    ({"verdict": "not_open", "reason": "event_draft"}, "warn", ["Kegiatan masih disiapkan"], [659, 659], B),
    (
        {"verdict": "closed", "closes_at": "10.00"},
        "stop",
        ["Sudah ditutup", "Presensi ditutup 10.00"],
        [196],
        C,
    ),
    ({"verdict": "closed", "reason": "day_closed"}, "stop", ["Hari ini ditutup panitia"], [196], C),
    (
        {"verdict": "not_here", "audience": "TKSK"},
        "stop",
        ["Tidak terdaftar", "Titik ini khusus TKSK"],
        [196],
        C,
    ),
    (
        {"verdict": "cancelled", "reason": "replaced", "since": "15 Nov"},
        "stop",
        ["Pendaftaran batal", "Dibatalkan, diganti 15 Nov", "Pendaftarannya sudah digantikan."],
        [196],
        C,
    ),
    ({"verdict": "cancelled"}, "stop", ["Dibatalkan", "Pendaftarannya sudah dibatalkan."], [196], C),
    ({"verdict": "old_card", "since": "17 Nov"}, "stop", ["Kartu lama", "Sudah diganti 17 Nov"], [196], C),
    ({"verdict": "spare_card", "spare_number": 7}, "warn", ["Nomor 7, belum ada namanya"], [659, 659], B),
    ({"verdict": "reserve"}, "warn", ["Masih cadangan", "Panggil koordinator"], [659, 659], B),
    ({"verdict": "unknown"}, "stop", ["Bukan kartu peserta", "QR ini bukan dari kami"], [300], D),
    ({"verdict": "unknown", "reason": "no_ticket"}, "stop", ["Kode ini tidak ada di daftar"], [300], D),
    ({"verdict": "made_up_later"}, "stop", ["Tidak dicatat", "Muat ulang halaman ini"], [196], C),
]


#: the road that the left button offers; the others offer none
LEFT_BUTTONS = {
    "already": ["Orang lain"],
    "wrong_event": ["Cari nama"],
    "old_card": ["Cari nama"],
    "spare_card": ["Pilih orang"],
    "wrong_day": ["Ganti titik"],
    "unknown": ["Cari nama"],
}


@pytest.mark.parametrize(
    ("answer", "family", "words", "tones", "vibration"),
    TOLD,
    ids=[f"{told[0]['verdict']}-{told[0].get('reason', '')}" for told in TOLD],
)
def test_each_verdict_has_its_words_colour_sound_and_vibration(
    scan_page: Opener,
    answer: dict[str, Any],
    family: str,
    words: list[str],
    tones: list[int],
    vibration: list[int],
) -> None:
    screen = scan_page(FakeServer({CODE: answer})).begin()
    screen.read(CODE)
    told = screen.told(family)
    for expected in words:
        assert expected in told
    assert screen.page.evaluate("window.tones") == tones
    assert screen.page.evaluate("window.vibrations") == [vibration]
    region = "say-status" if family == "ok" else "say-alert"
    expect(screen.page.locator(f"[data-part={region}]")).not_to_be_empty()
    if family != "ok":
        assert "Lanjut memindai" in told
        left = screen.verdict.locator(".verdict-other")
        assert left.all_inner_texts() == LEFT_BUTTONS.get(answer["verdict"], [])


def test_green_goes_by_itself_and_the_count_stands_below(scan_page: Opener) -> None:
    server = FakeServer({CODE: {"verdict": "ok", "person": person("Masrul Malayu", "S.Sos")}}, present=149)
    screen = scan_page(server).begin()
    screen.read(CODE)
    screen.told("ok")
    screen.page.clock.run_for(1700)
    expect(screen.verdict).to_have_count(0)
    expect(screen.page.locator(".tally .tally-count")).to_have_text("149 dari 323 hadir")
    expect(screen.page.locator(".last-name")).to_have_text("Masrul Malayu, S.Sos")


def test_green_with_a_note_stays_longer_and_a_tap_holds_it(scan_page: Opener) -> None:
    server = FakeServer({CODE: {"verdict": "ok", "person": person("Olo"), "note": "Serahkan juga kaus"}})
    screen = scan_page(server).begin()
    screen.hold_time()
    screen.read(CODE)
    screen.told("ok")
    screen.page.clock.run_for(2500)
    screen.verdict.click(position={"x": 20, "y": 300})
    screen.page.clock.run_for(9000)
    expect(screen.verdict).to_be_visible()
    screen.verdict.click(position={"x": 20, "y": 300})
    screen.page.clock.run_for(200)
    expect(screen.verdict).to_have_count(0)


def test_a_new_card_replaces_green_at_once_but_never_amber_or_red(scan_page: Opener) -> None:
    server = FakeServer(
        {
            CODE: {"verdict": "ok", "person": person("Olo")},
            "NEXTCARD1": {"verdict": "old_card"},
            "NEXTCARD2": {"verdict": "ok", "person": person("Upik")},
        }
    )
    screen = scan_page(server).begin()
    screen.read(CODE)
    screen.told("ok")
    screen.read("NEXTCARD1")
    screen.told("stop")
    screen.read("NEXTCARD2")
    screen.page.clock.run_for(1000)
    expect(screen.verdict).to_contain_text("Kartu lama")
    assert [op["code"] for op in server.ops] == [CODE, "NEXTCARD1"]


def test_buttons_of_a_verdict_wait_a_quarter_of_a_second(scan_page: Opener) -> None:
    screen = scan_page(FakeServer({CODE: {"verdict": "already", "first_at": "07.52"}})).begin()
    screen.page.clock.pause_at("2024-11-18T00:41:00Z")
    screen.page.clock.set_fixed_time("2024-11-18T00:41:00Z")
    screen.read(CODE)
    screen.told("warn")
    screen.page.get_by_role("button", name="Lanjut memindai").click()
    expect(screen.verdict).to_be_visible()


def test_the_wrong_day_leads_to_the_choice_of_the_checkpoint(scan_page: Opener) -> None:
    wrong_day = {"verdict": "wrong_day", "checkpoint_day": "Selasa 19 Nov"}
    screen = scan_page(FakeServer({CODE: wrong_day})).begin()
    screen.read(CODE)
    screen.told("stop")
    screen.page.clock.run_for(300)
    screen.verdict.get_by_role("button", name="Ganti titik").click()
    expect(screen.page.get_by_role("heading", level=1)).to_have_text("Mulai bertugas")


def test_a_stray_code_leaves_by_itself(scan_page: Opener) -> None:
    screen = scan_page(FakeServer()).begin()
    screen.read("HTTPS://CONTOH.ID/POSTER")
    screen.told("stop")
    screen.page.clock.run_for(2800)
    expect(screen.verdict).to_have_count(0)


def test_long_names_and_places_fit_every_width(scan_page: Opener) -> None:
    longest = person("Rahmat Hidayat Chaniago", "S.PdI", region="Tanjung Saba Pitameh Nan XX")
    screen = scan_page(FakeServer({CODE: {"verdict": "reserve", "person": longest}}), size=(360, 640)).begin()
    screen.read(CODE)
    told = screen.told("warn").replace("\u00a0", " ")
    assert "Rahmat Hidayat Chaniago, S.PdI PSM · Tanjung Saba Pitameh Nan XX" in told
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(screen.page.get_by_role("button", name="Lanjut memindai")).to_be_in_viewport(ratio=1)


def test_a_phone_whose_clock_is_off_says_so_once_an_hour(scan_page: Opener) -> None:
    answers = {
        CODE: {"verdict": "ok", "person": person("Olo"), "clock_suspect": True},
        "NEXTCARD1": {"verdict": "ok", "person": person("Upik"), "clock_suspect": True},
    }
    screen = scan_page(FakeServer(answers, server_time="2024-11-17T23:53:00+00:00")).begin()
    expect(screen.page.locator(".readiness")).to_contain_text("06.53")
    screen.read(CODE)
    told = screen.told("warn")
    assert "Jam ponsel meleset Lebih cepat 47 menit Olo" in told
    assert "Tercatat, jamnya dihitung ulang." in told
    screen.go_on()
    screen.read("NEXTCARD1")
    assert "Hadir Upik" in screen.told("ok")
