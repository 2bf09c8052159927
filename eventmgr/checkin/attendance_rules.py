"""Attendance of one registration at one checkpoint, read off the set of its scans.

The answer depends on the set only, never on the order in which the scans arrived: phones bring their
scans late, twice, and undo before scan. A property test holds this over permutations.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from eventmgr.checkin.rules import UNDO_WINDOW, Verdict
from eventmgr.shared.decision import Decision

#: The stored verdict of an undo that was accepted; a refused one is kept too and changes nothing.
UNDONE = "undone"
#: The stored verdict of a card that was shown by somebody else.
HELD = "held"
#: The stored verdict of a correction.
CORRECTED = "corrected"
#: What is decided by hand: a correction, an arrival outside the rules, a late scan that is left aside.
BY_HAND = ("correct", "override", "hold")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFacts:
    """One stored scan row as far as attendance asks for it.

    `kind`: in, override, correct, undo (others prove nothing). `by` names who or which device wrote it.
    `by_organizer` lifts the crew's limits on undoing. A correction says `present` or `absent` in `reason`.
    `at_corrected` is when the row was made; `arrived_at` the arrival that paper, a correction or an override
    states, None where the hour is not known.
    """

    uid: str
    kind: str
    source: str
    verdict: str
    reason: str
    at_corrected: datetime
    by: str
    by_organizer: bool = False
    undoes_uid: str | None = None
    rehearsal: bool = False
    arrived_at: datetime | None = None

    @property
    def arrival(self) -> datetime | None:
        """When the guest came, by this row: a device saw it happen, paper and organizers state it."""
        if self.kind == "correct" or self.source == "paper":
            return self.arrived_at
        return self.arrived_at or self.at_corrected


@dataclass(frozen=True, slots=True)
class Presence:
    """What attendance keeps: `first_at` and `scan_uid` are those of the scan that decided."""

    present: bool
    first_at: datetime | None = None
    scan_uid: str | None = None
    evidence: str = "device"


def may_undo(undo: ScanFacts, scan: ScanFacts) -> Decision:
    """Say whether `undo` takes `scan` back: the organizer always, the crew their own for 15 minutes.

    Reasons: not_undoable (an undo), not_yours, too_late. A correction, and a late scan that was left aside,
    are never the crew's to undo, whoever wrote them.
    """
    if scan.kind not in ("in", *BY_HAND):
        return Decision(False, "not_undoable")
    if undo.by_organizer:
        return Decision(True, "")
    if scan.kind in ("correct", "hold") or undo.by != scan.by:
        return Decision(False, "not_yours")
    if undo.at_corrected - scan.at_corrected > UNDO_WINDOW:
        return Decision(False, "too_late")
    return Decision(True, "")


def settle(scans: Iterable[ScanFacts]) -> Presence:
    """Return the attendance that a set of scans amounts to.

    1. Rehearsals and whatever a valid undo names are left out.
    2. The organizer's latest correction decides (tie: the greater uid).
    3. Else the earliest scan of a device (tie: the smaller uid), a late one only where counted by hand.
    4. Else the earliest entry from paper; one with an hour goes before one without.
    """
    alive = alive_of(scans)
    corrections = [scan for scan in alive if scan.kind == "correct"]
    if corrections:
        last = max(corrections, key=lambda scan: (scan.at_corrected, scan.uid))
        is_there = last.reason == "present"
        return Presence(is_there, last.arrival if is_there else None, last.uid, "correction")

    proofs = [scan for scan in alive if _is_proof(scan)]
    by_device = [scan for scan in proofs if scan.source != "paper"]
    if not proofs:
        return Presence(False)
    first = min(by_device or proofs, key=_by_arrival)
    return Presence(True, first.arrival, first.uid, "device" if by_device else "paper")


def alive_of(scans: Iterable[ScanFacts]) -> list[ScanFacts]:
    """What stands of a set of scans: neither rehearsed, nor an undo, nor named by a valid undo."""
    counted = [scan for scan in scans if not scan.rehearsal]
    undos = [scan for scan in counted if scan.kind == "undo"]
    return [scan for scan in counted if scan.kind != "undo" and not _is_undone(scan, undos)]


def _by_arrival(scan: ScanFacts) -> tuple[bool, datetime, str]:
    return scan.arrival is None, scan.arrival or scan.at_corrected, scan.uid


def _is_proof(scan: ScanFacts) -> bool:
    if scan.kind == "override":
        return True
    return scan.kind == "in" and Verdict(scan.verdict, scan.reason).is_evidence


def _is_undone(scan: ScanFacts, undos: list[ScanFacts]) -> bool:
    return any(
        undo.undoes_uid == scan.uid and undo.verdict == UNDONE and may_undo(undo, scan) for undo in undos
    )
