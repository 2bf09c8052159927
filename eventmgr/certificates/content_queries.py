"""What is printed on the certificates of an event, gathered once for all of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from eventmgr.certificates.content import SAMPLE_LOGO, CertificateContent, DayBlock, Mark, SessionLine
from eventmgr.certificates.designs import Design
from eventmgr.certificates.models import CertificateRule, TemplateVersion
from eventmgr.certificates.queries import Participant
from eventmgr.certificates.rules import SessionFact, VerifyAddress, credit_note, credited_sessions
from eventmgr.checkin.queries import days_present_by_registration, present_checkpoints_by_registration
from eventmgr.events.models import AgendaSession, Checkpoint, Event, EventDay, SessionSpeaker
from eventmgr.office.models import Office, Official, Region
from eventmgr.office.nip_rules import show_nip
from eventmgr.shared.dates import date_range, long_date, weekday_date
from eventmgr.shared.db import db

_LEVEL_WORDS = {"kelurahan": "Kelurahan", "kecamatan": "Kecamatan"}
_CITY_WORDS = ("Kota ", "Kabupaten ")


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A session with its printed line; sessions without JP are not printed."""

    fact: SessionFact
    line: SessionLine


@dataclass(frozen=True, slots=True)
class EventPaper:
    """All facts of an event that its certificates share, and who was where."""

    event: Event
    office: Office
    official: Official
    template_version: TemplateVersion
    city: str
    days: tuple[EventDay, ...]
    agenda: tuple[AgendaLine, ...]
    dated_on: date
    days_present: dict[int, frozenset[int]]
    checkpoints_present: dict[int, frozenset[int]]

    @property
    def is_full_credit(self) -> bool:
        """The event counts its full JP for everyone."""
        return self.event.credit_rule == "full"

    @property
    def full_jp(self) -> int:
        """JP of all sessions."""
        return sum(entry.line.jp for entry in self.agenda)


def event_paper(event: Event, rule: CertificateRule) -> EventPaper:
    """Gather the facts; ten statements however many participants there are."""
    official = db.session.get_one(Official, rule.official_id)
    return paper_of(event, official, newest_version(rule.template_id), rule.dated_on)


def paper_of(event: Event, official: Official, version: TemplateVersion, dated_on: date | None) -> EventPaper:
    """The facts with this signer and design; without a date the last day is printed."""
    days = tuple(
        db.session.scalars(select(EventDay).where(EventDay.event_id == event.id).order_by(EventDay.date))
    )
    office = db.session.get_one(Office, event.office_id)
    return EventPaper(
        event=event,
        office=office,
        official=official,
        template_version=version,
        city=_city(office),
        days=days,
        agenda=_agenda(event.id),
        dated_on=dated_on or days[-1].date,
        days_present=days_present_by_registration(event.id),
        checkpoints_present=present_checkpoints_by_registration(event.id),
    )


def day_count(event_id: int) -> int:
    """Days of an event."""
    return db.session.scalar(select(func.count(EventDay.id)).where(EventDay.event_id == event_id)) or 0


def newest_version(template_id: int) -> TemplateVersion:
    """The version that a template stands at."""
    newest = select(func.max(TemplateVersion.number)).where(TemplateVersion.template_id == template_id)
    return db.session.execute(
        select(TemplateVersion).where(
            TemplateVersion.template_id == template_id,
            TemplateVersion.number == newest.scalar_subquery(),
        )
    ).scalar_one()


def content_of(
    paper: EventPaper,
    person: Participant,
    *,
    number: str,
    short_code: str,
    code_in_url: str,
    address: VerifyAddress,
    mark: Mark,
) -> CertificateContent:
    """Everything printed for one participant; `number` may still be empty when it comes later."""
    present = paper.days_present.get(person.registration_id, frozenset())
    return CertificateContent(
        government=paper.office.letterhead_government.upper(),
        office=(paper.office.letterhead_office or paper.office.name).upper(),
        number=number,
        short_code=short_code,
        name=person.name,
        front_title=person.front_title or "",
        back_title=person.back_title or "",
        role=role_words(person),
        place=place_words(person),
        capacity="peserta",
        event_name=paper.event.name,
        organizer=paper.office.name,
        date_range=date_range(paper.days[0].date, paper.days[-1].date),
        venue=paper.event.place,
        days=day_blocks(paper, person.registration_id),
        is_full_credit=paper.is_full_credit,
        signed_at=", ".join(part for part in (paper.city, long_date(paper.dated_on)) if part),
        signer_post=f"{paper.official.post},",
        signer_name=paper.official.name.upper(),
        signer_rank=(paper.official.rank or "") if paper.official.prints_rank else "",
        signer_nip=show_nip(paper.official.nip or "") if paper.official.prints_nip else "",
        verify_url=address.url_of(code_in_url),
        verify_place=address.place,
        mark=mark,
        is_tinted=bool(paper.template_version.content.get("is_tinted", True)),
        design=Design(paper.template_version.content.get("design", Design.SONGKET)),
        logo=paper.office.logo_file_uid or (SAMPLE_LOGO if paper.office.is_demo else ""),
        attended=tuple(day.date.isoformat() for day in paper.days if day.id in present),
        credit_note=credit_note(entry.fact for entry in paper.agenda),
    )


