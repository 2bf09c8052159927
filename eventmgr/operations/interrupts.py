"""Ctrl-C at any moment of a start, also the first, ends the program quietly.

Python answers SIGINT with an exception in whatever the main thread is doing: a traceback out of an import,
and one more from each child, because a terminal sends the signal to all of them. So the server is started
with the signal blocked. Children inherit that and end when their parent tells them; here a thread of its
own takes the signal. A pending one waits through `exec`, so none is lost on the way.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import resource_tracker

#: What a shell says of a program that was ended by SIGINT.
INTERRUPTED = 130


def _leave() -> None:
    """End at once. The kernel gives the folder's lock back; the database keeps what was committed."""
    for child in multiprocessing.active_children():
        child.kill()
    sys.stdout.write("\nDihentikan.\n")
    sys.stdout.flush()
    os._exit(INTERRUPTED)


class Interrupts:
    """Takes SIGINT from now on. The first one ends the program, until `hand_to` names a gentler way."""

    def __init__(self) -> None:
        self._turn = threading.RLock()
        self._end: Callable[[], None] = _leave
        self._is_over = False
        # Python's tracker of shared memory lets the signal through when it starts (until 3.11), so it starts
        # first, before any child could inherit that; what comes in this moment is taken by the handler.
        # It also clears up after a program that left at once, and need not speak of it.
        sys.warnoptions.append("ignore:resource_tracker")
        signal.signal(signal.SIGINT, lambda _number, _frame: self._react())
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        threading.Thread(target=self._take, name="interrupts", daemon=True).start()

    def hand_to(self, end: Callable[[], None]) -> None:
        """From now on `end` is called instead; call it before the first child is started."""
        with self._turn:
            self._end = end

    def stop(self) -> None:
        """Let the next SIGINT wait for the program that takes this one's place by `exec`."""
        with self._turn:
            self._is_over = True

    def _take(self) -> None:
        while not self._is_over:
            signal.sigwait({signal.SIGINT})
            self._react()

    def _react(self) -> None:
        with self._turn:
            if self._is_over:  # it came too late for this program, so it is left lying for the next
                os.kill(os.getpid(), signal.SIGINT)
            else:
                self._end()
