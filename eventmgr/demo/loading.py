"""Building the demo: office, model event, people, three days of arrivals, certificates of one kecamatan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.certificates.running import issue_now
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.demo.agenda import SLUG, model_event
from eventmgr.demo.attendance_story import arrivals
from eventmgr.demo.day_story import CORRECTED, tell_first_day, write_crew_notes
from eventmgr.demo.material_story import put_up_materials
from eventmgr.demo.office import demo_office_or_none, make_office, make_rule
from eventmgr.demo.removal import remove_demo_office
from eventmgr.demo.spare_story import FORGOT_THEIR_CARD, OPERATOR, hand_out, make_spare_cards
from eventmgr.events.models import Checkpoint, Event, EventDay
from eventmgr.events.planning import create_event
from eventmgr.events.queries import event_by_slug_or_none
from eventmgr.registration.models import Registration
from eventmgr.roster.import_actions import import_roster
from eventmgr.shared.dates import local_date
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.refusal import Refusal

ROSTER = Path(__file__).parent / "data" / "peserta-sosialisasi-2024.xlsx"
#: the kecamatan whose certificates the demo issues; the rest is one click
ISSUED_KECAMATAN = "13.71.08"
#: local time; nobody comes at midnight, even where the demo's door stands open all day
DOOR_OPENS = time(6, 30)
#: arrivals a commit: short enough for a door that works meanwhile
_PIECE = 20
ACTOR = Actor("command", None, "Kegiatan contoh")
Say = Callable[[str], None]


@dataclass(slots=True)
class LoadedDemo:
    """What the command tells."""

    event_slug: str = SLUG
    registrations: int = 0
    arrivals: int = 0
    certificates: int = 0
    days: list[date] = field(default_factory=list)


def load_demo(at: datetime, *, start: date | None, is_empty: bool, say: Say) -> LoadedDemo:
    """Load the demo in the place of an older one.

    Raises Refusal when the event's address is taken by a real event.
    """
    event = _make_event(at, start)
    demo = LoadedDemo(
        days=list(
            db.session.scalars(
                select(EventDay.date).where(EventDay.event_id == event.id).order_by(EventDay.date)
            )
        )
    )
    if is_empty:
        return demo
    early = _before_it_began(demo.days[0], event.zone, at)
    put_up_materials(ACTOR, early, event)
    say("Membaca daftar 323 peserta …")
    plan = import_roster(
        ACTOR,
        early,
        event=event,
        data=ROSTER.read_bytes(),
        file_name=ROSTER.name,
        skip_errors=False,
        dry_run=False,
    ).plan
    if plan.errors:
        raise RuntimeError(f"the demo's own roster has errors: {plan.errors[0].message}")
    demo.registrations = len(plan.rows)
    spare_codes = make_spare_cards(event.id)
    write_crew_notes(ACTOR, at, event.id)
    say("Mencatat kehadiran hari yang sudah lewat …")
    demo.arrivals = _let_people_arrive(event.id, at, spare_codes)
    if demo.days[-1] < local_date(at, event.zone):
        say("Menerbitkan sertifikat satu kecamatan …")
        state, result = issue_now(event, under=ISSUED_KECAMATAN)
        demo.certificates = result.get("issued", 0)
        if state != "done" or not demo.certificates:
            say("Sertifikat contoh belum terbit; terbitkan dari halaman Sertifikat.")
    return demo


def _make_event(at: datetime, start: date | None) -> Event:
    with write() as session:
        old = demo_office_or_none(session)
        files = remove_demo_office(session, old) if old is not None else []
        if event_by_slug_or_none(SLUG) is not None:
            raise Refusal(
                "slug_taken", f"Alamat “{SLUG}” sudah dipakai kegiatan lain, jadi contoh tidak dimuat."
            )
        plan = model_event(start=start, seats=())
        last_day = plan.days[-1].date
        office = make_office(session, last_day.year)
        plan = model_event(start=start, seats=office.seats)
        event = create_event(ACTOR, at, office_id=office.office_id, plan=plan)
        make_rule(session, office, event, last_day)
    for file in files:
        file.unlink(missing_ok=True)
    return event


def _before_it_began(first_day: date, zone: str, at: datetime) -> datetime:
    """A week ahead, for an event that is over already: whoever is registered later misses no closed day."""
    return min(at, datetime.combine(first_day - timedelta(days=7), DOOR_OPENS, ZoneInfo(zone)))


def _let_people_arrive(event_id: int, at: datetime, spare_codes: Mapping[int, str]) -> int:
    """Check people in on the days that are over, by the one road that the door uses."""
    event = db.session.get_one(Event, event_id)
    zone, today = ZoneInfo(event.zone), local_date(at, event.zone)
    doors = [
        (slug, day)
        for slug, day in db.session.execute(
            select(Checkpoint.slug, EventDay.date)
            .join(EventDay, EventDay.id == Checkpoint.day_id)
            .where(Checkpoint.event_id == event_id)
            .order_by(EventDay.date)
        )
        if day < today
    ]
    registered = db.session.execute(
        select(Registration.id, Registration.uid)
        .where(Registration.event_id == event_id)
        .order_by(Registration.region_code, Registration.id)
    )
    people = {registration_id: uid for registration_id, uid in registered}
    came = arrivals(list(people), len(doors))
    for first in range(0, len(came), _PIECE):
        with write():
            for place, arrival in enumerate(came[first : first + _PIECE], start=first):
                slug, day = doors[arrival.day]
                moment = datetime.combine(day, DOOR_OPENS, zone) + arrival.after_opening
                uid = people[arrival.registration_id]
                if place == CORRECTED:
                    continue
                if place in FORGOT_THEIR_CARD:
                    hand_out(event_id, slug, moment, spare_codes[FORGOT_THEIR_CARD[place]], uid, ACTOR)
                    continue
                operation = ScanOp(
                    uid=new_uid(),
                    checkpoint=slug,
                    at_device=moment,
                    operator=OPERATOR,
                    source="camera",
                    registration_uid=uid,
                )
                check_in(event_id, operation, actor=ACTOR, now=moment)
    if came:
        tell_first_day(ACTOR, at, event_id, people[came[CORRECTED].registration_id])
    return len(came)
