"""Importing a roster: staged as a preview, repaired, saved; or in one go by command."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventmgr.audit.actions import AuditLine, record
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, demand_state, refuse_unless
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.registration.models import ImportBatch
from eventmgr.registration.queries import (
    RosterContext,
    known_people,
    namesakes_of,
    roster_context,
    typed_codes_of,
)
from eventmgr.registration.roster_cells import RosterRefusal
from eventmgr.registration.roster_pairing import read_roster
from eventmgr.registration.roster_plan import Place, Plan, make_plan, read_rows
from eventmgr.registration.roster_prepare import PreparedImport, Preparer
from eventmgr.registration.roster_rows import Reader, Repair
from eventmgr.registration.roster_stage import StagedRoster, dump_stage, load_stage
from eventmgr.registration.roster_write import store_import
from eventmgr.shared.dates import local_date
from eventmgr.shared.db import changed_rows, write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.sheets import read_sheets

PREVIEW_LIFE = timedelta(hours=24)
#: How often an import by command starts anew when people change under it.
_TRIES = 3


class RosterChanged(Refusal):
    """Raised when people or registrations changed between looking and saving; nothing was saved."""

    def __init__(self) -> None:
        super().__init__(
            "import_changed",
            "Data peserta berubah sejak daftar ini diperiksa. Belum ada yang disimpan. "
            "Periksa lagi perbedaannya, lalu simpan.",
        )


class PreviewGone(Refusal):
    """Raised when a preview has expired or was emptied."""

    def __init__(self) -> None:
        super().__init__("import_expired", "Pratinjau ini sudah kedaluwarsa. Unggah berkasnya sekali lagi.")


class RepairsOpen(Refusal):
    """Raised when a row that was repaired while saving still has an error; nothing was saved."""

    def __init__(self, count: int) -> None:
        super().__init__("repairs_open", f"{count} perbaikan belum benar. Belum ada yang disimpan.")


@dataclass(frozen=True)
class ImportOutcome:
    """Sums of a saved import: read = created + updated + unchanged + left_out."""

    read: int
    created: int
    updated: int
    unchanged: int
    left_out: int


@dataclass(frozen=True)
class Preview:
    """A roster compared with the present data. `seen` is the fingerprint of what it was compared with."""

    context: RosterContext
    staged: StagedRoster
    plan: Plan
    seen: str
    nik_hashes: Mapping[str, list[str]]


def outcome_of(plan: Plan) -> ImportOutcome:
    """The sums that a plan promises."""
    counts = plan.counts
    return ImportOutcome(len(plan.rows), counts["new"], counts["changed"], counts["same"], counts["error"])


def read_file(event: Event, data: bytes, file_name: str) -> StagedRoster:
    """Open a stranger's file in its bounded child and find the rows. Raises SheetRefusal or RosterRefusal."""
    context = roster_context(event)
    if not context.category_ids:
        raise RosterRefusal("no_categories", "Kantor ini belum mempunyai unsur peserta seperti PSM dan TKSK.")
    return StagedRoster(read_roster(read_sheets(data, file_name), list(context.category_ids), file_name))


def compare_roster(event: Event, staged: StagedRoster, at: datetime) -> Preview:
    """Interpret the rows and compare them with the people and registrations of this moment."""
    context = roster_context(event)
    return _compare(context, staged, at)


def _compare(context: RosterContext, staged: StagedRoster, at: datetime) -> Preview:
    reader = Reader(staged.roster, context.regions, context.levels, local_date(at, context.zone))
    checked = read_rows(reader, staged.roster.rows, staged.repairs)
    ring = keyring()
    hashes = {
        row.facts.nik: ring.keyed_hashes("nik-hash", row.facts.nik) for row in checked.rows if row.facts.nik
    }
    known = known_people(context, hashes)
    days = sorted({row.facts.birth_date for row in checked.rows if row.facts.birth_date})
    namesakes = namesakes_of(context.office_id, days)
    plan = make_plan(checked, known.by_nik, namesakes, hashes, staged.roster)
    return Preview(context, staged, plan, known.fingerprint, hashes)


def stage_roster(actor: Actor, at: datetime, *, event: Event, data: bytes, file_name: str, uid: str) -> str:
    """Read a file and keep its rows, encrypted, for the preview; the uid of the preview.

    The same uid again (a double click, the back button) is the same preview.
    Raises SheetRefusal, RosterRefusal, or Refusal when the event is closed.
    """
    refuse_unless(Doing.PREPARE, event.state)
    event_id, office_id = event.id, event.office_id
    staged = read_file(event, data, file_name)
    key_id, cipher = keyring().encrypt("staging", dump_stage(staged))
    with write() as session:
        if session.scalar(select(ImportBatch.id).where(ImportBatch.uid == uid)) is not None:
            return uid
        _forget_expired(session, event_id, at)
        session.add(
            ImportBatch(
                uid=uid,
                event_id=event_id,
                file_sha=hashlib.sha256(data).hexdigest(),
                file_name="".join(filter(str.isprintable, file_name))[-255:],
                state="preview",
                key_id=key_id,
                preview_cipher=cipher,
                created_by=actor.id if actor.kind == "user" else None,
                created_at=at,
                expires_at=at + PREVIEW_LIFE,
            )
        )
        record(session, actor, at, AuditLine("import.read", "import", uid, office_id, event_id))
    return uid


