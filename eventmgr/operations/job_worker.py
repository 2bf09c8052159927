"""Keeps one job worker running beside the server."""

import logging
import os
import subprocess
import sys
import threading
import time

from eventmgr.config import ROOT

logger = logging.getLogger(__name__)

#: A worker that lived shorter than this died of its start, so the next one waits longer.
SHORT_LIFE_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 30.0
STOP_SECONDS = 10.0


class JobWorker:
    """A child process that works on jobs; started again whenever it ends."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        # The kernel ties the child to the thread that starts it, so this one lives as long as the server.
        self._keeper = threading.Thread(target=self._keep, name="job worker keeper", daemon=True)

    def start(self) -> None:
        """Start the worker and its keeper."""
        self._keeper.start()

    def stop(self) -> None:
        """Ask the worker to end, and end it when it does not within ten seconds.

        A job that was running is taken up by the next worker.
        """
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._keeper.join(STOP_SECONDS)

    def _keep(self) -> None:
        pause = 1.0
        while not self._stopping.is_set():
            began = time.monotonic()
            self._process = subprocess.Popen(_command(), stdin=subprocess.DEVNULL, start_new_session=True)
            code = self._process.wait()
            if self._stopping.is_set():
                return
            lived = time.monotonic() - began
            pause = 1.0 if lived > SHORT_LIFE_SECONDS else min(pause * 2, LONGEST_PAUSE_SECONDS)
            logger.error("the job worker ended (exit %s); starting it again in %.0f s", code, pause)
            self._stopping.wait(pause)


def _command() -> list[str]:
    tied = [sys.executable, "-P", "-m", "eventmgr.operations.tied", str(os.getpid())]
    return [*tied, "flask", "--app", str(ROOT / "app.py"), "jobs", "work"]
