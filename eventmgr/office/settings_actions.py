"""Changing an office's settings: name and letterhead, numbers, public address, zone, logo, address check."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.audit.queries import last_change_or_none
from eventmgr.office.actions import hold_office, start_year
from eventmgr.office.address_rules import Finding
from eventmgr.office.addresses import address_of
from eventmgr.office.logos import read_logo
from eventmgr.office.models import AddressCheck, NumberRegister, Office, Official, Region
from eventmgr.office.register_queries import register_by_name_or_none
from eventmgr.office.rules import PATTERN_WORDS, city_of, judge_pattern, letterhead_lines, needs_words
from eventmgr.office.settings_queries import REGISTER_NAME
from eventmgr.shared.dates import clock_time, local_date, short_date
from eventmgr.shared.db import write
from eventmgr.shared.files import add_stored_file, write_bytes
from eventmgr.shared.jobs import JobContext, enqueue
from eventmgr.shared.refusal import Refusal

#: the job that asks the public address
ADDRESS_JOB = "office.check_address"


class Conflict(Refusal):
    """Raised when somebody else saved in between; nothing was written."""


@dataclass(frozen=True, slots=True)
class OfficeContent:
    """Name, letterhead, public address and zone as typed."""

    name: str
    government: str
    address: str
    public_url: str | None
    without_public_url: bool
    zone: str


@dataclass(frozen=True, slots=True)
class NumberContent:
    """How numbers are written; `first` is where this year goes on, None leaves it."""

    pattern: str
    klas: str
    unit: str
    first: int | None = None


@dataclass(frozen=True, slots=True)
class PrintContent:
    """Ids of the officials whose NIP and rank papers show."""

    nip: frozenset[int]
    rank: frozenset[int]


def save_settings(
    actor: Actor,
    at: datetime,
    *,
    office_id: int,
    revision: int,
    office: OfficeContent | None = None,
    numbers: NumberContent | None = None,
    prints: PrintContent | None = None,
) -> bool:
    """Save what is given, all or nothing; whether anything became different.

    Raises Conflict when the office is not at `revision` any more, or Refusal, its code naming the field.
    """
    with write() as session:
        row = locked_office(session, office_id, revision)
        details: dict[str, list[Any]] = {}
        if office is not None:
            details |= _write_office(session, row, office)
        if numbers is not None:
            details |= _write_numbers(session, row, numbers, at)
        if prints is not None:
            details |= _write_prints(session, office_id, prints)
        if not details:
            return False
        flag_modified(row, "zone")  # whatever changed, the revision counts up
        record(session, actor, at, _line("office.settings_saved", office_id, details))
        return True


def locked_office(session: Session, office_id: int, revision: int) -> Office:
    """The office's row, held until the commit. Raises Conflict when it stands at another revision."""
    row = session.get_one(Office, office_id, with_for_update=True, populate_existing=True)
    if row.revision != revision:
        raise Conflict("conflict", _who_was_faster(row))
    return row


def _who_was_faster(office: Office) -> str:
    change = last_change_or_none("office", str(office.id))
    if change is None:
        return "Pengaturan ini sudah diubah orang lain."
    who, when = change
    moment = f"{short_date(local_date(when, office.zone))} pukul {clock_time(when, office.zone)}"
    return f"{who} mengubah pengaturan ini {moment}."


def _write_office(session: Session, row: Office, typed: OfficeContent) -> dict[str, list[Any]]:
    if not typed.name:
        raise Refusal("name", "Isi nama kantor.")
    _, below = letterhead_lines(typed.name, typed.government)
    values = asdict(typed) | {"letterhead_government": typed.government, "letterhead_office": below}
    del values["government"]
    city = city_of(typed.government)
    known = session.scalar(
        select(Region.code).where(Region.level == "city", func.lower(Region.name) == city.lower())
    )
    return _changed(row, values | ({"region_code": known} if known else {}))


