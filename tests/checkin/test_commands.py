"""`checkin record` and `attendance export` as scripts outside call them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask

from eventmgr.checkin.models import Scan
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.db import db
from tests.checkin.doors import Door, build_door, is_present, number_of_scans

AT = "2024-11-18T07:40+07:00"


@pytest.fixture
def door(app: Flask) -> Door:
    with app.app_context():
        return build_door()


def run(app: Flask, *arguments: str) -> tuple[int, dict[str, Any]]:
    result = app.test_cli_runner().invoke(args=[*arguments, "--json"])
    assert result.stdout.count("\n") == 1, result.output
    return result.exit_code, json.loads(result.stdout)


def record(
    app: Flask, door: Door, code: str, *more: str, checkpoint: str = "hari-1"
) -> tuple[int, dict[str, Any]]:
    return run(
        app, "checkin", "record", "--event", door.slug, "--checkpoint", checkpoint, "--code", code, *more
    )


def test_a_qr_and_a_typed_code_check_in(app: Flask, door: Door) -> None:
    welcome = {"verdict": "ok", "reason": "", "name": "Masrul Malayu, S.Sos"}
    assert record(app, door, door.code, "--at", AT) == (0, welcome)
    assert record(app, door, show_short_code(door.typed_code).lower(), "--at", AT) == (
        0,
        welcome | {"verdict": "already"},
    )
    with app.app_context():
        assert is_present(door)
        rows = db.session.query(Scan).order_by(Scan.id).all()
        assert [row.source for row in rows] == ["wedge", "typed"]
        assert rows[0].at_corrected == datetime(2024, 11, 18, 0, 40, tzinfo=UTC)


def test_a_refused_scan_ends_with_3_and_is_stored(app: Flask, door: Door) -> None:
    exit_code, answer = record(app, door, "poster", "--at", AT)
    assert (exit_code, answer) == (3, {"verdict": "unknown", "reason": "", "name": None})
    exit_code, answer = record(app, door, door.code, "--at", "2024-11-18T05:00+07:00")
    assert (exit_code, answer["verdict"], answer["name"]) == (3, "not_open", "Masrul Malayu, S.Sos")
    with app.app_context():
        assert number_of_scans() == 2


@pytest.mark.parametrize(
    "at", ["2024-11-18T07:40", "kemarin", "2024-13-18T07:40+07:00", "0001-01-01T00:00+14:00"]
)
def test_a_time_without_its_offset_is_refused(app: Flask, door: Door, at: str) -> None:
    exit_code, answer = record(app, door, door.code, "--at", at)
    assert (exit_code, answer["error"]["code"]) == (2, "at_invalid")
    with app.app_context():
        assert number_of_scans() == 0


def test_without_a_time_it_is_now(app: Flask, door: Door) -> None:
    assert record(app, door, door.code)[1]["verdict"] == "ok"


def test_an_unknown_event_or_checkpoint_is_refused_input(app: Flask, door: Door) -> None:
    exit_code, answer = record(app, door, door.code, checkpoint="hari-9")
    assert (exit_code, answer["error"]["code"]) == (2, "checkpoint_unknown")
    code = ("--checkpoint", "hari-1", "--code", door.code)
    exit_code, answer = run(app, "checkin", "record", "--event", "tidak-ada", *code)
    assert (exit_code, answer["error"]["code"]) == (2, "event_unknown")


def test_the_words_for_people_name_the_person(app: Flask, door: Door) -> None:
    options = ["--event", door.slug, "--checkpoint", "hari-1", "--code", door.code, "--at", AT]
    result = app.test_cli_runner().invoke(args=["checkin", "record", *options])
    assert result.stdout == "Hadir: Masrul Malayu, S.Sos (ok).\n"


def test_export_writes_a_workbook(app: Flask, door: Door, tmp_path: Path) -> None:
    record(app, door, door.code, "--at", AT)
    out = tmp_path / "kehadiran.xlsx"
    exit_code, answer = run(app, "attendance", "export", "--event", door.slug, "--out", str(out))
    assert (exit_code, answer) == (0, {"people": 1, "checkpoints": 3, "out": str(out)})
    assert openpyxl.load_workbook(out).sheetnames == ["Rekap", "Per orang", "Kehadiran"]


def test_export_to_a_place_that_is_not_there_is_refused(app: Flask, door: Door, tmp_path: Path) -> None:
    out = tmp_path / "tidak-ada" / "kehadiran.xlsx"
    exit_code, answer = run(app, "attendance", "export", "--event", door.slug, "--out", str(out))
    assert (exit_code, answer["error"]["code"]) == (2, "file_unwritable")


def test_a_scan_long_after_the_event_is_not_ok(app: Flask, door: Door) -> None:
    late = (datetime(2024, 11, 18, 0, 40, tzinfo=UTC) + timedelta(days=400)).isoformat()
    assert record(app, door, door.code, "--at", late)[1]["verdict"] == "wrong_day"
