"""Rendering in a pool of two spawned processes that know no database.

Spawned, never forked: a SQLite connection must not cross a fork. A child ends by itself when its parent
is gone, so a killed worker leaves nobody behind.
"""

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from eventmgr.certificates.content import CertificateContent
from eventmgr.certificates.paper import DOCUMENT_SIZE, render_certificates
from eventmgr.shared.pdf import first_page_png

PROCESSES = 2
#: Width of the picture on the private page, in pixels.
PICTURE_WIDTH = 720
#: Below this a second process costs more than it saves.
WORTH_A_POOL = 12


@dataclass(frozen=True, slots=True)
class Order:
    """A certificate to be drawn: its id, the frozen record, and the `data:` address of its coat of arms."""

    certificate_id: int
    record: dict[str, Any]
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The bytes of one certificate, or that it could not be drawn (both empty)."""

    certificate_id: int
    pdf: bytes
    picture: bytes

    @property
    def failed(self) -> bool:
        """Whether the paper could not be drawn."""
        return not self.pdf


def draw(orders: Sequence[Order]) -> list[Drawn]:
    """Draw at most DOCUMENT_SIZE certificates in one document.

    When the document fails, each is tried alone, so that one bad record holds back only itself.
    """
    try:
        contents = [CertificateContent.from_record(order.record) for order in orders]
        files = render_certificates(
            contents, {content.logo: order.logo for content, order in zip(contents, orders, strict=True)}
        )
    except Exception:
        if len(orders) == 1:
            return [Drawn(orders[0].certificate_id, b"", b"")]
        return [drawn for order in orders for drawn in draw([order])]
    return [
        Drawn(order.certificate_id, file, first_page_png(file, width=PICTURE_WIDTH))
        for order, file in zip(orders, files, strict=True)
    ]


def draw_all(orders: Sequence[Order]) -> Iterator[list[Drawn]]:
    """Pieces of drawn certificates as they get ready, in any order of the pieces.

    Raises BrokenProcessPool when a child dies; what was handed out before stands.
    """
    pieces = _pieces(orders)
    if len(orders) < WORTH_A_POOL:
        yield from (draw(piece) for piece in pieces)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(
        PROCESSES, mp_context=context, initializer=_end_with_parent, initargs=(os.getpid(),)
    )
    try:
        yield from _drawn_by(pool, pieces)
    finally:
        # A stopped issue does not wait for pieces that nobody will take.
        pool.shutdown(wait=True, cancel_futures=True)


def _drawn_by(pool: ProcessPoolExecutor, pieces: Sequence[Sequence[Order]]) -> Iterator[list[Drawn]]:
    """At most two pieces a process are under way, so that finished bytes never pile up in memory."""
    waiting: set[Future[list[Drawn]]] = set()
    for piece in pieces:
        waiting.add(pool.submit(draw, piece))
        while len(waiting) >= 2 * PROCESSES:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


def _pieces(orders: Sequence[Order]) -> list[Sequence[Order]]:
    """Documents of at most DOCUMENT_SIZE; a small issue is shared among the processes."""
    size = max(1, min(DOCUMENT_SIZE, -(-len(orders) // PROCESSES)))
    return [orders[first : first + size] for first in range(0, len(orders), size)]


def _end_with_parent(parent: int) -> None:
    """`parent` is told and not asked for: it may have ended while this process was still loading."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
