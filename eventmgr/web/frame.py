"""The page frame as data: what stands around the content of every page.

Templates under ``templates/layout/`` read one object, ``frame``, a :class:`Frame`. It holds words and
addresses only, so that no layout asks a database or knows a room.

How it is filled: each room that has something to say (office names, the event and its switcher, tabs and
sub-pages, the signed-in user) calls :func:`add_frame_filler` once. A filler takes the frame so far and
returns a changed copy (``dataclasses.replace``); fillers run in ascending order of ``order``. The context
processor of the factory puts :func:`build_frame` into every template.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

_EXTENSION = "eventmgr.frame_fillers"


@dataclass(frozen=True, slots=True)
class FrameLink:
    """One word of the navigation: ``FrameLink("Peserta", "/kegiatan/a/peserta", active=True)``."""

    label: str
    url: str
    active: bool = False


@dataclass(frozen=True, slots=True)
class FrameEvent:
    """An event as the switcher shows it; ``dates`` are words ("18 s.d. 20 November 2024")."""

    name: str
    dates: str
    url: str
    active: bool = False
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class FrameUser:
    """The signed-in user as the header shows them; ``role`` is a word ("Panitia", "Admin") or empty."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the content.

    ``office`` and ``office_detail`` are the two office lines ("Dinas Sosial", "Kota Padang"); ``place`` and
    ``place_note`` name a page outside any event and then stand where the switcher would ("Pengaturan").
    ``settings_url`` is empty for whoever may not open the settings, ``search_url`` without a sign-in.
    """

    office: str = "Dinas Sosial"
    office_detail: str = ""
    home_url: str = "/"
    place: str = ""
    place_note: str = ""
    event: FrameEvent | None = None
    events: tuple[FrameEvent, ...] = ()
    all_events_url: str = ""
    settings_url: str = ""
    search_url: str = ""
    tabs: tuple[FrameLink, ...] = ()
    subpages: tuple[FrameLink, ...] = ()
    user: FrameUser | None = None

    @property
    def office_line(self) -> str:
        """Both office lines in one: "Dinas Sosial Kota Padang"."""
        return f"{self.office} {self.office_detail}".strip()


FrameFiller = Callable[[Frame], Frame]


def add_frame_filler(app: Flask, order: int, filler: FrameFiller) -> None:
    """Let ``filler`` change each page's frame; low ``order`` first (user 20, event 30, tabs 40)."""
    app.extensions.setdefault(_EXTENSION, []).append((order, filler))


def build_frame(app: Flask) -> Frame:
    """Return the frame for the request at hand, as the registered fillers make it."""
    frame = Frame()
    fillers: list[tuple[int, FrameFiller]] = app.extensions.get(_EXTENSION, [])
    for _order, filler in sorted(fillers, key=lambda entry: entry[0]):
        frame = filler(frame)
    return frame
