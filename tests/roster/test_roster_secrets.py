"""A NIK stands nowhere in clear: not in the database's bytes, not in the trail, not in the log."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from eventmgr.shared.db import db
from tests.builders import build_category
from tests.cast import Cast
from tests.page_client import PageClient
from tests.roster.import_steps import open_preview, seen_on
from tests.roster.roster_files import REAL_FILE, make_file, person

NIK = "1371015606949001"


def bytes_of_data(app: Flask) -> bytes:
    """Everything in the data folder, the write-ahead log included."""
    folder = Path(app.config["DATA_FOLDER"])
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_no_nik_in_the_data_folder_the_trail_or_the_log(
    app: Flask, cast: Cast, page_client: Callable[[], PageClient], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with app.app_context():
        build_category(code="TKSK")
    ani = page_client().sign_in(cast.ani)
    staged = open_preview(ani, make_file(person(1, NIK=NIK), person(2, NIK="137101560694")))
    ani.post(staged, {"act": "periksa", "nik-0-5": "1371015606945555"}, status=303)
    held = bytes_of_data(app)
    ani.post(staged, {"act": "simpan", "seen": seen_on(ani, staged)}, status=303)
    real = open_preview(ani, REAL_FILE.read_bytes())
    ani.post(real, {"act": "simpan", "seen": seen_on(ani, real)}, status=303)
    written = held + bytes_of_data(app) + caplog.text.encode()
    for secret in (NIK, "1371015606945555", "1371011607719002", "137101560694"):
        assert secret.encode() not in written
    with app.app_context():
        assert (
            db.session.scalar(text("SELECT count(*) FROM import_batch WHERE preview_cipher IS NOT NULL")) == 0
        )
