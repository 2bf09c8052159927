"""The people who sign for an office: taken up, changed, ended, removed while nothing names them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.audit.queries import last_change_or_none
from eventmgr.office.actions import hold_office
from eventmgr.office.models import Official
from eventmgr.office.nip_rules import NIP_WORDS, judge_nip, normalize_nip
from eventmgr.office.settings_actions import Conflict
from eventmgr.shared.dates import clock_time
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal

USED = "Pejabat ini sudah dipakai pada surat. Isi tanggal berakhirnya, namanya tetap tercatat."


@dataclass(frozen=True, slots=True)
class OfficialContent:
    """An official as typed; empty texts become None where the column may be empty."""

    name: str
    post: str
    front_title: str = ""
    back_title: str = ""
    nip: str = ""
    rank: str = ""
    from_date: date | None = None
    to_date: date | None = None

    def values(self) -> dict[str, Any]:
        """Column → value. Raises Refusal, its code naming the field."""
        if not self.name:
            raise Refusal("name", "Isi nama pejabat.")
        if not self.post:
            raise Refusal("post", "Isi jabatannya, seperti tercetak di atas tanda tangan.")
        nip = normalize_nip(self.nip)
        decision = judge_nip(nip) if nip else None
        if decision is not None and not decision:
            raise Refusal("nip", NIP_WORDS[decision.reason])
        if self.from_date and self.to_date and self.to_date < self.from_date:
            raise Refusal("to_date", "Tanggal berakhir mendahului tanggal mulai.")
        values = asdict(self) | {"nip": nip}
        return values | {name: values[name] or None for name in ("front_title", "back_title", "nip", "rank")}


def add_official(actor: Actor, at: datetime, *, office_id: int, typed: OfficialContent) -> int:
    """A new official; a second click finds the first one's. Raises Refusal, its code naming the field."""
    values = typed.values()
    with write() as session:
        hold_office(session, office_id)
        twin = (
            session.query(Official)
            .filter_by(
                office_id=office_id, name=values["name"], post=values["post"], to_date=values["to_date"]
            )
            .first()
        )
        if twin is not None and all(getattr(twin, name) == value for name, value in values.items()):
            return twin.id
        official = Official(office_id=office_id, **values)
        session.add(official)
        session.flush()
        details = {name: [None, value] for name, value in values.items() if value}
        record(session, actor, at, _line("official.added", official, details))
        return official.id


def change_official(
    actor: Actor, at: datetime, *, official: Official, revision: int, typed: OfficialContent, zone: str
) -> None:
    """Save an official's data. Raises Conflict or Refusal, its code naming the field."""
    values, official_id = typed.values(), official.id
    with write() as session:
        row = session.get_one(Official, official_id, with_for_update=True, populate_existing=True)
        if row.revision != revision:
            change = last_change_or_none("official", str(official_id))
            words = f"{change[0]} mengubah ini pukul {clock_time(change[1], zone)}." if change else ""
            raise Conflict("conflict", words or "Data pejabat ini sudah diubah orang lain.")
        details = {
            name: [getattr(row, name), value] for name, value in values.items() if getattr(row, name) != value
        }
        for name, (_, value) in details.items():
            setattr(row, name, value)
        if details:
            record(session, actor, at, _line("official.changed", row, details))


def remove_official(actor: Actor, at: datetime, *, official: Official, is_used: bool) -> None:
    """Take out an official whom no paper names. Raises Refusal "official_used".

    `is_used` is what rooms above know (a certificate that carries the name); the database's own references
    have the last word.
    """
    official_id = official.id
    if is_used:
        raise Refusal("official_used", USED)
    try:
        with write() as session:
            row = session.get_one(Official, official_id, with_for_update=True)
            record(
                session, actor, at, _line("official.removed", row, {"name": [row.name], "post": [row.post]})
            )
            session.delete(row)
    except IntegrityError as error:
        raise Refusal("official_used", USED) from error


def _line(action: str, official: Official, details: dict[str, list[Any]]) -> AuditLine:
    return AuditLine(action, "official", str(official.id), official.office_id, details=details)
