"""Spare cards and walk-ins over the API: what the crew's screen is told, and what its form offers."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from tests.builders import (
    KELURAHAN,
    build_category,
    build_person,
    build_quota,
    build_registration,
    build_spare_card,
    code_of,
)
from tests.cast import Cast
from tests.checkin.doors import with_token
from tests.checkin.test_state_api import state_of
from tests.checkin.test_sync_api import URL, body_of, code, crew, op_of
from tests.page_client import PageClient, counted_statements

__all__ = ["code", "crew"]
PLACES = "/api/scan/places?event=sosialisasi-2024"


@pytest.fixture
def spare(app: Flask, cast: Cast) -> str:
    with app.app_context():
        event = db.session.query(Event).filter_by(slug=cast.slug).one()
        build_quota(event=event, category=build_category(), seats=3)
        return code_of(build_spare_card(event=event, number=14))


def other_op(op: str, **fields: Any) -> dict[str, Any]:
    body = op_of("", op=op, **fields)
    for name in ("code", "source", "shown_verdict"):
        del body[name]
    return body


def results(client: PageClient, *ops: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.post_json(URL, body_of(*ops)).get_json()["results"]
    return found


def dedi_of(app: Flask) -> str:
    with app.app_context():
        return db.session.query(Registration).one().uid


def test_a_spare_card_tells_its_number_and_nobody_beside_it(crew: PageClient, spare: str, code: str) -> None:
    shown, plain = results(crew, op_of(spare), op_of(code))
    assert (shown["verdict"], shown["spare_number"], shown["person"]) == ("spare_card", 14, None)
    assert plain["spare_number"] is None


def test_binding_is_answered_like_a_scan_and_a_replayed_spare_scan_still_shows_nobody(
    app: Flask, crew: PageClient, spare: str
) -> None:
    shown = op_of(spare)
    bind = other_op("bind", scan=shown["uid"], registration=dedi_of(app))
    _, bound = results(crew, shown, bind)
    assert (bound["verdict"], bound["first_at"], bound["spare_number"]) == ("ok", "07.40", 14)
    assert bound["person"]["name"] == "Dedi Kurniawan"
    assert bound["undoable_until"] is not None
    again = results(crew, shown, bind)
    assert [(one["verdict"], one["spare_number"]) for one in again] == [("spare_card", 14), ("ok", 14)]
    assert again[0]["person"] is None
    answer = crew.post_json(URL, body_of(bind)).get_json()
    assert answer["count"] == {"checkpoint": "hari-1", "present": 1, "registered": 1}


def test_a_walk_in_is_answered_with_its_person_and_counted(crew: PageClient, spare: str) -> None:
    new = other_op("walk_in", name="Yulmaini Syafitri, S.Pd", category="PSM", region=KELURAHAN)
    answer = crew.post_json(URL, body_of(new)).get_json()
    (told,) = answer["results"]
    assert (told["verdict"], told["reason"], told["first_at"]) == ("ok", "", "07.40")
    assert (told["person"]["name"], told["person"]["back_title"]) == ("Yulmaini Syafitri", "S.Pd")
    assert answer["count"] == {"checkpoint": "hari-1", "present": 2 - 1, "registered": 2}
    roster = crew.http.get("/api/scan/roster?event=sosialisasi-2024").get_json()["people"]
    assert told["person"]["registration"] in {one["registration"] for one in roster}


def test_a_listed_name_stands_beside_the_refusal(app: Flask, crew: PageClient) -> None:
    new = other_op("walk_in", name="DEDI KURNIAWAN", category="PSM", region=KELURAHAN)
    (told,) = results(crew, new)
    assert (told["verdict"], told["reason"]) == ("refused", "same_name")
    assert told["person"]["registration"] == dedi_of(app)
    assert (told["first_at"], told["permittable"]) == (None, False)


def test_the_last_scans_know_by_what_each_row_was_made(app: Flask, crew: PageClient, spare: str) -> None:
    shown = op_of(spare)
    ops = [
        shown,
        other_op("bind", scan=shown["uid"], registration=dedi_of(app)),
        other_op("walk_in", name="Jati", category="TAMU"),
    ]
    results(crew, *ops)
    recent = state_of(crew)["recent"]
    assert [(row["op"], row["spare_number"]) for row in recent] == [
        ("walk_in", None),
        ("bind", 14),
        ("scan", 14),
    ]
    assert [row["person"] and row["person"]["name"] for row in recent] == ["Jati", "Dedi Kurniawan", None]
    assert recent[0]["reason"] == "as_guest"


def test_the_form_is_offered_roles_places_and_seats(crew: PageClient, spare: str) -> None:
    found = crew.http.get(PLACES)
    assert found.headers["X-Eventmgr"] == "sync-1"
    body = found.get_json()
    assert body["roles"] == [
        {"code": "PSM", "name": "PSM", "level": "kelurahan"},
        {"code": "TAMU", "name": "Tamu", "level": None},
    ]
    assert len(body["regions"]) == 104
    place = next(one for one in body["regions"] if one["code"] == KELURAHAN)
    assert (place["level"], place["seats"]) == ("kelurahan", {"PSM": [3, 1]})
    assert place["parent"]
    etag = found.headers["ETag"]
    assert not etag.startswith("W/")
    assert crew.http.get(PLACES, headers={"If-None-Match": etag}).status_code == 304


def test_the_form_s_statements_do_not_grow_with_people(app: Flask, crew: PageClient, spare: str) -> None:
    with counted_statements(app) as few:
        crew.http.get(PLACES)
    with app.app_context():
        event = db.session.query(Event).filter_by(slug="sosialisasi-2024").one()
        for number in range(5):
            build_registration(event=event, person=build_person(name=f"Orang {number}"))
    with counted_statements(app) as many:
        crew.http.get(PLACES)
    assert len(many) == len(few)


def test_only_organizers_and_crew_of_the_event_may_bind_write_down_and_ask(
    app: Flask, page_client: Callable[[], PageClient], cast: Cast, crew: PageClient, spare: str
) -> None:
    shown = op_of(spare)
    results(crew, shown)
    ops = [
        other_op("bind", scan=shown["uid"], registration=dedi_of(app)),
        other_op("walk_in", name="Jati", category="TAMU"),
    ]
    for user, status in ((cast.citra, 404), (cast.vina, 403)):
        client = with_token(page_client().sign_in(user))
        assert client.http.get(PLACES).status_code == status
        for op in ops:
            assert client.post_json(URL, body_of(op), status=status).status_code == status
    assert page_client().http.get(PLACES).status_code == 401
    with app.app_context():
        assert db.session.query(Registration).count() == 1
