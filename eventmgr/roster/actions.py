"""A file on its way to being saved: staged, repaired, its columns paired anew."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import refuse_unless
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.people.category_actions import make_usual_categories
from eventmgr.registration.models import ImportBatch
from eventmgr.roster.cells import RosterRefusal
from eventmgr.roster.import_preview import PREVIEW_LIFE, PreviewGone
from eventmgr.roster.pairing import SheetPairing
from eventmgr.roster.queries import roster_context
from eventmgr.roster.repairs import Place, Repair
from eventmgr.roster.stage import (
    Settings,
    StagedRoster,
    dump_settings,
    dump_sheets,
    load_settings,
)
from eventmgr.shared.db import db, table_of, write
from eventmgr.shared.jobs import JobContext, enqueue
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.sheets import MAX_BYTES, Progress, read_sheets

READ_JOB = "registration.read_roster"
#: From here on (about 6,000 rows) a job reads the file, and the page tells how far it is.
LARGE = 400_000
#: Names of files stand in clear in a zip folder; such a file is read like any other, its macros are not.
_MACROS = b"vbaProject.bin"
#: what the organizer can put right by pairing the columns
PAIRABLE = ("roster_no_header", "roster_no_category", "roster_empty")


def category_codes_of(event: Event) -> tuple[str, ...]:
    """The codes that rows may have. Raises RosterRefusal when the office has none."""
    codes = tuple(roster_context(event).category_ids)
    if not codes:
        raise RosterRefusal("no_categories", "Kantor ini belum mempunyai unsur peserta seperti PSM dan TKSK.")
    return codes


def read_file(event: Event, data: bytes, file_name: str) -> StagedRoster:
    """Open a stranger's file in its bounded child and find the rows. Raises SheetRefusal or RosterRefusal."""
    staged = _open_file(event, data, file_name)
    demand_rows(staged)
    return staged


def _open_file(event: Event, data: bytes, file_name: str, progress: Progress | None = None) -> StagedRoster:
    codes = category_codes_of(event)
    sheets = tuple(read_sheets(data, file_name, progress))
    return StagedRoster(file_name, codes, sheets, has_macros=_MACROS in data)


def demand_rows(staged: StagedRoster, *, may_be_paired: bool = False) -> None:
    """Raise RosterRefusal unless people were found, or can be once somebody says what the columns mean."""
    try:
        _ = staged.roster
    except RosterRefusal as refusal:
        if not (may_be_paired and refusal.code in PAIRABLE):
            raise


def stage_roster(actor: Actor, at: datetime, *, event: Event, data: bytes, file_name: str, uid: str) -> str:
    """Read a file and keep its rows, encrypted, for the preview; the uid of the preview.

    The same uid again (a double click, the back button) is the same preview.
    Raises SheetRefusal, RosterRefusal, or Refusal when the event takes no participants.
    """
    refuse_unless(Doing.PREPARE, event.state)
    event_id, office_id = event.id, event.office_id
    make_usual_categories(actor, at, office_id=office_id)
    is_large = LARGE <= len(data) <= MAX_BYTES
    if is_large:
        key_id, cipher = keyring().encrypt("staging", base64.b85encode(data).decode())
    else:
        staged = _open_file(event, data, file_name)
        demand_rows(staged, may_be_paired=True)
        key_id, cipher = keyring().encrypt("staging", dump_sheets(staged))
    row: dict[str, Any] = {
        "state": "reading" if is_large else "preview",
        "key_id": key_id,
        "preview_cipher": cipher,
        "uid": uid,
        "event_id": event_id,
    }
    row |= {"created_by": actor.id if actor.kind == "user" else None, **file_columns(at, data, file_name)}
    with write() as session:
        if session.scalar(select(ImportBatch.id).where(ImportBatch.uid == uid)) is None:
            session.execute(insert(table_of(ImportBatch)), [row])
            forget_expired(session, event_id, at)
            if is_large:
                batch_id = session.scalars(select(ImportBatch.id).where(ImportBatch.uid == uid)).one()
                ids = {"batch_id": batch_id}
                enqueue(session, kind=READ_JOB, ids=ids, unique_key=read_key(uid), office_id=office_id, at=at)
            record(session, actor, at, AuditLine("import.read", "import", uid, office_id, event_id))
    return uid


