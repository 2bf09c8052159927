"""The cast's event with a row behind every address: many people, and one of each thing that has a page.

Call `furnish(cast)` inside an app context. What a new address names by its parts is added to `parts()`.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from eventmgr.accounts.models import SignIn
from eventmgr.audit.models import AuditLog
from eventmgr.cards.actions import CARDS_JOB, cards_key
from eventmgr.cards.spare_actions import Given, give_spare
from eventmgr.checkin.models import Absence, Scan
from eventmgr.checkin.paper_actions import Line, enter_sheet
from eventmgr.events.models import AgendaSession, Checkpoint, Event, EventDay, QuotaException, SessionSpeaker
from eventmgr.materials.actions import MaterialFacts, NewContent, add_material
from eventmgr.office.actions import start_year
from eventmgr.office.models import NumberRegister, Office, Region, RegionAlias
from eventmgr.office.queries import real_office
from eventmgr.office.reservation_actions import Range, reserve_numbers
from eventmgr.operations.backup_plan import backup_folder
from eventmgr.registration.models import ImportBatch, Registration
from eventmgr.reports.sheet_queries import SHEET_JOB, sheet_key
from eventmgr.roster.actions import stage_roster
from eventmgr.shared.clock import now
from eventmgr.shared.codes import code_hash, new_long_token
from eventmgr.shared.db import db, new_uid, write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import add_stored_file, file_path, write_bytes
from eventmgr.shared.job_models import Job
from tests.builders import CREATED, build_category, build_official, build_quota
from tests.cast import Cast
from tests.certificates.builders import COMMAND
from tests.crowd import ARRIVED, add_crowd, arrival_of, blank_card
from tests.materials import files
from tests.portal.papers import build_certificate
from tests.reports.quota_scenes import serve_padang
from tests.roster.import_steps import import_bytes
from tests.roster.roster_files import make_file, person

BACKUP = "eventmgr-20241117-011500.zip"


@dataclass(frozen=True)
class Furnished:
    """`parts` says what stands in an address for a part of a rule: {"materials": {"uid": "…"}}."""

    cast: Cast
    parts: dict[str, dict[str, str]] = field(default_factory=dict)


def furnish(cast: Cast, people: int = 40) -> Furnished:
    """Fill the cast's event with so many people (Dedi is one more) and everything else once."""
    serve_padang()
    event = db.session.get_one(Event, cast.event.id)
    dedi = db.session.get_one(Registration, cast.dedi_registration.id)
    add_crowd(event, people)
    exception = _seats(event)
    scan = _door(event, dedi)
    _letter(cast, event, dedi)
    paper = _paper_entry(event)
    photo = _speaker(event)
    batches = _imports(event)
    certificate = build_certificate(event=event, registration=dedi)
    file_path(db.session.get_one(StoredFile, certificate.file_id).uid).write_bytes(files.pdf(2))
    reservation = _office(event)
    material = _materials(event)
    numbers = _numbers(cast, event)
    _spare_cards(event, dedi)
    (backup_folder() / BACKUP).write_bytes(b"a backup")
    shown: dict[str, dict[str, str]] = {
        "accounts": {"sign_in_id": numbers["sign_in"]},
        "categories": {"category_id": str(build_category().id)},
        "certificate": {"uid": certificate.uid},
        "certificate_bundles": {"district": "13.71.06"},
        "certificate_design": {"kind": "pdf", "value": "songket"},
        "certificate_sending": {"uid": certificate.uid},
        "certificates": {"uid": dedi.uid, "group": "hadir-1"},
        "checkin_attendance": {"uid": dedi.uid, "number": "1"},
        "checkin_attendance.undo_row": {"uid": scan},
        "checkin_paper": {"number": str(paper)},
        "events_agenda": {"number": numbers["session"], "uid": photo},
        "events_agenda.close_checkpoint": {"number": numbers["checkpoint"]},
        "events_agenda.delete_checkpoint": {"number": numbers["checkpoint"]},
        "events_agenda.edit_checkpoint": {"number": numbers["checkpoint"]},
        "events_days": {"number": numbers["day"]},
        "events_members": {"number": str(cast.budi.id)},
        "events_quota": {"number": str(exception)},
        "first_steps": {"slug_of_step": "pejabat"},
        "materials": {"uid": material},
        "materials_public": {"uid": material},
        "numbers": {"uid": reservation},
        "officials": {"official_id": str(build_official().id)},
        "portal": {"token": cast.dedi_link.removeprefix("/p/")},
        "portal_card": {"token": cast.dedi_link.removeprefix("/p/")},
        "portal_resend": {"token": cast.dedi_link.removeprefix("/p/")},
        "portal_materials": {"token": cast.dedi_link.removeprefix("/p/"), "uid": material},
        "regions": {"alias_id": numbers["alias"]},
        "cards.past_print": {"uid": _card_print(event)},
        "roster": {"uid": batches["preview"]},
        "roster_pairing": {"uid": batches["preview"]},
        "cards_spares": {"number": "1"},
        "roster_undo": {"uid": batches["saved"]},
        "reports_sheet": {"uid": _attendance_sheet(event)},
        "static": {"filename": "css/tokens.css"},
        "status": {"name": BACKUP},
        "trail": {"audit_id": numbers["audit"]},
        "users": {"user_id": str(cast.budi.id), "sign_in_id": numbers["sign_in"]},
        "verify": {"code": certificate.short_code},
    }
    for room in ROOMS_OF_REGISTRATIONS:
        shown[room] = {"uid": dedi.uid}
    return Furnished(cast, shown)


