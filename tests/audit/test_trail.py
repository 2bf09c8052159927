"""The trail: one line a thing touched, values readable only with the key."""

import json

from flask import Flask
from sqlalchemy import select

from eventmgr.audit.actions import AuditLine, record, record_all, seal
from eventmgr.audit.actor import Actor
from eventmgr.audit.models import AuditDetail, AuditLog
from eventmgr.shared.clock import now
from eventmgr.shared.db import db, write
from eventmgr.shared.keyring import keyring

ANI = Actor("user", 7, "Ani Rahmawati", 1)


def _line(uid: str, phone: str) -> AuditLine:
    details = {"phone": [None, phone]}
    return AuditLine("person.updated", "person", uid, 1, event_id=3, person_id=9, details=details)


def test_field_names_are_readable_and_values_are_not(any_app: Flask) -> None:
    with any_app.app_context():
        with write() as session:
            record(session, ANI, now(), _line("a" * 32, "+6281234567878"))
        line = db.session.scalars(select(AuditLog)).one()
        detail = db.session.scalars(select(AuditDetail)).one()
        assert (line.actor_label, line.action, line.fields) == ("Ani Rahmawati", "person.updated", ["phone"])
        assert b"81234567878" not in detail.cipher
        opened = keyring().decrypt("detail", detail.key_id, detail.cipher)
        assert json.loads(opened) == {"phone": [None, "+6281234567878"]}
        assert (detail.audit_id, detail.person_id) == (line.id, 9)


def test_many_lines_keep_their_own_details(any_app: Flask) -> None:
    sent = {f"{number:032x}": f"+62812000{number:05d}" for number in range(500)}
    with any_app.app_context():
        sealed = seal([_line(uid, phone) for uid, phone in sent.items()])
        with write() as session:
            record_all(session, ANI, now(), sealed)
        rows = db.session.execute(
            select(AuditLog.subject_uid, AuditDetail).join(AuditDetail, AuditDetail.audit_id == AuditLog.id)
        )
        ring = keyring()
        found = {
            uid: json.loads(ring.decrypt("detail", detail.key_id, detail.cipher))["phone"][1]
            for uid, detail in rows
        }
    assert found == sent


def test_a_line_without_values_has_no_detail(any_app: Flask) -> None:
    with any_app.app_context():
        with write() as session:
            record(session, ANI, now(), AuditLine("user.signed_in", "user", "7", 1))
        assert db.session.scalars(select(AuditDetail)).all() == []
