"""The columns that a roster may have, and its rows as they were typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from eventmgr.shared.refusal import Refusal
from eventmgr.shared.sheets import Cell
from eventmgr.shared.text import fold_for_search


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


def column_of_heading(cell: Cell) -> Column | None:
    """What a header cell's words mean, None when nothing that is read."""
    if not isinstance(cell, str):
        return None
    words = re.sub(r"\(.*?\)", " ", cell.replace(".", " ").replace("*", " "))
    return _BY_HEADING.get(fold_for_search(words)) or _BY_HEADING.get(fold_for_search(cell))
