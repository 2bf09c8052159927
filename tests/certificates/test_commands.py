"""`certificates issue` and `certificates export`: a contract for scripts."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from eventmgr.certificates.rule_actions import decide
from tests.builders import build_event
from tests.certificates.builders import AT, COMMAND, build_present, build_rule
from tests.conftest import FIRST_MORNING, TestClock


@pytest.fixture(autouse=True)
def _over(clock: TestClock) -> None:
    clock.moment = AT


def run(app: Flask, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Exit code and the one JSON object on standard output."""
    result = app.test_cli_runner().invoke(args=["certificates", *arguments, "--json"])
    return result.exit_code, json.loads(result.stdout)


def test_issue_tells_how_many_and_runs_twice(app: Flask) -> None:
    with app.app_context():
        event = build_event(slug="bimtek")
        build_rule(event=event)
        for days in (3, 2, 1, 0):
            build_present(event=event, days=days)
        held = build_present(event=event, days=3)
        decide(COMMAND, AT, registration=held, decision="hold", reason="nama berbeda")
    expected = {"issued": 2, "already": 0, "not_eligible": 2, "held": 1, "failed": 0}
    assert run(app, "issue", "--event", "bimtek") == (0, expected)
    assert run(app, "issue", "--event", "bimtek") == (0, {**expected, "issued": 0, "already": 2})


def test_export_writes_one_file_each_and_the_merged_one(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        event = build_event(slug="bimtek")
        build_rule(event=event)
        build_present(event=event, days=3, name="Elfitri / Koto")
        build_present(event=event, days=3, name="Yusneli")
        build_present(event=event, days=3, name="𝒜" * 150)
    folder = tmp_path / "baru" / "sertifikat"
    code, answer = run(app, "export", "--event", "bimtek", "--out", str(folder))
    assert (code, answer["error"]) == (
        2,
        {
            "code": "nothing_issued",
            "message": "Belum ada sertifikat yang terbit pada kegiatan ini.",
        },
    )
    run(app, "issue", "--event", "bimtek")
    code, answer = run(app, "export", "--event", "bimtek", "--out", str(folder))
    assert (code, answer["files"]) == (0, 3)
    names = sorted(path.name for path in folder.iterdir())
    longest = max(names, key=len)
    assert longest.endswith("𝒜.pdf")
    assert len(longest.encode()) <= 255
    assert [name for name in names if name != longest] == [
        "400.9.12.3-2-Dinsos-2024 Elfitri - Koto.pdf",
        "400.9.12.3-3-Dinsos-2024 Yusneli.pdf",
        "gabungan.pdf",
    ]
    assert all(path.read_bytes().startswith(b"%PDF") for path in folder.iterdir())


def test_refusals_are_told_with_a_code(app: Flask) -> None:
    with app.app_context():
        build_event(slug="bimtek")
    assert run(app, "issue", "--event", "tidak-ada")[1]["error"] == {
        "code": "event_unknown",
        "message": "Tidak ada kegiatan “tidak-ada”. Yang ada: bimtek. "
        "Nama pendek itu juga terlihat di alamat halaman kegiatan: /kegiatan/NAMA.",
    }
    code, answer = run(app, "issue", "--event", "bimtek")
    assert code == 2
    assert answer["error"]["code"] == "no_rule"


def test_while_days_are_not_over_it_takes_a_word_of_its_own(app: Flask, clock: TestClock) -> None:
    clock.moment = FIRST_MORNING
    with app.app_context():
        event = build_event(slug="bimtek")
        build_rule(event=event)
        build_present(event=event, days=2)
    code, answer = run(app, "issue", "--event", "bimtek")
    assert (code, answer["error"]["code"]) == (2, "days_unfinished")
    assert answer["error"]["message"].startswith(
        "Pada kegiatan ini hari pertama, kedua, dan ketiga belum selesai"
    )
    code, answer = run(app, "issue", "--event", "bimtek", "--despite-unfinished-days")
    assert (code, answer["issued"]) == (0, 1)
