"""The office lines of every page's header."""

from dataclasses import replace

from flask import Flask, g

from eventmgr.office.address_check import init_address_check
from eventmgr.office.queries import office_by_id_or_none, real_office
from eventmgr.web.frame import Frame, add_frame_filler


def add_office_to_frame(frame: Frame) -> Frame:
    """The office of the page (an event's, a person's), else the installation's own."""
    office = g.get("office")
    if office is None:
        actor = g.get("actor")
        office = office_by_id_or_none(actor.office_id) if actor and actor.office_id else None
        office = office or real_office()
    name, _, rest = office.name.partition(" Kota ")
    if rest:
        return replace(frame, office=name, office_detail=f"Kota {rest}")
    return replace(frame, office=office.name or "Kantor Anda", office_detail="")


def init_office(app: Flask) -> None:
    add_frame_filler(app, 10, add_office_to_frame)
    init_address_check(app)
