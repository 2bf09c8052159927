"""The days of the event: who is expected, who has arrived, who is excused, days that are closed."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page
from sqlalchemy import delete, select

from eventmgr.audit.actor import Actor
from eventmgr.checkin.absence_actions import NoteContent, note_absence
from eventmgr.checkin.absence_queries import seen_of
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.closing_actions import close_day
from eventmgr.checkin.correction_actions import Correction, correct
from eventmgr.checkin.day_queries import days_with_places
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.checkin.matrix_queries import person_or_none
from eventmgr.checkin.models import Attendance, Scan
from eventmgr.events.models import Checkpoint
from eventmgr.registration.models import Registration
from eventmgr.registration.register_actions import register
from eventmgr.registration.replace_actions import replace_participant
from eventmgr.registration.seat_actions import cancel
from eventmgr.shared.db import db, new_uid, write
from scripts.pictures.desk import EVENT
from scripts.pictures.shot import BEFORE, FIRST_MORNING, Shot
from scripts.pictures.world import World
from tests.registration.people_steps import entry

ANI = Actor("user", None, "Ani Rahmawati")
#: Monday, a day after the first: its morning is over, its evening has not come
SECOND_NOON = datetime(2024, 11, 19, 5, 0, tzinfo=UTC)
OPENING = datetime(2024, 11, 18, 0, 50, tzinfo=UTC)
NOTES = (
    ("sakit", "surat menyusul"),
    ("izin", "rapat di kelurahan"),
    ("tugas", "mewakili camat"),
    ("alpa", ""),
)


def _not_there(number: int) -> list[str]:
    """Uids of those who were not there on a day, by name's order of the list."""
    doors = select(Checkpoint.id).join(Registration, Registration.event_id == Checkpoint.event_id)
    ids = db.session.scalars(doors.distinct().order_by(Checkpoint.id)).all()
    there = select(Attendance.registration_id).where(Attendance.checkpoint_id == ids[number - 1])
    query = select(Registration.uid).where(Registration.id.not_in(there), Registration.state == "registered")
    return list(db.session.scalars(query.order_by(Registration.id)))


def _noted(world: World) -> Mapping[str, str]:
    """Notes of each kind on the first day, and a correction; the uid of somebody without news is told."""
    event_id, at, absent = world.event().id, world.clock(), _not_there(1)
    for uid, (kind, words) in zip(absent, NOTES, strict=False):
        event, person = world.event(), person_or_none(event_id, uid)
        day = days_with_places(event)[0]
        if person is not None:
            seen = seen_of(person.id, day.id)
            content = NoteContent(kind=kind, note=words)
            note_absence(ANI, at, event=event, person=person, days=[day], content=content, seen=seen)
    person, day = person_or_none(event_id, absent[5]), days_with_places(world.event())[0]
    if person is not None:
        correction = Correction(
            present=True,
            reason="Kartu tertinggal, dilihat Rina di pintu",
            request_uid=new_uid(),
            seen=seen_of(person.id, day.id),
            arrived_at=datetime(2024, 11, 18, 1, 12, tzinfo=UTC),
        )
        correct(ANI, at, event_id=event_id, person=person, day=day, correction=correction)
    return {"uid": absent[-1], "noted": absent[0]}


def _closed(world: World) -> Mapping[str, str]:
    """The first day is closed, then two scans of it arrive."""
    told = _noted(world)
    event = world.event()
    close_day(ANI, world.clock(), event=event, day=days_with_places(event)[0])
    door = db.session.scalars(
        select(Checkpoint.slug).where(Checkpoint.event_id == world.event().id).order_by(Checkpoint.opens_at)
    ).first()
    ids = db.session.scalars(select(Registration.uid).where(Registration.uid.in_(_not_there(1)[-2:]))).all()
    for number, uid in enumerate(ids):
        scan(world, str(door), uid, OPENING + timedelta(minutes=number))
    return told


def _newcomer(world: World) -> Mapping[str, str]:
    """Somebody new is registered after the first day was closed, and looked at."""
    _closed(world)
    event_id = world.event().id
    uid = register(ANI, world.clock() + timedelta(hours=1), event=world.event(), entry=entry())
    found = person_or_none(event_id, uid)
    return {"uid": uid, "name": found.name.split()[0] if found is not None else ""}


def _left_since(world: World) -> Mapping[str, str]:
    """After the first day was closed somebody of the first kelurahan is replaced, and another cancelled."""
    _closed(world)
    event_id, at = world.event().id, world.clock() + timedelta(hours=1)
    query = select(Registration).where(Registration.event_id == event_id, Registration.state == "registered")
    rows = db.session.scalars(query.order_by(Registration.region_code, Registration.id).limit(5)).all()
    gone, other = ((row.uid, row.revision) for row in rows[2:4])
    chosen = entry(category_id=rows[2].category_id, region_code=rows[2].region_code)
    replace_participant(
        ANI, at, event=world.event(), uid=gone[0], revision=gone[1], entry=chosen, reason="Pindah tugas"
    )
    cancel(ANI, at, event=world.event(), uids=[other[0]], reason="Sakit")
    return {"uid": gone[0]}


def scan(world: World, door: str, uid: str, at: datetime, *, source: str = "camera") -> str:
    """Let somebody's card be read at a door; the uid of the scan."""
    op = ScanOp(
        uid=new_uid(),
        checkpoint=door,
        at_device=at,
        operator="Rina Oktavia",
        source=source,
        registration_uid=uid,
    )
    check_in(world.event().id, op, actor=ANI, now=world.clock())
    return op.uid


