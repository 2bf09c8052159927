"""A paper of the event that is not issued: with its rule, or before there is one with what the office has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from eventmgr.certificates.coming_numbers import coming_texts
from eventmgr.certificates.content import SAMPLE_LOGO
from eventmgr.certificates.content_queries import EventPaper, event_paper, paper_of
from eventmgr.certificates.designs import DESIGN_NAMES, Design, design_content
from eventmgr.certificates.issue_checks import longest_names
from eventmgr.certificates.issuing import address_of, preview_content
from eventmgr.certificates.models import TemplateVersion
from eventmgr.certificates.preview import PAPER, Sample, looks
from eventmgr.certificates.queries import (
    HELD,
    Participant,
    participants,
    rule_or_none,
    sample_key,
)
from eventmgr.certificates.rules import VerifyAddress
from eventmgr.events.models import Event
from eventmgr.events.queries import event_dates
from eventmgr.office.logos import logo_data_address
from eventmgr.office.models import Official
from eventmgr.office.register_queries import held_numbers, registers_of, signers_of
from eventmgr.shared.drawings import Drawing, drawing_of

_NO_NUMBER = "…"


@dataclass(frozen=True, slots=True)
class SampleState:
    """The sample of a design, how its drawing stands, and whether the paper has something on its back."""

    design: Design
    drawing: Drawing
    has_back: bool = True

    @property
    def name(self) -> str:
        """The design's name."""
        return DESIGN_NAMES[self.design]


def sample_of(event: Event, design: Design | None = None) -> Sample | None:
    """The paper with the longest name of the event, in the rule's design or another; None before there are
    days and people."""
    if not event_dates([event.id]):
        return None
    people = longest_names(participants(event.id), 1)
    if not people:
        return None
    rule = rule_or_none(event.id)
    if rule is None:
        return _without_rule(event, people[0], design)
    paper = event_paper(event, rule)
    held = held_numbers(rule.register_id, paper.dated_on.year, HELD, event.uid)
    number, _ = coming_texts(rule.register_id, paper.dated_on, held, 1)
    return in_design(sample_with(paper, address_of(paper.office, rule), people[0], number), design)


def sample_states(event: Event, designs: tuple[Design | None, ...], at: datetime) -> tuple[SampleState, ...]:
    """How the samples of some designs stand (None: the rule's), none before there are days and people.

    One statement more for each that is not drawn.
    """
    first = sample_of(event)
    return () if first is None else tuple(state_of(in_design(first, design), at) for design in designs)


def state_of(sample: Sample, at: datetime) -> SampleState:
    """How a sample stands; one statement where it is not drawn."""
    design, key = sample.content.design, sample.key

    def is_the_same(result: Mapping[str, Any]) -> bool:
        # A worker of another version draws other papers: it would be asked for ever, too.
        return result.get("looks") != looks() or result.get("key") == key

    drawing = drawing_of(sample.path(PAPER), sample_key(sample.event_id, design), at, is_the_same=is_the_same)
    return SampleState(design, drawing, sample.content.has_back)


def in_design(sample: Sample, design: Design | None) -> Sample:
    """The same paper in a design; None leaves it."""
    if design is None or design is sample.content.design:
        return sample
    content = design_content(design)
    return replace(
        sample, content=replace(sample.content, design=design, is_tinted=bool(content["is_tinted"]))
    )


def _without_rule(event: Event, person: Participant, design: Design | None) -> Sample:
    days = event_dates([event.id])[event.id]
    signers = signers_of(event.office_id, days[1])
    # never stored: what a version of this design would hold
    version = TemplateVersion(content=design_content(design or Design.SONGKET))
    paper = paper_of(event, signers[0] if signers else _nobody(), version, None)
    registers = registers_of(event.office_id)
    number = coming_texts(registers[0].id, paper.dated_on, (), 1)[0] if registers else _NO_NUMBER
    return sample_with(paper, VerifyAddress(is_missing=True), person, number)


def _nobody() -> Official:
    """Never stored: stands in until the office has somebody who signs."""
    return Official(name="Nama penanda tangan", post="Jabatan", prints_nip=False, prints_rank=False)


def sample_with(paper: EventPaper, address: VerifyAddress, person: Participant, number: str) -> Sample:
    """The sample by facts that are read already; no statement."""
    content = preview_content(paper, address, person, number)
    logo = "" if content.logo == SAMPLE_LOGO else logo_data_address(content.logo)
    return Sample(paper.event.id, content, logo)
