"""Between granian and the WSGI app: bodies are read in full before a thread is given to the request.

granian's own WSGI way hands a thread to each request at once and reads the body in it, without a time limit:
24 phones that upload slowly stopped a server with 24 threads for everybody (measured, see docs/adr). Here an
event loop reads them, with a limit on time and size, and threads see complete requests only.
"""

import asyncio
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from contextvars import Context
from typing import IO, Any, TypeVar

from granian._granian import RSGIProtocolClosed as ProtocolClosed
from werkzeug.wsgi import FileWrapper

#: Larger bodies are kept on the disk while they arrive.
IN_MEMORY_BYTES = 256 * 1024
#: What is above the app's own limit is read and thrown away up to here, so that the browser sees the app's
#: sentence about it and not a broken connection.
MOST_BYTES = 200 * 1024 * 1024
#: Longest silence inside a body.
SILENCE_SECONDS = 20.0
#: A body may take this long, and a second more for each so many bytes: no client is slower and honest.
BASE_SECONDS = 30.0
SLOWEST_BYTES_PER_SECOND = 20_000

#: Answers up to here are sent as a whole, longer ones as they are made.
AT_ONCE_BYTES = 1024 * 1024

Result = TypeVar("Result")
#: status, headers, the body or its start, and what follows if anything does: pieces, or a file by its path
Answer = tuple[int, list[tuple[str, str]], bytes, str | Iterable[bytes] | None]


class BodyRefused(Exception):
    """Raised when a body comes too slowly or is far too large; `status` is the answer."""

    def __init__(self, status: int) -> None:
        self.status = status


