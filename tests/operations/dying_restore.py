"""A process that restores a backup and kills itself on the way; started by test_restore_cut_off.py."""

import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eventmgr.config import Settings
from eventmgr.factory import create_app
from eventmgr.operations import restore, swap

ROOMS = {"restore": restore, "swap": swap}


def restore_and_die(
    settings: dict[str, str], archive: Path, room: str, name: str, when: str, count: int
) -> None:
    """Die before or after (`when`) the function `name` of a module was called for the `count`th time."""
    original, called = getattr(ROOMS[room], name), 0

    def deadly(*arguments: Any) -> None:
        nonlocal called
        called += 1
        if when == "before" and called == count:
            os.kill(os.getpid(), signal.SIGKILL)
        original(*arguments)
        if when == "after" and called == count:
            os.kill(os.getpid(), signal.SIGKILL)

    setattr(ROOMS[room], name, deadly)
    app = create_app(Settings.from_environment(settings))
    with app.app_context():
        restore.restore_backup(archive, datetime.now(UTC))
