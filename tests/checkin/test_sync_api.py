"""POST /api/scan/sync: who may, what a crew sees of each verdict, retries and conflicts, hostile bodies."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.checkin.models import Scan
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import db, new_uid, write
from tests.builders import build_category, build_event, build_registration, build_ticket, code_of
from tests.cast import Cast
from tests.checkin.doors import with_token
from tests.conftest import TestClock
from tests.page_client import PageClient, counted_statements

URL = "/api/scan/sync"
Clients = Callable[[], PageClient]


@pytest.fixture
def crew(page_client: Clients, cast: Cast) -> PageClient:
    return with_token(page_client().sign_in(cast.budi))


@pytest.fixture
def code(app: Flask, cast: Cast) -> str:
    with app.app_context():
        return code_of(db.session.get_one(Ticket, _id(cast.dedi_ticket)))


def _id(row: Any) -> int:
    return int(row.__dict__["id"]) if "id" in row.__dict__ else int(row._sa_instance_state.identity[0])


def op_of(code: str, **changes: Any) -> dict[str, Any]:
    return {
        "op": "scan",
        "uid": new_uid(),
        "seq": 1,
        "checkpoint": "hari-1",
        "source": "camera",
        "code": code,
        "at_device": "2024-11-18T07:40:01.123+07:00",
        "offset_ms": 0,
        "rehearsal": False,
        "operator": "Rina Oktavia",
        "shown_verdict": None,
    } | changes


def body_of(*ops: Any, event: Any = "sosialisasi-2024") -> dict[str, Any]:
    return {"event": event, "device_time": "2024-11-18T07:40:02+07:00", "feed_rev": 0, "ops": list(ops)}


def test_a_welcome_tells_all_that_the_green_screen_shows(crew: PageClient, code: str) -> None:
    response = crew.post_json(URL, body_of(op_of(code)))
    answer = response.get_json()
    assert response.headers["X-Eventmgr"] == "sync-1"
    assert answer["count"] == {"checkpoint": "hari-1", "present": 1, "registered": 1}
    assert answer["feed_rev"] >= 1
    assert datetime.fromisoformat(answer["server_time"]).tzinfo is not None
    (result,) = answer["results"]
    assert result["verdict"] == "ok"
    assert result["person"] == {
        "registration": result["person"]["registration"],
        "name": "Dedi Kurniawan",
        "front_title": None,
        "back_title": None,
        "category": "PSM",
        "region": result["person"]["region"],
        "parent_region": result["person"]["parent_region"],
    }
    assert result["person"]["parent_region"].startswith("Kec. ")
    assert (result["first_at"], result["first_place"]) == ("07.40", "Presensi Hari 1")
    assert datetime.fromisoformat(result["undoable_until"]).minute == 55


def test_the_second_card_says_since_when_and_an_undo_takes_it_back(crew: PageClient, code: str) -> None:
    first = op_of(code)
    later = op_of(code, at_device="2024-11-18T07:52:00+07:00")
    back = {
        "op": "undo",
        "uid": new_uid(),
        "undoes": first["uid"],
        "reason": "salah_orang",
        "checkpoint": "hari-1",
        "at_device": "2024-11-18T07:41:00+07:00",
        "offset_ms": 0,
        "rehearsal": False,
        "operator": "Rina Oktavia",
    }
    answer = crew.post_json(URL, body_of(first, later, back)).get_json()
    assert [result["verdict"] for result in answer["results"]] == ["ok", "already", "undone"]
    assert answer["results"][1]["first_at"] == "07.40"
    assert answer["results"][2]["person"]["name"] == "Dedi Kurniawan"
    assert answer["count"]["present"] == 1, "the later scan stands"


def test_refusals_carry_their_words(
    app: Flask, cast: Cast, crew: PageClient, code: str, clock: TestClock
) -> None:
    def verdict_of(**changes: Any) -> dict[str, Any]:
        op = op_of(code) | changes
        result: dict[str, Any] = crew.post_json(URL, body_of(op)).get_json()["results"][0]
        return result

    early = verdict_of(at_device="2024-11-18T06:18:30+07:00")
    assert (early["verdict"], early["opens_at"], early["minutes_to_open"]) == ("not_open", "06.30", 12)
    assert verdict_of(at_device="2024-11-18T10:00:00+07:00")["closes_at"] == "10.00"
    assert verdict_of(checkpoint="hari-2")["checkpoint_day"] == "Selasa 19 Nov"
    stray = verdict_of(code="https://hotel.example/wifi")
    assert (stray["verdict"], stray["person"], stray["tail"]) == ("unknown", None, "wifi")
    with app.app_context():
        other = build_event(name="Bimtek", first_day=date(2024, 12, 5), days=1)
        foreign = code_of(build_ticket(event=other, registration=build_registration(event=other)))
        with write() as session:
            ticket = session.get_one(Ticket, _id(cast.dedi_ticket))
            ticket.state, ticket.voided_at = "void", clock.moment - timedelta(days=1)
    elsewhere = verdict_of(code=foreign)
    assert (elsewhere["verdict"], elsewhere["other_event"]) == ("wrong_event", "Bimtek, 5 Desember 2024")
    old = verdict_of()
    assert (old["verdict"], old["since"]) == ("old_card", "17 Nov")
    with app.app_context(), write() as session:
        session.get_one(Ticket, _id(cast.dedi_ticket)).state = "active"
        registration = session.get_one(Registration, _id(cast.dedi_registration))
        registration.state, registration.ended_at = "cancelled", clock.moment - timedelta(days=3)
    assert verdict_of()["since"] == "15 Nov"


def test_a_checkpoint_for_others_says_for_whom(app: Flask, cast: Cast, crew: PageClient, code: str) -> None:
    from_audience = (
        "INSERT INTO checkpoint_audience (checkpoint_id, category_id) SELECT id, :category FROM checkpoint"
    )
    with app.app_context(), write() as session:
        category = build_category(code="TKSK")
        session.flush()
        session.connection().exec_driver_sql(from_audience, {"category": category.id})
    result = crew.post_json(URL, body_of(op_of(code))).get_json()["results"][0]
    assert (result["verdict"], result["audience"]) == ("not_here", "TKSK")


def test_a_retry_replays_and_another_content_is_409(crew: PageClient, code: str) -> None:
    op = op_of(code, at_device="2024-11-18T06:00:00+07:00")
    first = crew.post_json(URL, body_of(op)).get_json()["results"]
    assert crew.post_json(URL, body_of(op)).get_json()["results"] == first
    changed = op | {"offset_ms": 1}
    answer = crew.post_json(URL, body_of(changed), status=409).get_json()
    assert answer["results"] == [{"uid": op["uid"], "verdict": "conflict"}]
    among = crew.post_json(URL, body_of(changed, op_of(code))).get_json()["results"]
    assert [result["verdict"] for result in among] == ["conflict", "ok"]


def test_who_may_sync(page_client: Clients, cast: Cast, code: str) -> None:
    def status_for(client: PageClient, status: int) -> dict[str, Any]:
        response = client.post_json(URL, body_of(op_of(code)), status=status)
        assert response.headers["X-Eventmgr"] == "sync-1"
        answer: dict[str, Any] = response.get_json()
        return answer

    def signed_in(user: Any) -> PageClient:
        return with_token(page_client().sign_in(user))

    assert status_for(page_client(), 401)["error"]["code"] == "signed_out"
    assert status_for(signed_in(cast.citra), 404)["error"]["code"] == "not_found"
    assert status_for(signed_in(cast.vina), 403)["error"]["code"] == "forbidden"
    assert status_for(signed_in(cast.ani), 200)["results"][0]["verdict"] == "ok"


def test_an_unknown_event_is_not_found_and_a_missing_token_is_csrf(
    page_client: Clients, cast: Cast, crew: PageClient, code: str
) -> None:
    assert crew.post_json(URL, body_of(op_of(code), event="bimtek-tksk"), status=404)
    assert crew.post_json(URL, body_of(op_of(code), event="tidak-ada"), status=404)
    without_token = page_client().sign_in(cast.budi)
    answer = without_token.post_json(URL, body_of(op_of(code)), status=400).get_json()
    assert answer["error"]["code"] == "csrf"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "isi"),
        (b"[1]", "isi"),
        (b"[" * 100_000, "isi"),
        (b'{"event": "a\x00"}', "isi"),
        (b'{"event": ["sosialisasi-2024"], "ops": []}', "event"),
        (b'{"event": "sosialisasi-2024"}', "ops"),
        (b'{"event": "sosialisasi-2024", "ops": [null]}', "ops[0]"),
        (b'{"event": "sosialisasi-2024", "ops": [{"op": "drop"}]}', "ops[0].op"),
    ],
)
def test_a_broken_body_names_its_field_and_stores_nothing(
    app: Flask, crew: PageClient, body: bytes, field: str
) -> None:
    response = crew.http.post(URL, data=body, headers={"X-CSRFToken": crew.last_token})
    assert response.status_code == 422
    assert response.get_json()["error"]["code"] == "malformed"
    assert response.get_json()["error"]["field"] == field
    assert _number_of_scans(app) == 0


def test_one_bad_operation_keeps_all_out(app: Flask, crew: PageClient, code: str) -> None:
    bad = op_of(code, checkpoint="hari-9")
    answer = crew.post_json(URL, body_of(op_of(code), bad), status=422).get_json()
    assert answer["error"]["field"] == "ops[1].checkpoint"
    crew.post_json(URL, body_of(*[op_of(code) for _ in range(501)]), status=422)
    assert _number_of_scans(app) == 0


def test_a_body_that_is_too_large_is_not_read(crew: PageClient) -> None:
    response = crew.http.post(URL, data=b" " * 600_000, headers={"X-CSRFToken": crew.last_token})
    assert response.status_code == 413
    assert response.get_json()["error"]["code"] == "too_large"


def test_a_full_queue_is_taken_in_one_request(app: Flask, crew: PageClient, code: str) -> None:
    strays = [op_of(f"poster {number}") for number in range(499)]
    answer = crew.post_json(URL, body_of(op_of(code), *strays)).get_json()
    assert [result["verdict"] for result in answer["results"]] == ["ok"] + ["unknown"] * 499
    assert _number_of_scans(app) == 500


def test_a_request_with_one_scan_takes_few_statements(app: Flask, crew: PageClient, code: str) -> None:
    with counted_statements(app) as statements:
        crew.post_json(URL, body_of(op_of(code)))
    assert len(statements) <= 12


def _number_of_scans(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count(Scan.id))) or 0
