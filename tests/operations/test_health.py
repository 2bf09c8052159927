"""/sehat, asked by whoever watches over the server."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from eventmgr.operations import queries
from eventmgr.shared.db import db, write
from tests.page_client import PageClient


def test_a_well_installation_says_ok(page_client: Callable[[], PageClient]) -> None:
    answer = page_client().http.get("/sehat")
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "database": "ok"})


def test_a_database_behind_the_program_is_a_fault(app: Flask, page_client: Callable[[], PageClient]) -> None:
    with app.app_context(), write():
        db.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    answer = page_client().http.get("/sehat")
    assert (answer.status_code, answer.json) == (503, {"status": "fault", "database": "behind"})


def test_a_database_that_does_not_answer_is_a_fault_without_details(
    page_client: Callable[[], PageClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_connection: object) -> str:
        raise OperationalError("SELECT", {}, Exception("rahasia"))

    monkeypatch.setattr(queries, "current_revision", gone)
    answer = page_client().http.get("/sehat")
    assert answer.status_code == 503
    assert answer.json == {"status": "fault", "database": "unreachable"}
