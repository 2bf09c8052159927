"""Which column means what, as a page: each sheet with its header row, columns and three samples of each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from eventmgr.roster.cells import Column, usual_heading
from eventmgr.roster.pairing import SheetPairing, columns_of_row
from eventmgr.roster.stage import StagedRoster
from eventmgr.roster.words import Choice
from eventmgr.shared.sheets import Cell, Sheet

#: what a person chooses from, in the order of the office's form
MEANINGS = (
    Choice(Column.name.value, "Nama lengkap"),
    Choice(Column.nik.value, "NIK"),
    Choice(Column.sex.value, "Jenis kelamin (L/P)"),
    Choice(Column.kelurahan.value, "Kelurahan"),
    Choice(Column.kecamatan.value, "Kecamatan"),
    Choice(Column.phone.value, "No. HP atau WA"),
    Choice(Column.birth_place.value, "Tempat lahir"),
    Choice(Column.birth_date.value, "Tanggal lahir"),
    Choice(Column.birth.value, "Tempat dan tanggal lahir"),
    Choice(Column.address.value, "Alamat"),
    Choice(Column.sk_number.value, "Nomor SK"),
    Choice(Column.category.value, "Unsur peserta"),
)
_SAMPLES = 3
_LONGEST_SAMPLE = 40
#: A NIK or telephone number in a sample is looked at over shoulders too.
_LONG_NUMBER = re.compile(r"\d[\d .\-]{7,}\d")


@dataclass(frozen=True)
class ColumnView:
    """One column of a sheet: Excel's letter, the heading as typed, samples, and what it is read as."""

    position: int
    letter: str
    heading: str
    samples: tuple[str, ...]
    meaning: str


@dataclass(frozen=True)
class SheetView:
    """One sheet. `header` is an Excel row number as text, "" when no header was found."""

    number: int
    name: str
    rows: int
    is_read: bool
    header: str
    category: str
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True)
class Pairing:
    """What came of a form: pairings by sheet, errors as (field id, sentence), and sheets to look at again.

    `looks_again` is true when a header row was changed: its columns were found anew and nothing is kept yet.
    """

    pairings: Mapping[str, SheetPairing]
    errors: tuple[tuple[str, str], ...]
    looks_again: bool


def sheet_views(staged: StagedRoster, pairings: Mapping[str, SheetPairing]) -> tuple[SheetView, ...]:
    """All sheets that hold anything, as they are paired now."""
    return tuple(
        _sheet_view(number, sheet, pairings[sheet.name])
        for number, sheet in enumerate(staged.sheets)
        if sheet.rows
    )


def _sheet_view(number: int, sheet: Sheet, pairing: SheetPairing) -> SheetView:
    header = _header_index(sheet, pairing.header)
    heads: Sequence[Cell] = sheet.rows[header] if header >= 0 else ()
    body = sheet.rows[header + 1 :]
    width = max((len(row) for row in sheet.rows[: header + 50]), default=0)
    columns = []
    for position in range(width):
        samples = _samples(row[position] for row in body if position < len(row))
        heading = _shown(heads[position]) if position < len(heads) else ""
        meaning = pairing.columns[position].value if position in pairing.columns else ""
        if heading or samples:
            columns.append(ColumnView(position, letter_of(position), heading, samples, meaning))
    return SheetView(
        number=number,
        name=sheet.name or "tanpa nama",
        rows=len(body),
        is_read=pairing.is_read,
        header="" if pairing.header is None else str(pairing.header),
        category=pairing.category or "",
        columns=tuple(columns),
    )


def _header_index(sheet: Sheet, number: int | None) -> int:
    kept = [index for index, row in enumerate(sheet.numbers) if number is not None and row <= number]
    return max(kept, default=-1)


def _samples(cells: Iterable[Cell]) -> tuple[str, ...]:
    found: list[str] = []
    for cell in cells:
        shown = _shown(cell)
        if shown and shown not in found:
            found.append(shown)
        if len(found) == _SAMPLES:
            break
    return tuple(found)


def _shown(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell.is_integer():
        cell = str(int(cell))
    text = " ".join(str(cell if cell is not None else "").split())
    masked = _LONG_NUMBER.sub(lambda found: f"{found[0][:4]}••••{found[0][-2:]}", text)
    return masked if len(masked) <= _LONGEST_SAMPLE else f"{masked[: _LONGEST_SAMPLE - 1]}…"


def letter_of(position: int) -> str:
    """Excel's letter of a column counted from 0.

    >>> letter_of(0), letter_of(25), letter_of(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def typed_pairing(form: MultiDict[str, str], staged: StagedRoster) -> Pairing:
    """Read the form. Unknown values are as if nothing was chosen."""
    pairings: dict[str, SheetPairing] = {}
    errors: list[tuple[str, str]] = []
    looks_again = False
    for number, sheet in enumerate(staged.sheets):
        if not sheet.rows:
            continue
        header = _row_number(form.get(f"judul-{number}", ""))
        before = _row_number(form.get(f"judul-lama-{number}", ""))
        columns = _typed_columns(form, number)
        if header != before and header is not None:
            index = _header_index(sheet, header)
            columns = {} if index < 0 else columns_of_row(sheet.rows[index])
            looks_again = True
        code = form.get(f"unsur-{number}", "")
        pairing = SheetPairing(
            is_read=f"baca-{number}" in form,
            header=header,
            columns=columns,
            category=code if code in staged.codes else None,
        )
        pairings[sheet.name] = pairing
        if pairing.is_read and not looks_again:
            errors += _faults(number, sheet, pairing, form)
    if not any(pairing.is_read for pairing in pairings.values()):
        errors.append(("baca-0", "Pilih paling sedikit satu lembar untuk dibaca."))
    return Pairing(pairings, tuple(errors), looks_again)


def _row_number(typed: str) -> int | None:
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and 0 <= int(typed[:7]) < 1_048_577 else None


def _typed_columns(form: MultiDict[str, str], number: int) -> dict[int, Column]:
    meanings = {column.value for column in Column}
    columns: dict[int, Column] = {}
    for name, value in form.items():
        start = f"kolom-{number}-"
        if name.startswith(start) and name.removeprefix(start).isdigit() and value in meanings:
            columns[int(name.removeprefix(start))] = Column(value)
    return columns


def _faults(
    number: int, sheet: Sheet, pairing: SheetPairing, form: MultiDict[str, str]
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    name = f"Lembar {sheet.name}"
    if pairing.header is None:
        found.append((f"judul-{number}", f"{name}: isi nomor baris judul, atau 0 bila tidak ada."))
    meanings = list(pairing.columns.values())
    for column in dict.fromkeys(meanings):
        twice = [position for position, one in pairing.columns.items() if one is column]
        if len(twice) > 1:
            letters = " dan ".join(letter_of(position) for position in twice)
            words = f"{name}: {usual_heading(column)} dipilih untuk kolom {letters}. Pilih satu."
            found.append((f"kolom-{number}-{twice[1]}", words))
    for column in (Column.name, Column.nik):
        if column not in meanings:
            words = f"{name}: pilih kolom yang berisi {usual_heading(column)}."
            found.append((f"lembar-{number}", words))
    if pairing.category is None and Column.category not in meanings:
        found.append((f"unsur-{number}", f"{name}: pilih unsur pesertanya."))
    return found