def file_columns(at: datetime, data: bytes, file_name: str) -> dict[str, Any]:
    """What a batch keeps of a file for good: its digest and its name."""
    return {
        "file_sha": hashlib.sha256(data).hexdigest(),
        "file_name": "".join(filter(str.isprintable, file_name))[-255:],
        "created_at": at,
        "expires_at": at + PREVIEW_LIFE,
        "version": 1,
    }


def read_key(uid: str) -> str:
    """One reading job a batch."""
    return f"{READ_JOB}:{uid}"


def read_large(batch_id: int, context: JobContext) -> int:
    """Read the file of a batch in a job; how many rows were found, 0 when the file was refused.

    Killed at any point it begins anew: the file stands in the batch until its rows do.
    """
    batch = db.session.get_one(ImportBatch, batch_id)
    if batch.state != "reading" or batch.preview_cipher is None:
        return 0
    event = db.session.get_one(Event, batch.event_id)
    data = base64.b85decode(keyring().decrypt("staging", batch.key_id, batch.preview_cipher))
    values: dict[str, Any]
    found = 0
    try:
        staged = _open_file(event, data, batch.file_name, context.progress)
        demand_rows(staged, may_be_paired=True)
        _, cipher = keyring().encrypt("staging", dump_sheets(staged), batch.key_id)
        values = {"state": "preview", "preview_cipher": cipher}
        found = sum(len(sheet.rows) for sheet in staged.sheets)
    except Refusal as refusal:
        values = {"state": "refused", "preview_cipher": None, "outcome": refusal.message}
    with write() as session:
        context.check_claim(session)
        session.execute(
            update(ImportBatch)
            .where(ImportBatch.id == batch_id, ImportBatch.state == "reading")
            .values(**values)
            .execution_options(synchronize_session=False)
        )
    return found


def forget_expired(session: Session, event_id: int, at: datetime) -> None:
    """Empty the previews of an event that nobody came back to, inside `write()`."""
    session.execute(
        update(ImportBatch)
        .where(
            ImportBatch.event_id == event_id,
            ImportBatch.state.in_(("preview", "reading")),
            ImportBatch.expires_at < at,
        )
        .values(state="discarded", preview_cipher=None, settings_cipher=None)
        .execution_options(synchronize_session=False)
    )


def repair_rows(
    actor: Actor, at: datetime, *, event: Event, batch: ImportBatch, repairs: Mapping[Place, Repair]
) -> None:
    """Keep what was typed into the preview, encrypted like the rows themselves. Raises PreviewGone.

    Two browsers that repair one preview add to each other; of one row the later repair stands.
    """
    if not repairs:
        return
    batch_id, batch_uid, event_id, office_id = batch.id, batch.uid, event.id, event.office_id
    with write() as session:
        settings = _settings(session, batch_id, at).with_repairs(repairs)
        _keep_settings(session, batch_id, settings)
        record(session, actor, at, AuditLine("import.repaired", "import", batch_uid, office_id, event_id))


def pair_columns(
    actor: Actor, at: datetime, *, event: Event, batch: ImportBatch, pairings: Mapping[str, SheetPairing]
) -> None:
    """Read the file anew with these pairings; repairs of rows that are still read stay.

    Raises PreviewGone.
    """
    batch_id, batch_uid, event_id, office_id = batch.id, batch.uid, event.id, event.office_id
    with write() as session:
        settings = replace(_settings(session, batch_id, at), pairings=pairings)
        _keep_settings(session, batch_id, settings)
        record(session, actor, at, AuditLine("import.paired", "import", batch_uid, office_id, event_id))


def _settings(session: Session, batch_id: int, at: datetime) -> Settings:
    """As stored at this moment; the row stays locked until the commit."""
    batch = session.scalars(
        select(ImportBatch)
        .where(ImportBatch.id == batch_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if batch.state != "preview" or batch.expires_at <= at:
        raise PreviewGone
    cipher = batch.settings_cipher
    return load_settings(keyring().decrypt("staging", batch.key_id, cipher) if cipher else "")


def _keep_settings(session: Session, batch_id: int, settings: Settings) -> None:
    batch = session.get_one(ImportBatch, batch_id)
    _, batch.settings_cipher = keyring().encrypt("staging", dump_settings(settings), batch.key_id)
    batch.version += 1
