"""Setting up certificates of an event: rule, signer, number register, design; and decisions on persons."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.certificates.design_actions import template_of
from eventmgr.certificates.designs import Design
from eventmgr.certificates.models import CertificateDecision, CertificateRule
from eventmgr.certificates.queries import HELD, KIND
from eventmgr.certificates.rules import Basis, Condition
from eventmgr.events.actions import advance_feed, demand_state
from eventmgr.events.models import Event, EventDay
from eventmgr.events.rules import Doing
from eventmgr.office.actions import save_official, save_register, start_year
from eventmgr.office.models import NumberRegister, Official, RegisterEntry
from eventmgr.office.register_queries import is_held_for, register_by_name_or_none
from eventmgr.registration.models import Registration
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal

REGISTER_NAME = "Sertifikat"
DECISIONS = ("hold", "grant", "deny")


@dataclass(frozen=True, slots=True)
class RuleContent:
    """What an organizer says about the certificates of an event.

    `least` counts days, per cent of the sessions, or JP, as `basis` says. `official_id` is one of the
    office's who sign; None takes `signer_name` and `signer_post` and adds them to the office. `register_id`
    is one of the office's series; None takes its usual one, which is made with `number_pattern` ({nomor} and
    {tahun}) when there is none and else stays as it is. `first_number` is where the year goes on, None leaves
    it. `dated_on` is the printed date, None means the last day.
    """

    least: int
    signer_name: str = ""
    signer_post: str = ""
    number_pattern: str = ""
    first_number: int | None = None
    dated_on: date | None = None
    without_public_url: bool = False
    basis: Basis = Basis.DAYS
    design: Design = Design.SONGKET
    official_id: int | None = None
    register_id: int | None = None

    @property
    def condition(self) -> Condition:
        """As the rules ask for it."""
        return Condition(self.least, self.basis)


def save_rule(actor: Actor, at: datetime, *, event: Event, content: RuleContent) -> None:
    """Make or change the event's rule for participants. Raises Refusal for what cannot be meant."""
    event_id, office_id, event_uid = event.id, event.office_id, event.uid
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PAPERS)
        days = session.scalars(select(EventDay.date).where(EventDay.event_id == event_id)).all()
        _check(content, len(days))
        official = _official(session, office_id, content)
        register = _register(session, office_id, content)
        _refuse_other_numbers(session, event_uid, register.id, (content.dated_on or max(days)).year)
        if content.first_number is not None:
            start_year(session, register.id, (content.dated_on or max(days)).year, content.first_number)
        template_id = template_of(session, office_id, content.design)
        rule = session.get(CertificateRule, (event_id, KIND))
        if rule is None:
            rule = CertificateRule(event_id=event_id, kind=KIND)
            session.add(rule)
        rule.conditions = content.condition.to_record()
        rule.template_id = template_id
        rule.official_id, rule.register_id = official.id, register.id
        rule.dated_on, rule.without_public_url = content.dated_on, content.without_public_url
        line = AuditLine(
            "certificate_rule.saved",
            "event",
            event_uid,
            office_id,
            event_id,
            details={
                f"least_{content.basis.value}": [content.least],
                "signer": [official.name],
                "design": [content.design.value],
            },
        )
        record(session, actor, at, line)


def choose_design(actor: Actor, at: datetime, *, event: Event, design: Design) -> None:
    """Change only the design of the rule; a second press finds it done. Raises Refusal without a rule."""
    event_id, office_id, event_uid = event.id, event.office_id, event.uid
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PAPERS)
        rule = _needed_rule(session, event_id)
        template_id = template_of(session, office_id, design)
        if rule.template_id == template_id:
            return
        rule.template_id = template_id
        details: dict[str, list[Any]] = {"design": [design.value]}
        line = AuditLine("certificate_rule.saved", "event", event_uid, office_id, event_id, details=details)
        record(session, actor, at, line)


def _needed_rule(session: Session, event_id: int) -> CertificateRule:
    rule = session.get(CertificateRule, (event_id, KIND))
    if rule is None:
        raise Refusal("no_rule", "Atur dulu syarat sertifikat kegiatan ini.")
    return rule


def issue_without_address(actor: Actor, at: datetime, *, event: Event) -> None:
    """Let the event's papers go without a QR: code and number are printed. Raises Refusal without a rule."""
    event_id, office_id, event_uid = event.id, event.office_id, event.uid
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PAPERS)
        rule = _needed_rule(session, event_id)
        if rule.without_public_url:
            return
        rule.without_public_url = True
        details: dict[str, list[Any]] = {"without_public_url": [False, True]}
        line = AuditLine("certificate_rule.saved", "event", event_uid, office_id, event_id, details=details)
        record(session, actor, at, line)


