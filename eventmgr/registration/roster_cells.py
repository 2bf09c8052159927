"""Where things stand in a roster: the header row under the letterhead, columns, category of a sheet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from eventmgr.shared.refusal import Refusal
from eventmgr.shared.sheets import MAX_ROWS, Cell, Sheet
from eventmgr.shared.text import counted, fold_for_search


class Column(StrEnum):
    """What a column may hold; the values name staged cells and never change."""

    name = "name"
    sex = "sex"
    nik = "nik"
    birth_place = "birth_place"
    birth_date = "birth_date"
    birth = "birth"
    kelurahan = "kelurahan"
    kecamatan = "kecamatan"
    phone = "phone"
    address = "address"
    sk_number = "sk_number"
    category = "category"


#: Folded headings by column; the first entry is the heading that a problem names when a column is absent.
_HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.name: ("nama lengkap", "nama", "nama peserta", "nama psm", "nama tksk", "nama lengkap dan gelar"),
    Column.sex: ("l p", "lp", "jk", "jenis kelamin", "kelamin", "gender", "l atau p", "j k"),
    Column.nik: ("nik", "no nik", "nomor nik", "no ktp", "nomor ktp", "nik ktp", "nomor induk kependudukan"),
    Column.birth_place: ("tempat lahir", "tmp lahir", "tmpt lahir", "tpt lahir"),
    Column.birth_date: ("tgl lahir", "tanggal lahir", "lahir", "tgl lhr"),
    Column.birth: ("tempat tanggal lahir", "tempat tgl lahir", "ttl", "tempat dan tanggal lahir"),
    Column.kelurahan: ("kelurahan", "kel", "nama kelurahan", "desa kelurahan", "kelurahan desa", "nagari"),
    Column.kecamatan: ("kecamatan", "kec", "nama kecamatan"),
    Column.phone: (
        *("no hp wa", "no hp", "hp", "no wa", "wa", "no telp", "no telepon", "telepon", "telp", "nomor hp"),
        *("nomor wa", "nomor telepon", "no whatsapp", "nomor whatsapp", "whatsapp", "no hp whatsapp", "nohp"),
        *("nomor hp wa", "no handphone", "handphone", "kontak", "no kontak"),
    ),
    Column.address: ("alamat", "alamat rumah", "alamat lengkap", "alamat domisili"),
    Column.sk_number: ("nomor sk", "no sk", "sk", "nomor surat keputusan", "sk penugasan"),
    Column.category: ("unsur", "jenis", "kategori", "jabatan", "unsur peserta", "pilar"),
}
_BY_HEADING = {heading: column for column, headings in _HEADINGS.items() for heading in headings}
#: A letterhead stands above the header, never more than a page of it.
_HEADER_WITHIN = 40


class RosterRefusal(Refusal):
    """Raised when a readable workbook holds no roster: no header, no category, or too many rows."""


@dataclass(frozen=True)
class RawRow:
    """One row that speaks of a person, as typed. ``cells`` holds only what is filled."""

    sheet: str
    row: int
    category_code: str
    cells: Mapping[str, str | float | date]

    @property
    def place(self) -> tuple[str, int]:
        """What a person looks the row up by in her own Excel."""
        return self.sheet, self.row


@dataclass(frozen=True)
class RawRoster:
    """All rows of a workbook. ``headings`` gives the typed heading of a column by sheet."""

    rows: tuple[RawRow, ...]
    headings: Mapping[str, Mapping[str, str]]
    skipped_sheets: tuple[str, ...] = ()

    def heading(self, sheet: str, column: Column) -> str:
        """The heading as the file has it, or the usual one when the file has no such column."""
        return self.headings.get(sheet, {}).get(column, usual_heading(column))


def usual_heading(column: Column) -> str:
    """The heading of the office's own form."""
    return {Column.nik: "NIK", Column.sex: "L/P", Column.sk_number: "Nomor SK"}.get(
        column, _HEADINGS[column][0].title()
    )


