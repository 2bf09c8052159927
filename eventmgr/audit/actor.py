"""Who acts."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["user", "participant", "device", "command", "job", "public"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`label` is what the trail shows: a user's name, "perintah people import"."""

    kind: ActorKind
    id: int | None
    label: str
    office_id: int | None = None
    is_admin: bool = False
