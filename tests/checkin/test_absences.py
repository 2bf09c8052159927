"""Izin, sakit and tugas with words and a letter: kept encrypted, never presence, never overwritten unseen."""

import io
from datetime import timedelta

import pikepdf
import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from eventmgr.audit.models import AuditLog
from eventmgr.checkin.absence_actions import clear_absence
from eventmgr.checkin.absence_queries import absences_by_registration, absences_of_event, letters_awaited
from eventmgr.checkin.correction_actions import Changed
from eventmgr.checkin.letter_files import MOST_BYTES, Letter, read_letter
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.refusal import Refusal
from tests.checkin.doors import build_door, is_present, scan
from tests.checkin.matrix_days import NOON, Hand, absence, day_of, event_of, later, person_of


def picture(kind: str = "PNG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (20, 20)).save(data, kind)
    return data.getvalue()


def paper() -> bytes:
    data = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(data)
    return data.getvalue()


def files() -> list[StoredFile]:
    db.session.rollback()
    return list(db.session.scalars(select(StoredFile).order_by(StoredFile.id)))


def test_a_note_is_kept_encrypted_and_makes_nobody_present(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        Hand(door).note("sakit", "Demam, dirawat di rumah")
        row = absence(door)
        assert row is not None
        assert (row.kind, row.written_by, row.written_at) == ("sakit", door.organizer.id, NOON)
        assert b"Demam" not in (row.note_cipher or b"")
        assert [each.note for each in absences_of_event(door.event_id).values()] == [
            "Demam, dirawat di rumah"
        ]
        assert not is_present(door)
        assert absences_by_registration(door.event_id) == {door.registration_id: {day_of(door).id: "sakit"}}
        (line,) = db.session.scalars(select(AuditLog).where(AuditLog.action == "attendance.absence_set"))
        assert (line.subject_uid, line.fields) == (door.registration_uid, ["absence", "day"])


def test_a_note_may_be_for_the_next_day_too_and_then_shares_the_letter(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        assert letters_awaited(door.event_id, day_of(door).id) == 0
        Hand(door).note("sakit", numbers=(1, 2))
        assert letters_awaited(door.event_id, day_of(door).id) == 1
        Hand(door).note("sakit", numbers=(1, 2), letter=read_letter(paper(), "surat dokter.pdf"))
        first, second = absence(door, 1), absence(door, 2)
        assert first is not None
        assert second is not None
        assert first.file_id == second.file_id is not None
        assert letters_awaited(door.event_id, day_of(door).id) == 0
        assert [(each.type, each.original_name) for each in files()] == [
            ("application/pdf", "surat dokter.pdf")
        ]


def test_a_letter_goes_when_no_note_holds_it_any_more(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        hand = Hand(door)
        hand.note("sakit", numbers=(1, 2), letter=read_letter(picture(), "a.png"))
        hand.note("sakit", "lebih jelas")
        first = absence(door)
        assert first is not None
        assert first.file_id is not None, "a note without a new letter keeps the old one"
        hand.note("sakit", "lebih jelas", letter=read_letter(picture("JPEG"), "b.jpg"))
        assert files()[0].delete_after is None, "the second day still holds it"
        day, event, person = day_of(door, 2), event_of(door), person_of(door)
        assert clear_absence(door.organizer, NOON, event=event, person=person, day=day, seen=hand.seen(2))
        assert [each.delete_after for each in files()] == [NOON, None]
        assert absence(door, 2) is None


def test_a_note_that_changed_meanwhile_is_not_overwritten(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        old = Hand(door).seen()
        Hand(door, later(minutes=1)).note("izin", "ujian anak")
        with pytest.raises(Changed):
            Hand(door, later(minutes=2)).note("sakit", "demam", seen=old)
        Hand(door, later(minutes=3)).note(
            "izin", "ujian anak", seen=old
        )  # a double click says the same again
        row = absence(door)
        assert row is not None
        assert (row.kind, row.revision) == ("izin", 1)


def test_presence_that_came_meanwhile_is_told(any_app: Flask) -> None:
    with any_app.app_context():
        door = build_door()
        old = Hand(door).seen()
        scan(door)
        with pytest.raises(Changed):
            Hand(door).note("sakit", seen=old)
        assert absence(door) is None


def test_a_note_for_a_day_to_come_is_taken(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        Hand(door).note("izin", "acara keluarga", numbers=(3,))
        row = absence(door, 3)
        assert row is not None
        assert row.kind == "izin"


def test_clearing_what_is_gone_changes_nothing(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        event, person, day = event_of(door), person_of(door), day_of(door)
        assert not clear_absence(door.organizer, NOON, event=event, person=person, day=day, seen="x")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "letter_empty"),
        (b"<html><script>alert(1)</script></html>", "letter_kind"),
        (b"MZ\x90\x00", "letter_kind"),
        (b"%PDF-1.7 and nothing more", "letter_damaged"),
        (b"\x89PNG\r\n\x1a\n<script>", "letter_damaged"),
        (b"\xff\xd8\xff\xe0<svg onload=alert(1)>", "letter_damaged"),
        (b"%PDF-" + b"0" * MOST_BYTES, "letter_too_large"),
    ],
)
def test_what_is_no_letter_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_letter(data, "surat.pdf")
    assert refused.value.code == code


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    data = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(data, "PNG")
    with pytest.raises(Refusal, match="rusak"):
        read_letter(data.getvalue(), "besar.png")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Surat Dokter (1).PNG", "Surat Dokter (1).png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\ani\\surat.exe", "surat.png"),
        ('a"\r\nX-Evil: 1.png', "a___X-Evil_ 1.png"),
        ("", "surat.png"),
    ],
)
def test_a_letters_name_ends_as_its_content_says(name: str, kept: str) -> None:
    assert read_letter(picture(), name) == Letter(picture(), "image/png", kept)


def test_times_are_told_apart_to_the_millisecond(app: Flask) -> None:
    with app.app_context():
        door = build_door()
        Hand(door).note("izin")
        first = Hand(door).seen()
        event, person, day = event_of(door), person_of(door), day_of(door)
        clear_absence(door.organizer, NOON, event=event, person=person, day=day, seen=first)
        Hand(door, NOON + timedelta(milliseconds=1)).note("sakit")
        assert Hand(door).seen() != first, "a new note is not taken for the old one"
