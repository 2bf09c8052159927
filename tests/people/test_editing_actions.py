"""Correcting people and their links on both databases."""

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.audit.models import AuditDetail, AuditLog
from eventmgr.people.edit_actions import (
    PersonChanged,
    correct_nik,
    edit_person,
    note_nik_seen,
    release_field,
)
from eventmgr.people.link_actions import renew_link, revoke_link
from eventmgr.people.models import Person
from eventmgr.people.private_links import private_path
from eventmgr.shared.codes import code_hash
from eventmgr.shared.db import db
from eventmgr.shared.keyring import keyring
from eventmgr.shared.refusal import Refusal
from tests.builders import CREATED, build_person
from tests.registration.people_steps import ACTOR
from tests.support.trail import acts


def edit(person_id: int, revision: int, **values: str) -> None:
    edit_person(ACTOR, CREATED, person_id=person_id, event_id=None, revision=revision, values=values)


def stored(person_id: int) -> Person:
    return db.session.get_one(Person, person_id, populate_existing=True)


def test_a_correction_is_found_guarded_and_counted(any_app: Flask) -> None:
    with any_app.app_context():
        person_id = build_person(name="Ridwan Tanjong").id
        edit(person_id, 1, name="Ridwan Tanjung")
        person = stored(person_id)
        assert (person.name, person.revision, person.hand_fields) == ("Ridwan Tanjung", 2, ["name"])
        assert "tanjung" in person.search_text
        with pytest.raises(PersonChanged):
            edit(person_id, 1, name="Lain")


def test_the_trail_names_the_fields_and_keeps_the_values_encrypted(any_app: Flask) -> None:
    with any_app.app_context():
        person_id = build_person(phone="+6281234567878").id
        edit(person_id, 1, phone="+6281300001111")
        log, cipher = db.session.execute(
            select(AuditLog, AuditDetail.cipher).join(AuditDetail, AuditDetail.audit_id == AuditLog.id)
        ).one()
        assert (log.action, log.fields) == ("person.edited", ["phone"])
        assert b"6281300001111" not in cipher


def test_a_released_field_is_open_to_imports_again(any_app: Flask) -> None:
    with any_app.app_context():
        person_id = build_person().id
        edit(person_id, 1, name="Masrul", address="Jl. Baru")
        assert release_field(ACTOR, CREATED, person_id=person_id, event_id=None, field="name") == ["name"]
        assert stored(person_id).hand_fields == ["address"]
        assert release_field(ACTOR, CREATED, person_id=person_id, event_id=None, field="name") == ()


def test_a_right_nik_keeps_the_private_link(any_app: Flask) -> None:
    with any_app.app_context():
        person_id, nik = build_person(nik="1371015506830001").id, "1371015506830002"
        link = stored(person_id).link_hash
        assert correct_nik(ACTOR, CREATED, person_id=person_id, event_id=None, nik=nik, reason="KTP")
        person = stored(person_id)
        assert person.nik_cipher is not None
        assert keyring().decrypt("nik-cipher", person.key_id, person.nik_cipher) == nik
        assert person.link_hash == link
        assert not correct_nik(ACTOR, CREATED, person_id=person_id, event_id=None, nik=nik, reason="KTP")


def test_a_nik_of_somebody_else_is_refused_with_the_name(any_app: Flask) -> None:
    with any_app.app_context():
        build_person(name="Nelly Herawati", back_title=None, nik="1371015506830009")
        person_id = build_person().id
        with pytest.raises(Refusal, match="Nelly Herawati"):
            correct_nik(
                ACTOR, CREATED, person_id=person_id, event_id=None, nik="1371015506830009", reason="KTP"
            )


def test_looking_at_a_nik_needs_a_reason_and_is_noted(any_app: Flask) -> None:
    with any_app.app_context():
        person_id = build_person().id
        with pytest.raises(Refusal, match="alasan"):
            note_nik_seen(ACTOR, CREATED, person_id=person_id, event_id=None, reason=" ")
        note_nik_seen(ACTOR, CREATED, person_id=person_id, event_id=None, reason="KTP")
        assert acts() == ["person.nik_seen"]


def test_two_presses_renew_a_link_once_and_a_closed_one_opens_anew(any_app: Flask) -> None:
    with any_app.app_context():
        person_id = build_person().id

        def renew(seen: int) -> bool:
            return renew_link(
                ACTOR, CREATED, person_id=person_id, event_id=None, seen_version=seen, reason="hilang"
            )

        assert renew(1)
        assert not renew(1)
        assert revoke_link(
            ACTOR, CREATED, person_id=person_id, event_id=None, seen_version=2, reason="salah orang"
        )
        assert stored(person_id).link_revoked_at == CREATED
        assert renew(2)
        person = stored(person_id)
        token = private_path(keyring(), person.uid, person.key_id, 3).removeprefix("/p/")
        assert (person.link_version, person.link_revoked_at) == (3, None)
        assert person.link_hash == code_hash(token)
