"""Spreadsheets that strangers send: xlsx, xls, ods and CSV, read without trusting them.

Magic bytes decide what a file claims to be, a look at the zip folder whether it may be opened at all, and a
bounded child process (``sheets_child.py``) opens it. Nothing here knows what the columns mean.
"""

import csv
import io
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from eventmgr.shared.refusal import Refusal
from eventmgr.shared.sheets_zip import look_into_zip

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
_MAX_COLUMNS = 100
_LONGEST_TEXT = 4_000
#: Characters of all cells: five times what 20,000 rows hold, and less than a bomb of repeated text.
_MOST_TEXT = 32_000_000
#: Letterheads and totals stand around the rows that count.
_ROWS_AROUND = 500
#: PDF, RTF, JSON and web pages (some programs name those .xls) may hold commas too.
_OTHER_TEXTS = ("%PDF", "{", "<")
_CHILD = Path(__file__).with_name("sheets_child.py")
_CHILD_MEMORY = 1024 * 1024 * 1024
_CHILD_CPU_SECONDS = 25
_CHILD_WALL_SECONDS = 40
#: A child that is out of memory while it prints where it is stands still instead of ending.
_CHILD_ENVIRONMENT = {"RUST_BACKTRACE": "0"}

Cell = str | float | date | None
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Sheet:
    """One sheet without its empty rows; ``numbers[i]`` is the number (from 1) of ``rows[i]`` in Excel."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = field(default=())


class SheetRefusal(Refusal):
    """Raised when a file is no spreadsheet, is empty, damaged, locked, too large or not safe to open."""


_SENTENCES = {
    "sheet_empty": "Berkas ini kosong. Pilih berkas Excel yang berisi daftar peserta.",
    "sheet_too_large": "Berkas ini lebih dari 10 MB. "
    "Hapus gambar atau lembar yang tidak perlu, lalu unggah lagi.",
    "sheet_too_many_rows": "Berkas ini berisi lebih dari 20.000 baris. "
    "Bagi menjadi beberapa berkas, lalu unggah satu per satu.",
    "sheet_unknown": "Berkas ini bukan lembar kerja. Unggah berkas .xlsx, .xlsm, .xls, .ods, atau .csv.",
    "sheet_damaged": "Berkas ini rusak dan tidak dapat dibaca. "
    "Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi.",
    "sheet_locked": "Berkas ini dikunci kata sandi. Simpan tanpa kata sandi di Excel, lalu unggah lagi.",
    "sheet_unsafe": "Berkas ini tidak dapat dibuka dengan aman karena isinya jauh melebihi ukurannya. "
    "Salin daftar peserta ke lembar kerja baru, lalu unggah lagi.",
}
_CHILD_FAULTS = {
    "too_many_rows": "sheet_too_many_rows",
    "too_heavy": "sheet_unsafe",
    "password": "sheet_locked",
    "damaged": "sheet_damaged",
}


def _refusal(code: str) -> SheetRefusal:
    return SheetRefusal(code, _SENTENCES[code])


def read_sheets(data: bytes, file_name: str, progress: Progress | None = None) -> list[Sheet]:
    """Read all sheets of a file in the order of the file.

    ``file_name`` names the sheet of a CSV file; what a file is, its bytes say, but text that is not
    called .csv must look like a table.
    ``progress`` is told rows read and rows in sight while a workbook is opened.
    Takes up to 40 seconds: call it before ``write()``. Raises SheetRefusal.
    """
    if not data.strip(b"\x00\t\r\n "):
        raise _refusal("sheet_empty")
    if len(data) > MAX_BYTES:
        raise _refusal("sheet_too_large")
    if data.startswith(b"PK\x03\x04"):
        if fault := look_into_zip(data):
            raise _refusal(fault)
        return _sheets_of_child(data, progress)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _refusal("sheet_locked")
        return _sheets_of_child(data, progress)
    return [_read_csv(data, Path(file_name))]


def _sheets_of_child(data: bytes, progress: Progress | None) -> list[Sheet]:
    try:
        done = _run_child(data) if progress is None else _watch_child(data, progress)
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"fault": "too_heavy"}
    except subprocess.TimeoutExpired:
        answer = {"fault": "too_heavy"}
    if fault := answer.get("fault"):
        raise _refusal(_CHILD_FAULTS[fault])
    sheets = [
        Sheet(
            name=sheet["name"],
            rows=tuple(tuple(_cell(value) for value in row) for row in sheet["rows"]),
            numbers=tuple(sheet["numbers"]),
        )
        for sheet in answer["sheets"]
    ]
    if not any(sheet.rows for sheet in sheets):
        raise _refusal("sheet_empty")
    return sheets


def _run_child(data: bytes, told_to: int = -1) -> subprocess.CompletedProcess[bytes]:
    """``told_to`` is the pipe that hears of the child's progress, -1 for none."""
    most_rows = MAX_ROWS + _ROWS_AROUND
    limits = (_CHILD_MEMORY, _CHILD_CPU_SECONDS, most_rows, _MAX_COLUMNS, _LONGEST_TEXT, _MOST_TEXT)
    return subprocess.run(
        [sys.executable, "-I", str(_CHILD), *(str(limit) for limit in (*limits, told_to))],
        input=data,
        capture_output=True,
        timeout=_CHILD_WALL_SECONDS,
        check=False,
        env=os.environ | _CHILD_ENVIRONMENT,
        pass_fds=() if told_to < 0 else (told_to,),
    )


