"""Why the event at hand does not take a kind of change now, for the pages that would offer it."""

from flask import Flask, g, request

from eventmgr.events.rules import REFUSALS, Doing, may_do


def init_stopping(app: Flask) -> None:
    app.add_template_global(why_stopped)


def why_stopped(doing: str = Doing.PREPARE) -> str:
    """The sentence that stands in the place of a form; "" where the form may be offered.

    Right: an archived event gives "Kegiatan ini sudah diarsipkan, …" for "papers". A correction of a closed
    event is offered, since its form asks for the reason. Only organizers are told, as nobody else is offered
    forms. A form that was just refused stays with what was typed, so a POST is never told.
    """
    event = g.get("event")
    if event is None or g.get("event_role") != "organizer" or request.method == "POST":
        return ""
    decision = may_do(Doing(doing), event.state, reason="ditulis di formulirnya")
    return "" if decision else REFUSALS[decision.reason]
