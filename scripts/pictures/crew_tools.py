"""The crew's tools above the camera: search, permission, a held card, a spare card, a newcomer."""

from typing import Any

from playwright.sync_api import Page

from scripts.pictures.crew import begin, crew_shot
from scripts.pictures.crew_verdicts import CODE, LONGEST
from scripts.pictures.shot import Steps
from tests.browser.scan_screen import FakeServer, ScanScreen, kecamatan, kelurahan, listed

PARAK = "Parak Laweh Pulau Aia Nan XX"
TANJUNG = "Tanjung Saba Pitameh Nan XX"
LUBUK, TIMUR, KURANJI = "Lubuk Begalung", "Padang Timur", "Kuranji"
#: as many as the references show, with the longest and the shortest names
PEOPLE = [
    listed("a1", "Febri Yanti Bendang", PARAK, back_title="S.H", parent_region=f"Kec. {LUBUK}"),
    listed("a2", "Masrul Malayu", PARAK, back_title="S.Sos", parent_region=f"Kec. {LUBUK}"),
    listed("a3", "Syafrizal Firdaus", PARAK, back_title="S.H", parent_region=f"Kec. {LUBUK}"),
    listed("b1", "Febri Yanti Armaini", "Kuranji", parent_region=f"Kec. {KURANJI}"),
    listed("b2", "Febri Yanti Elfitri", "Lubuk Lintah", parent_region=f"Kec. {KURANJI}"),
    listed("b3", "Febri Yanti Koto", "Jati Baru"),
    listed("c1", "Rahmat Hidayat Chaniago", TANJUNG, back_title="S.PdI", parent_region=f"Kec. {LUBUK}"),
    listed("c2", "Asnimar", TANJUNG, parent_region=f"Kec. {LUBUK}", state="reserve"),
    listed("c3", "Olo", TANJUNG, parent_region=f"Kec. {LUBUK}"),
    listed("d1", "Upik", "Jati"),
    listed(
        "e1", "Nurhayati Sikumbang", LUBUK, category="TKSK", parent_region=None, region_code=f"Kec. {LUBUK}"
    ),
]
REGIONS = [
    kelurahan(PARAK, LUBUK),
    kelurahan(TANJUNG, LUBUK, taken=2),
    kelurahan("Parak Gadang Timur", TIMUR),
    kelurahan("Jati", TIMUR, taken=1),
    kelurahan("Jati Baru", TIMUR, taken=1),
    kelurahan("Kuranji", KURANJI),
    kelurahan("Lubuk Lintah", KURANJI),
    kecamatan(LUBUK),
    kecamatan(TIMUR, taken=0),
]
SPARE = {"verdict": "spare_card", "spare_number": 14}
ALREADY = {"verdict": "already", "first_at": "07.52", "first_place": "Meja 1", "person": PEOPLE[2]}
CLOSED = {"verdict": "closed", "closes_at": "10.00", "permittable": True, "person": LONGEST}
WRONG_PIN = {"verdict": "refused", "reason": "pin_wrong", "tries_left": 3}
TAKEN = {"verdict": "refused", "reason": "spare_taken", "person": PEOPLE[9], "spare_number": 14}
_WELCOME = {one["registration"]: {"verdict": "ok", "person": one} for one in PEOPLE[:2]}
SAME_NAME = {"verdict": "refused", "reason": "same_name", "person": PEOPLE[0]}


def _hall(answer: dict[str, Any] | None = None, **by_kind: dict[str, Any]) -> FakeServer:
    server = FakeServer({CODE: answer or SPARE, **by_kind}, people=PEOPLE, regions=REGIONS)
    server.arrivals = [{"registration": PEOPLE[2]["registration"], "present": True, "first_at": "07.52"}]
    return server


def _search(words: str, opened: str = "", *ticked: str) -> Steps:
    def steps(page: Page) -> None:
        begin(page)
        page.get_by_role("button", name="Cari nama").click()
        page.get_by_text("orang ada di daftar").wait_for()
        page.keyboard.type(words)
        if opened:
            page.get_by_role("button", name=opened).click()
        for name in ticked:
            page.get_by_label(name).check()

    return steps


def _from_verdict(button: str) -> Steps:
    def steps(page: Page) -> None:
        screen = begin(page)
        screen.read(CODE)
        screen.verdict.wait_for()
        page.clock.run_for(300)
        screen.verdict.get_by_role("button", name=button).click()

    return steps


def _permit_with_wrong_pin(page: Page) -> None:
    _from_verdict("Minta izin")(page)
    page.get_by_label("PIN koordinator").fill("111222")
    page.keyboard.press("Enter")
    page.locator("#pesan-pin").wait_for()


def _hold_with_note(page: Page) -> None:
    _from_verdict("Orang lain")(page)
    page.get_by_label("Catatan").fill("Yang datang Bapak Masrul, kartunya tertukar di penginapan.")
    page.get_by_label("Kartu ditahan").focus()


def _bind(words: str, opened: str = "", chosen: str = "") -> Steps:
    def steps(page: Page) -> None:
        _from_verdict("Pilih orang")(page)
        page.get_by_text("Ketik beberapa huruf").wait_for()
        page.keyboard.type(words)
        if opened:
            page.get_by_role("button", name=opened).click()
        if chosen:
            page.get_by_label(chosen).check()
            page.get_by_label("Dari kelurahan mana?").focus()

    return steps


