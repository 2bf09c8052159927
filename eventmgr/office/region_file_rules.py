"""Regions of one city or regency, read from the CSV files of the npm package idn-area-data. Pure.

Its columns: regencies.csv `code,province_code,name`, districts.csv `code,regency_code,name`, villages.csv
`code,district_code,name`, and provinces.csv `code,name`, which may be left out. Codes are Kemendagri's
("13.75.01.1001"), the same that this program keys regions by.
"""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventmgr.shared.text import fold_for_search

_KINDS = {"province_code": "regencies", "regency_code": "districts", "district_code": "villages"}
_WORDS = {
    "regencies": "kabupaten dan kota (regencies.csv)",
    "districts": "kecamatan (districts.csv)",
    "villages": "kelurahan dan desa (villages.csv)",
}
_CODES = {
    "province": re.compile(r"[0-9]{2}"),
    "city": re.compile(r"[0-9]{2}\.[0-9]{2}"),
    "kecamatan": re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}"),
    "kelurahan": re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}"),
}
MOST_NAME = 120
MOST_ROWS = 2_000


class RegionFileError(Exception):
    """Raised when the files cannot be used; the text is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class NewRegion:
    """A region as it would be stored; `parent_code` is None for a province."""

    code: str
    parent_code: str | None
    level: str
    name: str


@dataclass(frozen=True, slots=True)
class RegionSet:
    """A city with what is above and below it, each parent before its children."""

    rows: tuple[NewRegion, ...]

    @property
    def city(self) -> NewRegion:
        return next(row for row in self.rows if row.level == "city")

    def of_level(self, level: str) -> list[NewRegion]:
        """Rows of a level in the official order."""
        return [row for row in self.rows if row.level == level]

    def sealed(self) -> str:
        """As the hidden field of the preview carries it."""
        return json.dumps([[row.code, row.name] for row in self.rows], ensure_ascii=False)


def regions_in_files(files: Sequence[tuple[str, bytes]], wanted: str) -> RegionSet:
    """The regions of the city that `wanted` names ("Kota Bukittinggi", "13.75").

    Raises RegionFileError.
    """
    tables = _tables(files)
    for kind, words in _WORDS.items():
        if kind not in tables:
            raise RegionFileError(f"Belum ada berkas {words}. Pilih ketiga berkasnya sekaligus.")
    city = _city(tables["regencies"], wanted)
    code = city["code"]
    above = [one for one in tables.get("provinces", ()) if one["code"] == city["province_code"]]
    rows = [(one["code"], _title(one["name"])) for one in above] + [(code, _title(city["name"]))]
    rows += [(one["code"], one["name"]) for one in tables["districts"] if one["regency_code"] == code]
    rows += [
        (one["code"], one["name"])
        for one in tables["villages"]
        if one["district_code"].startswith(f"{code}.")
    ]
    return checked(rows)


def regions_of_seal(text: str) -> RegionSet:
    """What `RegionSet.sealed` made. Raises RegionFileError."""
    try:
        rows = [(str(code), str(name)) for code, name in json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        raise RegionFileError("Pratinjaunya sudah tidak terbaca. Pilih berkasnya sekali lagi.") from None
    return checked(rows)


def checked(rows: Sequence[tuple[str, str]]) -> RegionSet:
    """Rows with their levels and parents, by code. Raises RegionFileError."""
    if len(rows) > MOST_ROWS:
        raise RegionFileError(f"Wilayahnya lebih dari {MOST_ROWS}, terlalu banyak untuk satu kota.")
    known: dict[str, NewRegion] = {}
    for code, name in sorted(rows):
        level = next((each for each, shape in _CODES.items() if shape.fullmatch(code)), "")
        plain = " ".join(name.split())
        if not level or not plain or len(plain) > MOST_NAME or not plain.isprintable():
            shown = f"{code[:20]}, {plain[:40]}".encode(errors="replace").decode()
            raise RegionFileError(f"Baris “{shown}” tidak terbaca: kodenya atau namanya janggal.")
        if code in known:
            raise RegionFileError(f"Kode {code} ada dua kali.")
        parent = code.rpartition(".")[0] or None
        if level in ("kecamatan", "kelurahan") and parent not in known:
            raise RegionFileError(f"{plain} ({code}) tidak mempunyai wilayah di atasnya, {parent}.")
        known[code] = NewRegion(code, parent, level, plain)
    found = RegionSet(tuple(known.values()))
    if len(found.of_level("city")) != 1 or not found.of_level("kelurahan"):
        raise RegionFileError("Kecamatan atau kelurahannya tidak ada di berkas itu. Periksa berkasnya.")
    return found


def _tables(files: Sequence[tuple[str, bytes]]) -> Mapping[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for name, data in files:
        try:
            reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
            heads = [head.strip() for head in reader.fieldnames or ()]
            rows = [{key.strip(): value or "" for key, value in row.items() if key} for row in reader]
        except (UnicodeDecodeError, csv.Error):
            raise RegionFileError(f"{name} bukan berkas CSV yang terbaca.") from None
        kind = next((_KINDS[head] for head in heads if head in _KINDS), "provinces")
        if not {"code", "name"} <= set(heads):
            raise RegionFileError(
                f"{name} tidak dikenali: kolomnya “{', '.join(heads)[:80]}”. "
                "Seharusnya code, name, dan kode wilayah di atasnya."
            )
        if kind in found:
            raise RegionFileError(f"{name} berisi hal yang sama dengan berkas lain. Pilih satu saja.")
        found[kind] = rows
    return found


def _city(regencies: Sequence[dict[str, str]], wanted: str) -> dict[str, str]:
    folded = fold_for_search(wanted)
    for one in regencies:
        if wanted.strip() == one["code"] or folded == fold_for_search(one["name"]):
            return one
    near = [one for one in regencies if folded and folded in fold_for_search(one["name"])]
    if len(near) == 1:
        return near[0]
    if near:
        names = ", ".join(f"{_title(one['name'])} ({one['code']})" for one in near[:4])
        raise RegionFileError(f"“{wanted}” dapat berarti {names}. Tulis salah satunya.")
    raise RegionFileError(f"“{wanted}” tidak ada di berkas itu. Tulis seperti “Kota Padang”, atau kodenya.")


def _title(name: str) -> str:
    """ "KOTA BUKITTINGGI" as a letterhead names it; a name in mixed letters stays."""
    return name.title().replace("Dki ", "DKI ") if name.isupper() else name
