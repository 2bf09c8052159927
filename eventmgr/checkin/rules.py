"""What a scan means: the verdict at the door, who may undo, and when a clock is not to be trusted.

Pure Python: facts in, answers out. The one place where these rules are written;
camera, USB scanner, typing, search, paper, sync and command all come here through `check_in()`.
"""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

OK = "ok"
ALREADY = "already"
WRONG_EVENT = "wrong_event"
WRONG_DAY = "wrong_day"
NOT_OPEN = "not_open"
CLOSED = "closed"
NOT_HERE = "not_here"
CANCELLED = "cancelled"
OLD_CARD = "old_card"
SPARE_CARD = "spare_card"
RESERVE = "reserve"
UNKNOWN = "unknown"

#: What may stand in `scan.verdict`, in the order in which the rules are asked ("first that applies").
VERDICTS = (
    UNKNOWN, WRONG_EVENT, OLD_CARD, SPARE_CARD, CANCELLED, RESERVE,
    NOT_HERE, WRONG_DAY, ALREADY, NOT_OPEN, CLOSED, OK,
)  # fmt: skip

#: Verdicts after which the guest counts as present.
WELCOME = frozenset({OK, ALREADY})

#: What an organizer may permit at the door. A card that proves nothing, a cancelled registration and another
#: day's checkpoint are not among them: the first two need the help desk, the last is a correction (issue 8).
PERMITTABLE = frozenset({NOT_OPEN, CLOSED, NOT_HERE, RESERVE})
#: Reasons that take a permission away: before and after the event nothing is recorded at the door.
_NEVER_PERMITTED = frozenset({"event_draft", "event_closed"})

#: How long the crew may take back a scan of their own; later only the organizer may.
UNDO_WINDOW = timedelta(minutes=15)

#: A clock that is further off than this is reported, although its offset is known.
OFFSET_LIMIT = timedelta(minutes=5)
#: A corrected time may be this much later than the server's own (network and rounding).
FUTURE_LIMIT = timedelta(minutes=2)
#: A phone without network may bring its scans this late without being asked about its clock.
LATE_LIMIT = timedelta(hours=36)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFacts:
    """What is known of the card that was read.

    `registration_state` and `category_id` are None for a card that belongs to nobody yet (a spare card).
    """

    event_id: int
    state: str
    registration_state: str | None = None
    category_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointFacts:
    """Where the card was read. `audience` holds category ids; an empty one welcomes every category."""

    event_id: int
    event_state: str
    zone: str
    day: date
    opens_at: datetime
    closes_at: datetime
    day_is_closed: bool = False
    audience: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one scan.

    `name` is one of VERDICTS. `reason` narrows it and is empty when the name says it all:
    unknown/no_ticket, old_card/<void reason>, cancelled/replaced, reserve/pending,
    not_open/event_draft, closed/day_closed, closed/event_closed; and for *already* the verdict that the
    scan would have had for a guest who was not there yet (empty: it would have been ok).
    """

    name: str
    reason: str = ""

    @property
    def is_welcome(self) -> bool:
        """True when the guest is present after this scan."""
        return self.name in WELCOME

    @property
    def is_permittable(self) -> bool:
        """True when an organizer's PIN may turn this into an arrival."""
        return self.name in PERMITTABLE and self.reason not in _NEVER_PERMITTED

    @property
    def is_evidence(self) -> bool:
        """True when the scan by itself proves presence, whichever other scans arrived before it.

        A second scan inside the window proves it too (its time may be the earlier one);
        a second scan outside the window proves nothing, as it would not have done alone.
        """
        return self.name == OK or (self.name == ALREADY and not self.reason)


