"""The crew's screens: a held camera, a scanner, and a stand-in for the sync API."""

import base64
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PIL import Image, ImageFilter
from playwright.sync_api import Page

from eventmgr.demo.agenda import SLUG
from scripts.pictures.crew_verdicts import CODE, LONGEST, OK, SHORTEST, SILENCES, VERDICTS
from scripts.pictures.shot import AFTER, BEFORE, FIRST_MORNING, Shot, Steps
from tests.browser.camera import HALL, HELD_CAMERA, picture_address
from tests.browser.scan_screen import NOTHING, FakeServer, ScanScreen

SCAN = f"/kegiatan/{SLUG}/pindai"
WRONG_CODE = "K7QF2N9D"
#: 09.41 in Padang, as in the references
DOOR = FIRST_MORNING + timedelta(hours=1)
#: answers of scans that went by themselves after the network was back
LATE: list[dict[str, Any]] = [
    NOTHING | {"uid": "b" * 32, "at": DOOR.isoformat(), "verdict": "spare_card", "spare_number": 14},
    NOTHING | {"uid": "a" * 32, "at": DOOR.isoformat(), "verdict": "old_card", "person": LONGEST},
]
CAMERA_REFUSED = """
navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("no", "NotAllowedError"); };
"""
NO_CAMERA = CAMERA_REFUSED.replace("NotAllowedError", "NotFoundError")
CAMERA_TAKEN = CAMERA_REFUSED.replace("NotAllowedError", "NotReadableError")


