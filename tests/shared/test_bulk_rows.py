"""Many rows at once, the quick way of each database, come back as they were given."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from eventmgr.audit.models import AuditDetail, AuditLog
from eventmgr.office.models import Office
from eventmgr.shared.db import db, insert_rows, reserve_ids, table_of, write

AT = datetime(2024, 11, 18, 0, 40, 0, 123456, tzinfo=UTC)
HOSTILE = ["tab\tdi", "garis\nbaru", "balik \\N \\. garis", "'; DROP TABLE audit; --", 'kutip "dua"', "é€"]


def _line(number: int, label: str) -> dict[str, object]:
    return {
        "id": number,
        "at": AT,
        "office_id": None,
        "event_id": None,
        "actor_kind": "command",
        "actor_id": None,
        "actor_label": label,
        "action": "person.updated",
        "subject_kind": "person",
        "subject_uid": "1",
        "fields": ["name", label],
    }


def test_text_times_json_and_nothing_come_back(any_app: Flask) -> None:
    with any_app.app_context():
        with write() as session:
            ids = reserve_ids(session, "audit", len(HOSTILE))
            lines = [_line(number, label) for number, label in zip(ids, HOSTILE, strict=True)]
            insert_rows(session, table_of(AuditLog), lines)
        stored = db.session.scalars(select(AuditLog).order_by(AuditLog.id)).all()
        assert [line.actor_label for line in stored] == HOSTILE
        assert [line.fields for line in stored] == [["name", label] for label in HOSTILE]
        assert {line.at for line in stored} == {AT}
        assert {line.office_id for line in stored} == {None}


def test_bytes_come_back(any_app: Flask) -> None:
    cipher = bytes(range(256))
    with any_app.app_context():
        with write() as session:
            row = {"audit_id": 1, "person_id": None, "key_id": 1, "cipher": cipher}
            insert_rows(session, table_of(AuditDetail), [row])
        assert db.session.scalars(select(AuditDetail.cipher)).one() == cipher


def test_a_naive_time_is_refused_here_too(any_app: Flask) -> None:
    with any_app.app_context(), pytest.raises(Exception, match="naive time"), write() as session:
        insert_rows(session, table_of(AuditLog), [{**_line(1, "x"), "at": AT.replace(tzinfo=None)}])


def test_outside_write_nothing_goes_in(any_app: Flask) -> None:
    with any_app.app_context():
        with pytest.raises(Exception, match=r"(?i)read-?only"):
            insert_rows(db.session(), table_of(AuditLog), [_line(1, "x")])
        db.session.rollback()
        assert db.session.scalars(select(AuditLog)).all() == []


def test_no_rows_are_no_statement(any_app: Flask) -> None:
    with any_app.app_context(), write() as session:
        insert_rows(session, table_of(AuditLog), [])


def test_a_row_that_is_there_already_says_so_in_the_same_way_on_both(any_app: Flask) -> None:
    with any_app.app_context():
        with write() as session:
            insert_rows(session, table_of(Office), [_office("kembar")])
        with pytest.raises(IntegrityError), write() as session:
            insert_rows(session, table_of(Office), [_office("lain"), _office("kembar")])
        slugs = db.session.scalars(select(Office.slug)).all()
    assert "kembar" in slugs
    assert "lain" not in slugs


def _office(slug: str) -> dict[str, Any]:
    plain = {"name": "", "letterhead_government": "", "letterhead_office": "", "address": "", "path": ""}
    return {**plain, "slug": slug, "zone": "Asia/Jakarta", "is_demo": False}
