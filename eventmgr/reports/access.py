"""What reports adds to every desk page: the way to "Cari orang"."""

from dataclasses import replace

from flask import Flask, g, request, url_for

from eventmgr.web.frame import Frame, add_frame_filler

PLACE, PLACE_NOTE = "Orang", "semua kegiatan, semua tahun"


def add_search_to_frame(frame: Frame) -> Frame:
    """The link in the header for whoever is signed in; the search itself stands outside events."""
    if frame.user is None:
        return frame
    frame = replace(frame, search_url=url_for("reports_people.search"))
    if request.endpoint != "reports_people.search" or "event" in g:
        return frame
    return replace(frame, place=PLACE, place_note=PLACE_NOTE)


def init_reports(app: Flask) -> None:
    """After the user (20) and the events (30)."""
    add_frame_filler(app, 50, add_search_to_frame)
