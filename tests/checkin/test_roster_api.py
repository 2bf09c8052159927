"""The list that the crew searches: what it tells, what it keeps back, what is new since a revision."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from eventmgr.checkin.roster_queries import roster_of
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from tests.builders import build_person, build_registration
from tests.cast import Cast
from tests.checkin.test_sync_api import URL, body_of, code, crew, op_of
from tests.page_client import PageClient, counted_statements

__all__ = ["code", "crew"]
ROSTER = "/api/scan/roster?event=sosialisasi-2024"
ARRIVALS = "/api/scan/arrivals?event=sosialisasi-2024&checkpoint=hari-1"


def people_of(client: PageClient) -> list[dict[str, Any]]:
    response = client.http.get(ROSTER)
    assert response.status_code == 200
    assert response.headers["X-Eventmgr"] == "sync-1"
    people: list[dict[str, Any]] = response.get_json()["people"]
    return people


def test_the_list_tells_name_place_and_state_and_nothing_else(crew: PageClient) -> None:
    (dedi,) = people_of(crew)
    assert set(dedi) == {
        "registration", "name", "front_title", "back_title", "category",
        "region", "region_code", "parent_region", "state",
    }  # fmt: skip
    assert (dedi["name"], dedi["category"], dedi["state"]) == ("Dedi Kurniawan", "PSM", "registered")
    assert dedi["parent_region"].startswith("Kec. ")


@pytest.mark.parametrize(
    ("state", "is_listed"), [("reserve", True), ("pending", True), ("cancelled", False), ("replaced", False)]
)
def test_who_was_cancelled_or_replaced_is_not_offered(
    app: Flask, crew: PageClient, cast: Cast, state: str, is_listed: bool
) -> None:
    with app.app_context():
        event = db.session.query(Event).filter_by(slug=cast.slug).one()
        build_registration(event=event, person=build_person(name="Olo Sikumbang"), state=state)
    assert ("Olo Sikumbang" in [one["name"] for one in people_of(crew)]) is is_listed


def test_an_unchanged_list_is_not_sent_again(crew: PageClient) -> None:
    first = crew.http.get(ROSTER)
    etag = first.headers["ETag"]
    assert not etag.startswith("W/")
    again = crew.http.get(ROSTER, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["X-Eventmgr"] == "sync-1"
    assert "private" in first.headers["Cache-Control"]


def test_a_packed_list_has_a_tag_of_its_own(crew: PageClient) -> None:
    plain = crew.http.get(ROSTER)
    packed = crew.http.get(ROSTER, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert not packed.headers["ETag"].startswith("W/")


def test_arrivals_come_as_what_is_new_since_a_revision(crew: PageClient, code: str) -> None:
    assert crew.http.get(ARRIVALS).get_json()["arrivals"] == []
    scan = op_of(code)
    crew.post_json(URL, body_of(scan))
    (dedi,) = people_of(crew)
    told = crew.http.get(ARRIVALS).get_json()
    expected = {"registration": dedi["registration"], "present": True, "first_at": "07.40"}
    assert told["arrivals"] == [expected]
    assert crew.http.get(f"{ARRIVALS}&since={told['rev']}").get_json()["arrivals"] == []
    crew.post_json(URL, body_of(op_of(code, op="undo", undoes=scan["uid"], reason="salah_orang")))
    back = crew.http.get(f"{ARRIVALS}&since={told['rev']}").get_json()
    assert [one["present"] for one in back["arrivals"]] == [False]


@pytest.mark.parametrize("since", ["-1", "x", "9" * 17, "%00", "²"])
def test_a_revision_that_is_none_is_refused(crew: PageClient, since: str) -> None:
    response = crew.http.get(f"{ARRIVALS}&since={since}")
    assert response.status_code == 422
    assert response.get_json()["error"]["field"] == "since"


def test_a_strange_checkpoint_is_refused(crew: PageClient) -> None:
    assert crew.http.get(ARRIVALS.replace("hari-1", "hari-9")).status_code == 422


@pytest.mark.parametrize("address", [ROSTER, ARRIVALS])
def test_only_organizers_and_crew_of_the_event_may_ask(
    page_client: Callable[[], PageClient], cast: Cast, address: str
) -> None:
    assert page_client().http.get(address).status_code == 401
    assert page_client().sign_in(cast.citra).http.get(address).status_code == 404
    assert page_client().sign_in(cast.vina).http.get(address).status_code == 403
    assert page_client().sign_in(cast.ani).http.get(address).status_code == 200


def found_by_name(uid: str) -> dict[str, Any]:
    op = op_of("", registration=uid, source="search")
    del op["code"]
    return op


def test_two_found_by_name_are_recorded_in_one_delivery(app: Flask, crew: PageClient, cast: Cast) -> None:
    with app.app_context():
        event = db.session.query(Event).filter_by(slug=cast.slug).one()
        build_registration(event=event, person=build_person(name="Olo Sikumbang"))
        uids = [row.uid for row in db.session.query(Registration).filter_by(event_id=event.id)]
    ops = [found_by_name(uid) for uid in uids]
    answer = crew.post_json(URL, body_of(*ops)).get_json()
    assert [result["verdict"] for result in answer["results"]] == ["ok", "ok"]
    assert answer["count"]["present"] == 2
    assert [result["person"]["registration"] for result in answer["results"]] == uids


def test_the_list_takes_one_statement_however_many_people(app: Flask, cast: Cast) -> None:
    with app.app_context():
        event = db.session.query(Event).filter_by(slug=cast.slug).one()
        for number in range(5):
            build_registration(event=event, person=build_person(name=f"Tamu {number}"))
        event_id = event.id
        with counted_statements(app) as statements:
            assert len(roster_of(event_id)) == 6
        assert len(statements) == 1
