"""Saving an import: what a preview showed, or a file in one go by command."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventmgr.audit.actor import Actor
from eventmgr.events.actions import advance_feed, demand_state, refuse_unless
from eventmgr.events.models import Event
from eventmgr.events.rules import Doing
from eventmgr.people.category_actions import make_usual_categories
from eventmgr.registration.models import ImportBatch
from eventmgr.registration.queries import typed_codes_of
from eventmgr.roster.actions import file_columns, read_file
from eventmgr.roster.import_preview import (
    Preview,
    PreviewGone,
    compare_in,
    compare_roster,
    open_batch,
)
from eventmgr.roster.plan import Plan
from eventmgr.roster.prepare import PreparedImport, Preparer
from eventmgr.roster.queries import known_people, roster_context
from eventmgr.roster.repairs import Place, Repair
from eventmgr.roster.stage import StagedRoster
from eventmgr.roster.write import store_import
from eventmgr.shared.dates import local_date
from eventmgr.shared.db import new_uid, table_of, write
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal

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


class RepairsOpen(Refusal):
    """Raised when a row that was repaired while saving still has an error; nothing was saved."""

    def __init__(self, count: int) -> None:
        super().__init__("repairs_open", f"{count} perbaikan belum benar. Belum ada yang disimpan.")


@dataclass(frozen=True)
class ImportOutcome:
    """Sums of a saved import: read = created + updated + unchanged + left_out.

    `left_out` counts rows with errors and rows that the organizer left out.
    """

    read: int
    created: int
    updated: int
    unchanged: int
    left_out: int


def outcome_of(plan: Plan) -> ImportOutcome:
    """The sums that a plan promises."""
    counts = plan.counts
    left_out = counts["error"] + counts["out"]
    return ImportOutcome(len(plan.rows), counts["new"], counts["changed"], counts["same"], left_out)


def stored_outcome(batch: ImportBatch) -> ImportOutcome | None:
    """What came of an import that was saved once."""
    saved = batch.state in ("saved", "undone") and batch.outcome
    return ImportOutcome(**json.loads(saved)) if saved else None


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
    if (done := stored_outcome(batch)) is not None:
        return done
    refuse_unless(Doing.PREPARE, event.state)
    batch_id, version = batch.id, batch.version
    preview = _checked_preview(event, open_batch(batch, at), at, seen, repairs or {})
    prepared = _prepare(preview, at)
    outcome = outcome_of(preview.plan)
    with _whole(preview) as session:
        stored = session.get_one(ImportBatch, batch_id, populate_existing=True)
        if (done := stored_outcome(stored)) is not None:
            return done
        if stored.state != "preview":
            raise PreviewGone
        if stored.version != version:
            raise RosterChanged
        _demand_unchanged(preview)
        store_import(session, actor, at, local_date(at, preview.context.zone), prepared, batch_id)
        session.execute(
            update(ImportBatch)
            .where(ImportBatch.id == batch_id)
            .values(**_saved(actor, at, outcome))
            .execution_options(synchronize_session=False)
        )
    return outcome


def _saved(actor: Actor, at: datetime, outcome: ImportOutcome) -> dict[str, object]:
    return {
        "state": "saved",
        "saved_at": at,
        "saved_by": actor.id if actor.kind == "user" else None,
        "outcome": json.dumps(asdict(outcome)),
        "preview_cipher": None,
        "settings_cipher": None,
    }


def _checked_preview(
    event: Event, staged: StagedRoster, at: datetime, seen: str, repairs: Mapping[Place, Repair]
) -> Preview:
    preview = compare_roster(event, staged, at)
    if preview.seen != seen:
        raise RosterChanged
    if not repairs:
        return preview
    preview = compare_roster(event, staged.with_repairs(repairs), at)
    still_wrong = sum(
        row.outcome == "error" and row.place in repairs and row.row.repair.is_typed
        for row in preview.plan.rows
    )
    if still_wrong:
        raise RepairsOpen(still_wrong)
    return preview


def import_roster(
    actor: Actor, at: datetime, *, event: Event, data: bytes, file_name: str, skip_errors: bool, dry_run: bool
) -> Preview:
    """Import a file without a preview; what was done is what the plan says. It can be undone on the page.

    With an error in a row nothing is written, unless `skip_errors`. When people change meanwhile it begins
    anew. Raises SheetRefusal, RosterRefusal, RosterChanged, or Refusal when the event is closed.
    """
    refuse_unless(Doing.PREPARE, event.state)
    make_usual_categories(actor, at, office_id=event.office_id)
    staged = read_file(event, data, file_name)
    context = roster_context(event)
    for _ in range(_TRIES):
        preview = compare_in(context, staged, at)
        if dry_run or not preview.plan.to_save or (preview.plan.errors and not skip_errors):
            return preview
        prepared = _prepare(preview, at)
        row = {"uid": new_uid(), "event_id": context.event_id, **file_columns(at, data, file_name)}
        row |= {"key_id": keyring().current_id, **_saved(actor, at, outcome_of(preview.plan))}
        try:
            with _whole(preview) as session:
                _demand_unchanged(preview)
                batches = table_of(ImportBatch)
                batch_id = session.execute(insert(batches).values(row).returning(batches.c.id)).scalar_one()
                store_import(session, actor, at, local_date(at, context.zone), prepared, batch_id)
            return preview
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
    known = known_people(preview.context, preview.nik_hashes, preview.chosen, lock=True)
    if known.fingerprint != preview.seen:
        raise RosterChanged
