"""The plan of an issue: who is to get a certificate now, with what content. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import current_app

from eventmgr.certificates.actions import Draft, IssueFacts
from eventmgr.certificates.content import CertificateContent, Mark
from eventmgr.certificates.content_queries import EventPaper, all_day_blocks, content_of, event_paper
from eventmgr.certificates.models import CertificateRule
from eventmgr.certificates.queries import (
    Participant,
    granted_among,
    live_certificate_states,
    participants,
    rule_or_none,
)
from eventmgr.certificates.rules import Condition, Tally, VerifyAddress, tally, verify_address
from eventmgr.certificates.rules import Standing as PersonStanding
from eventmgr.certificates.standing_queries import standings
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.office.models import Office
from eventmgr.shared.codes import new_long_token, new_short_code
from eventmgr.shared.db import new_uid
from eventmgr.shared.refusal import Refusal

NO_RULE = "Syarat sertifikat belum diatur. Buka halaman Sertifikat dan isi syarat serta penanda tangan."
NO_ADDRESS = (
    "Belum ada alamat publik, padahal QR pada sertifikat harus dapat dibuka dari luar kantor. "
    "Isi alamat situs di Pengaturan kantor, atau pilih “Terbitkan tanpa QR”."
)
NO_DAYS = "Kegiatan ini belum mempunyai hari, jadi belum ada yang dapat diterbitkan."
#: What a preview prints in the place of codes; its QR answers "contoh".
PREVIEW_CODE, PREVIEW_SHORT_CODE = "CONTOH", ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everybody of an event and where they stand: the numbers of the page."""

    people: tuple[Participant, ...]
    condition: Condition
    by_registration: dict[int, PersonStanding]
    tally: Tally
    states: dict[int, str]
    #: registrations that do not stand any more, whose certificate the organizer keeps all the same
    kept: frozenset[int] = frozenset()

    @property
    def to_issue(self) -> list[int]:
        """Registrations that are eligible and have no live certificate."""
        return [number for number in self.tally.eligible if number not in self.states]

    @property
    def lost_presence(self) -> list[int]:
        """Registrations with a valid certificate that the rule would not give any more."""
        supported = {*self.tally.eligible, *self.kept}
        return [
            number for number, state in self.states.items() if state == "valid" and number not in supported
        ]


def standing_of(
    event_id: int, condition: Condition, *, present: Mapping[int, frozenset[int]] | None = None
) -> Standing:
    """Judge everybody; four statements, eight for a rule by sessions or JP, one more where some are gone.

    `present` are the days of each registration where they were read already.
    """
    people = participants(event_id)
    each = standings(event_id, people, condition, present)
    states = live_certificate_states(event_id)
    by_registration = {one.registration_id: one for one in each}
    gone = [number for number in states if number not in by_registration]
    return Standing(
        people=tuple(people),
        condition=condition,
        by_registration=by_registration,
        tally=tally(each, condition),
        states=states,
        kept=granted_among(gone) if gone else frozenset(),
    )


def needed_rule(event_id: int) -> CertificateRule:
    """The event's rule. Raises Refusal "no_rule"."""
    rule = rule_or_none(event_id)
    if rule is None:
        raise Refusal("no_rule", NO_RULE)
    return rule


def condition_of(rule: CertificateRule) -> Condition:
    """What one must have reached."""
    return Condition.from_record(rule.conditions)


def address_of(office: Office, rule: CertificateRule) -> VerifyAddress:
    """The address for the QR of this event's certificates (DESIGN 4, PUBLIC_URL)."""
    return office_address(office, is_without=rule.without_public_url or office.without_public_url)


def office_address(office: Office, *, is_without: bool) -> VerifyAddress:
    """The address for the QR of the office's certificates, or that none is wanted where there is none."""
    return verify_address(
        public_url=office.public_url or current_app.config["PUBLIC_URL"],
        served_address=current_app.config["SERVED_ADDRESS"],
        is_demo=office.is_demo,
        without_public_url=is_without,
    )


def needed_address(office: Office, rule: CertificateRule) -> VerifyAddress:
    """As `address_of`, but raises Refusal "no_public_url" when nothing may be frozen."""
    address = address_of(office, rule)
    if address.is_missing:
        raise Refusal("no_public_url", NO_ADDRESS)
    return address


def issue_facts(paper: EventPaper, rule: CertificateRule) -> IssueFacts:
    """What the certificates of this issue share."""
    return IssueFacts(
        event_id=paper.event.id,
        office_id=paper.event.office_id,
        register_id=rule.register_id,
        template_version_id=paper.template_version.id,
        dated_on=paper.dated_on,
        event_uid=paper.event.uid,
    )


def needed_paper(event: Event, rule: CertificateRule) -> EventPaper:
    """The printed facts. Raises Refusal "no_days" for an event without days."""
    if not event_dates([event.id]):
        raise Refusal("no_days", NO_DAYS)
    return event_paper(event, rule)


def drafts(
    paper: EventPaper, address: VerifyAddress, people: Sequence[Participant], wanted: Sequence[int]
) -> list[Draft]:
    """A draft for each wanted registration, in the order of the people; codes are drawn here."""
    mark = Mark.DEMO if paper.office.is_demo else Mark.NONE
    wanted_ids = set(wanted)
    made = []
    for person in people:
        if person.registration_id not in wanted_ids:
            continue
        token, short_code = new_long_token(), new_short_code()
        content = content_of(
            paper,
            person,
            number="",
            short_code=short_code,
            code_in_url=token,
            address=address,
            mark=mark,
        )
        made.append(Draft(new_uid(), person.registration_id, person.person_id, token, short_code, content))
    return made


def preview_content(
    paper: EventPaper, address: VerifyAddress, person: Participant, number: str
) -> CertificateContent:
    """A certificate that is not issued: watermark, words, and a QR that answers "contoh".

    While the address is missing the QR leads to the one that the server prints (a preview is never frozen);
    where the office does without, the preview has no QR either.
    """
    shown = VerifyAddress(current_app.config["SERVED_ADDRESS"]) if address.is_missing else address
    content = content_of(
        paper,
        person,
        number=number,
        short_code=PREVIEW_SHORT_CODE,
        code_in_url=PREVIEW_CODE,
        address=shown,
        mark=Mark.PREVIEW,
    )
    return replace(content, days=all_day_blocks(paper))
