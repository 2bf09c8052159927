"""What an organizer typed and chose in the preview, row by row. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

Place = tuple[str, int]
#: `same_as` when the organizer says that the namesake is somebody else
SOMEBODY_ELSE = "lain"
#: longest text of each field that is typed
_LONGEST = {"nik": 40, "region_code": 13, "name": 320, "birth_date": 40, "same_as": 32}


@dataclass(frozen=True)
class Repair:
    """What goes before the cells of one row; "" is "as the file has it".

    ``is_out`` leaves the row out. ``same_as`` is SOMEBODY_ELSE, or the uid of the person who the row is.
    ``take`` names fields that were corrected by hand and shall have the file's value all the same.
    """

    nik: str = ""
    region_code: str = ""
    name: str = ""
    birth_date: str = ""
    same_as: str = ""
    is_out: bool = False
    take: frozenset[str] = frozenset()

    @property
    def is_typed(self) -> bool:
        """Something stands in the place of a cell."""
        return bool(self.nik or self.region_code or self.name or self.birth_date)

    def with_text(self, field: str, typed: str) -> "Repair":
        """The repair with one field typed anew, cut to what can be meant."""
        changed: Mapping[str, str] = {field: typed.strip()[: _LONGEST[field]]}
        return replace(self, **changed)  # type: ignore[arg-type]

    def as_json(self) -> dict[str, object]:
        """Only what was said, for the encrypted settings of a preview."""
        said: dict[str, object] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value:
                said[field.name] = sorted(value) if isinstance(value, frozenset) else value
        return said

    @classmethod
    def from_json(cls, said: Mapping[str, object]) -> "Repair":
        """The inverse of ``as_json``."""
        given = dict(said)
        take = given.pop("take", ())
        return cls(**given, take=frozenset(take))  # type: ignore[arg-type]
