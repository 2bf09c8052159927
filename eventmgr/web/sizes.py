"""How much a view takes in. Every request is held to the app's limit; a view may declare a larger one.

    @blueprint.post("")
    @largest(51 * 1024 * 1024)
    @allow("organizer")
    def add(slug: str) -> Response: ...

The limit is widened before anything reads the form, and after access was checked.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, request

_ATTRIBUTE = "eventmgr_largest"


def largest(size: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare the largest body of a view in bytes."""

    def declare(view: Callable[..., Any]) -> Callable[..., Any]:
        setattr(view, _ATTRIBUTE, size)
        return view

    return declare


def init_sizes(app: Flask) -> None:
    app.before_request(_widen)


def _widen() -> None:
    if request.endpoint is None:
        return
    size: int | None = getattr(current_app.view_functions[request.endpoint], _ATTRIBUTE, None)
    if size is not None:
        request.max_content_length = size


def largest_of(app: Flask) -> int:
    """The most bytes that any view of the app accepts."""
    declared = [getattr(view, _ATTRIBUTE, 0) for view in app.view_functions.values()]
    return max(int(app.config["MAX_CONTENT_LENGTH"]), *declared)