def decide(
    *,
    ticket: TicketFacts | None,
    has_valid_check: bool,
    checkpoint: CheckpointFacts,
    at: datetime,
    is_present: bool,
    rehearsal: bool = False,
) -> Verdict:
    """Return the first verdict that applies (issue 7; DESIGN 4).

    `at` is the corrected time of the scan, aware. `is_present` says whether the guest already has
    attendance at this checkpoint (in a rehearsal: an earlier rehearsal scan). `has_valid_check` says whether
    the check characters of the code are right, so that a stray code differs from a card without a row.
    In a rehearsal the chosen checkpoint counts as open: day, window and state of the event are not asked.
    A retried scan never comes here: its stored verdict is replayed (`classify_delivery`).
    """
    if ticket is None:
        return Verdict(UNKNOWN, "no_ticket" if has_valid_check else "")
    refusal = _refusal_of_card(ticket, checkpoint) or _refusal_of_registration(ticket, checkpoint)
    if refusal is not None:
        return refusal
    if not rehearsal and at.astimezone(ZoneInfo(checkpoint.zone)).date() != checkpoint.day:
        return Verdict(WRONG_DAY)
    window = Verdict(OK) if rehearsal else _window(checkpoint, at)
    if is_present:
        return Verdict(ALREADY, "" if window.name == OK else window.reason or window.name)
    return window


def _refusal_of_card(ticket: TicketFacts, checkpoint: CheckpointFacts) -> Verdict | None:
    if ticket.event_id != checkpoint.event_id:
        return Verdict(WRONG_EVENT)
    if ticket.state == "void":
        return Verdict(OLD_CARD)
    if ticket.state == "spare" or ticket.registration_state is None:
        return Verdict(SPARE_CARD)
    return None


def _refusal_of_registration(ticket: TicketFacts, checkpoint: CheckpointFacts) -> Verdict | None:
    match ticket.registration_state:
        case "cancelled":
            return Verdict(CANCELLED)
        case "replaced":
            return Verdict(CANCELLED, "replaced")
        case "reserve":
            return Verdict(RESERVE)
        case "pending":
            return Verdict(RESERVE, "pending")
    if checkpoint.audience and ticket.category_id not in checkpoint.audience:
        return Verdict(NOT_HERE)
    return None


def _window(checkpoint: CheckpointFacts, at: datetime) -> Verdict:
    """Not open, closed or ok. The window is half open: at `closes_at` sharp it is closed."""
    if checkpoint.event_state == "draft":
        return Verdict(NOT_OPEN, "event_draft")
    if checkpoint.event_state != "open":
        return Verdict(CLOSED, "event_closed")
    if checkpoint.day_is_closed:
        return Verdict(CLOSED, "day_closed")
    if at < checkpoint.opens_at:
        return Verdict(NOT_OPEN)
    if at >= checkpoint.closes_at:
        return Verdict(CLOSED)
    return Verdict(OK)


def minutes_until(opens_at: datetime, at: datetime) -> int:
    """Whole minutes to wait, rounded up, never below 1: 06.18.30 before 06.30 is 12."""
    return max(1, math.ceil((opens_at - at) / timedelta(minutes=1)))


def classify_delivery(stored_hash: str | None, payload_hash: str) -> str:
    """Say what a delivery is, before any other rule: "new", "replay" (same words) or "conflict"."""
    if stored_hash is None:
        return "new"
    return "replay" if stored_hash == payload_hash else "conflict"


def corrected_time(at_device: datetime, offset_ms: int) -> datetime:
    """Return the time of the scan: the device's clock plus the offset that it stamped on the scan.

    Raises ValueError for a time that the calendar cannot hold.
    """
    try:
        return at_device + timedelta(milliseconds=offset_ms)
    except OverflowError as error:
        raise ValueError("the corrected time lies outside the calendar") from error


def is_clock_suspect(at_corrected: datetime, offset_ms: int, received_at: datetime) -> bool:
    """True when the time of a scan should be looked at. It marks the scan and changes nothing.

    Suspect is a clock more than 5 minutes off, a time more than 2 minutes in the server's future,
    and a scan that arrives more than 36 hours late.
    """
    return (
        abs(timedelta(milliseconds=offset_ms)) > OFFSET_LIMIT
        or at_corrected - received_at > FUTURE_LIMIT
        or received_at - at_corrected > LATE_LIMIT
    )