def _nobody(world: World) -> Mapping[str, str]:
    """As before the doors open: nobody has arrived."""
    event_id = world.event().id
    with write() as session:
        doors = select(Checkpoint.id).where(Checkpoint.event_id == event_id)
        session.execute(delete(Attendance).where(Attendance.checkpoint_id.in_(doors)))
        session.execute(delete(Scan).where(Scan.event_id == event_id))
    return {}


def until_now(world: World) -> Mapping[str, str]:
    """The demo knows what comes later; here only those are there who have come by now."""
    event_id, at = world.event().id, world.clock()
    with write() as session:
        doors = select(Checkpoint.id).where(Checkpoint.event_id == event_id)
        session.execute(
            delete(Attendance).where(Attendance.checkpoint_id.in_(doors), Attendance.first_at > at)
        )
        session.execute(delete(Scan).where(Scan.event_id == event_id, Scan.at_corrected > at))
    return {}


def _short_and_over(world: World) -> Mapping[str, str]:
    """Of one kelurahan somebody has gone, another has one too many."""
    told = until_now(world)
    rows = db.session.execute(
        select(Registration.uid, Registration.category_id, Registration.region_code)
        .where(Registration.region_code.like("13.71.06%"))
        .order_by(Registration.region_code.desc())
    ).all()
    short, over = rows[0], rows[-2]  # the last is of the kecamatan
    cancel(ANI, world.clock(), event=world.event(), uids=[short.uid], reason="Pindah tugas")
    new = entry(category_id=over.category_id, region_code=over.region_code)
    register(ANI, world.clock(), event=world.event(), entry=new)
    return {"short": str(short.region_code), "over": str(over.region_code), **told}


def _open_cell(page: Page) -> None:
    page.locator("#panel, .side-panel").first.wait_for()


def _correct(page: Page) -> None:
    """The panel of a correction with its reason, not yet stored."""
    page.get_by_text("Sebenarnya hadir (koreksi)").click()
    page.get_by_label("Pukul tiba").fill("08.31")
    reason = "Ikut sejak pembukaan, kartu tidak terbaca. Disaksikan TKSK Koto Tangah."
    page.get_by_label("Alasan koreksi").fill(reason)


ATTENDANCE, BOARD, QUOTA = f"{EVENT}/kehadiran", f"{EVENT}/presensi", f"{EVENT}/kuota"
SHOTS = (
    Shot(name="papan-sebelum", path=QUOTA, at=BEFORE, state=_nobody),
    Shot(name="papan-kurang", path=f"{QUOTA}?wilayah={{short}}", at=FIRST_MORNING, state=_short_and_over),
    Shot(name="papan-lebih", path=f"{QUOTA}?wilayah={{over}}", at=FIRST_MORNING, state=_short_and_over),
    Shot(name="papan-berjalan", path=QUOTA, at=FIRST_MORNING, state=until_now),
    Shot(name="papan-kelurahan", path=f"{QUOTA}?wilayah=13.71.03.1001", at=FIRST_MORNING),
    Shot(name="papan-kecamatan", path=f"{QUOTA}?wilayah=13.71.03", at=FIRST_MORNING),
    Shot(name="papan-kosong", path="/kegiatan/bimtek-tksk/kuota", at=BEFORE),
    Shot(name="presensi-sebelum", path=BOARD, at=BEFORE, state=_nobody),
    Shot(
        name="kegiatan-beranda-hari-1",
        path=BOARD.removesuffix("/presensi"),
        at=FIRST_MORNING,
        state=until_now,
    ),
    Shot(name="presensi-papan", path=BOARD, at=FIRST_MORNING, state=until_now),
    Shot(
        name="presensi-proyektor", path=f"{BOARD}/layar", at=FIRST_MORNING, state=until_now, window_only=True
    ),
    Shot(name="presensi-pagi", path=BOARD, at=OPENING, state=until_now),
    Shot(name="presensi-sesudah", path=BOARD),
    Shot(name="presensi-ditutup", path=f"{BOARD}?titik=hari-1", at=SECOND_NOON, state=_closed),
    Shot(name="kehadiran-keterangan", path=f"{ATTENDANCE}?hari=1", at=SECOND_NOON, state=_noted),
    Shot(
        name="kehadiran-dipilih",
        path=f"{ATTENDANCE}?hari=1&pilih={{uid}}.1",
        at=SECOND_NOON,
        state=_noted,
        then=_open_cell,
    ),
    Shot(
        name="kehadiran-koreksi-panel",
        path=f"{ATTENDANCE}?hari=1&pilih={{uid}}.1",
        at=SECOND_NOON,
        state=_noted,
        then=_correct,
    ),
    Shot(name="kehadiran-sakit", path=f"{ATTENDANCE}?hari=1&pilih={{noted}}.1", at=SECOND_NOON, state=_noted),
    Shot(name="kehadiran-ditutup", path=f"{ATTENDANCE}?hari=1", at=SECOND_NOON, state=_closed),
    Shot(
        name="kehadiran-baru-terdaftar",
        path=f"{ATTENDANCE}?hari=1&cari={{name}}&pilih={{uid}}.1",
        at=SECOND_NOON,
        state=_newcomer,
        then=_open_cell,
    ),
    Shot(
        name="kehadiran-ditutup-lalu-diganti",
        path=f"{ATTENDANCE}?hari=1&saring=semua&pilih={{uid}}.1",
        at=SECOND_NOON,
        state=_left_since,
        then=_open_cell,
    ),
    Shot(name="kehadiran-saring-semua", path=f"{ATTENDANCE}?saring=semua", at=SECOND_NOON, state=_noted),
    Shot(name="kehadiran-koreksi-terisi", path=f"{ATTENDANCE}/koreksi", at=SECOND_NOON, state=_noted),
    Shot(name="kehadiran-wilayah-hari-1", path=f"{ATTENDANCE}/wilayah?titik=hari-1", at=SECOND_NOON),
)
