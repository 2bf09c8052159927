"""What granian stands for in tests of the gateway: a client, its request, a loop."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any


class Silence:
    """What granian hands out while nothing comes: it can be awaited and knows no `throw()`."""

    def __await__(self) -> "Silence":
        return self

    def __iter__(self) -> "Silence":
        return self

    def __next__(self) -> None:
        return None


class Protocol:
    """A client: `chunks` are what it sends; None means that it falls silent."""

    def __init__(self, *chunks: bytes | None) -> None:
        self._chunks = list(chunks)
        self.status, self.body, self.file = 0, b"", ""
        self.headers: dict[str, str] = {}

    def __aiter__(self) -> "Protocol":
        return self

    def __anext__(self) -> Any:
        return Silence() if self._chunks[:1] == [None] else self._next()

    async def _next(self) -> bytes:
        if not self._chunks:
            raise StopAsyncIteration
        return self._chunks.pop(0) or b""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = status, dict(headers), body

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.status, self.headers = status, dict(headers)

    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None:
        self.status, self.headers, self.file = status, dict(headers), file

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Any:
        self.status, self.headers = status, dict(headers)
        return SimpleNamespace(send_bytes=self._send)

    async def _send(self, data: bytes) -> None:
        self.body += data


class Headers(list[tuple[str, str]]):
    def items(self) -> "Headers":
        return self

    def get(self, name: str, default: Any = None) -> Any:
        return dict(self).get(name, default)

    def __contains__(self, name: object) -> bool:
        return name in dict(self)


def scope_of(*headers: tuple[str, str], **changes: Any) -> Any:
    """A request; `changes` take the place of what it asks for."""
    asked: dict[str, Any] = {
        "http_version": "1.1",
        "server": "127.0.0.1:8000",
        "client": "10.0.0.7:4711",
        "scheme": "http",
        "method": "POST",
        "path": "/kegiatan/karé",
        "query_string": "cari=é",
        "authority": "x:8000",
        "headers": Headers(headers),
    }
    return SimpleNamespace(**{**asked, **changes})


def run(answering: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: from the first page on Playwright keeps a loop in that of the tests."""
    with ThreadPoolExecutor(1) as other:
        other.submit(asyncio.run, answering).result()
