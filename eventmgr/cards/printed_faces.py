"""What stands on a card, remembered at its print and compared later. Pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher

from eventmgr.cards.sheet import CardContent
from eventmgr.shared.text import fold_for_search, full_name

#: Words of a card that a person reads; the QR and the code change with the card and are no words.
WORDS = (
    "name",
    "front_title",
    "back_title",
    "category_code",
    "village",
    "district",
    "event_name",
    "date_range",
)
#: From here on two spellings are taken for one name.
ALIKE = 0.72


@dataclass(frozen=True)
class Change:
    """What became different ("Ejaan nama"), and what the old card says ("" where it said nothing)."""

    words: str
    old: str


def face_hash(card: CardContent) -> str:
    """What stands on a card, as a hash: a later change of name or place is seen by it."""
    return hashlib.sha256(json.dumps(asdict(card), sort_keys=True).encode()).hexdigest()


def face_words(card: CardContent) -> dict[str, str]:
    """The words to remember."""
    return {key: str(getattr(card, key)) for key in WORDS}


def changes_between(old: Mapping[str, str] | None, card: CardContent) -> list[Change]:
    """What changed since the print; one change without an old word where those words are not known.

    Right: "Zurniati Djambak" → "Zurniati Jambak" is a spelling; "Air Manis" → "Gurun Laweh" is a move.
    """
    if old is None:
        return [Change("Isi kartu berubah", "")]
    new = face_words(card)
    was = {key: old.get(key, new[key]) for key in WORDS}
    found = [*_names(was, new), *_places(was, new)]
    for key, words in (
        ("category_code", "Unsur berubah"),
        ("event_name", "Nama kegiatan berubah"),
        ("date_range", "Tanggal kegiatan berubah"),
    ):
        if was[key] != new[key]:
            found.append(Change(words, was[key]))
    return found or [Change("Isi kartu berubah", "")]


def _whole(words: Mapping[str, str]) -> str:
    return full_name(words["name"], words["front_title"], words["back_title"])


def _names(was: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    if was["name"] != new["name"]:
        return [Change("Ejaan nama" if _alike(was["name"], new["name"]) else "Nama diganti", _whole(was))]
    titles = [(was[key], new[key]) for key in ("front_title", "back_title") if was[key] != new[key]]
    if not titles:
        return []
    if all(not before for before, _ in titles):
        return [Change("Gelar ditambah", _whole(was))]
    gone = all(not after for _, after in titles)
    return [Change("Gelar dihapus" if gone else "Gelar diperbaiki", _whole(was))]


def _places(was: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    for key, thing in (("village", "kelurahan"), ("district", "kecamatan")):
        if was[key] != new[key]:
            if not was[key]:
                return [Change(f"{thing.capitalize()} ditambah", "")]
            alike = _alike(was[key], new[key])
            return [Change(f"{thing.capitalize()} diperbaiki" if alike else f"Pindah {thing}", was[key])]
    return []


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, fold_for_search(one), fold_for_search(other)).ratio() >= ALIKE
