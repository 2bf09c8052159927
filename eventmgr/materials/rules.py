"""Who may read a material, from when, and in which words a participant is told. Pure."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from eventmgr.shared.decision import ALLOWED, Decision

PUBLIC, REGISTERED, PRESENT = "public", "registered", "present"
GATES = (PUBLIC, REGISTERED, PRESENT)
NOW, SESSION, AT, HIDDEN = "now", "session", "at", "hidden"
OPENINGS = (NOW, SESSION, AT, HIDDEN)
#: events that have pages for participants
_SHOWN_STATES = frozenset({"open", "closed", "archived"})
LONGEST_LINK = 500


@dataclass(frozen=True, slots=True)
class Opening:
    """When a material opens: `at` is None when it has no hour of its own; `session_starts` and `day_starts`
    are the start of its session, and the first start on its day. All moments are UTC."""

    opens: str
    at: datetime | None = None
    session_starts: datetime | None = None
    day_starts: datetime | None = None

    @property
    def moment(self) -> datetime | None:
        """From when it may be read; None when that is at once (or never, while hidden)."""
        if self.opens == AT:
            return self.at
        return (self.session_starts or self.day_starts) if self.opens == SESSION else None

    def is_open(self, moment: datetime) -> bool:
        if self.opens == HIDDEN:
            return False
        opens = self.moment
        return opens is None or opens <= moment


@dataclass(frozen=True, slots=True)
class Place:
    """Where a material belongs: a session (with the checkpoints of its own), a day, or the whole event."""

    session_id: int | None = None
    session_checkpoints: frozenset[int] = frozenset()
    day_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody with a private link of this event; days and checkpoints where they were present."""

    is_registered: bool = False
    days: frozenset[int] = frozenset()
    checkpoints: frozenset[int] = frozenset()


#: somebody without a private link
STRANGER = Reader()


def was_present(place: Place, reader: Reader) -> bool:
    """Present where the material belongs (DESIGN 4, Credit): at the session's own checkpoint, or, where it
    has none, on its day; at a material of the whole event, on any day."""
    if place.session_id is not None and place.session_checkpoints:
        return bool(place.session_checkpoints & reader.checkpoints)
    if place.day_id is not None:
        return place.day_id in reader.days
    return bool(reader.days)


def may_read(
    *, gate: str, opening: Opening, place: Place, reader: Reader, event_state: str, moment: datetime
) -> Decision:
    """Whether somebody may read a material now.

    Reasons of a no: no_page (a draft), hidden, too_early, not_registered, not_present.
    """
    if event_state not in _SHOWN_STATES:
        return Decision(False, "no_page")
    if opening.opens == HIDDEN:
        return Decision(False, "hidden")
    if gate != PUBLIC and not reader.is_registered:
        return Decision(False, "not_registered")
    if not opening.is_open(moment):
        return Decision(False, "too_early")
    if gate == PRESENT and not was_present(place, reader):
        return Decision(False, "not_present")
    return ALLOWED


def judge_link(text: str) -> Decision:
    """Whether a typed address can be put up: http or https, with a host, without a name and password in it.

    Reasons of a no: link_kind, link_long.
    """
    if len(text) > LONGEST_LINK:
        return Decision(False, "link_long")
    if any(sign.isspace() or not sign.isprintable() for sign in text):
        return Decision(False, "link_kind")
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return Decision(False, "link_kind")
    if parts.scheme not in ("http", "https") or "." not in host.strip(".") or parts.username is not None:
        return Decision(False, "link_kind")
    return ALLOWED


def size_words(number: int) -> str:
    """0,8 MB; 310 kB below a tenth of a megabyte is 90 kB."""
    if number < 100_000:
        return f"{max(1, round(number / 1000))} kB"
    return f"{number / 1_000_000:.1f} MB".replace(".", ",")