#: here "uid" in an address is that of a registration
ROOMS_OF_REGISTRATIONS = (
    "cards_links",
    "registration_person",
    "registration_replace",
    "registration_reserve",
    "reports_board",
    "reports_participant",
    "reports_participant_edit",
    "reports_quota",
)


def _spare_cards(event: Event, dedi: Registration) -> None:
    """Number 1 is somebody's of the crowd, number 2 is free."""
    event_id, office_id = event.id, event.office_id
    with write() as session:
        cards = [blank_card(event_id, None) for _ in range(2)]
        for number, card in enumerate(cards, start=1):
            card.state, card.spare_no = "spare", number
        session.add_all(cards)
        session.flush()
        bearer = session.scalars(
            select(Registration).where(Registration.event_id == event_id, Registration.id != dedi.id).limit(1)
        ).one()
        given = Given(ARRIVED, "Presensi Hari 1", office_id)
        give_spare(session, COMMAND, ARRIVED, card=cards[0], to=bearer, given=given)


def _saved(row: Any) -> Any:
    with write() as session:
        session.add(row)
    return row


def _seats(event: Event) -> int:
    rule = build_quota(event=event, category=build_category())
    build_quota(event=event, category=build_category(code="TKSK"), seats=1)
    _saved(QuotaException(rule_id=rule.id, region_code="13.71.06.1010", seats=4, reason="RW baru"))
    return rule.category_id


def _door(event: Event, dedi: Registration) -> str:
    """Dedi's arrival by camera: its scan's uid."""
    place = db.session.scalars(
        select(Checkpoint).where(Checkpoint.event_id == event.id).order_by(Checkpoint.id)
    ).first()
    assert place is not None
    uid = new_uid()
    event_id, registration_id, place_id = event.id, dedi.id, place.id
    with write() as session:
        session.add(
            Scan(
                uid=uid,
                payload_hash="0" * 64,
                event_id=event_id,
                checkpoint_id=place_id,
                operator="Rina Oktavia",
                source="camera",
                registration_id=registration_id,
                at_device=ARRIVED,
                at_corrected=ARRIVED,
                received_at=ARRIVED,
                verdict="ok",
                rev=1,
            )
        )
        came = arrival_of(event_id, registration_id, place_id)
        came.scan_uid = uid
        session.add(came)
    return uid


def _letter(cast: Cast, event: Event, dedi: Registration) -> None:
    first_day = select(EventDay.id).where(EventDay.event_id == event.id).order_by(EventDay.date).limit(1)
    written, day_id = write_bytes(files.pdf()), db.session.scalars(first_day).one()
    office_id, registration_id = event.office_id, dedi.id
    with write() as session:
        stored = add_stored_file(
            session,
            written,
            office_id=office_id,
            type="application/pdf",
            original_name="surat.pdf",
            at=CREATED,
        )
        session.flush()
        session.add(
            Absence(
                registration_id=registration_id,
                day_id=day_id,
                kind="sakit",
                file_id=stored.id,
                written_by=cast.ani.id,
                written_at=CREATED,
            )
        )


def _paper_entry(event: Event) -> int:
    first = db.session.scalars(
        select(Registration.uid).where(Registration.event_id == event.id).order_by(Registration.id)
    ).first()
    lines = [Line(registration_uid=str(first))]
    return enter_sheet(
        COMMAND, now(), event_id=event.id, checkpoint="hari-1", lines=lines, request_uid=new_uid()
    )


def _speaker(event: Event) -> str:
    lesson = db.session.scalars(
        select(AgendaSession.id).where(AgendaSession.event_id == event.id).order_by(AgendaSession.id)
    ).first()
    written, office_id = write_bytes(files.picture("JPEG")), event.office_id
    with write() as session:
        stored = add_stored_file(
            session, written, office_id=office_id, type="image/jpeg", original_name="foto.jpg", at=CREATED
        )
        session.flush()
        session.add(SessionSpeaker(session_id=lesson, name_text="Mira Handayani", photo_file_id=stored.id))
        return stored.uid


