"""Who gets a certificate, for which sessions, and which address its QR may hold. Pure."""

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from eventmgr.shared.decision import ALLOWED, Decision


class Reason(StrEnum):
    """Why somebody gets no certificate; closed, used in addresses and by programs."""

    TOO_FEW_DAYS = "too_few_days"
    NEVER_PRESENT = "never_present"
    DENIED = "denied"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Standing:
    """One registered participant: days present, and the organizer's word over the rule (or "")."""

    registration_id: int
    days_present: int
    decision: str = ""
    decision_reason: str = ""


def judge(standing: Standing, least_days: int) -> Decision:
    """The organizer's word goes before the rule; the rule asks for days present."""
    if standing.decision == "hold":
        return Decision(False, Reason.HELD)
    if standing.decision == "deny":
        return Decision(False, Reason.DENIED)
    if standing.decision == "grant" or standing.days_present >= least_days:
        return ALLOWED
    return Decision(False, Reason.TOO_FEW_DAYS if standing.days_present else Reason.NEVER_PRESENT)


@dataclass(slots=True)
class Tally:
    """All participants, each in exactly one place; the numbers add up to `total`.

    `too_few` is keyed by the days present, `held` by the organizer's reason.
    """

    eligible: list[int] = field(default_factory=list)
    too_few: dict[int, list[int]] = field(default_factory=dict)
    never: list[int] = field(default_factory=list)
    denied: list[int] = field(default_factory=list)
    held: dict[str, list[int]] = field(default_factory=dict)

    @property
    def not_eligible_count(self) -> int:
        """Those whom rule or organizer leaves out."""
        return sum(len(ids) for ids in self.too_few.values()) + len(self.never) + len(self.denied)

    @property
    def held_count(self) -> int:
        """Those whom the organizer holds back for now."""
        return sum(len(ids) for ids in self.held.values())

    @property
    def total(self) -> int:
        """Everybody."""
        return len(self.eligible) + self.not_eligible_count + self.held_count


def tally(standings: Iterable[Standing], least_days: int) -> Tally:
    """Put each participant into one place, in the order given."""
    counted = Tally()
    for standing in standings:
        decision, number = judge(standing, least_days), standing.registration_id
        if decision:
            counted.eligible.append(number)
        elif decision.reason == Reason.HELD:
            counted.held.setdefault(standing.decision_reason, []).append(number)
        elif decision.reason == Reason.DENIED:
            counted.denied.append(number)
        elif decision.reason == Reason.NEVER_PRESENT:
            counted.never.append(number)
        else:
            counted.too_few.setdefault(standing.days_present, []).append(number)
    return counted


@dataclass(frozen=True, slots=True)
class SessionFact:
    """A session of the agenda with its own checkpoints (none: the arrival of its day stands for it)."""

    id: int
    day_id: int
    checkpoint_ids: frozenset[int]


def credited_sessions(
    sessions: Sequence[SessionFact],
    *,
    days: frozenset[int],
    checkpoints: frozenset[int],
    is_full: bool,
) -> frozenset[int]:
    """Ids of the sessions that count for somebody (DESIGN 4, Credit).

    Present at a session's own checkpoint, or, where it has none, present on its day; all of them where the
    event counts its full JP.
    """
    return frozenset(
        session.id
        for session in sessions
        if is_full
        or (session.checkpoint_ids & checkpoints if session.checkpoint_ids else session.day_id in days)
    )


@dataclass(frozen=True, slots=True)
class VerifyAddress:
    """Where the QR leads: `base` without a slash at the end, "" for a paper without a QR."""

    base: str = ""
    is_missing: bool = False

    def url_of(self, code: str) -> str:
        """The address behind the QR of a certificate."""
        return f"{self.base}/v/{code}" if self.base else ""

    @property
    def place(self) -> str:
        """As printed: "contoh.padang.go.id/v/"."""
        return f"{self.base.partition('://')[2]}/v/" if self.base else ""


def verify_address(
    *, public_url: str | None, served_address: str, is_demo: bool, without_public_url: bool
) -> VerifyAddress:
    """The address to freeze, or that it is missing.

    The demo takes what there is, the address that the server prints included. Outside the demo only a public
    https address will do, or the organizer's tick; a loopback address is never frozen.
    """
    if is_demo:
        return VerifyAddress((public_url or served_address).rstrip("/"))
    if public_url and is_public_address(public_url):
        return VerifyAddress(public_url.rstrip("/"))
    return VerifyAddress(is_missing=not without_public_url)


def is_public_address(url: str) -> bool:
    """Whether outsiders can open it: https, and no name or number of this machine or of a local network."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" or not host:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host.strip(".") and not host.endswith((".local", ".localhost", ".internal", ".lan"))
