"""A sheet of an event's cards as a picture: disposable bytes under the hash of what it shows."""

import hashlib
import os
import secrets
from pathlib import Path

from flask import current_app

from eventmgr.cards.name_cards import event_groups
from eventmgr.cards.orders import Arrangement
from eventmgr.cards.papers import CardPaper
from eventmgr.cards.printed_faces import face_hash
from eventmgr.cards.sheet import SheetPlan, place_sheet, plan_sheets, render_sheets
from eventmgr.events.models import Event
from eventmgr.shared.db import db
from eventmgr.shared.pdf import first_page_png

#: twice the 352 px at which the page shows it
PICTURE_WIDTH = 704
#: pictures that are kept of an event: whoever leafs back and forth waits once
KEPT = 48


def ensure_sample(event: Event, arrangement: Arrangement | None = None, number: int = 1) -> Path | None:
    """The picture of a sheet (the first is 1), drawn when it has changed since; None without such a sheet.

    Drawing takes half a second: the print job does the first beforehand, and a page only holds its address.
    Raises Refusal when the PDF library is missing.
    """
    chosen = arrangement or Arrangement()
    event_id = event.id
    plans = plan_sheets(event_groups(event, chosen.order), chosen.paper)
    db.session.rollback()  # no snapshot is held while the drawing takes its time
    if not 1 <= number <= len(plans):
        return None
    plan = plans[number - 1]
    path = _path(event_id, plan, chosen.paper)
    if not path.exists():
        _replace(path, first_page_png(render_sheets([place_sheet(plan, chosen.paper)]), width=PICTURE_WIDTH))
        _remove_oldest(event_id, path.parent)
    return path


def _path(event_id: int, plan: SheetPlan, paper: CardPaper) -> Path:
    """What is on the sheet names the file: its cards, its caption and its paper."""
    faces = "".join(face_hash(card) for card in plan.cards)
    shown = f"{plan.label}:{plan.number}:{plan.of}:{paper.key}:{faces}"
    name = f"{event_id}-{hashlib.sha256(shown.encode()).hexdigest()[:32]}.png"
    return Path(current_app.config["DATA_FOLDER"]) / "samples" / name


def _remove_oldest(event_id: int, folder: Path) -> None:
    times = [(path.stat().st_mtime, path) for path in folder.glob(f"{event_id}-*.png")]
    for _, path in sorted(times, reverse=True)[KEPT:]:
        path.unlink(missing_ok=True)


def _replace(path: Path, data: bytes) -> None:
    """Whole or not at all: two pages may ask for it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    temporary.write_bytes(data)
    os.replace(temporary, path)
