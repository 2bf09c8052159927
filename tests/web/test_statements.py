"""How many SQL statements a page asks: as many for 323 people as for 40."""

from collections.abc import Callable

import pytest
from flask import Flask

from eventmgr.events.models import Event
from eventmgr.shared.db import db
from tests.cast import Cast
from tests.crowd import add_crowd
from tests.furnished import furnish
from tests.page_client import PageClient, counted_statements
from tests.web.doors import DRAWN_LATER, Door, every_door

#: what the heaviest page asks, the result of an import
MOST = 27


@pytest.mark.slow
def test_no_page_asks_more_for_323_people_than_for_40(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    with app.app_context():
        furnished = furnish(cast, 40)
    admin = page_client().sign_in(cast.aminah)
    doors = [d for d in every_door(app, furnished) if d.can_be_read and d.endpoint not in DRAWN_LATER]
    few = _costs(app, admin, doors)
    with app.app_context():
        add_crowd(db.session.get_one(Event, cast.event.id), 283)
    many = _costs(app, admin, doors)
    assert {name: (few[name], many[name]) for name in few if few[name] != many[name]} == {}
    assert {name: cost for name, cost in many.items() if cost > MOST} == {}


def _costs(app: Flask, client: PageClient, doors: list[Door]) -> dict[str, int]:
    """Statements by endpoint, the second time a page is asked, when what is kept in memory is there."""
    costs = {}
    for door in doors:
        for _ in range(2):
            with counted_statements(app) as statements, client.http.get(door.path) as answer:
                assert answer.status_code in (200, 302, 303), f"{door.path}: {answer.status_code}"
                answer.get_data()
        costs[door.endpoint] = len(statements)
    return costs
