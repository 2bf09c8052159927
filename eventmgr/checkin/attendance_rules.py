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


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFacts:
    """One stored scan row as far as attendance asks for it.

    `kind`: in, override, correct, undo (others prove nothing). `by` names who or which device wrote it.
    `by_organizer` lifts the crew's limits on undoing. A correction says `present` or `absent` in `reason`.
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


@dataclass(frozen=True, slots=True)
class Presence:
    """What attendance keeps: `first_at` and `scan_uid` are those of the scan that decided."""

    present: bool
    first_at: datetime | None = None
    scan_uid: str | None = None
    evidence: str = "device"


def may_undo(undo: ScanFacts, scan: ScanFacts) -> Decision:
    """Say whether `undo` takes `scan` back: the organizer always, the crew their own for 15 minutes.

    Reasons: not_undoable (an undo or a hold), not_yours, too_late.
    """
    if scan.kind not in ("in", "override", "correct"):
        return Decision(False, "not_undoable")
    if undo.by_organizer:
        return Decision(True, "")
    if scan.kind == "correct" or undo.by != scan.by:
        return Decision(False, "not_yours")
    if undo.at_corrected - scan.at_corrected > UNDO_WINDOW:
        return Decision(False, "too_late")
    return Decision(True, "")


def settle(scans: Iterable[ScanFacts]) -> Presence:
    """Return the attendance that a set of scans amounts to.

    1. Rehearsals and whatever a valid undo names are left out.
    2. The organizer's latest correction decides (tie: the greater uid).
    3. Else the earliest scan of a device (tie: the smaller uid), else the earliest entry from paper.
    """
    counted = [scan for scan in scans if not scan.rehearsal]
    undos = [scan for scan in counted if scan.kind == "undo"]
    alive = [scan for scan in counted if scan.kind != "undo" and not _is_undone(scan, undos)]

    corrections = [scan for scan in alive if scan.kind == "correct"]
    if corrections:
        last = max(corrections, key=lambda scan: (scan.at_corrected, scan.uid))
        is_there = last.reason == "present"
        return Presence(is_there, last.at_corrected if is_there else None, last.uid, "correction")

    proofs = [scan for scan in alive if _is_proof(scan)]
    by_device = [scan for scan in proofs if scan.source != "paper"]
    if not proofs:
        return Presence(False)
    first = min(by_device or proofs, key=lambda scan: (scan.at_corrected, scan.uid))
    return Presence(True, first.at_corrected, first.uid, "device" if by_device else "paper")


def _is_proof(scan: ScanFacts) -> bool:
    if scan.kind == "override":
        return True
    return scan.kind == "in" and Verdict(scan.verdict, scan.reason).is_evidence


def _is_undone(scan: ScanFacts, undos: list[ScanFacts]) -> bool:
    return any(
        undo.undoes_uid == scan.uid and undo.verdict == UNDONE and may_undo(undo, scan) for undo in undos
    )
