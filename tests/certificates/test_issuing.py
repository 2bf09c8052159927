"""Issuing freezes what is printed: number, record, bytes; a second run adds only who is new."""

from collections.abc import Sequence
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.certificates import printing
from eventmgr.certificates.content import CertificateContent
from eventmgr.certificates.issuing import needed_address, needed_rule
from eventmgr.certificates.models import Certificate
from eventmgr.certificates.paper import render_certificates
from eventmgr.certificates.queries import (
    certificate_of_registration_or_none,
    find_certificate_by_code_or_none,
    issued_rows,
    valid_files,
)
from eventmgr.certificates.rule_actions import decide
from eventmgr.certificates.running import issue_now
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.people.models import Person
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.db import db, write
from eventmgr.shared.files import read_bytes
from eventmgr.shared.refusal import Refusal
from tests.builders import build_event
from tests.certificates.builders import AT, COMMAND, build_present, build_rule


def issue(event_id: int, under: str = "") -> dict[str, object]:
    """Run the job here."""
    state, result = issue_now(db.session.get_one(Event, event_id), under=under)
    assert state == "done"
    return result


def test_everybody_who_is_eligible_gets_one_paper_with_the_next_number(any_app: Flask) -> None:
    with any_app.app_context():
        event = build_event()
        build_rule(event=event)
        first, second = build_present(event=event, days=3), build_present(event=event, days=2)
        build_present(event=event, days=1)
        ids = {first.id, second.id}
        assert issue(event.id) == {"issued": 2, "failed": 0}
        rows = issued_rows(event.id)
        assert {row.registration_id for row in rows} == ids
        assert [row.number for row in rows] == ["400.9.12.3/1/Dinsos/2024", "400.9.12.3/2/Dinsos/2024"]
        for certificate, stored in valid_files(event.id):
            assert read_bytes(stored).startswith(b"%PDF")
            assert certificate.sha256 == stored.sha256
            assert certificate.thumbnail_file_id is not None


def test_the_year_of_the_number_is_that_of_the_printed_date(app: Flask) -> None:
    with app.app_context():
        event = build_event()
        build_rule(event=event, dated_on=date(2025, 1, 3))
        build_present(event=event, days=3)
        issue(event.id)
        (certificate,) = db.session.scalars(select(Certificate)).all()
        assert certificate.snapshot["number"] == "400.9.12.3/1/Dinsos/2025"
        assert certificate.snapshot["signed_at"] == "3 Januari 2025"


def test_jp_follow_from_the_days_present_or_from_the_whole_event(app: Flask) -> None:
    with app.app_context():
        event = build_event()
        build_rule(event=event)
        build_present(event=event, days=2)
        issue(event.id)
        other = build_event()
        with write() as session:
            session.get_one(Event, other.id).credit_rule = "full"
        build_rule(event=other)
        build_present(event=other, days=2)
        issue(other.id)
        records = [
            certificate.snapshot
            for certificate in db.session.scalars(select(Certificate).order_by(Certificate.id))
        ]
        assert [
            sum(line["jp"] for day in record["days"] for line in day["sessions"]) for record in records
        ] == [
            4,
            6,
        ]
        assert records[0]["credit_note"] == "JP dihitung dari hari yang dihadiri."


def test_a_second_run_adds_only_who_came_in_between_and_never_renders_again(app: Flask) -> None:
    with app.app_context():
        event = build_event()
        build_rule(event=event)
        registration = build_present(event=event, days=2)
        issue(event.id)
        ((before, stored),) = valid_files(event.id)
        kept, hash_before, uid = read_bytes(stored), before.sha256, before.uid
        person_id = registration.person_id
        with write() as session:
            session.get_one(Person, person_id).name = "Nama Lain"
        build_present(event=event, days=2, name="Datang Menyusul")
        assert issue(event.id) == {"issued": 1, "failed": 0}
        by_uid = {certificate.uid: (certificate, file) for certificate, file in valid_files(event.id)}
        again, file = by_uid[uid]
        assert again.sha256 == hash_before
        assert read_bytes(file) == kept
        assert again.snapshot["name"] == "Masrul Malayu"


