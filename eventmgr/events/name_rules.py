"""Addresses made from names, and hours as people type them. Pure."""

import re
import unicodedata
from collections.abc import Container
from datetime import time

MOST_SLUG = 60
#: addresses that pages of their own have
RESERVED = frozenset({"baru"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_CLOCK = re.compile(r"(\d{1,2})[.:,]?(\d{2})?\Z")


def slug_of(name: str, fallback: str = "kegiatan") -> str:
    """A name as an address: "Bimtek TKSK, Angkatan II" is "bimtek-tksk-angkatan-ii".

    Cut at a word, at most 60 characters; a name without letters gets `fallback`.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = _NOT_WORD.sub("-", plain.replace("'", "")).strip("-")
    if len(slug) > MOST_SLUG:
        slug = slug[: MOST_SLUG + 1].rpartition("-")[0] or slug[:MOST_SLUG]
    return slug or fallback


def free_slug(wanted: str, taken: Container[str]) -> str:
    """The wanted address, or the first of "-2", "-3", … that nobody has."""
    slug, number = wanted, 1
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def is_slug(text: str) -> bool:
    """Small letters, digits and single hyphens, 3 to 60 characters, and no page's own address."""
    return 3 <= len(text) <= MOST_SLUG and _SLUG.match(text) is not None and text not in RESERVED


def read_clock(text: str) -> time | None:
    """An hour of the day as typed, None when it is none.

    Right: "10.15", "10:15", "1015", "7.30", "8" (full hour). Wrong: "25.00", "10.60", "pagi".
    """
    typed = text.strip().removesuffix("WIB").strip()
    found = _CLOCK.match(typed)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
