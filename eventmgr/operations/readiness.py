"""Telling the person at the terminal that the server answers, and not a moment earlier."""

import http.client
import threading
from collections.abc import Callable

from eventmgr.operations.address import Address

#: Between two looks whether it answers already.
LOOK_SECONDS = 0.1
#: A start on a slow machine takes this long at most; after that the terminal stays silent.
PATIENCE_SECONDS = 120.0


class Readiness:
    """Asks the server for `/sehat` until something comes back, then says so once."""

    def __init__(self, address: Address, say: Callable[[], None]) -> None:
        self._address, self._say = address, say
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="readiness", daemon=True)

    def start(self) -> None:
        """Begin to ask, from a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Say nothing any more: the server is being ended."""
        self._stopping.set()

    def _watch(self) -> None:
        for _ in range(int(PATIENCE_SECONDS / LOOK_SECONDS)):
            if self._stopping.wait(LOOK_SECONDS):
                return
            if answers(self._address) and not self._stopping.is_set():
                self._say()
                return


def answers(address: Address) -> bool:
    """Whether anything at all is answered, be it that the database is not well."""
    connection = http.client.HTTPConnection(address.reachable_host, address.port, timeout=5)
    try:
        connection.request("GET", "/sehat")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
