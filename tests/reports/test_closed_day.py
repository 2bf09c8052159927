"""The figures of a closed day are the same wherever they stand, whoever leaves or comes afterwards."""

import io
from datetime import timedelta

import python_calamine
from flask import Flask
from sqlalchemy import select

from eventmgr.accounts.models import User
from eventmgr.checkin.attendance_sheet import attendance_xlsx
from eventmgr.checkin.closing_actions import close_day
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.queries import checkpoints_of, count_at, present_by_checkpoint
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.registration.replace_actions import replace_participant
from eventmgr.registration.seat_actions import cancel
from eventmgr.reports.attendance_paper import SheetWish, attendance_paper
from eventmgr.shared.db import db
from tests.builders import build_person, build_registration
from tests.cast import build_cast
from tests.certificates.builders import mark_present
from tests.checkin.matrix_days import NOON
from tests.conftest import TestClock
from tests.page_client import PageClient, words_of
from tests.registration.people_steps import ACTOR, entry

HOME = "/kegiatan/sosialisasi-2024"
#: where one reads that one of two was there on the first day
FIGURES = {
    HOME: ("Hari pertama ditutup: 1 hadir, 1 tidak",),
    f"{HOME}/kehadiran?hari=1": (
        "Hari pertama: 1 hadir, 1 tidak",
        "1 dari 2",
        "Angkanya termasuk 2 orang yang kemudian diganti atau dibatalkan",
    ),
    f"{HOME}/kehadiran?hari=1&saring=semua": ("Semua 3", "Diganti 18 November", "Dibatalkan 18 November"),
    f"{HOME}/kehadiran/wilayah?titik=hari-1": ("1 dari 2 hadir", "1 tidak datang"),
    f"{HOME}/presensi?titik=hari-1": ("1 dari 2 hadir",),
    f"{HOME}/presensi/layar?titik=hari-1": ("Hadir 1 dari 2 peserta",),
    f"{HOME}/peserta": ("1 peserta", "Hari ini 1 hadir."),
}


def scene() -> Event:
    """One of two was there; after the closing she was replaced, and who was not there was cancelled."""
    event = db.session.get_one(Event, build_cast().event.id)
    asnimar = build_registration(event=event, person=build_person(name="Asnimar", phone="+6281234567000"))
    mark_present(event=event, registration=asnimar, days=1)
    uids = [row.uid for row in event_registrations(event.id)]
    close_day(ACTOR, NOON, event=event, day=days_with_places(event)[0])
    later, event = NOON + timedelta(hours=1), db.session.get_one(Event, event.id)
    chosen = entry(category_id=asnimar.category_id)
    replace_participant(
        ACTOR, later, event=event, uid=asnimar.uid, revision=1, entry=chosen, reason="pindah tugas"
    )
    others = [uid for uid in uids if uid != asnimar.uid]
    event = db.session.get_one(Event, event.id)
    cancel(ACTOR, later, event=event, uids=others, reason="sakit")
    return db.session.get_one(Event, event.id)


def event_registrations(event_id: int) -> list[Registration]:
    return list(db.session.scalars(select(Registration).where(Registration.event_id == event_id)))


def test_all_pages_say_the_same_of_a_closed_day(any_app: Flask, clock: TestClock) -> None:
    clock.moment = NOON + timedelta(hours=2)
    with any_app.app_context():
        scene()
        ani = db.session.scalars(select(User).where(User.name == "Ani Rahmawati")).one()
    client = PageClient(any_app).sign_in(ani)
    for address, figures in FIGURES.items():
        words = words_of(client.get(address))
        for figure in figures:
            assert figure in words, (address, words)


def test_excel_the_paper_and_the_doors_count_as_the_pages_do(any_app: Flask) -> None:
    with any_app.app_context():
        event = scene()
        data = attendance_xlsx(event, NOON + timedelta(hours=2)).data
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = {str(row[1]): row[5:8] for row in book.get_sheet_by_name("Kehadiran").to_python()}
        sums = [rows[label][0] for label in ("Hadir (H)", "Tanpa keterangan (A)", "Semua peserta")]
        assert sums == [1, 1, 2]
        (name,) = [name for name in rows if name.startswith("Asnimar")]
        assert rows[name][::2] == ["H", "kemudian diganti 18 November"]
        recap = book.get_sheet_by_name("Rekap").to_python()[-1]
        assert recap[2:4] == [1, 2]
        each = {
            str(row[1]).partition(",")[0]: row for row in book.get_sheet_by_name("Per orang").to_python()[5:]
        }
        assert [row[6] for row in each.values() if "kemudian" not in str(row[-1])] == ["B"]
        assert each["Dedi Kurniawan"][6::4] == ["–", "kemudian dibatalkan 18 November"]
        assert each["Asnimar"][-1] == "kemudian diganti 18 November"
        wish, day = SheetWish(number=1, blank=False), days_with_places(event)[0]
        paper = attendance_paper(event, day, wish)
        assert (paper.people, paper.sum_words) == (2, ("2", "1", "1")), "nobody came afterwards"
        assert [group.sum_words for group in paper.groups] == [("2", "1", "1")]
        blank = attendance_paper(event, day, SheetWish(number=1, blank=True))
        assert blank.sum_words == ("1",), "who signs a blank sheet is registered now"
        place = checkpoints_of(event.id)[0]
        count = count_at(event.id, place.id)
        assert (count.present, count.registered) == (1, 2)
        assert present_by_checkpoint(event.id) == {place.id: 1}