def decide(
    actor: Actor, at: datetime, *, registration: Registration, decision: str | None, reason: str
) -> None:
    """Hold back, grant or deny a certificate over the rule, with a reason; None lets the rule speak again.

    Raises Refusal "reason" when a decision has none.
    """
    registration_id, uid, event_id = registration.id, registration.uid, registration.event_id
    person_id = registration.person_id
    if decision is not None and (decision not in DECISIONS or not reason.strip()):
        raise Refusal("reason", "Tulis alasannya, supaya panitia lain tahu.")
    with write() as session:
        advance_feed(session, event_id)
        demand_state(session, event_id, Doing.PAPERS)
        office_id = session.scalar(select(Event.office_id).where(Event.id == event_id))
        before = put_decision(
            session, actor, at, registration_id=registration_id, decision=decision, reason=reason.strip()
        )
        line = AuditLine(
            "certificate.decided",
            "registration",
            uid,
            office_id,
            event_id,
            person_id=person_id,
            details={"decision": [before, decision], "reason": [reason.strip()]},
        )
        record(session, actor, at, line)


def put_decision(
    session: Session,
    actor: Actor,
    at: datetime,
    *,
    registration_id: int,
    decision: str | None,
    reason: str,
) -> str | None:
    """Set the word over the rule in the place of the one before, which is returned; inside `write()`."""
    standing = session.get(CertificateDecision, (registration_id, KIND))
    before = standing.decision if standing else None
    if standing is not None:
        session.delete(standing)
        session.flush()
    if decision is not None:
        session.add(
            CertificateDecision(
                registration_id=registration_id,
                kind=KIND,
                decision=decision,
                reason=reason,
                decided_by=actor.id if actor.kind == "user" else None,
                at=at,
            )
        )
    return before


def _refuse_other_numbers(session: Session, event_uid: str, register_id: int, year: int) -> None:
    """Numbers held in one register's year are not used by another's."""
    elsewhere = session.scalar(
        select(func.count(RegisterEntry.id)).where(
            is_held_for(HELD, event_uid),
            or_(RegisterEntry.register_id != register_id, RegisterEntry.year != year),
        )
    )
    if elsewhere:
        raise Refusal(
            "numbers_held",
            f"{elsewhere} nomor sudah dipesan dari buku atau tahun yang lain. Lepaskan dulu di Terbitkan, "
            "lalu ganti buku nomor atau tanggalnya.",
        )


def _check(content: RuleContent, days: int) -> None:
    if not days:
        raise Refusal("no_days", "Isi dulu hari-hari kegiatan, lalu atur sertifikatnya.")
    if content.basis is Basis.DAYS and not 1 <= content.least <= days:
        raise Refusal("least_days", f"Syarat hadir paling sedikit 1 dan paling banyak {days} hari.")
    if content.basis is Basis.SHARE and not 1 <= content.least <= 100:
        raise Refusal("least_share", "Syarat sesi paling sedikit 1 dan paling banyak 100 persen.")
    if content.basis is Basis.JP and content.least < 1:
        raise Refusal("least_jp", "Syarat JP paling sedikit 1.")
    if content.official_id is None and not (content.signer_name and content.signer_post):
        raise Refusal("signer", "Isi nama dan jabatan penanda tangan.")


def _official(session: Session, office_id: int, content: RuleContent) -> Official:
    if content.official_id is None:
        return save_official(session, office_id, content.signer_name, content.signer_post)
    official = session.get(Official, content.official_id)
    if official is None or official.office_id != office_id:
        raise Refusal("official", "Pejabat ini tidak ada lagi di kantor. Pilih yang lain.")
    return official


def _register(session: Session, office_id: int, content: RuleContent) -> NumberRegister:
    """The series that numbers come from; what the office has set in it is never overwritten from here."""
    if content.register_id is not None:
        register = session.get(NumberRegister, content.register_id)
        if register is None or register.office_id != office_id:
            raise Refusal("register", "Buku nomor ini tidak ada lagi di kantor. Pilih yang lain.")
        return register
    usual = register_by_name_or_none(office_id, REGISTER_NAME)
    return usual or save_register(session, office_id, REGISTER_NAME, content.number_pattern)
