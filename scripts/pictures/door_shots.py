"""What the door leaves for the coordinator: a held card, people written down there, guests in the list."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Select, select

from eventmgr.audit.actor import Actor
from eventmgr.checkin.deliveries import HoldOp, WalkInOp
from eventmgr.checkin.gate_keeping import hold
from eventmgr.checkin.models import Attendance
from eventmgr.checkin.walk_in_actions import write_down
from eventmgr.registration.models import Registration
from eventmgr.registration.seat_actions import cancel
from eventmgr.shared.db import db, new_uid
from scripts.pictures.day_shots import ANI, BOARD, scan, until_now
from scripts.pictures.desk import EVENT
from scripts.pictures.shot import FIRST_MORNING, Shot
from scripts.pictures.world import World

DOOR, CREW = "hari-1", "Rina Oktavia"
#: name, category, region; a kelurahan whose seats are taken makes a reserve
CAME = (
    ("Rahmi Yunita Sari", "PSM", "{free}"),
    ("Yulmaini Syafitri, S.Pd", "PSM", "13.71.06.1010"),
    ("Jati", "TAMU", None),
    ("Drs. H. Syafrizal Umar Datuk Rajo Mangkuto, M.Si", "TAMU", None),
)


def _busy(world: World) -> Mapping[str, str]:
    """Two came with others' cards; of two newcomers one has a seat, and two guests are in."""
    until_now(world)
    at, event_id = world.clock(), world.event().id
    there = select(Attendance.registration_id).where(Attendance.present)
    rows = db.session.scalars(select(Registration.uid).where(Registration.id.in_(there)).limit(2)).all()
    for uid, is_kept in zip(rows, (True, False), strict=True):
        shown = scan(world, DOOR, uid, at - timedelta(minutes=3), source="search")
        _hold(world, shown, is_kept=is_kept)
    free = _free_a_seat(world, there)
    for name, category, region in CAME:
        op = WalkInOp(
            uid=new_uid(),
            checkpoint=DOOR,
            name=name,
            category=category,
            region=free if region == "{free}" else region,
            at_device=at,
            operator=CREW,
        )
        write_down(event_id, op, actor=ANI, now=at)
    return {}


def _free_a_seat(world: World, there: Select[tuple[int]]) -> str:
    """Somebody who has not come cancels; the code of their kelurahan."""
    row = db.session.scalars(
        select(Registration).where(Registration.id.not_in(there), Registration.region_code.like("%.%.%.%"))
    ).first()
    if row is None or row.region_code is None:
        raise LookupError("everybody has come")
    uid, region = row.uid, row.region_code
    cancel(ANI, world.clock(), event=world.event(), uids=[uid], reason="Sakit sejak kemarin")
    return region


def _hold(world: World, shown: str, *, is_kept: bool) -> None:
    op = HoldOp(
        uid=new_uid(),
        checkpoint=DOOR,
        at_device=world.clock(),
        operator=CREW,
        scan=shown,
        card_kept=is_kept,
    )
    crew = world.user("rina@contoh.go.id")
    answer = hold(world.event().id, op, actor=Actor("user", crew.id, crew.name), now=world.clock())
    if answer.verdict != "held":
        raise LookupError(f"the card was not held: {answer.reason}")


SHOTS = (
    Shot(name="kegiatan-beranda-perhatian", path=EVENT, at=FIRST_MORNING, state=_busy),
    Shot(name="presensi-perhatian", path=BOARD, at=FIRST_MORNING, state=_busy),
    Shot(name="peserta-tamu", path=f"{EVENT}/peserta?unsur=TAMU", at=FIRST_MORNING, state=_busy),
)
