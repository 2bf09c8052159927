"""A sheet of an event's cards as a picture: disposable bytes under the hash of what it shows."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import current_app

from eventmgr.cards.name_cards import event_groups
from eventmgr.cards.orders import Arrangement
from eventmgr.cards.papers import CardPaper
from eventmgr.cards.printed_faces import face_hash
from eventmgr.cards.sheet import SheetPlan, place_sheet, plan_sheets, render_sheets
from eventmgr.events.models import Event
from eventmgr.shared.db import db
from eventmgr.shared.drawings import keep_bytes
from eventmgr.shared.paper import STATIC_FOLDER, TEMPLATE_FOLDER, paper_digest
from eventmgr.shared.pdf import first_page_png

#: twice the 352 px at which the page shows it
PICTURE_WIDTH = 704
#: pictures that are kept of an event: whoever leafs back and forth waits once
KEPT = 48
KEY_LENGTH = 32


@dataclass(frozen=True, slots=True)
class SheetSample:
    """One sheet of an event's cards; `path` is where its picture lies, or will lie once it is drawn."""

    event_id: int
    plan: SheetPlan
    paper: CardPaper
    path: Path

    @property
    def key(self) -> str:
        """Changes with all that is on the sheet, and with the program's cards."""
        return self.path.stem.partition("-")[2]

    @property
    def is_drawn(self) -> bool:
        """Whether the picture is there."""
        return self.path.exists()


def sheet_sample_or_none(event: Event, arrangement: Arrangement | None, number: int) -> SheetSample | None:
    """A sheet (the first is 1) as it would be printed now; None without such a sheet. Two statements."""
    chosen, event_id = arrangement or Arrangement(), event.id
    plans = plan_sheets(event_groups(event, chosen.order), chosen.paper)
    if not 1 <= number <= len(plans):
        return None
    plan = plans[number - 1]
    return SheetSample(event_id, plan, chosen.paper, _path(event_id, plan, chosen.paper))


def kept_picture_or_none(event_id: int, key: str) -> Path | None:
    """A picture that is kept, by the key that its page was given; what changed since leaves it."""
    path = _folder() / f"{event_id}-{key}.png"
    return path if len(key) == KEY_LENGTH and key.isalnum() and path.exists() else None


def draw_sample(sample: SheetSample) -> None:
    """Draw and keep the picture, unless it is there. Takes half a second: only a job may call it.

    Raises Refusal when the PDF library is missing.
    """
    if sample.is_drawn:
        return
    db.session.rollback()  # no snapshot is held while the drawing takes its time
    sheet = render_sheets([place_sheet(sample.plan, sample.paper)])
    keep_bytes(sample.path, first_page_png(sheet, width=PICTURE_WIDTH))
    _remove_oldest(sample.event_id, sample.path.parent)


def sample_files(event_id: int) -> list[Path]:
    """What is kept of an event."""
    return list(_folder().glob(f"{event_id}-*"))


def _path(event_id: int, plan: SheetPlan, paper: CardPaper) -> Path:
    """What is on the sheet names the file: its cards, its caption and its paper, and how they are drawn."""
    faces = "".join(face_hash(card) for card in plan.cards)
    shown = f"{plan.label}:{plan.number}:{plan.of}:{paper.key}:{looks()}:{faces}"
    key = hashlib.sha256(shown.encode()).hexdigest()[:KEY_LENGTH]
    return _folder() / f"{event_id}-{key}.png"


@cache
def looks() -> str:
    """A digest of the program's own cards: what was drawn before an update is drawn anew."""
    return paper_digest(
        [
            *Path(__file__).parent.glob("*.py"),
            *(TEMPLATE_FOLDER / "cards").glob("*sheet*.html"),
            *(STATIC_FOLDER / "papers").glob("card*"),
        ]
    )


def _folder() -> Path:
    return Path(current_app.config["DATA_FOLDER"]) / "samples"


def _remove_oldest(event_id: int, folder: Path) -> None:
    times = [(path.stat().st_mtime, path) for path in folder.glob(f"{event_id}-*.png")]
    for _, path in sorted(times, reverse=True)[KEPT:]:
        path.unlink(missing_ok=True)
