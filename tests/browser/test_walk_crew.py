"""The crew's morning on a phone, against the real server: before the door opens until after it is closed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import func, select

from eventmgr.accounts.models import User
from eventmgr.accounts.passwords import hash_password
from eventmgr.checkin.models import Attendance, Scan
from eventmgr.checkin.rules import VERDICTS
from eventmgr.events.models import Checkpoint, CheckpointAudience, Event
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db, write
from tests.browser.conftest import Site
from tests.browser.scan_screen import ScanScreen
from tests.browser.walker import Walker
from tests.builders import build_category, build_person, build_registration, build_ticket, code_of
from tests.cast import Cast
from tests.conftest import TestClock
from tests.reports.quota_scenes import serve_padang

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180)]
PIN = "271828"
BEFORE_OPENING = datetime(2024, 11, 17, 23, 20, tzinfo=UTC)
MORNING = datetime(2024, 11, 18, 0, 40, tzinfo=UTC)
AFTER_CLOSING = datetime(2024, 11, 18, 3, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Hall:
    """What the codes on the cards are, by whose they are."""

    codes: dict[str, str]


@pytest.fixture
def hall(app: Flask, cast: Cast) -> Hall:
    """A card for each thing that can be wrong with one, a door for TKSK alone, and Ani's PIN."""
    with app.app_context():
        serve_padang()
        event = db.session.get_one(Event, cast.event.id)
        cards = {
            name: _card(event, name, state=state)
            for name, state in (
                *(("Olo Panggabean", "registered"), ("Upik", "registered"), ("Nan XX", "registered")),
                *(("Nelfia", "registered"), ("Masrul Malayu", "registered")),
                *(("Batal", "cancelled"), ("Cadangan", "reserve")),
            )
        }
        cards["Dedi Kurniawan"] = code_of(db.session.get_one(Ticket, cast.dedi_ticket.id))
        old = build_registration(event=event, person=build_person(name="Kartu Lama"))
        cards["old"] = code_of(build_ticket(event=event, registration=old, state="void"))
        cards["other event"] = _card(db.session.get_one(Event, cast.other_event.id), "Tamu Lain")
        spare = build_ticket(event=event, state="spare")
        cards["spare"] = code_of(spare)
        with write() as session:
            session.get_one(Ticket, spare.id).spare_no = 14
            session.get_one(User, cast.ani.id).pin_hash = hash_password(PIN)
        _door_for_tksk(event)
        return Hall(cards)


def _card(event: Event, name: str, *, state: str = "registered") -> str:
    person = build_person(name=name, back_title=None, phone="+6281234567801")
    return code_of(
        build_ticket(event=event, registration=build_registration(event=event, person=person, state=state))
    )


def _door_for_tksk(event: Event) -> None:
    first = db.session.scalars(
        select(Checkpoint).where(Checkpoint.event_id == event.id).order_by(Checkpoint.opens_at)
    ).first()
    assert first is not None
    event_id, day_id, opens, closes = event.id, first.day_id, first.opens_at, first.closes_at
    category_id = build_category(code="TKSK").id
    with write() as session:
        door = Checkpoint(
            event_id=event_id,
            day_id=day_id,
            slug="rapat-tksk",
            name="Rapat TKSK",
            kind="session",
            opens_at=opens,
            closes_at=closes,
            counts_for_day=False,
        )
        session.add(door)
        session.flush()
        session.add(CheckpointAudience(checkpoint_id=door.id, category_id=category_id))


@dataclass
class Morning:
    """The phone, the clocks of phone and server, and the cards."""

    walker: Walker
    screen: ScanScreen
    clock: TestClock
    hall: Hall
    address: str

    def is_now(self, moment: datetime) -> None:
        self.clock.moment = moment
        self.walker.page.clock.set_system_time(moment)

    def starts(self, door: str) -> None:
        """Open the page anew and choose a door."""
        page = self.walker.page
        page.goto(self.address)
        page.locator("html[data-modules=ready]").wait_for(state="attached")
        if not page.get_by_label(door).is_visible():
            page.get_by_text("Titik hari lain").click()
        page.get_by_label(door).check()
        self.screen.begin()

    def scans(self, who: str, words: str) -> None:
        """A card by the wedge; what the crew is told holds these words, on green only for a welcome."""
        self.screen.read(self.hall.codes.get(who, who))
        family, shown = self.walker.page.evaluate("() => window.nextVerdict()")
        told = " ".join(shown.split())
        assert words in told, told
        assert (family == "ok") == words.startswith("Hadir"), family
        self.walker.picture()

    def goes_on(self) -> None:
        self.screen.go_on()

    def green_leaves(self) -> None:
        self.walker.page.clock.run_for(5000)
        self.walker.page.locator(".ready").wait_for()