def _imports(event: Event) -> dict[str, str]:
    import_bytes(event, make_file(person(9001), person(9002)))
    saved = db.session.scalars(select(ImportBatch.uid).order_by(ImportBatch.id.desc())).first()
    faulty = make_file({}, {"Nama Lengkap": "Asnimar", "NIK": "13710156069490"})
    preview = stage_roster(COMMAND, now(), event=event, data=faulty, file_name="daftar.xlsx", uid=new_uid())
    return {"saved": str(saved), "preview": preview}


def _office(event: Event) -> str:
    office = real_office()
    register = db.session.scalars(
        select(NumberRegister).where(NumberRegister.office_id == office.id).order_by(NumberRegister.id)
    ).first()
    assert register is not None, "the event's rule made it"
    year, register_id, uid, logo = now().year, register.id, new_uid(), write_bytes(files.picture())
    with write() as session:
        add_stored_file(
            session, logo, office_id=office.id, type="image/png", original_name="lambang.png", at=CREATED
        )
        start_year(session, register_id, year, 500)
        row = session.get_one(Office, office.id)
        row.letterhead_office, row.phone, row.logo_file_uid = "DINAS SOSIAL", "+6275100000", logo.uid
    register = db.session.get_one(NumberRegister, register_id)
    reserve_numbers(
        COMMAND,
        now(),
        register=register,
        zone=event.zone,
        wanted=Range(600, 602),
        reason="Undangan",
        request_uid=uid,
    )
    return uid


def _materials(event: Event) -> str:
    lesson = db.session.scalars(
        select(AgendaSession).where(AgendaSession.event_id == event.id).order_by(AgendaSession.id)
    ).first()
    assert lesson is not None
    later = MaterialFacts("Kartu kasus", "present", "session", day_id=lesson.day_id, session_id=lesson.id)
    open_now = MaterialFacts("Permensos 10/2019", "public", "now")
    file = NewContent(written=write_bytes(files.pdf()), type="application/pdf", name="kasus.pdf")
    add_material(COMMAND, now(), event=event, facts=later, content=file, request_uid=new_uid())
    file = NewContent(written=write_bytes(files.pdf()), type="application/pdf", name="permensos.pdf")
    return add_material(COMMAND, now(), event=event, facts=open_now, content=file, request_uid=new_uid())


def _newest(number: InstrumentedAttribute[int], condition: ColumnElement[bool]) -> int | None:
    return db.session.scalar(select(func.max(number)).where(condition))


def _numbers(cast: Cast, event: Event) -> dict[str, str]:
    """Ids of what an address names by its number."""
    alias = RegionAlias(alias_norm="air manih", scope_code="13.71.01", region_code=_kelurahan("13.71.01"))
    token, at = code_hash(new_long_token()), now()
    sign_in = SignIn(
        user_id=cast.budi.id, token_hash=token, created_at=at, expires_at=at.replace(year=at.year + 1)
    )
    found = {
        "session": str(_newest(AgendaSession.id, AgendaSession.event_id == event.id)),
        "checkpoint": str(_newest(Checkpoint.id, Checkpoint.event_id == event.id)),
        "day": str(_newest(EventDay.id, EventDay.event_id == event.id)),
    }
    newest = db.session.scalar(select(func.max(AuditLog.id)))
    return {**found, "alias": str(_saved(alias).id), "sign_in": str(_saved(sign_in).id), "audit": str(newest)}


def _kelurahan(parent: str) -> str:
    return (
        db.session.scalars(
            select(Region.code).where(Region.parent_code == parent).order_by(Region.code)
        ).first()
        or ""
    )


def _card_print(event: Event) -> str:
    """A finished print of cards; the uid of its PDF."""
    return _print(event, CARDS_JOB, cards_key(event.id), {}, {"cards": 1, "sheets": 1})


def _attendance_sheet(event: Event) -> str:
    """A drawn attendance sheet; the uid of its PDF."""
    wish = {"number": 1, "blank": True, "by_district": False, "knower_id": None, "signer_id": None}
    result = {"people": 1, "pages": 1, "is_blank": True}
    return _print(event, SHEET_JOB, sheet_key(event.id), wish, result)


def _print(event: Event, kind: str, key: str, ids: dict[str, Any], result: dict[str, Any]) -> str:
    written = write_bytes(files.pdf(1))
    with write() as session:
        add_stored_file(
            session,
            written,
            office_id=event.office_id,
            type="application/pdf",
            original_name="cetakan.pdf",
            at=ARRIVED,
        )
        session.add(
            Job(
                uid=new_uid(),
                office_id=event.office_id,
                kind=kind,
                ids={"event_id": event.id, **ids},
                unique_key=key,
                state="done",
                result={"file_uid": written.uid, **result},
                created_at=ARRIVED,
                finished_at=ARRIVED,
            )
        )
    return written.uid
