"""What an organizer typed and chose in the preview, row by row. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

Place = tuple[str, int]
#: `same_as` when the organizer says that the namesake is somebody else
SOMEBODY_ELSE = "lain"
#: `same_as` when another row of the file speaks for this person
SAME_ROW = "keluar"
#: longest text of each field that is typed
_LONGEST = {"nik": 40, "region_code": 90, "name": 320, "birth_date": 40, "same_as": 32}


@dataclass(frozen=True)
class Repair:
    """What goes before the cells of one row; "" is "as the file has it".

    ``region_code`` is a code, or a name as "Gurun Laweh, Nanggalo". ``is_out`` leaves the row out;
    ``is_right`` was chosen among rows that share a NIK, whose others are out.
    ``same_as`` is SOMEBODY_ELSE, SAME_ROW, or the uid of the person who the row is. ``take`` names fields
    that were corrected by hand and shall have the file's value all the same.
    """

    nik: str = ""
    region_code: str = ""
    name: str = ""
    birth_date: str = ""
    same_as: str = ""
    is_out: bool = False
    is_right: bool = False
    take: frozenset[str] = frozenset()

    @property
    def is_typed(self) -> bool:
        """Something stands in the place of a cell."""
        return bool(self.nik or self.region_code or self.name or self.birth_date)

    def left_out(self) -> "Repair":
        """Nothing of the row is stored."""
        return replace(self, is_out=True)

    def taken_in(self) -> "Repair":
        """The row counts again; that another row speaks for it is taken back."""
        return replace(self, is_out=False, same_as="" if self.same_as == SAME_ROW else self.same_as)

    def with_text(self, field: str, typed: str) -> "Repair":
        """The repair with one field typed anew, cut to what can be meant."""
        return Repair.from_json({**self.as_json(), field: typed.strip()[: _LONGEST[field]]})

    def as_json(self) -> dict[str, Any]:
        """Only what was said, for the encrypted settings of a preview."""
        said: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value:
                said[field.name] = sorted(value) if isinstance(value, frozenset) else value
        return said

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Repair":
        """The inverse of ``as_json``."""
        texts = {name: str(said.get(name, "")) for name in _LONGEST}
        return cls(
            **texts,
            is_out=bool(said.get("is_out")),
            is_right=bool(said.get("is_right")),
            take=frozenset(said.get("take", ())),
        )
