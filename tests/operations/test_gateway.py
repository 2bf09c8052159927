"""Requests reach the app whole, or not at all."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.wsgi import FileWrapper

from eventmgr.operations import gateway
from eventmgr.operations.gateway import Gateway
from tests.operations.granian_side import Protocol, run, scope_of


class Echo:
    """A WSGI app that answers with what it got, and keeps the environment."""

    def __init__(self, answer: Iterable[bytes] | None = None) -> None:
        self.environ: dict[str, Any] = {}
        self._answer = answer

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.environ = environ
        start("200 OK", [("X-Thing", "yes")])
        return self._answer if self._answer is not None else [environ["wsgi.input"].read()]


def _ask(app: Echo, protocol: Protocol, *headers: tuple[str, str], keep: int = 1000) -> Protocol:
    run(Gateway(app, 2, keep).__rsgi__(scope_of(*headers), protocol))
    return protocol


def test_the_app_gets_the_whole_body_and_its_length() -> None:
    app = Echo()
    answer = _ask(app, Protocol(b"na", b"ma"), ("content-length", "4"), ("content-type", "text/plain"))
    assert (answer.status, answer.body, answer.headers) == (200, b"nama", {"x-thing": "yes"})
    assert app.environ["CONTENT_LENGTH"] == "4"
    assert app.environ["CONTENT_TYPE"] == "text/plain"


def test_the_environment_says_who_asks_for_what() -> None:
    app = Echo()
    _ask(app, Protocol(), ("cookie", "a=1"), ("cookie", "b=2"), ("x-forwarded-for", "1.2.3.4"))
    environ = app.environ
    assert environ["PATH_INFO"] == "/kegiatan/karé".encode().decode("latin-1")
    assert environ["QUERY_STRING"] == "cari=é".encode().decode("latin-1")
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_X_FORWARDED_FOR"] == "1.2.3.4"
    assert (environ["REMOTE_ADDR"], environ["HTTP_HOST"]) == ("10.0.0.7", "x:8000")


def test_a_header_with_an_underscore_is_not_its_namesake() -> None:
    app = Echo()
    _ask(app, Protocol(), ("x-forwarded-for", "1.2.3.4"), ("x_forwarded_for", "9.9.9.9"))
    assert app.environ["HTTP_X_FORWARDED_FOR"] == "1.2.3.4"


def test_a_body_cut_off_in_the_middle_never_reaches_the_app() -> None:
    app = Echo()
    answer = _ask(app, Protocol(b"setengah daftar"), ("content-length", "4000"))
    assert answer.status == 400
    assert app.environ == {}


def test_a_client_that_falls_silent_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "SILENCE_SECONDS", 0.05)
    app = Echo()
    assert _ask(app, Protocol(b"a", None), ("content-length", "4000")).status == 408
    assert app.environ == {}


def test_what_the_app_would_refuse_is_thrown_away_but_still_answered_by_the_app() -> None:
    app = Echo()
    answer = _ask(app, Protocol(b"x" * 600, b"x" * 600), ("content-length", "1200"), keep=1000)
    assert answer.status == 200
    assert app.environ["CONTENT_LENGTH"] == "1200"
    assert len(answer.body) == 600


def test_an_endless_body_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "MOST_BYTES", 1500)
    app = Echo()
    chunks = [b"x" * 600] * 5
    assert _ask(app, Protocol(*chunks), ("transfer-encoding", "chunked")).status == 413
    assert app.environ == {}


def test_long_answers_are_streamed_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "AT_ONCE_BYTES", 3)

    class Pages(list[bytes]):
        closed = False

        def __iter__(self) -> Any:
            while self:
                yield self.pop(0)

        def close(self) -> None:
            self.closed = True

    pages = Pages([b"satu", b"dua", b"tiga"])
    answer = _ask(Echo(iter_of(pages)), Protocol())
    assert answer.body == b"satuduatiga"
    assert pages.closed


def iter_of(pages: Any) -> Any:
    """One iterator with `close`, as Flask answers files."""
    iterator = iter(pages)

    class Once:
        def __iter__(self) -> Any:
            return iterator

        def close(self) -> None:
            pages.close()

    return Once()


def test_a_fault_in_the_app_is_not_swallowed() -> None:
    def broken(_environ: dict[str, Any], _start: Any) -> Iterable[bytes]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(Gateway(broken, 1, 10).__rsgi__(scope_of(), Protocol()))


@pytest.mark.parametrize(("size", "at", "by_path"), [(9, 0, True), (9, 2, False), (8, 0, False)])
def test_a_long_file_is_left_to_the_server_which_reads_no_more_of_it_than_the_client_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, at: int, by_path: bool
) -> None:
    monkeypatch.setattr(gateway, "AT_ONCE_BYTES", 8)
    path = tmp_path / "salinan.zip"
    path.write_bytes(b"x" * size)
    with path.open("rb") as file:
        file.seek(at)
        answer = _ask(Echo(FileWrapper(file)), Protocol())
        assert file.closed
    expected = (str(path), b"") if by_path else ("", b"x" * (size - at))
    assert (answer.status, answer.file, answer.body) == (200, *expected)
