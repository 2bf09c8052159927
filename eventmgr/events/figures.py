"""Figures of rooms above that the list of events shows: `register_figure(app, "peserta", count)`."""

from collections.abc import Callable, Mapping, Sequence

from flask import Flask, current_app

from eventmgr.shared.text import counted

_EXTENSION = "eventmgr.event_figures"
#: event ids in, number by event out; one statement
Count = Callable[[Sequence[int]], Mapping[int, int]]


def register_figure(app: Flask, word: str, count: Count) -> None:
    app.extensions.setdefault(_EXTENSION, []).append((word, count))


def figures_of(event_ids: Sequence[int]) -> dict[int, list[str]]:
    """By event: "323 peserta", in the order of the rooms; an event with none of a thing leaves it out."""
    found: dict[int, list[str]] = {event_id: [] for event_id in event_ids}
    registered: list[tuple[str, Count]] = current_app.extensions.get(_EXTENSION, [])
    for word, count in registered:
        for event_id, number in count(event_ids).items():
            if number:
                found[event_id].append(f"{counted(number)} {word}")
    return found
