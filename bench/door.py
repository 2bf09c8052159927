"""Check-ins over HTTP: eight phones without pause against a real server, beside readers' pages."""

import http.client
import json
import re
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bench.stage import SLUG, Stage, command, line
from eventmgr.shared.db import new_uid
from tests.page_client import PageClient
from tests.support.servers import Server, running

WRITERS = 8
SECONDS = 8.0
HeadersOf = dict[str, str]
Ask = Callable[[http.client.HTTPConnection], None]


def measure(stage: Stage) -> None:
    """Requests a second and how long the slowest of twenty waited; then the same without a write."""
    app = stage.app()
    client = stage.client(app)
    headers = _headers(app.config["SESSION_COOKIE_NAME"], client)
    listed = command(stage.folder, "registration", "list", "--event", SLUG)
    codes = [row["typed_code"] for row in listed["registrations"] if row["typed_code"]]
    with running(stage.folder) as server:
        with line(f"check-in over HTTP, {WRITERS} writers") as words:
            scans = _load(server, lambda number: _scanner(headers, codes[number::WRITERS]))
            words += _summary(scans)
        with line(f"health page over HTTP, {WRITERS} readers") as words:
            reads = _load(server, lambda _number: _reader)
            words += _summary(reads)
        with line("scans for each health page") as words:
            words.append(f"{len(scans) / max(1, len(reads)):.2f}")


def _headers(cookie_name: str, client: PageClient) -> HeadersOf:
    page = client.get(f"/kegiatan/{SLUG}/pindai").get_data(as_text=True)
    token = re.search(r'"csrf_token": "([^"]+)"', page)
    cookie = client.http.get_cookie(cookie_name)
    return {
        "Cookie": f"{cookie_name}={cookie.value if cookie else ''}",
        "X-CSRFToken": token.group(1) if token else "",
        "Content-Type": "application/json",
    }


def _scanner(headers: HeadersOf, codes: list[str]) -> Ask:
    turn = 0

    def scan(connection: http.client.HTTPConnection) -> None:
        nonlocal turn
        op = _op(codes[turn % len(codes)], turn)
        turn += 1
        body = json.dumps({"event": SLUG, "device_time": op["at_device"], "feed_rev": 0, "ops": [op]})
        connection.request("POST", "/api/scan/sync", body, headers)
        answer = json.load(connection.getresponse())
        verdict = answer["results"][0]["verdict"] if "results" in answer else answer
        if verdict not in ("ok", "already"):
            raise RuntimeError(f"unexpected answer {verdict}")

    return scan


def _op(code: str, turn: int) -> dict[str, Any]:
    return {
        "op": "scan",
        "uid": new_uid(),
        "seq": turn + 1,
        "checkpoint": "hari-1",
        "source": "typed",
        "code": code,
        "at_device": datetime.now(UTC).isoformat(),
        "offset_ms": 0,
        "rehearsal": False,
        "operator": "Budi",
        "shown_verdict": None,
    }


def _reader(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", "/sehat")
    connection.getresponse().read()


def _load(server: Server, ask_of: Callable[[int], Ask]) -> list[float]:
    """Ask from all writers for some seconds; the seconds that each answer took."""
    waits: list[float] = []
    faults: list[BaseException] = []

    def work(ask: Ask) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        end = time.perf_counter() + SECONDS
        try:
            while (began := time.perf_counter()) < end:
                ask(connection)
                waits.append(time.perf_counter() - began)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(ask_of(number),)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return waits


def _summary(waits: list[float]) -> list[str]:
    ordered = sorted(waits)
    p95 = ordered[int(len(ordered) * 0.95)]
    return [
        f"{len(waits) / SECONDS:.0f} requests/s",
        f"p95 {p95 * 1000:.0f} ms",
        f"max {ordered[-1] * 1000:.0f} ms",
    ]
