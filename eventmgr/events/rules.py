"""What may be done to an event in each of its states, and how the states follow each other. Pure.

Every action of this room and of the rooms above asks `may_do` (by `events.actions.demand_state`), so that the
rule of DESIGN 4 is written once: *draft* (no public page, scans only as rehearsal), *open*, *closed*
(read-only but for corrections with a reason), *archived* (read-only; links and verification go on).
What a scan means in each state is told by `checkin.rules.decide`, which is the same rule at the door.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from eventmgr.shared.decision import ALLOWED, Decision

DRAFT, OPEN, CLOSED, ARCHIVED = "draft", "open", "closed", "archived"
STATES = (DRAFT, OPEN, CLOSED, ARCHIVED)


class Doing(StrEnum):
    """Kinds of changes. PREPARE: days, agenda, checkpoints, quota, participants, settings. CORRECT: what was
    recorded wrongly. PAPERS: cards, the rule and the decisions of certificates. CERTIFY: issuing."""

    PREPARE = "prepare"
    CORRECT = "correct"
    PAPERS = "papers"
    CERTIFY = "certify"


#: a state in which something may be done at once; CORRECT may be done in CLOSED, too, with a reason
_FREE: dict[Doing, frozenset[str]] = {
    Doing.PREPARE: frozenset({DRAFT, OPEN}),
    Doing.CORRECT: frozenset({DRAFT, OPEN}),
    Doing.PAPERS: frozenset({DRAFT, OPEN, CLOSED}),
    Doing.CERTIFY: frozenset({OPEN, CLOSED}),
}
#: what to say; {thing} is what cannot be changed
REFUSALS = {
    "event_archived": "Kegiatan ini sudah diarsipkan, jadi tidak ada lagi yang diubah. "
    "Panitia dapat membukanya kembali di Data kegiatan, dengan alasan.",
    "event_closed": "Kegiatan ini sudah ditutup. Yang masih dapat diubah hanya pembetulan dengan alasan. "
    "Panitia dapat membukanya lagi di Data kegiatan.",
    "event_draft": "Kegiatan ini masih rancangan, jadi sertifikatnya belum dapat diterbitkan. "
    "Buka dulu kegiatannya di Data kegiatan.",
    "reason_missing": "Kegiatan ini sudah ditutup. Tulis alasan pembetulannya, supaya panitia lain tahu.",
}


def may_do(doing: Doing, state: str, reason: str = "") -> Decision:
    """Whether something may be done to an event in a state.

    Right: may_do(CORRECT, "closed", "salah pindai") is allowed; may_do(PREPARE, "closed", "lupa") is not.
    Reasons of a no: event_draft, event_closed, event_archived, reason_missing.
    """
    if state in _FREE[doing]:
        return ALLOWED
    if doing is Doing.CORRECT and state == CLOSED:
        return ALLOWED if reason.strip() else Decision(False, "reason_missing")
    return Decision(False, f"event_{state}")


@dataclass(frozen=True, slots=True)
class Step:
    """One way from a state to another. `button` is the act; `effects` are told before the press."""

    to: str
    title: str
    button: str
    effects: tuple[str, ...]
    needs_reason: bool = False


_STEPS: dict[str, tuple[Step, ...]] = {
    DRAFT: (
        Step(
            OPEN,
            "Buka kegiatan",
            "Buka kegiatan",
            (
                "Peserta melihat kegiatan ini di halaman pribadinya.",
                "Pindai di pintu mulai dihitung sebagai kehadiran.",
            ),
        ),
    ),
    OPEN: (
        Step(
            CLOSED,
            "Tutup kegiatan",
            "Tutup kegiatan",
            (
                "Jadwal, kuota, dan peserta tidak berubah lagi; pembetulan masih dapat, dengan alasan.",
                "Pindai yang baru datang dicatat, tetapi tidak dihitung.",
                "Sertifikat tetap dapat diterbitkan, halaman peserta tetap terbuka.",
            ),
        ),
        Step(
            DRAFT,
            "Jadikan rancangan lagi",
            "Jadikan rancangan",
            (
                "Peserta tidak melihat kegiatan ini lagi di halaman pribadinya.",
                "Pindai di pintu hanya menjadi latihan.",
            ),
            needs_reason=True,
        ),
    ),
    CLOSED: (
        Step(
            ARCHIVED,
            "Arsipkan kegiatan",
            "Arsipkan kegiatan",
            (
                "Tidak ada lagi yang diubah, termasuk pembetulan.",
                "Tautan pribadi dan halaman periksa sertifikat tetap terbuka.",
            ),
        ),
        Step(
            OPEN,
            "Buka lagi",
            "Buka lagi kegiatan",
            ("Jadwal, kuota, dan daftar peserta dapat diubah lagi.", "Pindai di pintu dihitung lagi."),
            needs_reason=True,
        ),
    ),
    ARCHIVED: (
        Step(
            CLOSED,
            "Keluarkan dari arsip",
            "Keluarkan dari arsip",
            ("Kegiatan kembali ditutup: pembetulan dapat dibuat lagi, dengan alasan.",),
            needs_reason=True,
        ),
    ),
}


def steps_from(state: str) -> tuple[Step, ...]:
    """The steps that lead away from a state, the way forward first."""
    return _STEPS[state]


@dataclass(frozen=True, slots=True)
class StateFacts:
    """What a step is judged by: the event's days, today in its zone, and whether somebody was scanned."""

    state: str
    last_day: date | None
    today: date
    has_scans: bool


def may_step(facts: StateFacts, to: str, reason: str = "") -> Decision:
    """Whether the event may go to a state now.

    Reasons of a no: no_step, reason_missing, no_days (nothing to open), still_running (closing before the
    last day is over needs a reason: the event may have been called off), has_scans (what was scanned for
    real cannot become a rehearsal).
    """
    step = next((one for one in steps_from(facts.state) if one.to == to), None)
    if step is None:
        return Decision(False, "no_step")
    if step.needs_reason and not reason.strip():
        return Decision(False, "reason_missing")
    if facts.state == DRAFT and facts.last_day is None:
        return Decision(False, "no_days")
    is_over = facts.last_day is None or facts.today > facts.last_day
    if facts.state == OPEN and to == CLOSED and not is_over and not reason.strip():
        return Decision(False, "still_running")
    if to == DRAFT and facts.has_scans:
        return Decision(False, "has_scans")
    return ALLOWED
