"""Import of the roster, name cards, certificates."""

import shutil
from pathlib import Path

from bench.stage import SLUG, Stage, command, line, timed
from eventmgr.demo.loading import ROSTER


def measure_import(folder: Path) -> None:
    """The real roster into an empty event, and once more unchanged."""
    target = folder / "import"
    command(target, "demo", "load", "--empty")
    shutil.copy(ROSTER, folder / "daftar.xlsx")
    for what in ("first", "again"):
        with line(f"roster import, {what}") as words:
            seconds, answer = timed(target, "people", "import", str(folder / "daftar.xlsx"), "--event", SLUG)
            words += [f"{seconds:.1f} s", f"{answer['created']} created, {answer['unchanged']} unchanged"]


def measure_cards(stage: Stage, folder: Path) -> None:
    """All cards as one PDF."""
    out = folder / "kartu.pdf"
    with line("name cards, one PDF") as words:
        seconds, _ = timed(stage.folder, "registration", "cards", "--event", SLUG, "--out", str(out))
        words += [f"{seconds:.1f} s", f"{out.stat().st_size // 1000} kB"]


def measure_certificates(stage: Stage) -> None:
    """All certificates that the demo left open."""
    with line("certificates, front and back") as words:
        seconds, answer = timed(stage.folder, "certificates", "issue", "--event", SLUG)
        words += [f"{answer['issued']} in {seconds:.1f} s"]
        if answer["issued"]:
            words.append(f"{seconds / answer['issued'] * 1000:.0f} ms each")
