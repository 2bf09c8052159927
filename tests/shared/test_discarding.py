"""What is marked goes: its row after a day, its bytes a day later; what is needed stays."""

import os
import time
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.materials.models import Material, MaterialVersion
from eventmgr.shared.db import new_uid, write
from eventmgr.shared.discarding import discard_files
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import add_stored_file, file_path, write_bytes
from tests.builders import CREATED, build_event

MARKED = CREATED
DAY = timedelta(days=1)


@pytest.fixture
def stored(any_app: Flask) -> str:
    """Uid of a file that was marked for deletion at MARKED."""
    with any_app.app_context():
        office_id = build_event().office_id
        written = write_bytes(b"%PDF-1.7")
        with write() as session:
            kept = add_stored_file(
                session,
                written,
                office_id=office_id,
                type="application/pdf",
                original_name="a.pdf",
                at=MARKED,
            )
            kept.delete_after = MARKED
        return written.uid


def _two_days_old(uid: str) -> None:
    past = time.time() - 2 * DAY.total_seconds()
    os.utime(file_path(uid), (past, past))


def test_the_row_goes_after_a_day_and_the_bytes_a_day_later(any_app: Flask, stored: str) -> None:
    with any_app.app_context():
        _two_days_old(stored)
        assert discard_files(MARKED + timedelta(hours=23)) == 0
        assert discard_files(MARKED + DAY) == 1
        assert file_path(stored).exists()
        discard_files(MARKED + DAY)
        assert file_path(stored).exists()
        _two_days_old(stored)
        discard_files(MARKED + 2 * DAY)
        assert not file_path(stored).exists()


def test_what_a_row_still_names_stays(any_app: Flask, stored: str) -> None:
    with any_app.app_context():
        event_id = build_event(slug="lain").id
        with write() as session:
            file = session.scalars(select(StoredFile).where(StoredFile.uid == stored)).one()
            material = Material(uid=new_uid(), event_id=event_id, title="Paparan")
            session.add(material)
            session.flush()
            session.add(MaterialVersion(material_id=material.id, number=1, file_id=file.id, at=MARKED))
        _two_days_old(stored)
        assert discard_files(MARKED + 9 * DAY) == 0
        assert file_path(stored).exists()


def test_bytes_whose_row_never_came_go_once_they_are_old(any_app: Flask) -> None:
    with any_app.app_context():
        young, old = write_bytes(b"1").uid, write_bytes(b"2").uid
        _two_days_old(old)
        discard_files(MARKED)
        assert file_path(young).exists()
        assert not file_path(old).exists()
