"""The three walks of tests/browser/test_walk_*.py as pictures: `jalan-panitia-01.png` and so on."""

import os
import subprocess
import sys
from pathlib import Path

from eventmgr.config import ROOT

#: the pictures' first words → the test that takes them on its way
WALKS = {
    "jalan-panitia": "tests/browser/test_walk_organizer.py",
    "jalan-petugas": "tests/browser/test_walk_crew.py",
    "jalan-peserta": "tests/browser/test_walk_participant.py",
}


def take_walks(folder: Path, begins: tuple[str, ...]) -> list[str]:
    """Walk those whose pictures are wanted; what went wrong, in words."""
    wanted = [walk for name, walk in WALKS.items() if any(is_wanted(name, begin) for begin in begins)]
    faults = []
    for walk in wanted:
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", walk]
        kept = {**os.environ, "EVENTMGR_WALK_PICTURES": str(folder)}
        done = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            faults.append(f"{walk}: {done.stdout.strip().splitlines()[-1]}")
    return faults


def is_wanted(name: str, begin: str) -> bool:
    """Whether a word that pictures shall begin with means this walk: "", "jal", "jalan-panitia-0"."""
    return name.startswith(begin) or begin.startswith(name)
