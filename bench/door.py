"""Check-ins over HTTP: eight phones without pause against a real server, beside readers' pages."""

import http.client
import json
import os
import re
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
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
            before = _cpu_seconds(server)
            scans = _load(server, lambda number: _scanner(headers, codes[number::WRITERS]))
            words += [*_summary(scans), _each(_cpu_seconds(server) - before, scans)]
        with line(f"health page over HTTP, {WRITERS} readers") as words:
            before = _cpu_seconds(server)
            reads = _load(server, lambda _number: _reader)
            words += [*_summary(reads), _each(_cpu_seconds(server) - before, reads)]
        with line("scans for each health page") as words:
            words.append(f"{len(scans) / max(1, len(reads)):.2f}")


def _each(seconds: float, answers: list[float]) -> str:
    """What an answer cost the server, which says more than the rest on a machine that is busy otherwise."""
    return f"{seconds / len(answers) * 1000:.1f} ms of CPU each"


def _cpu_seconds(server: Server) -> float:
    """What all processes of the server have used so far, as Linux counts it."""
    ticks = 0
    for pid in server.children():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # utime and stime, proc(5)
    return ticks / os.sysconf("SC_CLK_TCK")


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
