"""One line of the tables: what is photographed, as whom, when, and in which state."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from playwright.sync_api import Page

if TYPE_CHECKING:
    from scripts.pictures.world import World

#: Thursday 21 November 2024, 09.12 in Padang: the model event is over, a few certificates are issued
AFTER = datetime(2024, 11, 21, 2, 12, tzinfo=UTC)
#: Monday 18 November 2024, 08.41 in Padang: the first morning
FIRST_MORNING = datetime(2024, 11, 18, 1, 41, tzinfo=UTC)
#: a week before the event
BEFORE = datetime(2024, 11, 11, 2, 0, tzinfo=UTC)

#: Changes the database, in an app context; what it returns fills the braces of the path.
State = Callable[["World"], Mapping[str, str]]
#: What is done on the page before the picture.
Steps = Callable[[Page], None]


class Api(Protocol):
    """Answers in the place of the server what a page asks for by script."""

    def attach(self, page: Page) -> None:
        """Take over the page's requests."""


def unchanged(_world: "World") -> Mapping[str, str]:
    """The demo as it was loaded."""
    return {}


def nothing(_page: Page) -> None:
    """The page as it opens."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a page is opened: who, when, with which answers; what is done on it then."""

    who: str = "ani"
    status: int = 200
    #: part of what the console says because a form is refused or a network is cut
    says: str = ""
    at: datetime = AFTER
    state: State = unchanged
    then: Steps = nothing
    #: scripts that run before the page's own
    scripts: Sequence[str] = ()
    #: makes a fresh stand-in for the API of the page, if there is one
    api: Callable[[], Api] | None = None
    #: the window only, as for screens that are made for it; else the whole page
    window_only: bool = False
    #: the window lies on its side
    is_landscape: bool = False


@dataclass(frozen=True, kw_only=True)
class Shot(Look):
    """A picture: `name` as of the reference in looks/, `path` with braces for what the state returns."""

    name: str
    path: str