def role_words(person: Participant) -> str:
    """ "Pekerja Sosial Masyarakat (PSM)" """
    if person.category_name == person.category_code:
        return person.category_name
    return f"{person.category_name} ({person.category_code})"


def place_words(person: Participant) -> str:
    """ "Kelurahan Pauh, Kecamatan Pauh"; the sending unit where there is no region."""
    if person.region_name is None:
        return person.unit_text
    own = f"{_LEVEL_WORDS.get(person.region_level or '', '')} {person.region_name}".strip()
    if person.region_level == "kelurahan" and person.parent_name:
        return f"{own}, Kecamatan {person.parent_name}"
    return own


def day_blocks(paper: EventPaper, registration_id: int) -> tuple[DayBlock, ...]:
    """Days with the sessions that count for this participant; days without one are left out."""
    credited = credited_sessions(
        [entry.fact for entry in paper.agenda],
        days=paper.days_present.get(registration_id, frozenset()),
        checkpoints=paper.checkpoints_present.get(registration_id, frozenset()),
        is_full=paper.is_full_credit,
    )
    return _blocks(paper, credited)


def all_day_blocks(paper: EventPaper) -> tuple[DayBlock, ...]:
    """All days with all their sessions, as a preview shows them."""
    return _blocks(paper, frozenset(entry.fact.id for entry in paper.agenda))


def _blocks(paper: EventPaper, credited: frozenset[int]) -> tuple[DayBlock, ...]:
    by_day: dict[int, list[SessionLine]] = defaultdict(list)
    for entry in paper.agenda:
        if entry.fact.id in credited:
            by_day[entry.fact.day_id].append(entry.line)
    return tuple(
        DayBlock(weekday_date(day.date), tuple(by_day[day.id])) for day in paper.days if day.id in by_day
    )


def _agenda(event_id: int) -> tuple[AgendaLine, ...]:
    sessions = db.session.scalars(
        select(AgendaSession)
        .where(AgendaSession.event_id == event_id, AgendaSession.kind == "session", AgendaSession.jp > 0)
        .order_by(AgendaSession.starts_at, AgendaSession.id)
    ).all()
    speakers: dict[int, list[str]] = defaultdict(list)
    for session_id, name in db.session.execute(
        select(SessionSpeaker.session_id, SessionSpeaker.name_text)
        .join(AgendaSession, AgendaSession.id == SessionSpeaker.session_id)
        .where(AgendaSession.event_id == event_id)
        .order_by(SessionSpeaker.session_id, SessionSpeaker.position)
    ):
        speakers[session_id].append(name)
    doors: dict[int, set[int]] = defaultdict(set)
    for session_id, checkpoint_id in db.session.execute(
        select(Checkpoint.session_id, Checkpoint.id).where(
            Checkpoint.event_id == event_id, Checkpoint.session_id.is_not(None)
        )
    ):
        doors[session_id].add(checkpoint_id)
    return tuple(
        AgendaLine(
            SessionFact(entry.id, entry.day_id, frozenset(doors[entry.id])),
            SessionLine(entry.title, "; ".join(speakers[entry.id]), entry.jp),
        )
        for entry in sessions
    )


def _city(office: Office) -> str:
    """The town before the date: "Padang" for an office of "Kota Padang"; empty when unknown."""
    region = db.session.get(Region, office.region_code) if office.region_code else None
    name = region.name if region else ""
    for word in _CITY_WORDS:
        name = name.removeprefix(word)
    return name
