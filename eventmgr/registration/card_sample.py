"""The first sheet of an event's cards as a picture: disposable bytes under the hash of what it shows."""

import hashlib
import os
import secrets
from pathlib import Path

from flask import current_app

from eventmgr.events.models import Event
from eventmgr.registration.card_sheet import CardGroup, card_sheets, render_sheets
from eventmgr.registration.cards import event_groups, face_hash
from eventmgr.shared.db import db
from eventmgr.shared.pdf import first_page_png

#: twice the 352 px at which the page shows it
PICTURE_WIDTH = 704


def ensure_sample(event: Event) -> Path | None:
    """The picture, drawn when the first sheet has changed since; None while nobody has a card.

    Drawing takes half a second: the print job does it beforehand, and a page only holds its address.
    Raises Refusal when the PDF library is missing.
    """
    event_id = event.id
    groups = event_groups(event)
    db.session.rollback()  # no snapshot is held while the drawing takes its time
    if not groups:
        return None
    path = _path(event_id, groups[0])
    if not path.exists():
        _replace(path, first_page_png(render_sheets(card_sheets(groups[:1])[:1]), width=PICTURE_WIDTH))
        for older in path.parent.glob(f"{event_id}-*.png"):
            if older != path:
                older.unlink(missing_ok=True)
    return path


def _path(event_id: int, group: CardGroup) -> Path:
    """What is on the sheet names the file: its cards, and the count in its caption."""
    faces = "".join(face_hash(card) for card in group.cards)
    digest = hashlib.sha256((group.label + faces).encode()).hexdigest()
    name = f"{event_id}-{digest[:32]}.png"
    return Path(current_app.config["DATA_FOLDER"]) / "samples" / name


def _replace(path: Path, data: bytes) -> None:
    """Whole or not at all: two pages may ask for it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    temporary.write_bytes(data)
    os.replace(temporary, path)
