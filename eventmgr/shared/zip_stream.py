"""A ZIP that is streamed while it is packed.

Its files are compressed already (PDF, pictures, office documents) and are only laid in: the first byte leaves
at once and no copy of the whole is ever made, so no job has to prepare it.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from eventmgr.shared.files import PIECE_BYTES

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

#: the earliest time that a ZIP can hold; the same bytes at every download
_TIME = (1980, 1, 1, 0, 0, 0)


class _Outlet(io.RawIOBase):
    """What was written since it was last emptied."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer") -> int:
        piece = bytes(data)
        self._pieces += piece
        return len(piece)

    def empty(self) -> bytes:
        """Take what has come together."""
        taken = bytes(self._pieces)
        self._pieces.clear()
        return taken


def zip_of(files: Iterable[tuple[str, Path]]) -> Iterator[bytes]:
    """The ZIP piece by piece, from pairs of name in the ZIP ("Pauh/12 Asnimar.pdf") and file.

    Raises FileNotFoundError in its middle for a file that is gone.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for name, path in files:
            with archive.open(zipfile.ZipInfo(name, _TIME), "w") as target, path.open("rb") as source:
                while piece := source.read(PIECE_BYTES):
                    target.write(piece)
                    yield outlet.empty()
    yield outlet.empty()
