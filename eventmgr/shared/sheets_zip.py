"""A look into the folder of a zipped workbook before anybody unpacks it."""

import io
import zipfile

MAX_ENTRIES = 200
MAX_UNPACKED = 50 * 1024 * 1024
#: Sheets of repeated text pack well (20 to 60 times); bombs pack a thousand times.
MAX_RATIO = 250
_RATIO_MATTERS_FROM = 1024 * 1024
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def look_into_zip(data: bytes) -> str | None:
    """Say why a zip file may not be opened as a workbook: a code of ``sheets``, or None when it may.

    The sizes in the folder can lie; the child's limits hold what they hide.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                return "sheet_unsafe"
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked > MAX_UNPACKED or _is_bomb(unpacked, len(data)):
                return "sheet_unsafe"
            names = {entry.filename for entry in entries}
            if not names.intersection(_WORKBOOKS):
                return "sheet_unknown"
            return "sheet_locked" if _is_locked_ods(archive, names) else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return "sheet_damaged"


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > _RATIO_MATTERS_FROM and unpacked > packed * MAX_RATIO


def _is_locked_ods(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if "META-INF/manifest.xml" not in names:
        return False
    return b"encryption-data" in archive.read("META-INF/manifest.xml")
