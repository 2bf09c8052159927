"""What the walk needs beside a browser: a real server with its worker, and eyes for paper."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pypdfium2
import zxingcpp
from PIL.Image import Image

from eventmgr.config import ROOT

ROSTER = ROOT / "eventmgr" / "demo" / "data" / "peserta-sosialisasi-2024.xlsx"


@dataclass(frozen=True)
class Installation:
    """A data folder, and the address that its server will have."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        mine = {"EVENTMGR_DATA": str(self.folder), "PORT": str(self.port), "EVENTMGR_WORKERS": "1"}
        return kept | mine | {"PYTHONPATH": str(ROOT)}

    def command(self, *arguments: str) -> dict[str, Any]:
        """Run one of our commands with `--json`; what it printed."""
        program = [sys.executable, "-m", "flask", "--app", "app", *arguments, "--json"]
        done = subprocess.run(
            program, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return dict(json.loads(done.stdout))

    @contextmanager
    def serving(self) -> Iterator[None]:
        """`python app.py` as the README starts it, until the block ends."""
        with subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        ) as server:
            assert server.stdout is not None
            try:
                for line in server.stdout:
                    if "siap di" in line:
                        break
                self._wait_until_it_answers(server)
                yield
            finally:
                server.terminate()
                server.stdout.read()

    def _wait_until_it_answers(self, server: subprocess.Popen[str]) -> None:
        while server.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.address}/sehat", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except URLError:
                continue  # refused at once while the port is closed; the test's own timeout ends it
        raise AssertionError("the server ended before it answered")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def page_picture(pdf: Path, page: int = 0, dots_an_inch: int = 150) -> Image:
    """A page of a PDF as printed."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page].render(scale=dots_an_inch / 72).to_pil()
    finally:
        document.close()


def page_count(pdf: Path) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def codes_on(picture: Image) -> list[str]:
    """What a reader finds on the paper, from top left to bottom right."""
    found = zxingcpp.read_barcodes(picture)
    placed = sorted(found, key=lambda code: (round(code.position.top_left.y / 100), code.position.top_left.x))
    return [code.text for code in placed]
