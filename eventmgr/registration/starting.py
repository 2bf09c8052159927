"""Says to the list of events how many are registered."""

from flask import Flask

from eventmgr.events.figures import register_figure
from eventmgr.registration.event_copy_queries import participants_by_event


def init_registration(app: Flask) -> None:
    register_figure(app, "peserta", participants_by_event)
