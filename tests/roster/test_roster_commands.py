"""`people import`, `registration list`, `registration cards`: the contract of scripts."""

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import Result
from flask import Flask

from tests.roster.import_steps import build_importable_event
from tests.roster.roster_files import REAL_FILE, make_file, person

SLUG = "sosialisasi-2024"


@pytest.fixture
def event_app(any_app: Flask) -> Flask:
    with any_app.app_context():
        build_importable_event(SLUG)
    return any_app


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=list(arguments))


def run_json(app: Flask, *arguments: str, exit_code: int = 0) -> dict[str, Any]:
    """Standard output is exactly one JSON object."""
    result = run(app, *arguments, "--json")
    assert result.exit_code == exit_code, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def write_file(folder: Path, data: bytes, name: str = "daftar.xlsx") -> str:
    target = folder / name
    target.write_bytes(data)
    return str(target)


def test_the_real_file_then_again(event_app: Flask) -> None:
    first = run_json(event_app, "people", "import", str(REAL_FILE), "--event", SLUG)
    sums = {key: first[key] for key in ("read", "created", "updated", "unchanged", "errors")}
    assert sums == {"read": 323, "created": 323, "updated": 0, "unchanged": 0, "errors": []}
    assert {warning["code"] for warning in first["warnings"]} == {"nik_region"}
    assert len(first["warnings"]) == 30
    assert set(first["warnings"][0]) == {"sheet", "row", "column", "code", "message"}
    again = run_json(event_app, "people", "import", str(REAL_FILE), "--event", SLUG)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 323)


def test_the_sums_add_up_with_errors_too(event_app: Flask, tmp_path: Path) -> None:
    file = write_file(
        tmp_path, make_file(person(1), person(1), person(2, NIK="12"), person(3, Kelurahan="Atlantis"))
    )
    answer = run_json(event_app, "people", "import", file, "--event", SLUG, exit_code=2)
    assert answer["read"] == 4
    assert answer["read"] == answer["created"] + answer["updated"] + answer["unchanged"] + 2
    assert [error["code"] for error in answer["errors"]] == ["nik_length", "region_unknown"]
    assert answer["error"]["code"] == "rows_with_errors"
    assert run_json(event_app, "registration", "list", "--event", SLUG)["registrations"] == []
    run_json(event_app, "people", "import", file, "--event", SLUG, "--skip-errors")
    assert len(run_json(event_app, "registration", "list", "--event", SLUG)["registrations"]) == 1


def test_a_dry_run_stores_nothing(event_app: Flask) -> None:
    answer = run_json(event_app, "people", "import", str(REAL_FILE), "--event", SLUG, "--dry-run")
    assert answer["created"] == 323
    assert run_json(event_app, "registration", "list", "--event", SLUG)["registrations"] == []


def test_people_read_sentences(event_app: Flask, tmp_path: Path) -> None:
    result = run(event_app, "people", "import", str(REAL_FILE), "--event", SLUG)
    assert "323 baris dibaca: 323 baru, 0 berubah, 0 sama, 0 bermasalah, 30 peringatan." in result.output
    stopped = run(
        event_app, "people", "import", write_file(tmp_path, make_file({"NIK": "1"})), "--event", SLUG
    )
    assert stopped.exit_code == 2
    assert "Tidak ada yang disimpan." in stopped.output


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "sheet_empty"), (b"\x89PNG\r\n\x1a\n\x00", "sheet_unknown"), (b"a;b\n1;2\n", "roster_no_header")],
)
def test_a_file_that_is_no_roster_is_refused(
    event_app: Flask, tmp_path: Path, data: bytes, code: str
) -> None:
    file = write_file(tmp_path, data)
    answer = run_json(event_app, "people", "import", file, "--event", SLUG, exit_code=2)
    assert answer["error"]["code"] == code


def test_a_missing_file_and_an_unknown_event_are_refused(event_app: Flask) -> None:
    missing = run_json(event_app, "people", "import", "/tidak/ada.xlsx", "--event", SLUG, exit_code=2)
    assert missing["error"]["code"] == "file_unreadable"
    unknown = run_json(event_app, "people", "import", str(REAL_FILE), "--event", "x", exit_code=2)
    assert unknown["error"]["code"] == "event_unknown"


def test_the_list_gives_names_as_typed_and_codes(event_app: Flask, tmp_path: Path) -> None:
    run(event_app, "people", "import", write_file(tmp_path, make_file({})), "--event", SLUG)
    (row,) = run_json(event_app, "registration", "list", "--event", SLUG)["registrations"]
    assert len(row.pop("typed_code")) == 9
    assert row == {
        "name": "Zurniati Jambak, S.Sos",
        "category": "PSM",
        "region": "Air Manis",
        "region_code": "13.71.01.1011",
        "state": "registered",
    }


def test_cards_are_written_as_one_pdf(event_app: Flask, tmp_path: Path) -> None:
    out = tmp_path / "kartu.pdf"
    empty = run_json(event_app, "registration", "cards", "--event", SLUG, "--out", str(out), exit_code=2)
    assert empty["error"]["code"] == "no_cards"
    people = [person(number) for number in range(1, 10)]
    run(event_app, "people", "import", write_file(tmp_path, make_file(*people)), "--event", SLUG)
    answer = run_json(event_app, "registration", "cards", "--event", SLUG, "--out", str(out))
    assert (answer["cards"], answer["sheets"]) == (9, 2)
    with pikepdf.open(out) as document:
        assert len(document.pages) == 2


@pytest.mark.parametrize(
    "command", [("people", "import"), ("registration", "list"), ("registration", "cards")]
)
def test_each_command_explains_itself(app: Flask, command: tuple[str, str]) -> None:
    result = run(app, *command, "--help")
    assert result.exit_code == 0
    assert "--event" in result.output
