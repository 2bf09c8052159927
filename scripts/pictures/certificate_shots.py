"""Pages of certificates around the issue: no address, the plain design, presence that changed, an end."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from sqlalchemy import select

from eventmgr.audit.actor import Actor
from eventmgr.certificates.design_actions import template_of
from eventmgr.certificates.designs import Design
from eventmgr.certificates.ending_actions import revoke
from eventmgr.certificates.issuing import needed_rule, standing_of
from eventmgr.certificates.models import Certificate
from eventmgr.certificates.number_actions import hold_for_event
from eventmgr.certificates.rules import Condition
from eventmgr.checkin.models import Attendance
from eventmgr.office.actions import lock_year, set_next
from eventmgr.office.models import NumberRegister, Office, RegisterEntry
from eventmgr.office.register_queries import next_number
from eventmgr.office.reservation_actions import Range, reserve_numbers
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, write
from scripts.pictures.desk import EVENT
from scripts.pictures.jobs import none_issued, some_told, with_samples
from scripts.pictures.shot import Shot, State, unchanged
from scripts.pictures.world import World

ACTOR = Actor("command", None, "make pictures")


def _without_address(world: World) -> Mapping[str, str]:
    """As an office that is no demo and is reached from inside only."""
    none_issued(world)
    office_id = world.event().office_id
    with write() as session:
        office = session.get_one(Office, office_id)
        office.is_demo, office.public_url = False, "http://192.168.1.5"
    return {}


def _without_code_to_scan(world: World) -> Mapping[str, str]:
    """As an office that decided to do without an address."""
    none_issued(world)
    office_id = world.event().office_id
    with write() as session:
        office = session.get_one(Office, office_id)
        office.is_demo, office.without_public_url, office.public_url = False, True, "http://192.168.1.5"
    return {}


def _plain(world: World) -> Mapping[str, str]:
    none_issued(world)
    rule = needed_rule(world.event().id)
    event_id, office_id = rule.event_id, world.event().office_id
    with write() as session:
        needed_rule(event_id).template_id = template_of(session, office_id, Design.PLAIN)
    return {}


def _valid_ones(world: World) -> list[Certificate]:
    wanted = Certificate.event_id == world.event().id, Certificate.state == "valid"
    return list(db.session.scalars(select(Certificate).where(*wanted).order_by(Certificate.id)))


def _one_lost(world: World) -> Mapping[str, str]:
    """Somebody whose presence of all but the first day was taken back after the issue."""
    found = _valid_ones(world)[0]
    uid, registration_id = found.uid, found.registration_id
    with write() as session:
        rows = session.scalars(
            select(Attendance)
            .where(Attendance.registration_id == registration_id)
            .order_by(Attendance.checkpoint_id)
        ).all()
        for row in rows[1:]:
            row.present = False
    return {"uid": uid}


def _some_ended(world: World) -> Mapping[str, str]:
    """After the issue: one revoked, one whose presence changed, two who may follow."""
    some_told(world)
    found = _valid_ones(world)
    uids = [one.uid for one in found[-2:]]
    revoke(ACTOR, now(), event=world.event(), uid=found[5].uid, reason="terbit untuk orang yang salah")
    with write() as session:
        for one in session.scalars(select(Certificate).where(Certificate.uid.in_(uids))):
            entry = session.get_one(RegisterEntry, one.entry_id)
            session.delete(one)
            session.flush()
            session.delete(entry)
        register_id = needed_rule(world.event().id).register_id
        set_next(session, register_id, 2024, lock_year(session, register_id, 2024) - 2)
    return _one_lost(world)


def _held_numbers(world: World) -> Mapping[str, str]:
    """Before the issue, with the coming numbers held by the organizer an hour ago."""
    none_issued(world)
    event = world.event()
    rule, wanted = needed_rule(event.id), len(standing_of(event.id, Condition(2)).to_issue)
    ani = Actor("user", world.user("ani@contoh.go.id").id, "Ani Rahmawati", event.office_id)
    hold_for_event(
        ani, now(), event=event, register_id=rule.register_id, dated_on=date(2024, 11, 20), upto=wanted
    )
    return {}


def _book(world: World) -> Mapping[str, str]:
    """Papers given, one of them revoked; behind them letters on paper and numbers held for the late."""
    _some_ended(world)
    event = world.event()
    register_id = needed_rule(event.id).register_id
    register = db.session.get_one(NumberRegister, register_id)
    first = next_number(register_id, 2024)
    reserve_numbers(
        ACTOR,
        now(),
        register=register,
        zone=event.zone,
        wanted=Range(first, first + 1),
        reason="Bagian Umum: undangan rapat",
        request_uid="c" * 32,
    )
    hold_for_event(
        ACTOR, now(), event=world.event(), register_id=register_id, dated_on=date(2024, 11, 20), upto=2
    )
    return {}


def _page(name: str, page: str = "", state: State = unchanged) -> Shot:
    return Shot(name=name, path=f"{EVENT}/sertifikat{page}", state=with_samples(state))


SHOTS = (
    # a morning on which the event still runs
    Shot(
        name="sertifikat-belum-selesai",
        path=f"{EVENT}/sertifikat",
        state=with_samples(none_issued),
        at=datetime(2024, 11, 19, 2, 0, tzinfo=UTC),
    ),
    _page("sertifikat-tanpa-alamat", state=_without_address),
    _page("sertifikat-syarat-tanpa-qr", "/syarat", state=_without_code_to_scan),
    _page("sertifikat-sederhana-siap", state=_plain),
    _page("sertifikat-tinjau", "/{uid}/tinjau", state=_one_lost),
    _page("sertifikat-terbit-campur", "/terbit", state=_some_ended),
    _page("sertifikat-nomor-dipesan", state=_held_numbers),
    _page("sertifikat-buku-nomor", "/nomor", state=_book),
    _page("sertifikat-buku-nomor-akhir", "/nomor?halaman=7", state=_book),
)