def test_the_organizers_decision_holds_grants_and_denies(app: Flask) -> None:
    with app.app_context():
        event = build_event()
        build_rule(event=event)
        held = build_present(event=event, days=3)
        granted = build_present(event=event, days=0)
        granted_id = granted.id
        decide(COMMAND, AT, registration=held, decision="hold", reason="nama berbeda dengan KTP")
        decide(COMMAND, AT, registration=granted, decision="grant", reason="menjadi moderator")
        with pytest.raises(Refusal, match="alasan"):
            decide(COMMAND, AT, registration=granted, decision="deny", reason=" ")
        issue(event.id)
        assert [row.registration_id for row in issued_rows(event.id)] == [granted_id]


def test_only_one_kecamatan_can_be_issued_first(app: Flask) -> None:
    with app.app_context():
        event = build_event()
        build_rule(event=event)
        build_present(event=event, days=3)
        assert issue(event.id, under="13.71.99") == {"issued": 0, "failed": 0}
        assert issue(event.id, under="13.71.06") == {"issued": 1, "failed": 0}


def test_nothing_is_frozen_without_a_public_address(app: Flask) -> None:
    with app.app_context():
        event = build_event()
        build_rule(event=event, without_public_url=False)
        office = db.session.get_one(Office, event.office_id)
        with pytest.raises(Refusal, match="alamat publik"):
            needed_address(office, needed_rule(event.id))
        build_present(event=event, days=3)
        state, _ = issue_now(db.session.get_one(Event, event.id))
        assert state == "failed"
        assert issued_rows(event.id) == []


def test_the_qr_holds_the_public_address_and_the_token(app: Flask) -> None:
    with app.app_context():
        event = build_event()
        build_rule(event=event, without_public_url=False)
        build_present(event=event, days=3)
        with write() as session:
            session.get_one(Office, event.office_id).public_url = "https://contoh.padang.go.id"
        issue(event.id)
        (certificate,) = db.session.scalars(select(Certificate)).all()
        assert certificate.snapshot["verify_url"] == f"https://contoh.padang.go.id/v/{certificate.token}"
        assert certificate.snapshot["mark"] == "none"


def test_a_code_is_found_as_people_type_it(app: Flask) -> None:
    with app.app_context():
        event = build_event()
        build_rule(event=event)
        registration_id = build_present(event=event, days=3).id
        issue(event.id)
        certificate = certificate_of_registration_or_none(registration_id)
        assert certificate is not None
        typed = show_short_code(certificate.short_code).lower().replace("0", "o").replace("1", "l")
        for code in (certificate.token, certificate.token.lower(), certificate.short_code, f" {typed} "):
            found = find_certificate_by_code_or_none(code)
            assert found is not None, code
            assert (found.uid, found.state, found.is_demo) == (certificate.uid, "valid", False)
        for code in ("", "CONTOH", "K7QF2M9", "x" * 500, certificate.token[:-1] + "é"):
            assert find_certificate_by_code_or_none(code) is None


def test_one_paper_that_cannot_be_drawn_holds_back_only_itself(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        event = build_event()
        build_rule(event=event)
        build_present(event=event, days=3, name="Baik")
        build_present(event=event, days=3, name="Rusak")
        event_id = event.id
    drawn = render_certificates

    def fail_for_one(contents: Sequence[CertificateContent], _logos: object) -> list[bytes]:
        if any(content.name == "Rusak" for content in contents):
            raise ValueError("this one breaks")
        return drawn(contents)

    monkeypatch.setattr(printing, "render_certificates", fail_for_one)
    with app.app_context():
        assert issue(event_id) == {"issued": 1, "failed": 1}
        assert [row.state for row in issued_rows(event_id)] == ["valid", "reserved"]
        monkeypatch.undo()
        assert issue(event_id) == {"issued": 1, "failed": 0}
        assert [row.seq for row in issued_rows(event_id)] == [1, 2]
