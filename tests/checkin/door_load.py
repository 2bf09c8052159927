"""Crews that scan without pause and retry what was not acknowledged, as a phone's queue does."""

import http.client
import json
import threading
from collections.abc import Iterator
from typing import Any

from eventmgr.shared.db import new_uid


class Crew(threading.Thread):
    """One phone: sends its cards one by one; the same operation again until a 200 has come.

    `acknowledged` maps the uid of each operation that was answered to its verdict.
    """

    def __init__(self, port: int, event: str, cookie: str, token: str, codes: Iterator[str]) -> None:
        super().__init__(daemon=True)
        self.acknowledged: dict[str, str] = {}
        self.faults: list[str] = []
        self._port, self._event, self._codes = port, event, codes
        self._headers = {
            "Cookie": f"eventmgr={cookie}",
            "X-CSRFToken": token,
            "Content-Type": "application/json",
        }
        self._end = threading.Event()

    def stop(self) -> None:
        self._end.set()
        self.join(20)

    def run(self) -> None:
        for code in self._codes:
            op = _op(code)
            while not self._end.is_set() and not self._send(op):
                self._end.wait(0.05)
            if self._end.is_set():
                return

    def _send(self, op: dict[str, Any]) -> bool:
        body = json.dumps({"event": self._event, "ops": [op]})
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=15)
        try:
            connection.request("POST", "/api/scan/sync", body, self._headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            return False  # the server is dead or died in the middle: the queue keeps the operation
        finally:
            connection.close()
        if answer.status == 200:
            self.acknowledged[op["uid"]] = json.loads(content)["results"][0]["verdict"]
            return True
        self.faults.append(f"{answer.status} {content[:200]!r}")
        return False


def _op(code: str) -> dict[str, Any]:
    return {
        "op": "scan",
        "uid": new_uid(),
        "seq": 1,
        "checkpoint": "hari-1",
        "source": "camera",
        "code": code,
        "at_device": "2024-11-18T07:40:00+07:00",
        "offset_ms": 0,
        "rehearsal": False,
        "operator": "Rina Oktavia",
    }
