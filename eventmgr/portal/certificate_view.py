"""How the certificate stands, in the words of the private page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from eventmgr.certificates.queries import rule_or_none
from eventmgr.certificates.rules import Basis, Condition, SessionFact, credit_of, credited_sessions
from eventmgr.checkin.queries import DayAttendance
from eventmgr.events.agenda_queries import PlannedDay
from eventmgr.portal import queries, rules
from eventmgr.portal.queries import Participation
from eventmgr.shared.dates import bare_short_date, local_date


@dataclass(frozen=True, slots=True)
class Need:
    """One condition of the certificate."""

    is_met: bool
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class CertificateView:
    """The certificate section; `kind` is one of rules.CertificateKind."""

    kind: str
    number: str = ""
    size: str = ""
    reason: str = ""
    needs: tuple[Need, ...] = ()
    corrected: str = ""


def certificate_view(
    part: Participation,
    agenda: Sequence[PlannedDay],
    days: Sequence[DayAttendance],
    today: date,
    over: bool,
) -> CertificateView:
    """How the certificate stands."""
    found = queries.own_certificate_or_none(part.id)
    if found is not None:
        facts = rules.CertificateFacts(found.state, "", None, 0, 0, over)
        size = rules.file_size(found.size) if found.size else ""
        reason, corrected = found.reason or "", corrected_words(found, part.zone)
        kind = rules.certificate_kind(facts)
        return CertificateView(kind, found.number, size, reason.rstrip("."), corrected=corrected)
    if part.state != "registered":
        return CertificateView("none")
    rule = rule_or_none(part.event_id)
    condition = Condition.from_record(rule.conditions) if rule is not None else None
    reached, to_come = _reached(part, agenda, days, today, condition) if condition else (0, 0)
    decision = queries.decision_or_none(part.id) or ""
    facts = rules.CertificateFacts(
        "", decision, condition.least if condition else None, reached, 0 if over else to_come, over
    )
    kind = rules.certificate_kind(facts)
    if kind == "waiting" and condition is not None:
        return CertificateView(kind, needs=_needs(condition, reached, decision, over))
    reason = ""
    if kind == "not_entitled" and condition is not None and not decision:
        reason = (
            f"Sertifikat diberikan bila {rules.condition_words(condition)}; "
            f"Anda tercatat {rules.reached_words(condition.basis, reached)}."
        )
    return CertificateView(kind, reason=reason)


def _reached(
    part: Participation,
    agenda: Sequence[PlannedDay],
    days: Sequence[DayAttendance],
    today: date,
    condition: Condition,
) -> tuple[int, int]:
    """What counts so far, and what open days could still add."""
    attended = frozenset(day.day_id for day in days if day.present)
    ahead = frozenset(
        day.day_id for day in days if not day.present and not day.is_closed and day.date >= today
    )
    if condition.basis is Basis.DAYS:
        return len(attended), len(ahead)
    lessons = [session for day in agenda for session in day.lessons]
    jp = {one.id: one.jp for one in lessons}
    credited = credited_sessions(
        [SessionFact(one.id, one.day_id, one.checkpoint_ids) for one in lessons],
        days=attended,
        checkpoints=queries.checkpoints_attended(part.id),
        is_full=condition.basis is Basis.JP and part.credit_rule == "full" and bool(attended),
    )
    possible = credited | {one.id for one in lessons if one.day_id in ahead}
    if condition.basis is Basis.JP and part.credit_rule == "full" and ahead:
        possible = frozenset(jp)
    reached = credit_of(condition.basis, jp, credited)
    return reached, credit_of(condition.basis, jp, possible) - reached


def corrected_words(found: queries.OwnCertificate, zone: str) -> str:
    """ "Nama diperbaiki 25 Nov. Pakai yang ini." where it replaced another, else ""."""
    if found.corrected_at is None or found.older_record is None:
        return ""
    names = ("front_title", "name", "back_title")
    is_name = any(found.record.get(key) != found.older_record.get(key) for key in names)
    day = bare_short_date(local_date(found.corrected_at, zone))
    return f"{'Nama diperbaiki' if is_name else 'Diperbaiki'} {day}. Pakai yang ini."


def _needs(condition: Condition, reached: int, decision: str, over: bool) -> tuple[Need, ...]:
    words = rules.condition_words(condition)
    is_met = decision == "grant" or reached >= condition.least
    note = f"Baru {rules.reached_words(condition.basis, reached)}" if reached else "Belum ada yang tercatat"
    return (
        Need(is_met, words[0].upper() + words[1:], "" if is_met else note),
        Need(False, "Diterbitkan panitia", "" if over else "Setelah kegiatan selesai"),
    )
