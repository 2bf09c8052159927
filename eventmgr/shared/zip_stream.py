"""A ZIP that is streamed while it is packed.

Its files are compressed already (PDF, pictures, office documents) and are only laid in: the first byte leaves
at once and no copy of the whole is ever made, so no job has to prepare it.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response

from eventmgr.shared.files import PIECE_BYTES

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

#: the earliest time that a ZIP can hold; the same bytes at every download
_TIME = (1980, 1, 1, 0, 0, 0)
#: around each file, its name twice not counted: header, descriptor behind the content, line of the directory
_RECORDS_BYTES = 30 + 16 + 46
_END_BYTES = 22


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


@dataclass(frozen=True, slots=True)
class _Member:
    """A file of the ZIP: its name in there, where it lies, and its size in bytes."""

    name: str
    path: Path
    size: int


def zip_response(files: Iterable[tuple[str, Path]], file_name: str) -> Response:
    """A download of pairs of name in the ZIP ("Pauh/12 Asnimar.pdf") and file.

    Its pieces need neither the application nor the database. The length is told beforehand, so that a
    download that breaks off is seen to be broken: without it half a ZIP arrives as if it were whole.

    Raises FileNotFoundError, before the first byte, when the data folder lost one of the files.
    """
    members = [_Member(name, path, path.stat().st_size) for name, path in files]
    response = Response(_pieces(members), mimetype="application/zip")
    size = _size_or_none(members)
    if size is not None:
        response.content_length = size
    response.headers.set("Content-Disposition", "attachment", filename=file_name)
    return response


def _pieces(members: Iterable[_Member]) -> Iterator[bytes]:
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for member in members:
            info = zipfile.ZipInfo(member.name, _TIME)
            with archive.open(info, "w") as target, member.path.open("rb") as source:
                while piece := source.read(PIECE_BYTES):
                    target.write(piece)
                    yield outlet.empty()
    yield outlet.empty()


def _size_or_none(members: Sequence[_Member]) -> int | None:
    """Bytes of the whole ZIP; None for one so large that its records take another form (Zip64)."""
    if len(members) >= zipfile.ZIP_FILECOUNT_LIMIT:
        return None
    names = sum(len(member.name.encode()) for member in members)
    content = sum(member.size for member in members)
    size = content + 2 * names + len(members) * _RECORDS_BYTES + _END_BYTES
    return size if size < zipfile.ZIP64_LIMIT else None
