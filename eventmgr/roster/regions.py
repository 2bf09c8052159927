"""From the typed names of kecamatan and kelurahan to one region code, or to the choices that remain."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from eventmgr.shared.text import fold_for_search

_PREFIX = re.compile(r"^(?:kelurahan|kel|kecamatan|kec|desa|nagari)\b\.?\s*", re.IGNORECASE)
#: "Nan XX" ends the names of one kecamatan and is often left out, so it decides only where nothing else does.
_ENDING = "nanxx"
#: likely regions that are offered for one that is not known
MOST_CHOICES = 4


def region_key(typed: str) -> str:
    """Fold a region's name to letters and digits, without "Kel." or "Kec.".

    >>> region_key("Kel. Bukit Gado-Gado") == region_key("BUKIT GADO GADO")
    True
    """
    return fold_for_search(_PREFIX.sub("", " ".join(typed.split()))).replace(" ", "")


@dataclass(frozen=True)
class RegionName:
    """A region as rosters need it: Kemendagri code, code of its parent, level and official name."""

    code: str
    parent_code: str | None
    level: str
    name: str


@dataclass(frozen=True)
class RegionAnswer:
    """``code`` when exactly one region fits; else a fault, the column it is in, and likely codes."""

    code: str | None
    fault: Literal["region_unknown", "region_ambiguous"] | None = None
    level: Literal["kelurahan", "kecamatan"] = "kelurahan"
    choices: tuple[str, ...] = ()


@dataclass
class RegionIndex:
    """Answers for many rows; made once a file. ``scope`` of an alias is the code of a kecamatan."""

    names: Mapping[str, RegionName]
    _kecamatan: dict[str, str] = field(default_factory=dict)
    _within: dict[str, dict[str, str]] = field(default_factory=dict)
    _everywhere: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def build(cls, regions: Iterable[RegionName], aliases: Iterable[tuple[str, str, str]]) -> "RegionIndex":
        """Build from all regions of a city and from aliases (alias_norm, scope_code, region_code)."""
        index = cls({region.code: region for region in regions})
        for region in index.names.values():
            if region.level == "kecamatan":
                index._kecamatan[region_key(region.name)] = region.code
            elif region.level == "kelurahan" and region.parent_code:
                index._add(region_key(region.name), region.parent_code, region.code)
        for spelling, scope, code in aliases:
            alias = region_key(spelling)
            if scope in index._kecamatan.values():
                index._add(alias, scope, code)
            else:
                index._kecamatan.setdefault(alias, code)
        for scope, keys in index._within.items():
            for key, code in list(keys.items()):
                index._add_shortened(key, scope, code)
        return index

    def _add(self, key: str, scope: str, code: str) -> None:
        self._within.setdefault(scope, {}).setdefault(key, code)
        self._everywhere[key].add(code)

    def _add_shortened(self, key: str, scope: str, code: str) -> None:
        if key.endswith(_ENDING) and key != _ENDING:
            self._add(key.removesuffix(_ENDING), scope, code)

    def resolve(self, kecamatan: str, kelurahan: str, level: str | None) -> RegionAnswer:
        """Find the region of a row. ``level`` is the level at which the row's category serves.

        Right: "Pasir Nan Tigo" in Koto Tangah is Pasie Nan Tigo, by its alias. Without a kecamatan
        "Gurun Laweh" is ambiguous, because "Gurun Laweh Nan XX" is called so too.
        """
        if level == "kecamatan":
            return self._resolve_kecamatan(kecamatan)
        if not kecamatan.strip():
            return self._resolve_anywhere(kelurahan)
        parent = self._resolve_kecamatan(kecamatan)
        if parent.code is None:
            return self._under_unknown_parent(parent, kelurahan)
        return self._resolve_within(parent.code, kelurahan)

    def _resolve_kecamatan(self, typed: str) -> RegionAnswer:
        key = region_key(typed)
        if code := self._kecamatan.get(key):
            return RegionAnswer(code, level="kecamatan")
        near = tuple(self._kecamatan[match] for match in _near(key, self._kecamatan))
        return RegionAnswer(None, "region_unknown", "kecamatan", near)

    def _under_unknown_parent(self, parent: RegionAnswer, kelurahan: str) -> RegionAnswer:
        fits = tuple(sorted(self._everywhere.get(region_key(kelurahan), ())))[:MOST_CHOICES]
        return RegionAnswer(None, "region_unknown", "kecamatan", fits)

    def _resolve_within(self, scope: str, typed: str) -> RegionAnswer:
        key = region_key(typed)
        keys = self._within.get(scope, {})
        if key and key in keys:
            return RegionAnswer(keys[key])
        near = [keys[match] for match in _near(key, keys)]
        elsewhere = sorted(self._everywhere.get(key, ()))
        choices = tuple(dict.fromkeys(near + elsewhere))[:MOST_CHOICES]
        return RegionAnswer(None, "region_unknown", choices=choices)

    def _resolve_anywhere(self, typed: str) -> RegionAnswer:
        key = region_key(typed)
        fits = sorted(self._everywhere.get(key, ())) if key else []
        if len(fits) == 1:
            return RegionAnswer(fits[0])
        if fits:
            return RegionAnswer(None, "region_ambiguous", choices=tuple(fits))
        near = [code for match in _near(key, self._everywhere) for code in sorted(self._everywhere[match])]
        return RegionAnswer(None, "region_unknown", choices=tuple(dict.fromkeys(near))[:MOST_CHOICES])

    def name(self, code: str) -> str:
        """The official name of a code, or the code itself when it is not of this city."""
        region = self.names.get(code)
        return region.name if region else code

    def parent_name(self, code: str) -> str:
        """The name of the kecamatan of a kelurahan; "" for others."""
        region = self.names.get(code)
        if region is None or region.level != "kelurahan" or region.parent_code is None:
            return ""
        return self.name(region.parent_code)


def _near(key: str, keys: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(key, list(keys), n=MOST_CHOICES, cutoff=0.75) if key else []