def _watch_child(data: bytes, progress: Progress) -> subprocess.CompletedProcess[bytes]:
    """Run the child in a thread and hear it out here, where the caller's database and clock are at hand."""
    reading, writing = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(_run_child, data, writing)
        running.add_done_callback(lambda _: os.close(writing))
        with os.fdopen(reading) as lines:
            for line in lines:
                done, _, total = line.partition(" ")
                progress(int(done), int(total))
        return running.result()


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return date.fromisoformat(value["d"])
    if isinstance(value, int | float):
        return float(value)
    return value.replace("\x00", "") or None


def _read_csv(data: bytes, name: Path) -> Sheet:
    text = _decode(data)
    if text is None or text.lstrip().startswith(_OTHER_TEXTS):
        raise _refusal("sheet_unknown")
    first_lines = text[:4096]
    delimiter = max(";\t,", key=first_lines.count)
    if delimiter not in first_lines:
        raise _refusal("sheet_unknown")
    try:
        lines = _csv_rows(csv.reader(io.StringIO(text), delimiter=delimiter, strict=False))
        rows = list(islice(lines, MAX_ROWS + _ROWS_AROUND + 1))
    except csv.Error as error:
        raise _refusal("sheet_damaged") from error
    if name.suffix.lower() != ".csv" and not _has_columns([row for _, row in rows]):
        raise _refusal("sheet_unknown")
    if len(rows) > MAX_ROWS + _ROWS_AROUND:
        raise _refusal("sheet_too_many_rows")
    return Sheet(name.stem, tuple(row for _, row in rows), tuple(number for number, _ in rows))


def _has_columns(rows: Sequence[Sequence[Cell]]) -> bool:
    """Prose has commas too; a table has as many cells in most of its lines."""
    widths = Counter(len(row) for row in rows)
    return any(width > 1 and count * 5 >= len(rows) * 4 for width, count in widths.items())


def _csv_rows(lines: Iterable[list[str]]) -> Iterable[tuple[int, tuple[Cell, ...]]]:
    for number, line in enumerate(lines, start=1):
        cells = tuple(_cell(text.strip()[:_LONGEST_TEXT]) for text in line[:_MAX_COLUMNS])
        if any(cells):
            yield number, cells


def _decode(data: bytes) -> str | None:
    """UTF-8 with or without mark, UTF-16 with mark, else the Windows code page; binary data is None."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    odd = sum(not (character.isprintable() or character in "\r\n\t") for character in text[:4096])
    return None if odd > len(text[:4096]) // 100 else text
