"""Dedi of the cast with a certificate in any state."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from eventmgr.certificates.models import Certificate
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from tests.cast import Cast
from tests.certificates.builders import build_rule, mark_present
from tests.portal.papers import build_certificate

Issue = Callable[..., Certificate]


@pytest.fixture
def issue(app: Flask, cast: Cast) -> Issue:
    """`issue(state="revoked", reason="…")` gives Dedi a certificate."""

    def make(**changes: Any) -> Certificate:
        with app.app_context():
            event = db.session.get_one(Event, cast.event.id)
            registration = db.session.get_one(Registration, cast.dedi_registration.id)
            made = build_certificate(event=event, registration=registration, **changes)
            db.session.refresh(made)
            return made

    return make


@pytest.fixture
def attend(app: Flask, cast: Cast) -> Callable[[int], None]:
    """`attend(2)` makes Dedi present on the first two days."""

    def mark(days: int) -> None:
        with app.app_context():
            event = db.session.get_one(Event, cast.event.id)
            registration = db.session.get_one(Registration, cast.dedi_registration.id)
            mark_present(event=event, registration=registration, days=days)

    return mark


@pytest.fixture
def rule(app: Flask, cast: Cast) -> None:
    """Two days are needed for a certificate."""
    with app.app_context():
        build_rule(event=db.session.get_one(Event, cast.event.id), least=2)
