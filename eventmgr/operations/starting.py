"""What rooms do before the server takes its first request: the demo, the first administrator.

A room registers a step with `@at_start(order)`; steps run in that order, each in the app's context and
with the data folder held, and return lines for the person who typed the command.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Start:
    """`is_new`: this data folder never finished a start before. `address`: where the server will answer."""

    is_new: bool
    address: str


Step = Callable[[Start], Iterable[str]]
_steps: list[tuple[int, Step]] = []


def at_start(order: int) -> Callable[[Step], Step]:
    """Register a step; smaller orders run first."""

    def register(step: Step) -> Step:
        _steps.append((order, step))
        return step

    return register


def run_steps(start: Start) -> Iterable[str]:
    """Run all steps, giving out each line as soon as it is known."""
    for _, step in sorted(_steps, key=lambda pair: pair[0]):
        yield from step(start)
