"""Pages outside events, under "Pengaturan": rooms say which they have, as with an event's tabs.

A room's `routes.py` holds `settings_pages = [SettingsPage("Salinan data", "operations.copies", 50)]`.
"""

from dataclasses import dataclass, replace

from flask import Flask, current_app, request, url_for

from eventmgr.web.frame import Frame, FrameLink, add_frame_filler
from eventmgr.web.navigation import may_open

EXTENSION = "eventmgr.settings_pages"
PLACE = "Pengaturan"
PLACE_NOTE = "berlaku untuk semua kegiatan"


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """One sub-page. `also` names the endpoints that belong to it (its form, its confirmation)."""

    label: str
    endpoint: str
    position: int = 50
    also: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return request.endpoint == self.endpoint or request.endpoint in self.also


def init_settings_pages(app: Flask, pages: list[SettingsPage]) -> None:
    app.extensions[EXTENSION] = sorted(pages, key=lambda page: page.position)
    add_frame_filler(app, 45, add_settings_to_frame)


def add_settings_to_frame(frame: Frame) -> Frame:
    """The way to the settings for whoever may open them, and on their pages the sub-pages."""
    if frame.user is None:
        return frame
    known: list[SettingsPage] = current_app.extensions[EXTENSION]
    pages = [page for page in known if may_open(page.endpoint)]
    if not pages:
        return frame
    frame = replace(frame, settings_url=url_for(pages[0].endpoint))
    if not any(page.is_open for page in pages):
        return frame
    links = tuple(FrameLink(page.label, url_for(page.endpoint), page.is_open) for page in pages)
    return replace(frame, place=PLACE, place_note=PLACE_NOTE, event=None, tabs=(), subpages=links)