def _write_numbers(
    session: Session, office: Office, typed: NumberContent, at: datetime
) -> dict[str, list[Any]]:
    decision = judge_pattern(typed.pattern)
    if not decision:
        raise Refusal("pattern", PATTERN_WORDS[decision.reason])
    lacking = needs_words(typed.pattern, klas=typed.klas, unit=typed.unit)
    if lacking:
        words = {
            "klas": "Isi klasifikasi, karena pola memakainya.",
            "unit": "Isi unit, karena pola memakainya.",
        }
        raise Refusal(lacking, words[lacking])
    register = register_by_name_or_none(office.id, REGISTER_NAME)
    if register is None:
        register = NumberRegister(office_id=office.id, name=REGISTER_NAME, pattern="")
        session.add(register)
    details = _changed(register, {"pattern": typed.pattern, "klas": typed.klas, "unit": typed.unit})
    session.flush()
    if typed.first is not None:
        year = local_date(at, office.zone).year
        start_year(session, register.id, year, typed.first)
        details["next_number"] = [year, typed.first]
    return details


def _write_prints(session: Session, office_id: int, typed: PrintContent) -> dict[str, list[Any]]:
    details: dict[str, list[Any]] = {}
    for official in session.query(Official).where(Official.office_id == office_id):
        values = {"prints_nip": official.id in typed.nip, "prints_rank": official.id in typed.rank}
        if _changed(official, values):
            details[f"prints {official.name}"] = [values["prints_nip"], values["prints_rank"]]
    return details


def _changed(row: object, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Set what differs; field → [old, new]."""
    details = {
        name: [getattr(row, name), value] for name, value in values.items() if getattr(row, name) != value
    }
    for name, (_, value) in details.items():
        setattr(row, name, value)
    return details


def save_logo(actor: Actor, at: datetime, *, office_id: int, data: bytes, file_name: str) -> None:
    """Take in a coat of arms. Raises Refusal for what is no usable picture."""
    png = read_logo(data)
    written = write_bytes(png)
    with write() as session:
        row = session.get_one(Office, office_id, with_for_update=True)
        stored = add_stored_file(
            session, written, office_id=office_id, type="image/png", original_name=file_name[:255], at=at
        )
        row.logo_file_uid = stored.uid
        record(session, actor, at, _line("office.logo_saved", office_id, {"logo": [file_name[:255]]}))


def remove_logo(actor: Actor, at: datetime, *, office_id: int) -> None:
    """Papers go on without a coat of arms; the file stays for papers that hold it."""
    with write() as session:
        row = session.get_one(Office, office_id, with_for_update=True)
        if row.logo_file_uid is None:
            return
        row.logo_file_uid = None
        record(session, actor, at, _line("office.logo_removed", office_id, {}))


def order_address_check(actor: Actor, at: datetime, *, office: Office) -> None:
    """Let the job worker ask the office's public address; pressed again meanwhile, it is one check.

    Raises Refusal when there is no address.
    """
    office_id, address = office.id, address_of(office)
    if not address.is_public:
        raise Refusal("public_url", "Isi dan simpan alamat situs lebih dulu, lalu periksa.")
    with write() as session:
        hold_office(session, office_id)
        session.merge(
            AddressCheck(office_id=office_id, address=address.base, state="checking", at=at, note="")
        )
        enqueue(
            session,
            kind=ADDRESS_JOB,
            ids={"office_id": office_id, "user_id": actor.id},
            unique_key=f"office-address:{office_id}",
            office_id=office_id,
            at=at,
        )


def keep_finding(
    actor: Actor, at: datetime, *, office_id: int, address: str, finding: Finding, context: JobContext
) -> None:
    """Write down what the check of `address` said. Raises ClaimLost when another worker took it over."""
    with write() as session:
        context.check_claim(session)
        session.merge(
            AddressCheck(office_id=office_id, address=address, state=finding.state, at=at, note=finding.note)
        )
        details = {"address": [address, finding.state]}
        record(session, actor, at, _line("office.address_checked", office_id, details))


def _line(action: str, office_id: int, details: dict[str, list[Any]]) -> AuditLine:
    return AuditLine(action, "office", str(office_id), office_id, details=details)
