"""Runs all measurements, each in a data folder of its own that is thrown away."""

import os
import platform
import tempfile
from pathlib import Path

from bench import door, pages, papers
from bench.stage import Stage


def main() -> None:
    """Print one line for each measurement."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="eventmgr-bench-") as folder:
        today = Stage.load(Path(folder) / "today", starts_today=True)
        papers.measure_import(Path(folder))
        door.measure(today)
        past = Stage.load(Path(folder) / "past", starts_today=False)
        pages.measure(past)
        papers.measure_cards(past, Path(folder))
        papers.measure_certificates(past)


if __name__ == "__main__":
    main()