class Gateway:
    """An RSGI application around a WSGI one. `keep_bytes`: the most that the app itself would accept."""

    def __init__(self, app: Callable[..., Iterable[bytes]], threads: int, keep_bytes: int) -> None:
        self._app, self._keep_bytes = app, keep_bytes
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="request")

    def __rsgi_init__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """Nothing to prepare; granian looks for it."""

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """The last request is answered: end at once, without the interpreter's own way out.

        granian's threads may still ask for the interpreter while it is taken apart, and abort the process
        with a message that frightens people (seen in one of five stops).
        """
        self._pool.shutdown(wait=True)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        body: IO[bytes] = io.BytesIO()
        size = 0
        try:
            if has_body(scope.headers):
                body, size = await self._read(protocol, scope.headers)
        except BodyRefused as refused:
            protocol.response_empty(refused.status, [("connection", "close")])
            return
        # One for the whole request, whichever threads work on it: Flask pushes its own when the answer begins
        # and pops it when the last piece is sent. Left behind in a thread it would lend the next request
        # there the person of this one.
        context = Context()
        try:
            status, headers, start, rest = await self._work(
                context, self._call, environment(scope, body, size)
            )
            if rest is None:
                protocol.response_bytes(status, headers, start)
            elif isinstance(rest, str):
                protocol.response_file(status, headers, rest)
            else:
                await self._stream(context, protocol.response_stream(status, headers), start, rest)
        except ProtocolClosed:
            pass  # the client has left
        finally:
            body.close()

    async def _read(self, protocol: Any, headers: Any) -> tuple[IO[bytes], int]:
        with ExitStack() as unfinished:
            body: IO[bytes] = unfinished.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES))
            size = await self._fill(body, protocol)
            check_complete(headers, size)
            unfinished.pop_all()  # from here on the caller closes it
        body.seek(0)
        return body, size

    async def _fill(self, body: IO[bytes], protocol: Any) -> int:
        loop = asyncio.get_running_loop()
        began, size = loop.time(), 0
        chunks = protocol.__aiter__()
        try:
            while True:
                left = began + BASE_SECONDS + size / SLOWEST_BYTES_PER_SECOND - loop.time()
                chunk = await asyncio.wait_for(_next_chunk(chunks), min(SILENCE_SECONDS, left))
                if not chunk:
                    break
                size += len(chunk)
                if size <= self._keep_bytes:
                    body.write(chunk)
                elif size > MOST_BYTES:
                    raise BodyRefused(413)
        except TimeoutError:
            raise BodyRefused(408) from None
        return size

    def _call(self, environ: dict[str, Any]) -> Answer:
        """Run the app to the end of its answer, or to where a long one is better sent piece by piece."""
        started: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
            started[:] = [int(status.split(" ", 1)[0]), [(name.lower(), value) for name, value in headers]]

        content = self._app(environ, start_response)
        path = _long_file_or_none(content)
        if path is not None:
            _close(content)
            return started[0], started[1], b"", path
        parts, size = [], 0
        try:
            for part in content:
                parts.append(part)
                size += len(part)
                if size > AT_ONCE_BYTES:
                    return started[0], started[1], b"".join(parts), content
        except BaseException:
            _close(content)
            raise
        _close(content)
        return started[0], started[1], b"".join(parts), None

    async def _work(self, context: Context, work: Callable[..., Result], *arguments: Any) -> Result:
        """Do a request's work in a thread of the pool, in the request's own context."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, context.run, work, *arguments)

    async def _stream(self, context: Context, transport: Any, start: bytes, rest: Iterable[bytes]) -> None:
        parts = iter(rest)
        try:
            part: bytes | None = start
            while part is not None:
                await transport.send_bytes(part)
                part = await self._work(context, next, parts, None)
        finally:
            await self._work(context, _close, rest)


async def _next_chunk(chunks: Any) -> bytes:
    """What comes next, b"" at the end.

    A coroutine of our own, not `anext(chunks, b"")`: granian's awaitable knows no `throw()`, which that one
    calls when the wait is given up, so that a silent client got a fault (500) and the log a traceback.
    """
    try:
        chunk: bytes = await chunks.__anext__()
    except StopAsyncIteration:
        return b""
    return chunk


def _long_file_or_none(content: Iterable[bytes]) -> str | None:
    """The path of an answer that is a whole file above AT_ONCE_BYTES.

    granian reads it as fast as the client takes it. Pieces that are sent to it wait in memory: ten slow
    clients of a file of 18 MB cost 180 MB (measured).
    """
    file = content.file if isinstance(content, FileWrapper) else None
    path = getattr(file, "name", None)
    if file is None or not isinstance(path, str | os.PathLike) or file.tell() != 0:
        return None
    return os.fspath(path) if os.fstat(file.fileno()).st_size > AT_ONCE_BYTES else None


def has_body(headers: Any) -> bool:
    """Whether the request announces a body (RFC 9112 section 6.3)."""
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def check_complete(headers: Any, size: int) -> None:
    """Raise BodyRefused when the client left in the middle: half a roster must not look like a whole one."""
    announced = headers.get("content-length")
    if announced is not None and announced != str(size):
        raise BodyRefused(400)


def environment(scope: Any, body: IO[bytes], size: int) -> dict[str, Any]:
    """The WSGI environment (PEP 3333) of an RSGI scope, with a complete body."""
    client, _, client_port = scope.client.rpartition(":")
    server, _, server_port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        # PEP 3333 wants the bytes of path and query in Latin-1 strings
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "SERVER_NAME": server,
        "SERVER_PORT": server_port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client,
        "REMOTE_PORT": client_port,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        _add_header(environ, name, value)
    if scope.authority and "HTTP_HOST" not in environ:
        environ["HTTP_HOST"] = scope.authority
    environ["CONTENT_LENGTH"] = str(size)
    return environ


def _add_header(environ: dict[str, Any], name: str, value: str) -> None:
    if "_" in name:
        return  # it would come out as its namesake with hyphens, past the proxy that watches over that one
    key = name.upper().replace("-", "_")
    if key != "CONTENT_TYPE":
        key = f"HTTP_{key}"
    if key in environ:
        value = f"{environ[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
    environ[key] = value


def _close(content: Any) -> None:
    close = getattr(content, "close", None)
    if close is not None:
        close()
