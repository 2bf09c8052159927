"""The clock. Routes, commands and jobs ask it once and hand the answer down; nothing below looks at one."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, current_app

Clock = Callable[[], datetime]
EXTENSION = "eventmgr.clock"


def system_clock() -> datetime:
    return datetime.now(UTC)


def init_clock(app: Flask, clock: Clock = system_clock) -> None:
    app.extensions[EXTENSION] = clock


def now() -> datetime:
    """The present moment, aware, in UTC, by the app's clock (tests set their own)."""
    moment: datetime = current_app.extensions[EXTENSION]()
    return moment