def _out_of_focus() -> str:
    """A card before the camera that the reader cannot read yet, so that the screen stays."""
    sharp = base64.b64decode(picture_address(CODE).partition(",")[2])
    picture = Image.open(io.BytesIO(sharp))
    hall = Image.new("RGB", picture.size, HALL)
    hall.paste(picture.resize((320, 240)), (160, 120))
    blurred = hall.filter(ImageFilter.GaussianBlur(5))
    stored = io.BytesIO()
    blurred.save(stored, "JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(stored.getvalue()).decode()


def begin(page: Page, *, rehearsal: bool = False) -> ScanScreen:
    screen = ScanScreen(page).begin(rehearsal=rehearsal)
    if page.evaluate("typeof window.show === 'function'"):
        page.evaluate("(address) => show(address)", _out_of_focus())
    page.wait_for_timeout(300)
    return screen


def _read(code: str = CODE, *, rehearsal: bool = False) -> Steps:
    def steps(page: Page) -> None:
        screen = begin(page, rehearsal=rehearsal)
        screen.read(code)
        screen.verdict.wait_for()
        page.wait_for_timeout(400)

    return steps


def _let_in(screen: ScanScreen, code: str) -> None:
    """Read a code and wait until its verdict has gone, by itself or by its button."""
    screen.read(code)
    screen.verdict.wait_for()
    if screen.page.get_by_role("button", name="Lanjut memindai").count():
        screen.go_on()
    screen.page.clock.run_for(4_500)
    screen.verdict.wait_for(state="detached")


def _held(page: Page) -> None:
    """A green verdict that was tapped once stays."""
    _read()(page)
    page.clock.run_for(300)
    page.locator(".verdict").click()
    page.locator(".verdict-held").wait_for()


def _ready(page: Page) -> None:
    """The camera is open and one guest was let in before."""
    _let_in(begin(page), CODE)


def _rehearsal(page: Page) -> None:
    begin(page, rehearsal=True)


def _rehearsal_tried(page: Page) -> None:
    screen = begin(page, rehearsal=True)
    for code in ("SECONDCARD", "AMBERCARD"):
        _let_in(screen, code)


def _without_name(page: Page) -> None:
    page.get_by_label("Nama petugas").fill("")
    page.locator("[data-part=begin]:enabled").click()


def _other_days(page: Page) -> None:
    page.locator(".other-days summary").click()


def _trouble(page: Page) -> None:
    ScanScreen(page).begin()
    page.locator("[data-part=trouble]").wait_for()


def _typing(page: Page) -> None:
    begin(page)
    page.get_by_role("button", name="Ketik kode").click()
    page.keyboard.type("K7Q")


def _typed_wrong(page: Page) -> None:
    begin(page)
    page.get_by_role("button", name="Ketik kode").click()
    page.keyboard.type(WRONG_CODE)
    page.locator("#pesan-ketik:not(:empty)").wait_for()


def _typed_too_often(page: Page) -> None:
    _typed_wrong(page)
    for number in range(9):
        page.get_by_label("Kode di bawah QR").fill(f"K7QF2N9{number}")
        page.get_by_role("button", name="Periksa lagi").wait_for()
        page.wait_for_timeout(100)


def _recent(page: Page) -> None:
    screen = begin(page)
    for code in (CODE, "SECONDCARD", "AMBERCARD", "STRAYPOSTER"):
        _let_in(screen, code)
        page.clock.run_for(60_000)
    page.get_by_role("button", name="Terakhir").click()
    page.locator(".recent-row").first.wait_for()


def _recent_empty(page: Page) -> None:
    begin(page)
    page.get_by_role("button", name="Terakhir").click()


def _came_late(page: Page) -> None:
    """A spare card and a poster that were scanned without network; nobody has seen their answers."""
    uids = json.dumps([row["uid"] for row in LATE])
    page.evaluate(f"localStorage.setItem('eventmgr-pindai.lihat.{SLUG}', '{uids}')")
    page.reload()
    begin(page)
    page.locator(".readiness b").nth(1).wait_for()


def _late_rows(page: Page) -> None:
    _came_late(page)
    page.get_by_role("button", name="Terakhir").click()
    page.locator(".recent-row").first.wait_for()


def _late_verdict(page: Page) -> None:
    _late_rows(page)
    page.get_by_role("button", name="Buka lagi Nomor 14").click()


def _undo_question(page: Page) -> None:
    _recent(page)
    page.locator(".recent-row .undo").first.click()


def _undone(page: Page) -> None:
    _undo_question(page)
    page.get_by_role("button", name="Salah orang").click()
    page.locator(".is-undone").wait_for()


def _server(mood: str = "ok", answer: dict[str, Any] | None = None) -> Callable[[], FakeServer]:
    """A fresh server; what it answers to CODE may be given."""
    undoable = {"undoable_until": (DOOR + timedelta(minutes=20)).isoformat()}
    answers = {
        CODE: (answer or OK) | undoable,
        "SECONDCARD": {"verdict": "ok", "person": SHORTEST, "table": "Meja 1"} | undoable,
        "AMBERCARD": VERDICTS["petugas-sudah"] | {"person": LONGEST},
    }
    return lambda: FakeServer(dict(answers), mood=mood)


def _late_server() -> FakeServer:
    return FakeServer({}, recent=LATE)


def crew_shot(name: str, then: Steps, **look: Any) -> Shot:
    settings: dict[str, Any] = {"who": "rina", "at": DOOR, "window_only": True, "api": _server()}
    settings |= {"scripts": [HELD_CAMERA]} | look
    return Shot(name=name, path=settings.pop("path", SCAN), then=then, **settings)


SHOTS = (
    crew_shot("petugas-mulai", lambda _page: None, window_only=False),
    crew_shot("petugas-mulai-hari-lain", _other_days, window_only=False),
    crew_shot("petugas-mulai-tanpa-nama", _without_name, window_only=False),
    crew_shot("petugas-mulai-latihan", lambda _page: None, at=BEFORE, window_only=False),
    crew_shot("petugas-mulai-selesai", lambda _page: None, at=AFTER, window_only=False),
    crew_shot("petugas-mulai-kamera", _trouble, scripts=[CAMERA_REFUSED]),
    crew_shot("petugas-tanpa-kamera", _trouble, scripts=[NO_CAMERA]),
    crew_shot("petugas-kamera-dipakai", _trouble, scripts=[CAMERA_TAKEN]),
    crew_shot("petugas-siap", _ready),
    *(crew_shot(name, _read(), api=_server(answer=answer)) for name, answer in VERDICTS.items()),
    *(
        crew_shot(name, _read(), api=_server(mood), says="Failed to load resource")
        for name, mood in SILENCES.items()
    ),
    crew_shot("petugas-ok-ditahan", _held),
    crew_shot("petugas-latihan", _rehearsal),
    crew_shot("petugas-latihan-dicoba", _rehearsal_tried),
    crew_shot("petugas-latihan-ok", _read(rehearsal=True)),
    crew_shot("petugas-latihan-sudah", _read("AMBERCARD", rehearsal=True)),
    crew_shot("petugas-latihan-tolak", _read("STRAYPOSTER", rehearsal=True)),
    crew_shot("petugas-ketik", _typing),
    crew_shot("petugas-ketik-salah", _typed_wrong),
    crew_shot("petugas-ketik-jeda", _typed_too_often),
    crew_shot("petugas-terakhir", _recent),
    crew_shot("petugas-terakhir-kosong", _recent_empty),
    crew_shot("petugas-siap-perlu-dilihat", _came_late, api=_late_server),
    crew_shot("petugas-terakhir-perlu-dilihat", _late_rows, api=_late_server),
    crew_shot("petugas-putusan-perlu-dilihat", _late_verdict, api=_late_server),
    crew_shot("petugas-terakhir-urungkan", _undo_question),
    crew_shot("petugas-terakhir-diurungkan", _undone),
)
