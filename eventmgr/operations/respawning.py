"""How many web processes may die before the server gives up.

granian ends the whole server when a process dies within 5.5 s of the one before it: one bad request, sent
twice, would take the office down. It looks the time of the last replacement up in a dictionary; this one
only answers when so many died that the program itself must be broken.
"""

from collections import deque

#: So many deaths within the window are not one request's doing.
MOST_DEATHS = 20
WINDOW_SECONDS = 60.0


class Replacements:
    """What granian needs of a dictionary from process number to the moment of its last replacement."""

    def __init__(self) -> None:
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)

    @property
    def is_too_often(self) -> bool:
        """Whether so many replacements lie within the window that the server should end."""
        return len(self._deaths) == MOST_DEATHS and self._deaths[-1] - self._deaths[0] < WINDOW_SECONDS

    def __setitem__(self, number: int, at: float) -> None:
        """A process is being replaced; `at` is a monotonic time in seconds."""
        self._deaths.append(at)

    def get(self, number: int, default: float) -> float:
        """When the process was last replaced, for granian's guard: long ago, unless it is too often."""
        return self._deaths[-1] if self.is_too_often else default

    def clear(self) -> None:
        """granian forgets after each round; here deaths count for the whole window."""
