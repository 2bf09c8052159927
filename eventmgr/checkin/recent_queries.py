"""The last scans of one user, with what stands around them; a few statements however many scans."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from eventmgr.cards.spare_queries import spare_numbers_of
from eventmgr.checkin.attendance_rules import UNDONE, may_undo
from eventmgr.checkin.deliveries import PERMIT_REASONS
from eventmgr.checkin.door_queries import (
    Gate,
    Guest,
    gate_by_id_or_none,
    guests_of_registrations,
)
from eventmgr.checkin.models import Scan
from eventmgr.checkin.stored_scans import is_of_spare, scan_facts
from eventmgr.shared.db import db

LIMIT = 50


@dataclass(frozen=True, slots=True)
class RecentScans:
    """Newest first. Guests are known by checkpoint and registration, undos by the scan that they name."""

    scans: list[Scan]
    gates: dict[int, Gate]
    guests: dict[tuple[int, int], Guest]
    undos: dict[str, Scan]
    #: the numbers of spare cards by ticket id
    spares: dict[int, int]

    def gate_of(self, scan: Scan) -> Gate | None:
        return self.gates.get(scan.checkpoint_id)

    def guest_of(self, scan: Scan) -> Guest | None:
        if scan.registration_id is None:
            return None
        return self.guests.get((scan.checkpoint_id, scan.registration_id))

    def op_of(self, scan: Scan) -> str:
        """By which operation of the API the row was made: scan, permit, bind or walk_in."""
        guest = self.guest_of(scan)
        if scan.kind == "override":
            return "permit"
        if guest is not None and guest.request_uid == scan.uid:
            return "walk_in"
        return "bind" if scan.replaces_uid is not None else "scan"

    def undo_of(self, scan: Scan) -> Scan | None:
        return self.undos.get(scan.uid)


def recent_scans_of(event_id: int, user_id: int) -> RecentScans:
    """The last 50 scans that a user made in an event, rehearsals left out."""
    scans = list(
        db.session.scalars(
            select(Scan)
            .where(
                Scan.event_id == event_id,
                Scan.user_id == user_id,
                or_(Scan.kind == "in", and_(Scan.kind == "override", Scan.reason.in_(PERMIT_REASONS))),
                Scan.rehearsal.is_(False),
            )
            .order_by(Scan.id.desc())
            .limit(LIMIT)
        )
    )
    gates: dict[int, Gate] = {}
    guests: dict[tuple[int, int], Guest] = {}
    for checkpoint_id in sorted({scan.checkpoint_id for scan in scans}):
        gate = gate_by_id_or_none(checkpoint_id)
        if gate is not None:
            gates[checkpoint_id] = gate
        ids = {scan.registration_id for scan in scans if scan.checkpoint_id == checkpoint_id}
        found = guests_of_registrations(checkpoint_id, {each for each in ids if each is not None})
        guests |= {(checkpoint_id, registration_id): guest for registration_id, guest in found.items()}
    cards = {scan.ticket_id for scan in scans if scan.ticket_id is not None and is_of_spare(scan)}
    return RecentScans(scans, gates, guests, _undos_of(event_id, scans), spare_numbers_of(cards))


def _undos_of(event_id: int, scans: list[Scan]) -> dict[str, Scan]:
    """The undo that took effect on each scan that was taken back."""
    by_uid = {scan.uid: scan for scan in scans}
    rows = db.session.scalars(
        select(Scan).where(
            Scan.kind == "undo",
            Scan.verdict == UNDONE,
            Scan.undoes_uid.in_(by_uid),
        )
    )
    return {
        row.undoes_uid: row
        for row in rows
        if row.event_id == event_id
        and row.undoes_uid is not None
        and may_undo(scan_facts(row), scan_facts(by_uid[row.undoes_uid]))
    }
