"""A draft made by mistake is deleted whole; what anybody may hold in their hands keeps it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.audit.actor import Actor
from eventmgr.audit.models import AuditLog
from eventmgr.cards.slip_actions import note_download
from eventmgr.events.models import Event
from eventmgr.people.models import Person
from eventmgr.records.draft_actions import delete_draft
from eventmgr.records.draft_queries import belongs_to_event
from eventmgr.records.draft_rules import DraftFacts, reasons_to_keep
from eventmgr.registration.models import Registration, Ticket
from eventmgr.shared.db import Base, db, new_uid, write
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import add_stored_file, write_bytes
from eventmgr.shared.job_models import Job
from eventmgr.shared.jobs import enqueue
from eventmgr.shared.refusal import Refusal
from tests.builders import (
    build_category,
    build_event,
    build_member,
    build_quota,
    build_registration,
    build_ticket,
    build_user,
)
from tests.cast import Cast
from tests.conftest import FIRST_MORNING as NOW
from tests.page_client import PageClient, words_of

ANI = Actor("user", None, "Ani Rahmawati")
PAGE = "/kegiatan/sosialisasi-2024/pengaturan/hapus"


def full_draft() -> tuple[Event, Registration]:
    """A draft with people, cards, quota and members."""
    event = build_event()
    registration = build_registration(event=event)
    build_ticket(event=event, registration=registration)
    build_quota(event=event, category=build_category())
    build_member(event=event, user=build_user(), role="organizer")
    with write() as session:
        session.get_one(Event, event.id).state = "draft"
    return db.session.get_one(Event, event.id), registration


def printed_sheet(event_id: int, office_id: int) -> str:
    """A drawn attendance sheet, which nothing names but the job that drew it; the uid of its PDF."""
    written = write_bytes(b"%PDF")
    with write() as session:
        add_stored_file(
            session, written, office_id=office_id, type="application/pdf", original_name="hadir.pdf", at=NOW
        )
        session.add(
            Job(
                uid=new_uid(),
                office_id=office_id,
                kind="reports.sheet",
                ids={"event_id": event_id},
                unique_key=f"reports.sheet:{event_id}",
                state="done",
                result={"file_uid": written.uid},
                created_at=NOW,
            )
        )
    return written.uid


def rows_of(event_id: int) -> dict[str, int]:
    """Tables with rows of an event."""
    found = {}
    for table in Base.metadata.sorted_tables:
        owned = belongs_to_event(table, event_id)
        if owned is not None:
            number = db.session.scalar(select(func.count()).select_from(table).where(owned))
            if number:
                found[table.name] = number
    return found


def test_everything_of_the_draft_goes_and_nothing_else(any_app: Flask) -> None:
    with any_app.app_context():
        other = build_event()
        build_ticket(event=other, registration=build_registration(event=other))
        event, registration = full_draft()
        person_id, event_id, other_id = registration.person_id, event.id, other.id
        before = rows_of(other_id)
        assert {"event_day", "checkpoint", "ticket", "quota_rule", "event_member"} <= set(rows_of(event_id))
        delete_draft(ANI, NOW, event=event, reason="salinan dua kali")
        db.session.rollback()
        assert rows_of(event_id) == {}
        assert rows_of(other_id) == before
        assert db.session.get(Person, person_id) is not None
        (line,) = db.session.scalars(select(AuditLog).where(AuditLog.action == "event.deleted"))
        assert (line.actor_label, line.event_id) == ("Ani Rahmawati", event_id)


def test_the_next_event_does_not_get_the_place_of_a_deleted_one(any_app: Flask) -> None:
    with any_app.app_context():
        event, _ = full_draft()
        gone = event.id
        delete_draft(ANI, NOW, event=event, reason="salinan dua kali")
        later = build_event()
        assert later.id != gone
        assert not db.session.scalars(select(AuditLog).where(AuditLog.event_id == later.id)).all()


def test_what_only_a_job_names_goes_too(any_app: Flask) -> None:
    with any_app.app_context():
        other_id, gone = build_event().id, full_draft()[0].id
        office_id = db.session.get_one(Event, gone).office_id
        papers = {event_id: printed_sheet(event_id, office_id) for event_id in (gone, other_id)}
        with write() as session:
            ids = {"event_id": gone}
            order = enqueue(
                session, kind="cards.sample", ids=ids, unique_key="a sheet", office_id=office_id, at=NOW
            )
            waiting = order.id
        folders = [Path(any_app.config["DATA_FOLDER"]) / name for name in ("samples", "previews", "slips")]
        for folder in folders:
            folder.mkdir(exist_ok=True)
            for event_id in papers:
                (folder / f"{event_id}-{'0' * 32}.png").write_bytes(b"")
        event = db.session.get_one(Event, gone)
        delete_draft(ANI, NOW, event=event, reason="salinan dua kali")
        db.session.rollback()
        marks = {row.uid: row.delete_after for row in db.session.scalars(select(StoredFile))}
        assert (marks[papers[gone]], marks[papers[other_id]]) == (NOW, None)
        assert db.session.get_one(Job, waiting).state == "cancelled"
        kept = {path.name.partition("-")[0] for folder in folders for path in folder.iterdir()}
        assert str(gone) not in kept
        assert str(other_id) in kept


def test_fetched_link_slips_keep_it(any_app: Flask) -> None:
    with any_app.app_context():
        event, _ = full_draft()
        note_download(ANI, NOW, event=event)
        with pytest.raises(Refusal, match="1 kali slip tautan diunduh"):
            delete_draft(ANI, NOW, event=db.session.get_one(Event, event.id), reason="salinan dua kali")


def test_a_printed_card_keeps_it(any_app: Flask) -> None:
    with any_app.app_context():
        event, registration = full_draft()
        with write() as session:
            ticket = session.scalars(select(Ticket).where(Ticket.registration_id == registration.id)).one()
            ticket.printed_at = datetime(2024, 11, 10, tzinfo=UTC)
        with pytest.raises(Refusal, match="1 kartu sudah dicetak"):
            delete_draft(ANI, NOW, event=event, reason="salinan dua kali")
        assert rows_of(event.id)["registration"] == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "open"}, "bukan rancangan"),
        ({"was_open": True}, "pernah dibuka"),
        ({"scans": 2}, "2 pindai"),
        ({"certificates": 1}, "1 sertifikat"),
        ({"links_sent": 3}, "3 tautan"),
        ({"slips_fetched": 1}, "1 kali slip tautan"),
        ({"registrations": 323}, ""),
    ],
)
def test_each_reason_has_its_sentence(change: dict[str, Any], words: str) -> None:
    blank: dict[str, Any] = {"state": "draft", "was_open": False}
    numbers = dict.fromkeys(
        (
            "scans",
            "absences",
            "certificates",
            "cards_printed",
            "links_sent",
            "slips_fetched",
            "registrations",
        ),
        0,
    )
    found = reasons_to_keep(DraftFacts(**{**blank, **numbers, **change}))
    assert [words in sentence for sentence in found] == ([True] if words else [])


def test_the_page_asks_for_a_reason_and_the_event_is_gone_after(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient]
) -> None:
    ani = page_client().sign_in(cast.ani)
    assert "bukan rancangan lagi" in words_of(ani.get(PAGE))
    with app.app_context(), write() as session:
        session.get_one(Event, cast.event.id).state = "draft"
    assert "1 pendaftaran dengan kartunya" in words_of(ani.get(PAGE))
    ani.post(PAGE, {"reason": " "}, status=422)
    answer = ani.post(PAGE, {"reason": "salinan dua kali"}, status=303)
    assert "dihapus" in words_of(ani.follow(answer))
    ani.get(PAGE, status=404)
