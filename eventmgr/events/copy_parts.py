"""What rooms above take along when an event is copied: `register_copy_part(app, part)`."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy.orm import Session

_EXTENSION = "eventmgr.event_copy_parts"


@dataclass(frozen=True, slots=True)
class CopyPart:
    """What a room above can take along. `describe(event id)` gives figure and sentence, None for nothing."""

    key: str
    label: str
    describe: Callable[[int], tuple[str, str] | None]
    #: (session, source event id, new event id), inside `write()`
    copy: Callable[[Session, int, int], None]
    #: whether it is proposed; what was made for one occasion waits to be asked for
    is_proposed: bool = True


def register_copy_part(app: Flask, part: CopyPart) -> None:
    app.extensions.setdefault(_EXTENSION, []).append(part)


def copy_parts() -> list[CopyPart]:
    """The parts of the rooms above, in the order of the rooms."""
    parts: list[CopyPart] = current_app.extensions.get(_EXTENSION, [])
    return parts
