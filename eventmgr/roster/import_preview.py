"""A file compared with the people and registrations of this moment, and a shelf of such previews."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from flask import current_app

from eventmgr.events.models import Event
from eventmgr.registration.models import LIVE_STATES, ImportBatch
from eventmgr.roster.plan import Plan, keys_of_strangers, make_plan, read_rows
from eventmgr.roster.queries import (
    Known,
    RosterContext,
    known_people,
    last_change,
    namesakes_of,
    roster_context,
)
from eventmgr.roster.rows import Reader
from eventmgr.roster.stage import StagedRoster, load_stage
from eventmgr.shared.dates import local_date
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal

PREVIEW_LIFE = timedelta(hours=24)
EXTENSION = "eventmgr.import_previews"
#: Two people look through large files at once at most; each may hold 20,000 rows.
_SHELF_SIZE = 2


class PreviewGone(Refusal):
    """Raised when a preview has expired or was emptied."""

    def __init__(self) -> None:
        super().__init__(
            "import_expired",
            "Pratinjau ini sudah kedaluwarsa, dan isi berkasnya sudah dihapus. Belum ada yang disimpan. "
            "Unggah berkasnya sekali lagi.",
        )


@dataclass(frozen=True)
class Preview:
    """A roster compared with the present data. `seen` is the fingerprint of what it was compared with.

    `chosen` are ids of people whom rows are said to be; `missing` are ids of registrations of the file's
    categories that no row speaks of.
    """

    context: RosterContext
    staged: StagedRoster
    plan: Plan
    seen: str
    nik_hashes: Mapping[str, list[str]]
    chosen: tuple[int, ...]
    missing: tuple[int, ...]


def compare_roster(event: Event, staged: StagedRoster, at: datetime) -> Preview:
    """Interpret the rows and compare them with the people and registrations of this moment.

    Raises RosterRefusal when the sheets hold no roster as they are paired.
    """
    return compare_in(roster_context(event), staged, at)


def compare_in(context: RosterContext, staged: StagedRoster, at: datetime) -> Preview:
    """The same, where the context was read already."""
    roster = staged.roster
    reader = Reader(roster, context.regions, context.levels, local_date(at, context.zone))
    checked = read_rows(reader, roster.rows, staged.repairs)
    ring = keyring()
    hashes = {
        row.facts.nik: ring.keyed_hashes("nik-hash", row.facts.nik) for row in checked.rows if row.facts.nik
    }
    known = known_people(context, hashes)
    strangers = keys_of_strangers(checked, known.by_nik)
    namesakes = namesakes_of(context.office_id, strangers, known.registrations)
    plan = make_plan(checked, known.by_nik, namesakes, roster)
    borne = {person.id for person in known.by_nik.values()}
    chosen = {row.known.id for row in plan.rows if row.known is not None} - borne
    if chosen:
        known = known_people(context, hashes, sorted(chosen))
    return Preview(
        context, staged, plan, known.fingerprint, hashes, known.chosen, _missing(plan, known, borne | chosen)
    )


def _missing(plan: Plan, known: Known, spoken_of: set[int]) -> tuple[int, ...]:
    categories = {row.row.raw.category_code for row in plan.rows}
    return tuple(
        held.id
        for person_id, held in known.registrations.items()
        if held.state in LIVE_STATES and held.category_code in categories and person_id not in spoken_of
    )


def open_batch(batch: ImportBatch, at: datetime) -> StagedRoster:
    """What a preview's file holds and what was said about it. Raises PreviewGone."""
    if batch.state != "preview" or batch.preview_cipher is None or batch.expires_at <= at:
        raise PreviewGone
    ring = keyring()
    settings = batch.settings_cipher
    return load_stage(
        ring.decrypt("staging", batch.key_id, batch.preview_cipher),
        ring.decrypt("staging", batch.key_id, settings) if settings else "",
    )


def preview_of(event: Event, batch: ImportBatch, at: datetime, *, fresh: bool = False) -> Preview:
    """The preview of a batch, from the shelf when nothing has changed since it was put there (never `fresh`).

    With 10,000 rows comparing takes a second, and somebody pages through them. Raises PreviewGone,
    RosterRefusal.
    """
    if batch.state != "preview" or batch.expires_at <= at:
        raise PreviewGone
    key = (batch.uid, batch.version, last_change(), str(local_date(at, event.zone)))
    shelf: _Shelf = current_app.extensions.setdefault(EXTENSION, _Shelf())
    found = None if fresh else shelf.get(key)
    if found is None:
        found = compare_roster(event, open_batch(batch, at), at)
        shelf.put(key, found)
    return found


_Key = tuple[str, int, int, str]


class _Shelf:
    """The last previews of this process, in memory only."""

    def __init__(self) -> None:
        self._held: OrderedDict[_Key, Preview] = OrderedDict()
        self._lock = Lock()

    def get(self, key: _Key) -> Preview | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: _Key, preview: Preview) -> None:
        with self._lock:
            for old in [held for held in self._held if held[0] == key[0]]:
                del self._held[old]
            self._held[key] = preview
            while len(self._held) > _SHELF_SIZE:
                self._held.popitem(last=False)