def _before_opening(morning: Morning) -> None:
    """Not open yet; the coordinator's PIN lets one in."""
    morning.is_now(BEFORE_OPENING)
    morning.starts("Presensi Hari 1")
    morning.scans("Olo Panggabean", "Belum dibuka")
    page = morning.walker.page
    page.clock.run_for(300)
    morning.screen.verdict.get_by_role("button", name="Minta izin").click()
    page.get_by_label("PIN koordinator").fill(PIN)
    page.get_by_label("Sakit atau urusan keluarga").check()
    morning.walker.picture()
    page.get_by_role("button", name="Izinkan dan catat hadir").click()
    assert "Dengan izin Ani Rahmawati" in morning.screen.told("ok")
    morning.green_leaves()


def _cards_of_all_kinds(morning: Morning) -> None:
    """Every verdict about a card; the first was somebody else's face and is taken back."""
    morning.is_now(MORNING)
    morning.starts("Presensi Hari 1")
    morning.scans("Dedi Kurniawan", "Hadir Dedi Kurniawan")
    morning.green_leaves()
    _undo(morning)
    morning.scans("Dedi Kurniawan", "Hadir Dedi Kurniawan")
    morning.green_leaves()
    for who, words in (
        ("Dedi Kurniawan", "Sudah hadir"),
        ("old", "Kartu lama"),
        ("other event", "Kartu kegiatan lain"),
        ("Batal", "Pendaftaran batal"),
        ("Cadangan", "Masih cadangan"),
        ("https://contoh.go.id/poster", "Bukan kartu peserta"),
    ):
        morning.scans(who, words)
        morning.goes_on()


def _undo(morning: Morning) -> None:
    page = morning.walker.page
    page.get_by_role("button", name="Terakhir").click()
    page.get_by_role("button", name="Urungkan Dedi Kurniawan").click()
    page.get_by_role("button", name="Salah orang").click()
    expect(page.locator(".recent-row").first).to_be_visible()
    expect(page.locator(".is-undone")).to_be_visible()
    morning.walker.picture()
    page.keyboard.press("Escape")
    page.locator(".ready").wait_for()


def _group(morning: Morning) -> None:
    """Two of one kelurahan without their cards, found by name."""
    page = morning.walker.page
    page.get_by_role("button", name="Cari nama").click()
    expect(page.get_by_text("orang ada di daftar")).to_be_visible()
    page.keyboard.type("upik")
    page.get_by_label("Nan XX").check()
    morning.walker.picture()
    page.get_by_role("button", name="Catat hadir 2 orang").click()
    assert "Hadir, 2 orang" in morning.screen.told("ok")
    morning.green_leaves()


def _spare_card_and_newcomer(morning: Morning) -> None:
    """Nelfia lost her card; Yulmaini stands on no list."""
    page = morning.walker.page
    morning.scans("spare", "Kartu cadangan Nomor 14")
    page.clock.run_for(300)
    morning.screen.verdict.get_by_role("button", name="Pilih orang").click()
    expect(page.get_by_label("Dari kelurahan mana?")).to_be_focused()
    page.keyboard.type("nelfia")
    page.get_by_label("Nelfia").check()
    morning.walker.picture()
    page.get_by_role("button", name="Jadikan kartunya, catat hadir").click()
    assert "Kartu 14 kini miliknya" in morning.screen.told("ok")
    morning.green_leaves()
    page.get_by_role("button", name="Cari nama").click()
    expect(page.get_by_text("orang ada di daftar")).to_be_visible()
    page.keyboard.type("yulmaini syafitri, S.Pd")
    page.get_by_role("button", name="Tambah orang").click()
    page.get_by_role("button", name="Kelurahan").click()
    page.keyboard.type("air manis")
    page.locator(".other-row").first.click()
    morning.walker.picture()
    page.get_by_role("button", name="Catat hadir").click()
    assert "Yulmaini Syafitri" in morning.screen.told("ok")
    morning.green_leaves()


def _other_doors(morning: Morning) -> None:
    """A door for others, and the door of tomorrow."""
    morning.starts("Rapat TKSK")
    morning.scans("Upik", "Tidak terdaftar")
    morning.goes_on()
    morning.starts("Presensi Hari 2")
    morning.scans("Upik", "Bukan hari ini")
    morning.goes_on()


def test_the_morning_at_the_door(
    site: Site, cast: Cast, hall: Hall, scan_page: Callable[..., ScanScreen], clock: TestClock
) -> None:
    screen = scan_page()
    walker = Walker(screen.page, "jalan-petugas")
    morning = Morning(walker, screen, clock, hall, f"{site.address}/kegiatan/{cast.slug}/pindai")
    _before_opening(morning)
    _cards_of_all_kinds(morning)
    _group(morning)
    _spare_card_and_newcomer(morning)
    _other_doors(morning)
    morning.is_now(AFTER_CLOSING)
    morning.starts("Presensi Hari 1")
    morning.scans("Masrul Malayu", "Sudah ditutup")
    with site.app.app_context():
        told = set(db.session.scalars(select(Scan.verdict).where(Scan.kind.in_(("in", "override")))))
        there = db.session.scalar(select(func.count()).where(Attendance.present.is_(True)))
        newcomers = db.session.scalar(select(func.count()).where(Registration.is_walk_in.is_(True)))
    assert told >= set(VERDICTS)
    assert (there, newcomers) == (6, 1)
