"""A paper of the event that is not issued: with its rule, or before there is one with what the office has."""

from dataclasses import replace

from eventmgr.certificates.coming_numbers import coming_texts
from eventmgr.certificates.content import SAMPLE_LOGO
from eventmgr.certificates.content_queries import EventPaper, event_paper, paper_of
from eventmgr.certificates.designs import Design, design_content
from eventmgr.certificates.issue_checks import longest_names
from eventmgr.certificates.issuing import address_of, preview_content
from eventmgr.certificates.models import CertificateRule, TemplateVersion
from eventmgr.certificates.preview import Preview, preview_of
from eventmgr.certificates.queries import Participant, participants, rule_or_none
from eventmgr.certificates.rules import VerifyAddress
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.office.logos import logo_data_address
from eventmgr.office.models import Official
from eventmgr.office.register_queries import registers_of, signers_of
from eventmgr.shared.db import db

_NO_NUMBER = "…"


def preview_bytes(event: Event, design: Design | None = None) -> Preview | None:
    """The paper with the longest name of the event, in the rule's design or another; None before there are
    days and people."""
    if not event_dates([event.id]):
        return None
    people = longest_names(participants(event.id), 1)
    if not people:
        return None
    rule = rule_or_none(event.id)
    drawn = _with_rule(event, rule, people[0], design) if rule else _without_rule(event, people[0], design)
    return drawn


def may_preview(event: Event) -> bool:
    """Whether there are days and people to draw a paper of."""
    return bool(event_dates([event.id])) and bool(participants(event.id))


def _with_rule(event: Event, rule: CertificateRule, person: Participant, design: Design | None) -> Preview:
    paper = event_paper(event, rule)
    if design is not None and design.value != paper.template_version.content.get("design"):
        paper = replace(paper, template_version=_version(design))
    number, _ = coming_texts(rule.register_id, paper.dated_on, 1)
    return _drawn(paper, address_of(paper.office, rule), person, number)


def _without_rule(event: Event, person: Participant, design: Design | None) -> Preview:
    days = event_dates([event.id])[event.id]
    signers = signers_of(event.office_id, days[1])
    version = _version(design or Design.SONGKET)
    paper = paper_of(event, signers[0] if signers else _nobody(), version, None)
    registers = registers_of(event.office_id)
    number = coming_texts(registers[0].id, paper.dated_on, 1)[0] if registers else _NO_NUMBER
    return _drawn(paper, VerifyAddress(), person, number)


def _nobody() -> Official:
    """Never stored: stands in until the office has somebody who signs."""
    return Official(name="Nama penanda tangan", post="Jabatan", prints_nip=False, prints_rank=False)


def _version(design: Design) -> TemplateVersion:
    """Never stored: what a version of this design would hold."""
    return TemplateVersion(content=design_content(design))


def _drawn(paper: EventPaper, address: VerifyAddress, person: Participant, number: str) -> Preview:
    content = preview_content(paper, address, person, number)
    logo = "" if content.logo == SAMPLE_LOGO else logo_data_address(content.logo)
    db.session.rollback()  # a second of drawing must not hold a reading transaction
    return preview_of(content, logo)
