"""Many certificates in one download: a ZIP that is streamed while it is packed, and merged PDFs.

The papers are compressed already and are only laid in: the first byte leaves at once and no copy of the whole
is ever made, so no job has to prepare it.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from eventmgr.certificates.district_queries import District, KeptPaper
from eventmgr.shared.files import PIECE_BYTES, file_path
from eventmgr.shared.pdf import merge_pdfs
from eventmgr.shared.text import file_name

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


def zip_pieces(districts: Sequence[District]) -> Iterator[bytes]:
    """The ZIP piece by piece: a folder for each kecamatan, a PDF for each person, named by number and name.

    Needs the application while it runs: `stream_with_context`.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for district in districts:
            folder, taken = file_name(district.name, ""), set[str]()
            for paper in district.papers:
                name = _own_name(paper, taken)
                with (
                    archive.open(zipfile.ZipInfo(f"{folder}/{name}", _TIME), "w") as target,
                    file_path(paper.file_uid).open("rb") as source,
                ):
                    while piece := source.read(PIECE_BYTES):
                        target.write(piece)
                        yield outlet.empty()
    yield outlet.empty()


def merged_district(district: District) -> bytes:
    """All papers of a kecamatan in one file, by number; about 0.2 s for 30."""
    pages = [file_path(paper.file_uid).read_bytes() for paper in district.papers]
    return merge_pdfs(pages, f"Sertifikat {district.name}")


def _own_name(paper: KeptPaper, taken: set[str]) -> str:
    """The name of the file, with its code behind it where two would be called the same."""
    name = paper.file_name
    if name in taken:
        name = file_name(f"{name.removesuffix('.pdf')} {paper.short_code}", ".pdf")
    taken.add(name)
    return name
