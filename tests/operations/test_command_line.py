"""A printed command meets the installation that printed it, and never shows the database's password."""

import shlex
from pathlib import Path

import pytest
from flask import Flask

from eventmgr.config import ROOT, Settings
from eventmgr.operations.command_line import STAND_IN, command_line
from tests.operations.test_status_page import admin as admin
from tests.page_client import PageClient, words_of

PLAIN = ".venv/bin/flask --app app jobs release"


def _printed(**environment: str) -> str:
    return command_line(Settings.from_environment(environment), "jobs release")


def test_the_default_folder_needs_nothing_before_the_command() -> None:
    assert _printed() == PLAIN
    assert _printed(EVENTMGR_DATA=str(ROOT / "instance")) == PLAIN


def test_another_folder_stands_before_the_command_quoted_where_the_shell_needs_it() -> None:
    assert _printed(EVENTMGR_DATA="/srv/dinsos") == f"EVENTMGR_DATA=/srv/dinsos {PLAIN}"
    odd = "/srv/data kantor/$a'b"
    assert shlex.split(_printed(EVENTMGR_DATA=odd))[0] == f"EVENTMGR_DATA={odd}"
    keys = _printed(EVENTMGR_KEYRING="/aman/kunci.json")
    assert keys == f"EVENTMGR_KEYRING=/aman/kunci.json {PLAIN}"


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("postgresql://dinsos@db/eventmgr", "postgresql://dinsos@db/eventmgr"),
        ("postgresql://dinsos:rahasia@db/eventmgr", f"postgresql://dinsos:{STAND_IN}@db/eventmgr"),
        (
            "postgresql://db/eventmgr?user=dinsos&password=rahasia",
            f"postgresql://db/eventmgr?password={STAND_IN}&user=dinsos",
        ),
    ],
)
def test_a_database_of_its_own_stands_there_without_its_password(url: str, printed: str) -> None:
    told, *rest = shlex.split(_printed(DATABASE_URL=url))
    assert told == f"DATABASE_URL={printed}"
    assert rest == shlex.split(PLAIN)


def test_the_page_prints_the_restore_for_its_own_folder(app: Flask, admin: PageClient) -> None:
    folder: Path = app.config["SETTINGS"].data_folder
    words = words_of(admin.get("/pengaturan/status"))
    assert f"EVENTMGR_DATA={shlex.quote(str(folder))} " in words
    assert ".venv/bin/flask --app app backup restore BERKAS" in words