def _add(name: str, region: str = "", role: str = "") -> Steps:
    """Nobody of that name is found; he is added."""

    def steps(page: Page) -> None:
        _search(name)(page)
        page.get_by_role("button", name="Tambah orang").click()
        page.get_by_text("Datang sebagai").wait_for()
        if role:
            page.get_by_label(role, exact=True).check()
        if region:
            page.get_by_role("button", name="Kelurahan").click()
            page.keyboard.type(region)
            page.get_by_role("button", name=region).first.click()
        page.get_by_role("heading", name="Tambah orang").wait_for()

    return steps


def _choosing(page: Page) -> None:
    _add("Yulmaini Syafitri, S.Pd")(page)
    page.get_by_role("button", name="Kelurahan").click()


def _same_name(page: Page) -> None:
    _add("Febriyanti Bendang, S.H", PARAK)(page)
    page.get_by_role("button", name="Catat hadir").click()
    page.get_by_text("Orang yang sama?").wait_for()


def _added_without_network(page: Page) -> None:
    _add("Yulmaini Syafitri, S.Pd", PARAK)(page)
    page.route("**/api/scan/**", lambda route: route.abort("connectionfailed"))
    page.get_by_role("button", name="Catat hadir").click()
    page.clock.run_for(500)
    page.locator(".verdict").wait_for()
    page.wait_for_timeout(400)


def _refused_later(page: Page) -> None:
    """What was written without network is sent once more: one is recorded, the other is listed after all."""
    _added_without_network(page)
    page.unroute("**/api/scan/**")
    _hall(walk_in=SAME_NAME).attach(page)
    page.get_by_role("button", name="Coba lagi").click()
    page.get_by_role("button", name="Buka lagi").wait_for()
    page.wait_for_timeout(400)


def _waiting(page: Page) -> None:
    """Last scans with a newcomer who waits for somebody and a spare card that waits for the network."""
    _refused_later(page)
    screen = ScanScreen(page)
    screen.go_on()
    _hall().attach(page)
    screen.read(CODE)
    screen.verdict.wait_for()
    page.clock.run_for(300)
    screen.verdict.get_by_role("button", name="Pilih orang").click()
    page.keyboard.type("parak laweh")
    page.get_by_label("Febri Yanti Bendang").check()
    page.route("**/api/scan/**", lambda route: route.abort("connectionfailed"))
    page.get_by_role("button", name="Jadikan kartunya").click()
    page.clock.run_for(500)
    screen.verdict.wait_for()
    screen.go_on()
    page.get_by_role("button", name="Terakhir").click()


def _bind_refused(page: Page) -> None:
    _bind("parak laweh", chosen="Febri Yanti Bendang")(page)
    page.get_by_role("button", name="Jadikan kartunya").click()
    page.locator("#pesan-cadangan:focus").wait_for()


def _undo_together(page: Page) -> None:
    _search("parak laweh", "", "Febri Yanti Bendang", "Masrul Malayu")(page)
    page.get_by_role("button", name="Catat hadir 2 orang").click()
    page.locator(".verdict").wait_for()
    page.clock.run_for(1_800)
    page.get_by_role("button", name="Urungkan").click()


def _with_card(page: Page) -> None:
    _bind("tanjung saba")(page)
    page.get_by_role("button", name="Orangnya tidak ada di sini").click()
    page.get_by_label("Nama lengkap").fill("Rahmat Hidayat Chaniago, S.PdI")


SHOTS = (
    crew_shot("petugas-cari", _search("febri yanti", "Febri Yanti Bendang", "Masrul Malayu"), api=_hall),
    crew_shot("petugas-cari-terpanjang", _search("rahmat"), api=_hall),
    crew_shot("petugas-cari-kosong", _search("zulkarnain"), api=_hall),
    crew_shot("petugas-izin", _permit_with_wrong_pin, api=lambda: _hall(CLOSED, permit=WRONG_PIN)),
    crew_shot("petugas-orang-lain", _hold_with_note, api=lambda: _hall(ALREADY)),
    crew_shot("petugas-cadangan-mulai", _bind(""), api=_hall),
    crew_shot("petugas-cadangan", _bind("parak", "Parak Laweh", "Febri Yanti Bendang"), api=_hall),
    crew_shot("petugas-cadangan-terpanjang", _bind("tanjung", chosen="Rahmat Hidayat Chaniago"), api=_hall),
    crew_shot("petugas-cadangan-hadir", _bind("parak laweh", chosen="Syafrizal Firdaus"), api=_hall),
    crew_shot("petugas-cadangan-kecamatan", _bind("lubuk begalung"), api=_hall),
    crew_shot("petugas-cadangan-nama", _bind("upik"), api=_hall),
    crew_shot("petugas-tamu", _add("Yulmaini Syafitri, S.Pd", PARAK), api=_hall),
    crew_shot("petugas-tamu-ada-tempat", _add("Olo Upik", "Jati"), api=_hall),
    crew_shot("petugas-tamu-tamu", _add("Yulmaini Syafitri, S.Pd", role="Tamu"), api=_hall),
    crew_shot("petugas-tamu-wilayah", _choosing, api=_hall),
    crew_shot("petugas-tamu-kartu", _with_card, api=_hall),
    crew_shot("petugas-tamu-sama", _same_name, api=lambda: _hall(walk_in=SAME_NAME)),
    crew_shot("petugas-tamu-luring", _added_without_network, api=_hall, says="Failed to load resource"),
    crew_shot("petugas-tamu-ditolak-nanti", _refused_later, api=_hall, says="Failed to load resource"),
    crew_shot("petugas-terakhir-belum", _waiting, api=_hall, says="Failed to load resource"),
    crew_shot("petugas-cadangan-terpakai", _bind_refused, api=lambda: _hall(bind=TAKEN)),
    crew_shot("petugas-urungkan-bersama", _undo_together, api=lambda: _hall(**_WELCOME)),
)
