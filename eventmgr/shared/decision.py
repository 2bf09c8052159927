"""The answer of a pure rule: yes, or no with a reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """`reason` is a short code (empty when allowed); never hand out a bare False."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)
