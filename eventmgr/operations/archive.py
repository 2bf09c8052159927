"""The file format of a backup: one zip with a manifest, read with suspicion.

    manifest.json            format, when, which database, which keys, and size and SHA-256 of all the rest
    database.sqlite          or database.pgdump
    keyring.json             unless the keyring lies outside the data folder
    files/3f/3f…             stored files under their random names

Nothing else may be in it. Names are matched against this list and never used as they come, sizes are held
to the manifest while reading, so neither "../" nor a link nor a bomb gets anywhere.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from eventmgr.shared.refusal import Refusal

FORMAT, VERSION = "eventmgr-backup", 1
MANIFEST = "manifest.json"
KEYRING = "keyring.json"
SQLITE, POSTGRESQL = "database.sqlite", "database.pgdump"
MOST_MANIFEST_BYTES = 256 * 1024 * 1024
_ALLOWED = re.compile(r"database\.(sqlite|pgdump)|keyring\.json|files/([0-9a-f]{2})/\2[0-9a-f]{30}")
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one file; `size` in bytes."""

    size: int
    sha256: str


def damaged(detail: str) -> Refusal:
    """The refusal of an archive that is not whole."""
    return Refusal(
        "archive_damaged", f"Berkas ini rusak atau bukan buatan eventmgr ({detail}). Data tidak diubah."
    )


class ArchiveWriter:
    """Adds files to an archive and writes the manifest last."""

    def __init__(self, target: zipfile.ZipFile) -> None:
        self._zip = target
        self._entries: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path, *, compress: bool = False) -> None:
        """Copy a file in. Raises ValueError for a name that the format does not know."""
        if not _ALLOWED.fullmatch(name):
            raise ValueError(f"{name} has no place in a backup")
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with path.open("rb") as source, self._zip.open(info, "w", force_zip64=True) as target:
            while piece := source.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        self._entries[name] = {"size": size, "sha256": digest.hexdigest()}

    def finish(self, facts: Mapping[str, Any]) -> None:
        """Write the manifest."""
        manifest = {"format": FORMAT, "version": VERSION, **facts, "entries": self._entries}
        self._zip.writestr(MANIFEST, json.dumps(manifest, indent=1), zipfile.ZIP_DEFLATED)


class ArchiveReader:
    """An opened archive whose list of contents was found to be in order; the contents are not yet read."""

    def __init__(self, source: zipfile.ZipFile) -> None:
        self._zip = source
        self.facts = self._read_manifest()
        self.entries = _entries_of(self.facts)
        names = [info.filename for info in source.infolist()]
        if len(names) != len(set(names)):
            raise damaged("nama ganda")
        if set(names) != {*self.entries, MANIFEST}:
            raise damaged("isi tidak sesuai daftar")

    @property
    def total_bytes(self) -> int:
        """What the contents take when unpacked."""
        return sum(entry.size for entry in self.entries.values())

    def unpack(self, folder: Path) -> None:
        """Write everything below `folder`, checking size and SHA-256 of each. Raises Refusal."""
        for name, entry in self.entries.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with self._zip.open(name) as source, target.open("xb") as out:
                    found = _copy(source, out, entry.size)
            except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
                raise damaged(f"{name}: {type(error).__name__}") from error
            if found != entry:
                raise damaged(f"{name}: isinya berubah")

    def _read_manifest(self) -> dict[str, Any]:
        try:
            info = self._zip.getinfo(MANIFEST)
            if info.file_size > MOST_MANIFEST_BYTES:
                raise damaged("daftar isi terlalu besar")
            with self._zip.open(info) as source:
                manifest = json.loads(source.read(MOST_MANIFEST_BYTES))
        except (KeyError, ValueError, EOFError, zipfile.BadZipFile, RecursionError) as error:
            raise damaged("daftar isi tidak terbaca") from error
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise damaged("bukan salinan data eventmgr")
        if manifest.get("version") != VERSION:
            raise Refusal(
                "archive_version", "Salinan data ini dibuat oleh versi eventmgr yang lain. Data tidak diubah."
            )
        return manifest


@contextmanager
def open_archive(path: Path) -> Iterator[ArchiveReader]:
    """Open and check the list of contents. Raises Refusal for anything that is no whole backup of ours."""
    if not path.is_file():
        raise Refusal("archive_missing", f"Berkas {path} tidak ada.")
    try:
        with zipfile.ZipFile(path) as source:
            yield ArchiveReader(source)
    except (zipfile.BadZipFile, zipfile.LargeZipFile) as error:
        raise damaged("bukan arsip yang utuh") from error


def _entries_of(manifest: Mapping[str, Any]) -> dict[str, Entry]:
    entries = manifest.get("entries")
    if not isinstance(entries, dict):
        raise damaged("daftar isi tidak terbaca")
    found = {}
    for name, facts in entries.items():
        if not _ALLOWED.fullmatch(name):
            raise damaged("ada berkas yang bukan bagian salinan data")
        size, sha256 = (facts.get("size"), facts.get("sha256")) if isinstance(facts, dict) else (None, None)
        if not isinstance(size, int) or isinstance(size, bool) or size < 0 or not isinstance(sha256, str):
            raise damaged("daftar isi tidak terbaca")
        found[name] = Entry(size, sha256)
    if len({SQLITE, POSTGRESQL} & set(found)) != 1:
        raise damaged("basis data tidak ada di dalamnya")
    return found


def _copy(source: IO[bytes], target: IO[bytes], most: int) -> Entry:
    """Copy at most one byte more than announced: a bomb ends there."""
    digest, size = hashlib.sha256(), 0
    while piece := source.read(min(_PIECE, most + 1 - size)):
        size += len(piece)
        digest.update(piece)
        target.write(piece)
        if size > most:
            break
    return Entry(size, digest.hexdigest())
