"""Names as people write them: titles in fields of their own, nothing re-cased, nothing lost.

The law of this module: ``split_name(cell).joined == cell.strip()`` for every cell. A title that is
written in a way which the join would not give back (no space after the comma) stays inside the name.
"""

import re
import unicodedata
from typing import NamedTuple

from eventmgr.shared.text import full_name

_FRONT_TITLES = frozenset(
    {"prof", "prof.", "dr", "dr.", "drg", "drg.", "drs", "drs.", "dra", "dra.", "ir", "ir.", "h", "h."}
    | {"hj", "hj.", "kh", "kh.", "r.", "rr.", "ust", "ust.", "ns", "ns.", "apt", "apt.", "buya", "st.", "dt."}
)
#: Written without a point, these are titles; whatever holds a point is taken as one.
_BACK_TITLES = frozenset(
    {"amd", "amk", "amkeb", "ba", "bsc", "lc", "ma", "mag", "map", "mba", "mh", "mkes", "mkom", "mm", "mpd"}
    | {"msc", "msi", "mt", "ners", "phd", "sag", "sap", "se", "sei", "sh", "shi", "sip", "skep", "skm"}
    | {"skom", "sp", "spd", "spdi", "spsi", "spt", "ssi", "ssos", "sst", "st", "sth"}
)
#: what a person's columns hold; a longer row of titles stays inside the name
_LONGEST_FRONT, _LONGEST_BACK = 60, 120
_BACK_TITLE = re.compile(r"^[^\W\d_][\w.()\-& ]{0,19}$")


class NameParts(NamedTuple):
    """The three verbatim pieces of a typed name; a title that is not there is None."""

    front_title: str | None
    name: str
    back_title: str | None

    @property
    def joined(self) -> str:
        """The typed cell again."""
        return full_name(self.name, self.front_title, self.back_title)


def split_name(typed: str) -> NameParts:
    """Split "Drs. H. Ahmad Yani, S.Pd, M.Si" into "Drs. H.", "Ahmad Yani" and "S.Pd, M.Si".

    A single name is a full name, and a cell that is only a title is a name too. Right: "Nan XX" stays.
    """
    cell = typed.strip()
    body, back_title = _split_back(cell)
    front_title, name = _split_front(body)
    return NameParts(front_title, name, back_title)


def titles_apart(typed: NameParts) -> NameParts:
    """The parts with the titles that were typed into the name moved to the others, each of them once.

    Right: "Mardianto, S.Sos., M.M." beside the back title "S.Sos" is "Mardianto" and "S.Sos., M.M.".
    Wrong: leaving it so, which prints "Mardianto, S.Sos., M.M., S.Sos".
    """
    found = split_name(typed.name)
    front, back = typed.front_title, typed.back_title
    if found.front_title:
        front = " ".join([*_others(front, found.front_title, " "), found.front_title])
    if found.back_title:
        back = ", ".join([found.back_title, *_others(back, found.back_title, ",")])
    return NameParts(front, found.name, back)


def _others(titles: str | None, known: str, between: str) -> list[str]:
    """Those of the titles that are not among the known ones; "S.Sos." and "S.Sos" are one."""
    keys = {_title_key(title) for title in known.split(between)}
    every = [title.strip() for title in (titles or "").split(between)]
    return [title for title in every if title and _title_key(title) not in keys]


def _title_key(title: str) -> str:
    return re.sub(r"\W", "", title).casefold()


def _split_back(cell: str) -> tuple[str, str | None]:
    body, comma, rest = cell.partition(", ")
    if not comma or not body or body != body.rstrip() or rest != rest.lstrip() or not rest:
        return cell, None
    if len(rest) > _LONGEST_BACK:
        return cell, None
    parts = rest.split(",")
    return (body, rest) if all(_is_back_title(part.strip()) for part in parts) else (cell, None)


def _is_back_title(part: str) -> bool:
    if not _BACK_TITLE.match(part):
        return False
    letters = re.sub(r"[^\w]", "", part).casefold()
    return "." in part or letters in _BACK_TITLES


def _split_front(body: str) -> tuple[str | None, str]:
    words = body.split(" ")
    count = 0
    while count < len(words) - 1 and words[count].casefold() in _FRONT_TITLES:
        count += 1
    name = " ".join(words[count:])
    front = " ".join(words[:count])
    if not front or not name or name != name.lstrip() or len(front) > _LONGEST_FRONT:
        return None, body
    return front, name


def name_key(name: str) -> str:
    """Fold a name without its titles, so that two ways of typing it can be compared.

    >>> name_key("SYAFRIDA  Béndang") == name_key("Syafrida Bendang")
    True
    """
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", plain.casefold()).split())


def is_name(typed: str) -> bool:
    """A name has at least one letter."""
    return any(character.isalpha() for character in typed)
