"""What can be wrong in a row: codes that scripts rely on, and the sentences that people read."""

from dataclasses import dataclass
from enum import StrEnum

from eventmgr.shared.text import mask_nik


class Code(StrEnum):
    """Promised by the import command; never renamed."""

    nik_length = "nik_length"
    nik_date = "nik_date"
    nik_serial = "nik_serial"
    nik_differs = "nik_differs"
    nik_damaged = "nik_damaged"
    region_unknown = "region_unknown"
    region_ambiguous = "region_ambiguous"
    date_invalid = "date_invalid"
    name_missing = "name_missing"
    nik_region = "nik_region"
    nik_birth = "nik_birth"
    nik_sex = "nik_sex"
    same_person = "same_person"


WARNINGS = frozenset({Code.nik_region, Code.nik_birth, Code.nik_sex, Code.same_person})


@dataclass(frozen=True)
class Problem:
    """One thing to look at. ``column`` is the heading as the file has it; ``row`` is Excel's row number.

    ``message`` never holds a whole NIK. ``choices`` are region codes that the row may mean.
    """

    sheet: str
    row: int
    column: str
    code: Code
    message: str
    choices: tuple[str, ...] = ()

    @property
    def is_warning(self) -> bool:
        """Warnings are told and do not stop the row."""
        return self.code in WARNINGS

    def as_json(self) -> dict[str, str | int]:
        """The shape that the import command prints."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "code": self.code.value,
            "message": self.message,
        }


def nik_length_words(digit_count: int, is_empty: bool) -> str:
    """Right: "NIK terisi 15 dari 16 angka"."""
    if is_empty:
        return "NIK belum diisi, seharusnya 16 angka"
    if digit_count == 16:
        return "NIK berisi huruf atau tanda lain, seharusnya 16 angka saja"
    if digit_count < 16:  # "NIK baru 15 angka" was read as a new NIK
        return f"NIK terisi {digit_count} dari 16 angka"
    return f"NIK berisi {digit_count} angka, seharusnya 16"


NIK_DATE = "Tanggal lahir di dalam NIK tidak ada di kalender"
NIK_SERIAL = "Empat angka terakhir NIK tidak boleh 0000"
NAME_MISSING = "Nama belum diisi"
NAME_TOO_LONG = "Nama lebih dari 200 huruf"
KELURAHAN_MISSING = "Kelurahan belum diisi"
KECAMATAN_MISSING = "Kecamatan belum diisi"
NIK_BIRTH = "Tanggal lahir berbeda dengan yang tertulis di dalam NIK"
NIK_SEX = "Jenis kelamin berbeda dengan yang tertulis di dalam NIK"


def nik_damaged_words(typed: str) -> str:
    """``typed`` is the rounded number (1,37102E+15), which names nobody."""
    return f"Rusak oleh Excel: {typed}"


def nik_region_words(nik: str) -> str:
    """The mask shows exactly the four digits that are meant."""
    return f"NIK {mask_nik(nik)} berawalan daerah lain"


def nik_differs_words(other_places: str) -> str:
    """``other_places`` names the other rows with this NIK."""
    return f"NIK ini juga ada di {other_places}, dengan isian yang berbeda"


def nik_repeated_words(first_place: str) -> str:
    """A repeated row that says nothing new."""
    return f"Orang ini sudah ada di {first_place}; baris ini tidak menambah apa-apa"


def same_person_words(place: str) -> str:
    """``place`` is another row, or the register of persons."""
    return f"Nama dan tanggal lahirnya sama dengan {place}, tetapi NIK-nya berbeda"


def date_words(typed: str) -> str:
    """Right: "Tanggal “31/02/1980” tidak dikenal"."""
    return f"Tanggal “{typed[:40]}” tidak dikenal"


def region_unknown_words(typed: str, level: str, within: str) -> str:
    """``within`` is the official name of the kecamatan, "" when none was given."""
    place = f" di {within}" if within else ""
    return f"{level.title()} “{typed[:60]}” tidak ada{place}"


def region_ambiguous_words(typed: str, count: int) -> str:
    """Right: "“Gurun Laweh” ada dua"."""
    numbers = {2: "dua", 3: "tiga", 4: "empat"}
    return f"“{typed[:60]}” ada {numbers.get(count, str(count))}"


def row_place(sheet: str, row: int) -> str:
    """How a row is called in a sentence: "lembar PSM baris 58"."""
    return f"lembar {sheet} baris {row}"
