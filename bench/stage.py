"""A data folder with the demo in it, and ways to act on it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select

from eventmgr.accounts.models import User
from eventmgr.config import ROOT, Settings
from eventmgr.demo.agenda import SLUG
from eventmgr.factory import create_app
from eventmgr.shared.db import db, write
from tests.page_client import PageClient

#: where the demo takes place: its doors open by this clock
ZONE = ZoneInfo("Asia/Jakarta")
EMAIL = "ani@contoh.id"


@dataclass(frozen=True)
class Stage:
    """The demo, with Ani as its organizer; `seconds`: how long loading took."""

    folder: Path
    seconds: float

    @classmethod
    def load(cls, folder: Path, *, starts_today: bool) -> "Stage":
        """Make the folder. With the real dates three days of arrivals are in it, else nobody has come."""
        start = ["--start", datetime.now(ZONE).date().isoformat()] if starts_today else []
        seconds, _ = timed(folder, "demo", "load", *start)
        timed(folder, "users", "create", "--email", EMAIL, "--name", "Ani", "--admin")
        return cls(folder, seconds)

    def app(self) -> Flask:
        """The app on this folder, in this process."""
        return create_app(Settings.from_environment({"EVENTMGR_DATA": str(self.folder)}))

    def client(self, app: Flask) -> PageClient:
        """Ani's browser."""
        with app.app_context():
            with write():
                ani = db.session.execute(select(User).where(User.email_norm == EMAIL)).scalar_one()
                ani.must_change = False
            return PageClient(app).sign_in(ani)


def command(folder: Path, *arguments: str) -> dict[str, Any]:
    """Run one of the program's commands; what `--json` prints. CalledProcessError when it fails."""
    flask = [sys.executable, "-m", "flask", "--app", str(ROOT / "app.py"), *arguments, "--json"]
    environment = {**os.environ, "EVENTMGR_DATA": str(folder)}
    done = subprocess.run(flask, env=environment, cwd=ROOT, check=True, capture_output=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def timed(folder: Path, *arguments: str) -> tuple[float, dict[str, Any]]:
    """Seconds that a command took, the start of Python included, and its answer."""
    began = time.perf_counter()
    answer = command(folder, *arguments)
    return time.perf_counter() - began, answer


@contextmanager
def line(what: str) -> Iterator[list[str]]:
    """Prints one measurement; put its numbers into the list."""
    words: list[str] = []
    yield words
    print(f"{what:<44} {'   '.join(words)}", flush=True)


__all__ = ["SLUG", "Stage", "command", "line", "timed"]
