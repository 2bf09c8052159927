"""Tabs and sub-pages of an event. Rooms say what they have; only what a user may open is shown.

A room's `routes.py` holds `navigation = [Entry(tab="Peserta", label="Impor", endpoint="…", position=30)]`.
"""

from dataclasses import dataclass, replace

from flask import Flask, current_app, request, url_for

from eventmgr.web.access import EXTENSION as RESOLVERS
from eventmgr.web.access import Outcome, declared_roles
from eventmgr.web.frame import Frame, FrameLink, add_frame_filler

#: the order of the work; home stands before it
TABS = ("Beranda", "Persiapan", "Peserta", "Kartu", "Presensi", "Materi", "Sertifikat", "Laporan")
EXTENSION = "eventmgr.navigation"


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of an event. `also` names the endpoints that belong to it (its form, its preview).

    `door` is where the tab leads when the first page is not always what opens; it decides and redirects.
    """

    tab: str
    label: str
    endpoint: str
    position: int = 50
    also: tuple[str, ...] = ()
    door: str = ""

    @property
    def is_open(self) -> bool:
        return request.endpoint == self.endpoint or request.endpoint in self.also


def init_navigation(app: Flask, entries: list[Entry]) -> None:
    unknown = {entry.tab for entry in entries} - set(TABS)
    if unknown:
        raise ValueError(f"unknown tabs {unknown}")
    app.extensions[EXTENSION] = sorted(entries, key=lambda entry: (TABS.index(entry.tab), entry.position))
    add_frame_filler(app, 40, add_tabs)


def may_open(endpoint: str) -> bool:
    """Whether the visitor may open a page, by its declaration."""
    resolvers = current_app.extensions[RESOLVERS]
    return any(
        resolvers[role]() == Outcome.GRANTED for role in declared_roles(current_app.view_functions[endpoint])
    )


def open_entries() -> list[Entry]:
    """The pages of an event that the visitor may open, in the order of the work."""
    entries: list[Entry] = current_app.extensions[EXTENSION]
    return [entry for entry in entries if may_open(entry.endpoint)]


def add_tabs(frame: Frame) -> Frame:
    """The frame with its tabs, on pages of an event (their address has a slug)."""
    slug = (request.view_args or {}).get("slug")
    if frame.event is None or slug is None:
        return frame
    entries = open_entries()
    tabs, subpages = [], []
    for tab in TABS:
        pages = [entry for entry in entries if entry.tab == tab]
        if not pages:
            continue
        is_active = any(page.is_open for page in pages)
        tabs.append(FrameLink(tab, url_for(pages[0].door or pages[0].endpoint, slug=slug), is_active))
        if is_active and len(pages) > 1:
            subpages = [
                FrameLink(page.label, url_for(page.endpoint, slug=slug), page.is_open) for page in pages
            ]
    return replace(frame, tabs=tuple(tabs), subpages=tuple(subpages))