def _forget_expired(session: Session, event_id: int, at: datetime) -> None:
    session.execute(
        update(ImportBatch)
        .where(ImportBatch.event_id == event_id, ImportBatch.state == "preview", ImportBatch.expires_at < at)
        .values(state="discarded", preview_cipher=None)
        .execution_options(synchronize_session=False)
    )


def open_batch(batch: ImportBatch, at: datetime) -> StagedRoster:
    """The staged rows of a preview. Raises PreviewGone."""
    if batch.state != "preview" or batch.preview_cipher is None or batch.expires_at <= at:
        raise PreviewGone
    return load_stage(keyring().decrypt("staging", batch.key_id, batch.preview_cipher))


def repair_rows(
    actor: Actor, at: datetime, *, event: Event, batch: ImportBatch, repairs: Mapping[Place, Repair]
) -> None:
    """Keep what was typed into the preview, encrypted like the rows themselves. Raises PreviewGone."""
    batch_id, batch_uid, event_id, office_id = batch.id, batch.uid, event.id, event.office_id
    staged = open_batch(batch, at).with_repairs(repairs)
    key_id, cipher = keyring().encrypt("staging", dump_stage(staged))
    with write() as session:
        kept = session.execute(
            update(ImportBatch)
            .where(ImportBatch.id == batch_id, ImportBatch.state == "preview")
            .values(key_id=key_id, preview_cipher=cipher)
            .execution_options(synchronize_session=False)
        )
        if not changed_rows(kept):
            raise PreviewGone
        record(session, actor, at, AuditLine("import.repaired", "import", batch_uid, office_id, event_id))


def save_batch(
    actor: Actor,
    at: datetime,
    *,
    event: Event,
    batch: ImportBatch,
    seen: str,
    repairs: Mapping[Place, Repair] | None = None,
) -> ImportOutcome:
    """Save what the preview showed, without its rows with errors; a second click gives the first's outcome.

    `seen` is the fingerprint that the preview showed; `repairs` were typed since. Raises RosterChanged when
    people changed since, RepairsOpen, PreviewGone, or Refusal when the event is closed; all or nothing.
    """
    if batch.state == "saved" and batch.outcome:
        return ImportOutcome(**json.loads(batch.outcome))
    refuse_unless(Doing.PREPARE, event.state)
    batch_id = batch.id
    preview = _checked_preview(event, open_batch(batch, at), at, seen, repairs or {})
    prepared = _prepare(preview, at)
    outcome = outcome_of(preview.plan)
    with _whole(preview) as session:
        state, stored = session.execute(
            select(ImportBatch.state, ImportBatch.outcome).where(ImportBatch.id == batch_id)
        ).one()
        if state == "saved":
            return ImportOutcome(**json.loads(stored))
        _demand_unchanged(preview)
        store_import(session, actor, at, local_date(at, preview.context.zone), prepared, batch_id)
        session.execute(
            update(ImportBatch)
            .where(ImportBatch.id == batch_id)
            .values(state="saved", saved_at=at, outcome=json.dumps(asdict(outcome)), preview_cipher=None)
            .execution_options(synchronize_session=False)
        )
    return outcome


def _checked_preview(
    event: Event, staged: StagedRoster, at: datetime, seen: str, repairs: Mapping[Place, Repair]
) -> Preview:
    preview = compare_roster(event, staged, at)
    if preview.seen != seen:
        raise RosterChanged
    if not repairs:
        return preview
    preview = compare_roster(event, staged.with_repairs(repairs), at)
    still_wrong = sum(row.outcome == "error" and row.place in repairs for row in preview.plan.rows)
    if still_wrong:
        raise RepairsOpen(still_wrong)
    return preview


def import_roster(
    actor: Actor, at: datetime, *, event: Event, data: bytes, file_name: str, skip_errors: bool, dry_run: bool
) -> Plan:
    """Import a file without a preview; what was done is what the plan says.

    With an error in a row nothing is written, unless `skip_errors`. When people change meanwhile it begins
    anew. Raises SheetRefusal, RosterRefusal, RosterChanged, or Refusal when the event is closed.
    """
    refuse_unless(Doing.PREPARE, event.state)
    staged = read_file(event, data, file_name)
    context = roster_context(event)
    for _ in range(_TRIES):
        preview = _compare(context, staged, at)
        if dry_run or not preview.plan.to_save or (preview.plan.errors and not skip_errors):
            return preview.plan
        prepared = _prepare(preview, at)
        try:
            with _whole(preview) as session:
                _demand_unchanged(preview)
                store_import(session, actor, at, local_date(at, context.zone), prepared, None)
            return preview.plan
        except RosterChanged:
            continue
    raise RosterChanged


def _prepare(preview: Preview, at: datetime) -> PreparedImport:
    context = preview.context
    today = local_date(at, context.zone)
    return Preparer(keyring(), context, at, today, typed_codes_of(context.event_id)).prepare(preview.plan)


@contextmanager
def _whole(preview: Preview) -> Iterator[Session]:
    """One `write()` with the event's feed taken first; a person who came in meanwhile is RosterChanged."""
    try:
        with write() as session:
            advance_feed(session, preview.context.event_id)
            demand_state(session, preview.context.event_id, Doing.PREPARE)
            yield session
    except IntegrityError as error:
        raise RosterChanged from error


def _demand_unchanged(preview: Preview) -> None:
    """Inside `write()`: nobody of the file changed since the plan was made. Raises RosterChanged."""
    known = known_people(preview.context, preview.nik_hashes, lock=True)
    if known.fingerprint != preview.seen:
        raise RosterChanged
