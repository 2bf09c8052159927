"""Attendance from a signed paper sheet: a hundred people in one write, judged by the rules of the door.

Each line becomes a scan of source *paper*. A signature on the sheet of a checkpoint was put there while that
door was open; where an hour is written beside it, the hour is judged like a scan's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from eventmgr.audit.actor import Actor
from eventmgr.checkin.credentials import read_credential
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.checkin.door_queries import Gate, Guest, gate_or_none
from eventmgr.checkin.hand_actions import HandRow, SealedNote, derived_uid
from eventmgr.checkin.models import Scan
from eventmgr.checkin.paper_queries import guests_on_paper
from eventmgr.checkin.rules import Verdict, decide
from eventmgr.checkin.settling_actions import settle_many
from eventmgr.checkin.stored_scans import known_uids
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.rules import Doing
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal

#: Lines of one entry; a sheet has 25 a page.
MOST_LINES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the sheet: either `registration_uid` (ticked) or `code` (typed from the card)."""

    registration_uid: str = ""
    code: str = ""
    arrived_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.registration_uid or self.code


def enter_sheet(
    actor: Actor, at: datetime, *, event_id: int, checkpoint: str, lines: Sequence[Line], request_uid: str
) -> int:
    """Store the lines of a sheet and recompute attendance; the entry's rev comes back.

    A dozen statements however many lines. The same request twice is one effect: lines that it brought
    before are passed over, and where all were, the rev of their entry comes back.
    Raises Refusal: nothing_typed, too_many, checkpoint_unknown, event_closed, event_archived.
    """
    wanted = {line.key: line for line in lines if line.key}
    if not wanted:
        raise Refusal("nothing_typed", "Centang nama yang ada tanda tangannya, atau ketik kode kartunya.")
    if len(wanted) > MOST_LINES:
        raise Refusal("too_many", f"Paling banyak {MOST_LINES} orang sekali simpan. Simpan per kecamatan.")
    uids = {key: derived_uid(request_uid, "kertas", checkpoint, key) for key in wanted}
    with write() as session:
        rev = advance_feed(session, event_id)
        known = known_uids(uids.values())
        fresh = [line for key, line in wanted.items() if uids[key] not in known]
        if not fresh:
            return session.scalars(select(Scan.rev).where(Scan.uid == min(known))).one()
        demand_state(session, event_id, Doing.PREPARE)
        gate = gate_or_none(event_id, checkpoint)
        if gate is None:
            raise Refusal("checkpoint_unknown", "Titik presensi ini sudah tidak ada. Pilih yang lain.")
        guests = _guests(event_id, gate, fresh)
        rows = _rows(actor, at, gate, rev, fresh, guests, uids)
        session.execute(insert(Scan), rows)
        settle_many(session, event_id, gate.checkpoint_id, _proven(rows), rev)
    return rev


def _guests(event_id: int, gate: Gate, lines: Sequence[Line]) -> dict[str, Guest]:
    by_uid, by_code = guests_on_paper(
        event_id,
        gate.checkpoint_id,
        [line.registration_uid for line in lines if line.registration_uid],
        [line.code for line in lines if line.code],
    )
    return by_uid | by_code


def _rows(
    actor: Actor,
    at: datetime,
    gate: Gate,
    rev: int,
    lines: Sequence[Line],
    guests: dict[str, Guest],
    uids: dict[str, str],
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    seen: set[int] = set()
    for line in lines:
        guest = guests.get(line.key)
        registration_id = guest.registration_id if guest is not None else None
        is_present = guest is not None and (guest.is_present or registration_id in seen)
        verdict = _verdict(gate, guest, line, is_present)
        if registration_id is not None:
            seen.add(registration_id)
        row = HandRow(
            uid=uids[line.key],
            kind="in",
            verdict=verdict.name,
            reason=verdict.reason,
            checkpoint_id=gate.checkpoint_id,
            registration_id=registration_id,
            source="paper",
            arrived_at=line.arrived_at,
            ticket_id=guest.ticket_id if guest is not None else None,
        ).columns(event_id=gate.facts.event_id, rev=rev, actor=actor, at=at, note=SealedNote())
        rows.append(row | {"approved_by": None} | _unknown_columns(line, guest, at))
    return rows


def _verdict(gate: Gate, guest: Guest | None, line: Line, is_present: bool) -> Verdict:
    moment = line.arrived_at or gate.facts.opens_at
    # An hour is written to the minute: 06.30 is inside a door that opens at 06.30.20.
    if line.arrived_at is not None and moment < gate.facts.opens_at <= moment + timedelta(minutes=1):
        moment = gate.facts.opens_at
    return decide(
        ticket=None if guest is None else guest.facts,
        has_valid_check=False,
        checkpoint=gate.facts,
        at=moment,
        is_present=is_present,
    )


def _unknown_columns(line: Line, guest: Guest | None, at: datetime) -> dict[str, Any]:
    if guest is not None or not line.code:
        return {"unknown_hash": None, "unknown_tail": None}
    credential = read_credential(ScanOp(uid="", checkpoint="", at_device=at, source="paper", code=line.code))
    return {"unknown_hash": credential.unknown_hash, "unknown_tail": credential.unknown_tail}


def _proven(rows: Iterable[dict[str, Any]]) -> list[int]:
    """Whose attendance may have changed."""
    return sorted(
        {row["registration_id"] for row in rows if Verdict(row["verdict"], row["reason"]).is_evidence}
        - {None}
    )
