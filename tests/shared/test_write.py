"""`write()` is the only place that changes data, on both databases."""

import threading

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from eventmgr.events.models import EventFeed
from eventmgr.office.models import Office
from eventmgr.office.queries import real_office
from eventmgr.shared.db import db, write
from tests.builders import build_event


def test_a_statement_outside_write_fails_at_once(any_app: Flask) -> None:
    with any_app.app_context():
        with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
            db.session.execute(text("UPDATE office SET name = 'di luar'"))
        db.session.rollback()
        assert real_office().name == ""


def test_a_changed_object_outside_write_is_refused(any_app: Flask) -> None:
    with any_app.app_context():
        real_office().name = "di luar"
        with pytest.raises(RuntimeError, match="outside write"), write():
            pytest.fail("the block must not begin")
        assert real_office().name == ""


def _rename_and_fail(name: str) -> None:
    with write() as session:
        session.get_one(Office, 1).name = name
        session.flush()
        raise ZeroDivisionError


def _rename(name: str) -> None:
    with write() as session:
        session.get_one(Office, 1).name = name


def _rename_inside_and_fail(name: str) -> None:
    with write():
        _rename(name)
        raise ZeroDivisionError


def test_an_error_inside_leaves_nothing_half_written(any_app: Flask) -> None:
    with any_app.app_context():
        with pytest.raises(ZeroDivisionError):
            _rename_and_fail("setengah")
        assert real_office().name == ""


def test_an_action_called_by_an_action_joins_its_transaction(any_app: Flask) -> None:
    with any_app.app_context():
        with pytest.raises(ZeroDivisionError):
            _rename_inside_and_fail("dalam")
        assert real_office().name == ""


def test_read_then_write_by_many_threads_loses_no_update(any_app: Flask) -> None:
    with any_app.app_context():
        event_id = build_event().id

    def add_up() -> None:
        for _ in range(10):
            with any_app.app_context(), write() as session:
                # Read and written apart on purpose: this is the update that is lost without the recipe.
                row = session.scalars(
                    select(EventFeed).where(EventFeed.event_id == event_id).with_for_update()
                ).one()
                row.rev = row.rev + 1

    threads = [threading.Thread(target=add_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with any_app.app_context():
        assert db.session.scalar(select(EventFeed.rev).where(EventFeed.event_id == event_id)) == 80


def test_what_was_read_before_is_read_anew_inside(any_app: Flask) -> None:
    with any_app.app_context():
        assert real_office().name == ""

        def rename() -> None:
            with any_app.app_context(), write() as session:
                session.get_one(Office, 1).name = "Dinas Sosial Kota Padang"

        thread = threading.Thread(target=rename)
        thread.start()
        thread.join()
        with write() as session:
            assert session.get_one(Office, 1).name == "Dinas Sosial Kota Padang"
