"""What rooms above have tied to the days, sessions and checkpoints of an event.

A session with scans is not deleted, but scans belong to a room above this one. So rooms say here what they
have: `register_tie(app, my_tie)`; a tie takes a Reach and gives sentences, none when nothing is tied.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

_EXTENSION = "eventmgr.event_ties"


@dataclass(frozen=True, slots=True)
class Reach:
    """The things asked about, by id. With `real_only` rehearsals do not count."""

    day_ids: Sequence[int] = ()
    session_ids: Sequence[int] = ()
    checkpoint_ids: Sequence[int] = ()
    real_only: bool = False


#: Sentences such as "Di titik ini sudah ada 12 pindai."
Tie = Callable[[Reach], list[str]]


def register_tie(app: Flask, tie: Tie) -> None:
    app.extensions.setdefault(_EXTENSION, []).append(tie)


def what_hangs_on(reach: Reach) -> list[str]:
    """Why these things cannot go; an empty list when they can."""
    ties: list[Tie] = current_app.extensions.get(_EXTENSION, [])
    return [sentence for tie in ties for sentence in tie(reach)]
