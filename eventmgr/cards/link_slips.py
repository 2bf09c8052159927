"""Link slips of an event: from registrations to sheets, to one PDF, to a file that is kept a day.

A slip opens somebody's private page. The PDF is therefore no stored file: it is in no backup, there is one an
event, and it goes after a day: whoever opens any event's links or prints slips clears away what is older.
"""

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from flask import current_app

from eventmgr.cards.sheet import CARDS_A_SHEET
from eventmgr.cards.slip_queries import SlipRow, SlipScope, slip_rows
from eventmgr.cards.slip_sheet import SlipContent, SlipGroup, render_slips
from eventmgr.events.models import Event
from eventmgr.office.addresses import printable_base
from eventmgr.office.models import Office
from eventmgr.people.category_queries import GUEST_CODE, GUEST_NAME
from eventmgr.people.private_links import private_path
from eventmgr.registration.mailing_page import Sender, sender_of
from eventmgr.shared.db import db, new_uid
from eventmgr.shared.job_models import Job
from eventmgr.shared.keyring import Keyring, keyring
from eventmgr.shared.pdf import merge_pdfs
from eventmgr.shared.refusal import Refusal

KEPT = timedelta(days=1)
NO_SLIPS = "Tidak ada yang perlu dibuatkan slip: tidak ada peserta dengan tautan yang terbuka."


@dataclass(frozen=True)
class SlipsPdf:
    """One PDF; how many slips on how many sheets."""

    data: bytes
    slips: int
    sheets: int


def slips_pdf(
    event: Event,
    office: Office,
    *,
    scope: SlipScope,
    only: Collection[int] | None,
    progress: Callable[[int, int], None],
) -> SlipsPdf:
    """The slips of a scope, or those of `only` (registration ids); each kecamatan begins a sheet.

    Call it in a job, outside `write()`; `progress` is told slips done and slips in all. Raises Refusal when
    there is nobody to print for, or no address that may stand on paper.
    """
    base, sender = printable_base(office), sender_of(event, office)
    rows = slip_rows(event.id, scope=scope, only=only)
    if not rows:
        raise Refusal("no_slips", NO_SLIPS)
    groups, name = slip_groups(rows, sender, base, keyring()), event.name
    db.session.rollback()  # no snapshot is held while the drawing takes its time
    documents, done = [], 0
    progress(done, len(rows))
    for group in groups:
        documents.append(render_slips([group]))
        done += len(group.slips)
        progress(done, len(rows))
    sheets = sum(-(-len(group.slips) // CARDS_A_SHEET) for group in groups)
    return SlipsPdf(merge_pdfs(documents, f"Slip tautan {name}"), len(rows), sheets)


def slip_groups(rows: Sequence[SlipRow], sender: Sender, base: str, ring: Keyring) -> list[SlipGroup]:
    """Group rows (in the order of `slip_rows`) by kecamatan."""
    groups = []
    for label, members in groupby(rows, key=lambda row: row.district):
        slips = tuple(_content(row, sender, base, ring) for row in members)
        groups.append(SlipGroup(f"Kecamatan {label}" if label else "Tanpa wilayah", slips))
    return groups


def _content(row: SlipRow, sender: Sender, base: str, ring: Keyring) -> SlipContent:
    return SlipContent(
        name=row.whole_name,
        role=GUEST_NAME if row.category_code == GUEST_CODE else row.category_code,
        village=row.region_name if row.region_level == "kelurahan" else "",
        district=row.district,
        event_name=sender.event_name,
        date_range=sender.dates,
        url=f"{base}{private_path(ring, row.person_uid, row.key_id, row.link_version)}",
    )


def keep_slips(event_id: int, data: bytes, at: datetime) -> str:
    """Keep the PDF in the place of the one before; the name by which `slips_or_none` finds it comes back."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    uid = new_uid()
    temporary, path = folder / f"{uid}.part", _path(event_id, uid)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    os.utime(temporary, (at.timestamp(), at.timestamp()))
    temporary.replace(path)
    for older in folder.glob(f"{event_id}-*.pdf"):
        if older != path:
            older.unlink(missing_ok=True)
    return uid


def slips_or_none(job: Job | None, at: datetime) -> Path | None:
    """The PDF of a finished print while it is kept; of all events those that are older than a day go."""
    oldest = (at - KEPT).timestamp()
    for path in _folder().glob("*"):  # what a killed worker left half written, too
        with suppress(FileNotFoundError):  # another request was faster
            if path.stat().st_mtime < oldest:
                path.unlink()
    if job is None or not job.result:
        return None
    path = _path(int(job.ids["event_id"]), str(job.result["uid"]))
    return path if path.exists() else None


def slip_files(event_id: int) -> list[Path]:
    """What is kept of an event."""
    return list(_folder().glob(f"{event_id}-*"))


def _folder() -> Path:
    return Path(current_app.config["DATA_FOLDER"]) / "slips"


def _path(event_id: int, uid: str) -> Path:
    return _folder() / f"{event_id}-{uid}.pdf"
