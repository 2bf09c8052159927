"""The days of an event: added, taken away, shifted."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from eventmgr.audit.actor import Actor
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.events.day_actions import add_day, delete_day, shift_days
from eventmgr.events.holiday_rules import holiday_words
from eventmgr.events.models import AgendaSession, Checkpoint, Event, EventDay
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.refusal import Refusal
from tests.builders import build_event
from tests.cast import Cast
from tests.conftest import FIRST_MORNING
from tests.page_client import PageClient, words_of

Client = Callable[[], PageClient]
DAYS = "/kegiatan/sosialisasi-2024/jadwal/hari"
ANI = Actor("user", 1, "Ani Rahmawati")
NOW = datetime(2024, 11, 1, 3, 0, tzinfo=UTC)


def dates_of(event: Event) -> list[date]:
    query = select(EventDay.date).where(EventDay.event_id == event.id).order_by(EventDay.date)
    return list(db.session.scalars(query))


def test_a_day_comes_with_a_door_like_the_others_and_only_once(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event(days=2)
        for _ in range(2):
            add_day(ANI, NOW, event=event, on=date(2024, 11, 20))
        assert dates_of(event) == [date(2024, 11, 18), date(2024, 11, 19), date(2024, 11, 20)]
        door = db.session.scalars(select(Checkpoint).where(Checkpoint.slug == "hari-3")).one()
        assert door.opens_at == datetime(2024, 11, 19, 23, 30, tzinfo=UTC)


def test_shifting_moves_days_sessions_and_doors_and_keeps_hours(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        first, later = date(2024, 11, 18), date(2024, 11, 19)
        shift_days(ANI, NOW, event=event, first=later, seen_first=first)
        shift_days(ANI, NOW, event=event, first=later, seen_first=first)
        assert dates_of(event) == [date(2024, 11, 19), date(2024, 11, 20), date(2024, 11, 21)]
        starts = db.session.scalars(select(AgendaSession.starts_at).order_by(AgendaSession.starts_at)).first()
        assert starts == datetime(2024, 11, 19, 3, 15, tzinfo=UTC)
        shift_days(ANI, NOW, event=event, first=first, seen_first=later)
        assert dates_of(event)[0] == first
        with pytest.raises(Refusal, match="digeser orang lain"):
            shift_days(ANI, NOW, event=event, first=date(2024, 12, 2), seen_first=later)


def test_a_day_with_sessions_stays_and_an_empty_one_goes(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        day = db.session.scalars(
            select(EventDay.id).where(EventDay.event_id == event.id).order_by(EventDay.date)
        ).first()
        assert day is not None
        with pytest.raises(Refusal, match="masih memuat 1 acara"):
            delete_day(ANI, NOW, event=event, day_id=day)
        with write() as session:
            session.execute(delete(AgendaSession).where(AgendaSession.day_id == day))
        delete_day(ANI, NOW, event=event, day_id=day)
        assert len(dates_of(event)) == 2


def test_once_somebody_was_scanned_days_stay_where_they_are(
    app: Flask, cast: Cast, page_client: Client
) -> None:
    with app.app_context():
        op = ScanOp(
            uid=new_uid(),
            checkpoint="hari-1",
            at_device=FIRST_MORNING,
            source="search",
            registration_uid=cast.dedi_registration.uid,
        )
        check_in(cast.event.id, op, actor=ANI, now=FIRST_MORNING)
        with write() as session:
            session.execute(delete(AgendaSession))
        event = db.session.get_one(Event, cast.event.id)
        day = db.session.scalars(
            select(EventDay.id).where(EventDay.event_id == event.id).order_by(EventDay.date)
        ).first()
        assert day is not None
        with pytest.raises(Refusal, match="tidak dapat dihapus"):
            delete_day(ANI, NOW, event=event, day_id=day)
        with pytest.raises(Refusal, match="tidak dapat digeser"):
            shift_days(ANI, NOW, event=event, first=date(2025, 1, 6), seen_first=date(2024, 11, 18))
    words = words_of(page_client().sign_in(cast.ani).get(DAYS))
    assert "Tanggal tidak dapat digeser lagi. Di sini sudah tercatat 1 pindai." in words


def test_the_page_adds_shifts_and_names_odd_dates(page_client: Client, cast: Cast) -> None:
    client = page_client().sign_in(cast.ani)
    client.get(DAYS)
    assert "Tulis tanggal seperti" in words_of(client.post(DAYS, {"date": "31-02-2024"}, status=422))
    added = client.follow(client.post(DAYS, {"date": "24 nov"}, status=303))
    assert "Minggu, 24 November 2024 ditambahkan" in words_of(added)
    assert "Contoh: 25-11-2024." in words_of(added), "the day after the last"
    form = {"first": "25-11-2024", "seen_first": "2024-11-18"}
    shifted = client.follow(client.post(f"{DAYS}/geser", form, status=303))
    assert "kegiatan mulai 25 November 2024" in words_of(shifted)
    assert "digeser orang lain" in words_of(
        client.post(f"{DAYS}/geser", form | {"first": "1-12-2024"}, status=422)
    )
    client.post(f"{DAYS}/geser", {"first": "1-12-2024", "seen_first": "x"}, status=422)


@pytest.mark.parametrize(("who", "status"), [("budi", 403), ("vina", 403), ("citra", 404)])
def test_only_organizers_set_days(page_client: Client, cast: Cast, who: str, status: int) -> None:
    client = page_client().sign_in(getattr(cast, who))
    client.get(DAYS, status=status)
    client.post(DAYS, {"date": "24-11-2024"}, status=status, form_page="/kegiatan")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 4, 10), "Hari libur nasional: Idulfitri."),
        (date(2024, 4, 11), "Hari libur nasional: Idulfitri."),
        (date(2024, 4, 12), "Cuti bersama: Idulfitri."),
        (date(2024, 11, 18), ""),
        (date(2024, 11, 27), "Hari libur nasional: Hari Pemilihan Kepala Daerah."),
        (date(2025, 3, 29), "Hari libur nasional: Nyepi."),
        (date(2025, 4, 18), "Hari libur nasional: Wafat Yesus Kristus."),
        (date(2025, 4, 20), "Hari libur nasional: Paskah."),
        (date(2025, 8, 17), "Hari libur nasional: Hari Kemerdekaan."),
        (date(2025, 11, 16), "Hari Minggu."),
        (date(2026, 1, 16), "Hari libur nasional: Isra Mikraj."),
        (date(2026, 5, 1), "Hari libur nasional: Hari Buruh."),
        (date(2026, 5, 27), "Hari libur nasional: Iduladha."),
        (date(2026, 5, 31), "Hari libur nasional: Waisak."),
        (date(2026, 8, 25), "Hari libur nasional: Maulid Nabi."),
        (date(2026, 12, 24), "Cuti bersama: Natal."),
        (date(2021, 5, 13), "Hari libur nasional: Idulfitri dan Kenaikan Yesus Kristus."),
        (date(2040, 12, 25), "Hari libur nasional: Natal."),
        (date(1899, 12, 25), ""),
    ],
)
def test_sundays_holidays_and_joint_leave_are_named(day: date, words: str) -> None:
    assert holiday_words(day) == words


def test_a_day_by_the_moon_without_a_decree_is_told_as_an_estimate() -> None:
    found = {holiday_words(date(2040, 1, 1) + timedelta(days)) for days in range(366)}
    assert "Perkiraan libur nasional: Idulfitri." in found
    assert "Hari libur nasional: Idulfitri." not in found


def test_every_name_of_a_holiday_is_short_and_indonesian() -> None:
    words = {holiday_words(date(2024, 1, 1) + timedelta(days)) for days in range(4 * 365)}
    names = {
        name.removesuffix(".") for line in words for name in line.partition(": ")[2].split(" dan ") if name
    }
    assert names == {
        "Tahun Baru Masehi",
        "Isra Mikraj",
        "Tahun Baru Imlek",
        "Hari Pemilihan Umum",
        "Hari Pemilihan Kepala Daerah",
        "Nyepi",
        "Wafat Yesus Kristus",
        "Paskah",
        "Idulfitri",
        "Iduladha",
        "Hari Buruh",
        "Kenaikan Yesus Kristus",
        "Waisak",
        "Hari Lahir Pancasila",
        "Tahun Baru Islam",
        "Hari Kemerdekaan",
        "Maulid Nabi",
        "Natal",
    }