def read_roster(sheets: Sequence[Sheet], category_codes: Sequence[str], file_name: str = "") -> RawRoster:
    """Find the rows of people in all sheets. Raises RosterRefusal.

    A sheet without a header (notes, a cover) is skipped and named; a workbook of only such sheets is refused.
    """
    rows: list[RawRow] = []
    headings: dict[str, dict[str, str]] = {}
    skipped: list[str] = []
    for sheet in sheets:
        found = _find_header(sheet)
        if found is None:
            skipped.extend([sheet.name] if sheet.rows else [])
            continue
        header, columns = found
        headings[sheet.name] = {column: str(sheet.rows[header][i]).strip() for i, column in columns.items()}
        default = _sheet_category(sheet, header, category_codes, file_name)
        rows.extend(_people(sheet, header, columns, default, category_codes))
    if not headings:
        raise RosterRefusal(
            "roster_no_header",
            "Judul kolom tidak ditemukan. Satu baris harus memuat judul Nama Lengkap, NIK, dan Kecamatan.",
        )
    if not rows:
        raise RosterRefusal("roster_empty", "Judul kolom ada, tetapi tidak ada satu peserta pun di bawahnya.")
    if len(rows) > MAX_ROWS:
        raise RosterRefusal(
            "sheet_too_many_rows",
            f"Berkas ini berisi {counted(len(rows))} peserta, paling banyak {counted(MAX_ROWS)}. "
            "Bagi menjadi beberapa berkas, lalu unggah satu per satu.",
        )
    return RawRoster(tuple(rows), headings, tuple(skipped))


def _find_header(sheet: Sheet) -> tuple[int, dict[int, Column]] | None:
    """The first row that heads a name, and the NIK or a place; it may stand anywhere in the first page."""
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        columns: dict[int, Column] = {}
        for position, cell in enumerate(row):
            column = _column_of(cell)
            if column is not None and column not in columns.values():
                columns[position] = column
        present = set(columns.values())
        if Column.name in present and present & {Column.nik, Column.kelurahan, Column.kecamatan}:
            return index, columns
    return None


def _column_of(cell: Cell) -> Column | None:
    if not isinstance(cell, str):
        return None
    words = re.sub(r"\(.*?\)", " ", cell.replace(".", " ").replace("*", " "))
    return _BY_HEADING.get(fold_for_search(words)) or _BY_HEADING.get(fold_for_search(cell))


def _sheet_category(sheet: Sheet, header: int, codes: Sequence[str], file_name: str) -> str | None:
    """The sheet's name says it; else the letterhead, else the file's name; else each row must."""
    letterhead = " ".join(str(cell) for row in sheet.rows[:header] for cell in row if cell is not None)
    for text in (sheet.name, letterhead, file_name):
        named = [code for code in codes if code.casefold() in fold_for_search(text).split()]
        if len(named) == 1:
            return named[0]
    return None


def _people(
    sheet: Sheet, header: int, columns: Mapping[int, Column], default: str | None, codes: Sequence[str]
) -> list[RawRow]:
    by_code = {code.casefold(): code for code in codes}
    rows: list[RawRow] = []
    for number, row in zip(sheet.numbers[header + 1 :], sheet.rows[header + 1 :], strict=True):
        cells = {str(columns[i]): cell for i, cell in enumerate(row) if i in columns and _is_filled(cell)}
        if not _speaks_of_a_person(cells) or _is_repeated_header(cells):
            continue
        typed = str(cells.pop(Column.category, "")).strip()
        code = by_code.get(fold_for_search(typed)) or default
        if code is None:
            raise RosterRefusal(
                "roster_no_category",
                f"Lembar “{sheet.name}” tidak menyebut unsur peserta. "
                f"Beri lembar itu nama {' atau '.join(codes)}, lalu unggah lagi.",
            )
        rows.append(RawRow(sheet.name, number, code, {k: v for k, v in cells.items() if v is not None}))
    return rows


def _is_filled(cell: Cell) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _speaks_of_a_person(cells: Mapping[str, Cell]) -> bool:
    """Signature blocks, totals and numbered empty lines under the table are no people."""
    if Column.nik in cells:
        return True
    return len(cells) >= (2 if Column.name in cells else 3)


def _is_repeated_header(cells: Mapping[str, Cell]) -> bool:
    """Each printed page may repeat the header, and some forms number their columns 1, 2, 3 below it."""
    if _column_of(cells.get(Column.name)) is Column.name and _column_of(cells.get(Column.nik)) is Column.nik:
        return True
    texts = [str(cell).removesuffix(".0") for cell in cells.values()]
    return all(text.isdigit() and len(text) <= 2 for text in texts)
