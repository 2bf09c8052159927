"""GET /api/scan/state: the count, the checkpoint, and the last scans of this user."""

from typing import Any

import pytest
from flask import Flask

from eventmgr.shared.db import new_uid
from tests.cast import Cast
from tests.checkin.test_sync_api import URL, Clients, body_of, code, crew, op_of
from tests.page_client import PageClient, counted_statements

__all__ = ["code", "crew"]
STATE = "/api/scan/state?event=sosialisasi-2024&checkpoint=hari-1"


def state_of(client: PageClient, url: str = STATE, status: int = 200) -> dict[str, Any]:
    response = client.http.get(url)
    assert response.status_code == status
    assert response.headers["X-Eventmgr"] == "sync-1"
    answer: dict[str, Any] = response.get_json()
    return answer


def test_a_quiet_door_is_told(crew: PageClient) -> None:
    state = state_of(crew)
    assert state["checkpoint"] == {
        "slug": "hari-1",
        "name": "Presensi Hari 1",
        "day": "2024-11-18",
        "opens_at": "06.30",
        "closes_at": "10.00",
        "is_today": True,
    }
    assert state["count"] == {"checkpoint": "hari-1", "present": 0, "registered": 1}
    assert state["recent"] == []


def test_the_last_scans_are_newest_first_with_what_was_undone(
    crew: PageClient, code: str, page_client: Clients, cast: Cast
) -> None:
    first, stray, rehearsed = op_of(code), op_of("poster kopi gratis"), op_of(code, rehearsal=True)
    back = op_of(code, op="undo", undoes=first["uid"], reason="salah_ketuk", uid=new_uid())
    crew.post_json(URL, body_of(first, stray, rehearsed, back))
    recent = state_of(crew)["recent"]
    assert [row["uid"] for row in recent] == [stray["uid"], first["uid"]]
    assert (recent[0]["verdict"], recent[0]["tail"], recent[0]["undone"]) == ("unknown", "atis", None)
    assert recent[1]["person"]["name"] == "Dedi Kurniawan"
    assert recent[1]["undone"]["reason"] == "salah_ketuk"
    assert recent[1]["undoable_until"] is None
    assert state_of(page_client().sign_in(cast.ani))["recent"] == []


def test_who_may_ask(page_client: Clients, cast: Cast) -> None:
    assert state_of(page_client(), status=401)["error"]["code"] == "signed_out"
    state_of(page_client().sign_in(cast.citra), status=404)
    state_of(page_client().sign_in(cast.vina), status=403)
    state_of(page_client().sign_in(cast.ani))


@pytest.mark.parametrize("query", ["", "&checkpoint=hari-9", "&checkpoint=%00"])
def test_a_checkpoint_that_is_not_there_is_named(crew: PageClient, query: str) -> None:
    answer = state_of(crew, f"/api/scan/state?event=sosialisasi-2024{query}", status=422)
    assert answer["error"]["field"] == "checkpoint"


def test_the_statements_do_not_grow_with_the_scans(app: Flask, crew: PageClient, code: str) -> None:
    crew.post_json(URL, body_of(op_of(code)))
    with counted_statements(app) as few:
        state_of(crew)
    crew.post_json(URL, body_of(*[op_of(code) for _ in range(60)]))
    with counted_statements(app) as many:
        assert len(state_of(crew)["recent"]) == 50
    assert len(many) == len(few)
