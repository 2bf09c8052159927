"""How the import's pages call things: regions, telephones, fields, values. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from eventmgr.people.phone_rules import is_e164
from eventmgr.roster.regions import RegionIndex
from eventmgr.shared.dates import long_date
from eventmgr.shared.text import mask_phone

FIELD_WORDS = {
    "name": "Nama",
    "sex": "Jenis kelamin",
    "birth_place": "Tempat lahir",
    "birth_date": "Tanggal lahir",
    "address": "Alamat",
    "phone": "No. WA",
    "sk_number": "Nomor SK",
    "category_code": "Unsur",
    "region_code": "Kelurahan",
}
SEX_WORDS = {"L": "laki-laki", "P": "perempuan"}


@dataclass(frozen=True)
class Choice:
    """One answer to a question of the page: its value, and how it is called."""

    value: str
    label: str
    is_chosen: bool = False


def region_label(regions: RegionIndex, code: str) -> str:
    """ "Gurun Laweh, Nanggalo": a kelurahan is only plain with its kecamatan."""
    parent = regions.parent_name(code)
    return f"{regions.name(code)}, {parent}" if parent else regions.name(code)


def region_word(regions: RegionIndex, code: str) -> str:
    """ "Kecamatan Nanggalo", or the bare name of a kelurahan."""
    found = regions.names.get(code)
    name = regions.name(code) if code else ""
    return f"Kecamatan {name}" if found and found.level == "kecamatan" else name


def region_offers(regions: RegionIndex, level: str) -> tuple[Choice, ...]:
    """Every region of a level by name, to be found by typing."""
    codes = [code for code, region in regions.names.items() if region.level == level]
    return tuple(sorted((Choice(code, region_label(regions, code)) for code in codes), key=lambda c: c.label))


def phone_word(phone: str) -> str:
    """Masked: the preview is looked at over shoulders."""
    if not phone:
        return ""
    return mask_phone(phone) if is_e164(phone) else f"{phone[:4]}••••"


def value_word(field: str, value: Any, regions: RegionIndex) -> str:
    """A stored value as people read it."""
    if field == "phone":
        return phone_word(str(value or ""))
    if field == "region_code":
        return region_word(regions, str(value or ""))
    if field == "sex":
        return SEX_WORDS.get(str(value), "")
    return long_date(value) if isinstance(value, date) else str(value or "")
