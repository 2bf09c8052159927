"""The loop of a job worker: claim, run, look again."""

import gc
import os
import signal
import socket
import threading
import time
from types import FrameType

from eventmgr.operations.actions import give_back
from eventmgr.operations.backup_plan import enqueue_due_backup
from eventmgr.shared.clock import now
from eventmgr.shared.jobs import claim_next, run_claimed
from eventmgr.shared.runtime import note_worker

#: How often an idle worker looks for a new job: one indexed SELECT.
LOOK_SECONDS = 0.5
#: How often it says that it lives, and looks whether something is due by the clock.
TICK_SECONDS = 10.0
AGAIN_SECONDS = 1


class StopAsked(BaseException):
    """Raised in the middle of a job when the worker is to end. Not an Exception: no handler swallows it."""


class Worker:
    """Works until asked to stop by SIGTERM or SIGINT; a job in hand goes back into the queue."""

    def __init__(self) -> None:
        self._name = f"{socket.gethostname()}:{os.getpid()}"
        self._stop = threading.Event()
        self._has_job = False
        self._next_tick = 0.0

    def listen_to_signals(self) -> None:
        """Main thread only."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(number, self._on_signal)

    def work(self, *, once: bool = False) -> int:
        """Work for ever, or until the queue is empty with `once`; how many jobs were run."""
        done = 0
        gc.freeze()  # see web_process
        while not self._stop.is_set():
            self._tick()
            context = claim_next(self._name, now())
            if context is None:
                if once:
                    break
                self._stop.wait(LOOK_SECONDS)
                continue
            try:
                self._has_job = True
                run_claimed(context)
                done += 1
            except StopAsked:
                self._has_job = False
                give_back(context)
            finally:
                self._has_job = False
                signal.alarm(0)
        return done

    def _tick(self) -> None:
        if time.monotonic() < self._next_tick:
            return
        self._next_tick = time.monotonic() + TICK_SECONDS
        note_worker(self._name, now())
        enqueue_due_backup(now())

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Raise in the middle of a job, and again a second later: some finalizer may have swallowed it."""
        self._stop.set()
        if self._has_job:
            signal.alarm(AGAIN_SECONDS)
            raise StopAsked
