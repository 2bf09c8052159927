"""The bounded child process that opens a stranger's spreadsheet. Run by path, never imported.

It reads the file's bytes from standard input and writes one JSON object to standard output. Whatever goes
wrong in here (python-calamine aborts the process when one cell stands at XFD1048576) stays in here.
Arguments: memory in bytes, CPU seconds, most rows, most columns, longest text of a cell, most text of all,
number of the pipe to which "rows read, rows in sight" are told (-1: nobody asks).
"""

import contextlib
import io
import json
import os
import resource
import sys
from datetime import date, datetime, time, timedelta

from python_calamine import load_workbook

_TELL_EVERY = 100


def _limit(memory: int, cpu_seconds: int) -> None:
    wanted = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    )
    for kind, value in wanted:
        # macOS knows no limit of the address space; the parent's clock still holds there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def _cell(value: object, longest: int) -> object:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime | date):
        return {"d": (value.date() if isinstance(value, datetime) else value).isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)[:longest]


def _tell(told_to: int, filled: int, in_sight: int) -> None:
    if told_to >= 0 and filled % _TELL_EVERY == 0:
        os.write(told_to, b"%d %d\n" % (filled, max(filled, in_sight)))


def _read(most_rows: int, most_columns: int, longest: int, most_text: int, told_to: int) -> dict[str, object]:
    book = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
    sheets: list[dict[str, object]] = []
    filled = written = 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        first_row, first_column = sheet.start or (0, 0)
        in_sight = filled + sheet.height
        rows: list[list[object]] = []
        numbers: list[int] = []
        for offset, row in enumerate(sheet.to_python(skip_empty_area=True)):
            if all(value in ("", None) for value in row):
                continue
            filled += 1
            if filled > most_rows:
                return {"fault": "too_many_rows"}
            _tell(told_to, filled, in_sight)
            padded = ([""] * first_column + list(row))[:most_columns]
            cells = [_cell(value, longest) for value in padded]
            written += sum(len(cell) for cell in cells if isinstance(cell, str))
            if written > most_text:
                return {"fault": "too_heavy"}
            rows.append(cells)
            numbers.append(first_row + offset + 1)
        sheets.append({"name": name, "rows": rows, "numbers": numbers})
    return {"sheets": sheets}


def main() -> None:
    """Answer with ``{"sheets": …}`` or ``{"fault": …}``; a killed process answers nothing."""
    memory, cpu_seconds, most_rows, most_columns, longest, most_text, told_to = (
        int(value) for value in sys.argv[1:8]
    )
    _limit(memory, cpu_seconds)
    try:
        answer = _read(most_rows, most_columns, longest, most_text, told_to)
    except MemoryError:
        answer = {"fault": "too_heavy"}
    except Exception as error:  # any fault of the file is one answer: it cannot be read
        answer = {"fault": "password" if "assword" in f"{type(error).__name__} {error}" else "damaged"}
    json.dump(answer, sys.stdout, ensure_ascii=True, separators=(",", ":"))


if __name__ == "__main__":
    main()
