"""Past imports in words, and what undoing one would do."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventmgr.events.models import Event
from eventmgr.registration.models import ImportBatch
from eventmgr.roster.queries import PastImport, past_imports, people_called
from eventmgr.roster.undo_actions import stored_undo, undo_preview
from eventmgr.roster.undo_rules import OTHERWISE, REASONS
from eventmgr.shared.dates import clock_time, local_date, long_date, short_date
from eventmgr.shared.text import counted

#: names on the page; the counts speak for the rest
_MOST_NAMES = 100


@dataclass(frozen=True)
class ImportLine:
    """One past import: "peserta-sosialisasi-2024.xlsx", "12 Nov., 09.12 oleh Ani Rahmawati", its sums."""

    uid: str
    file_name: str
    when: str
    sums: str
    is_undone: bool
    undone: str


@dataclass(frozen=True)
class KeptPerson:
    """Somebody whom undoing leaves; `uid` of the registration, "" where there is none any more."""

    name: str
    uid: str
    reason: str


@dataclass(frozen=True)
class ImportPage:
    """A saved import. Before undoing the numbers are what it would do, afterwards what it did."""

    line: ImportLine
    removed: int
    restored: int
    kept: tuple[KeptPerson, ...]
    kept_more: int

    @property
    def can_be_undone(self) -> bool:
        """There is something left that can be taken back."""
        return not self.line.is_undone and bool(self.removed or self.restored)


def import_lines(event: Event) -> list[ImportLine]:
    """The list of past imports, newest first."""
    return [_line(one, event.zone) for one in past_imports(event.id)]


def _line(one: PastImport, zone: str) -> ImportLine:
    sums = json.loads(one.outcome)
    parts = [
        f"{counted(sums[key])} {word}"
        for key, word in (
            ("created", "baru"),
            ("updated", "berubah"),
            ("unchanged", "sama"),
            ("left_out", "tidak ikut"),
        )
        if sums[key]
    ]
    by = f"oleh {one.by}" if one.by else "lewat perintah"
    day = short_date(local_date(one.saved_at, zone))
    undone = ""
    if one.undone_at is not None:
        who = f" oleh {one.undone_by}" if one.undone_by else ""
        undone = f"Diurungkan {short_date(local_date(one.undone_at, zone))}"
        undone += f", {clock_time(one.undone_at, zone)}{who}"
    return ImportLine(
        uid=one.uid,
        file_name=one.file_name,
        when=f"{day}, {clock_time(one.saved_at, zone)} {by}",
        sums=", ".join(parts) or "tidak ada yang berubah",
        is_undone=one.undone_at is not None,
        undone=undone,
    )


def import_page(event: Event, batch: ImportBatch) -> ImportPage:
    """One saved import and its undo."""
    (past,) = past_imports(event.id, batch.uid)
    done = stored_undo(batch)
    kept: Sequence[Sequence[str]]
    if done is not None:
        removed, restored, kept = done.removed, done.restored, done.kept
    else:
        plan = undo_preview(batch.id)
        removed, kept = len(plan.removed_uids), plan.kept
        restored = len(plan.restored_people.keys() - set(plan.removed_uids))
    return ImportPage(
        line=_line(past, event.zone),
        removed=removed,
        restored=restored,
        kept=_kept(kept, people_called([uid for uid, _ in kept[:_MOST_NAMES]], event.id)),
        kept_more=max(0, len(kept) - _MOST_NAMES),
    )


def _kept(kept: Sequence[Sequence[str]], names: Mapping[str, tuple[str, str]]) -> tuple[KeptPerson, ...]:
    return tuple(
        KeptPerson(*names.get(uid, ("Orang yang sudah tidak tercatat", "")), REASONS.get(reason, OTHERWISE))
        for uid, reason in kept[:_MOST_NAMES]
    )


def saved_day(batch: ImportBatch, zone: str) -> str:
    """ "12 November 2024", for the title of the page."""
    return long_date(local_date(batch.saved_at or batch.created_at, zone))
