"""Who gets a certificate, for which sessions, and which address its QR may hold. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from eventmgr.office.address_rules import is_public_address
from eventmgr.shared.decision import ALLOWED, Decision


class Reason(StrEnum):
    """Why somebody gets no certificate; closed, used in addresses and by programs."""

    TOO_LITTLE = "too_little"
    NEVER_PRESENT = "never_present"
    DENIED = "denied"
    HELD = "held"


class Basis(StrEnum):
    """What the rule counts; the key of the stored condition is `least_` with this."""

    DAYS = "days"
    #: per cent of the sessions
    SHARE = "share"
    JP = "jp"


@dataclass(frozen=True, slots=True)
class Condition:
    """The rule of a kind of certificate: at least so many days, so much of the sessions, or so many JP."""

    least: int
    basis: Basis = Basis.DAYS

    def to_record(self) -> dict[str, int]:
        """As it is stored: {"least_days": 2}."""
        return {f"least_{self.basis.value}": self.least}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Condition":
        """Of a stored rule; raises ValueError when it holds no condition."""
        for basis in Basis:
            if f"least_{basis.value}" in record:
                return cls(int(record[f"least_{basis.value}"]), basis)
        raise ValueError(f"no condition in {sorted(record)}")


@dataclass(frozen=True, slots=True)
class Standing:
    """One registered participant: days present, and the organizer's word over the rule (or "").

    `credit` is per cent of the sessions or JP where the rule counts these. `days_before` were closed before
    the participant was registered.
    """

    registration_id: int
    days_present: int
    decision: str = ""
    decision_reason: str = ""
    credit: int = 0
    days_before: int = 0

    def reached(self, basis: Basis) -> int:
        """How far somebody has come in what the rule counts."""
        return self.days_present if basis is Basis.DAYS else self.credit


def judge(standing: Standing, condition: Condition) -> Decision:
    """The organizer's word goes before the rule."""
    if standing.decision == "hold":
        return Decision(False, Reason.HELD)
    if standing.decision == "deny":
        return Decision(False, Reason.DENIED)
    if standing.decision == "grant" or standing.reached(condition.basis) >= condition.least:
        return ALLOWED
    was_there = standing.days_present or standing.credit
    return Decision(False, Reason.TOO_LITTLE if was_there else Reason.NEVER_PRESENT)


@dataclass(slots=True)
class Tally:
    """All participants, each in exactly one place; the numbers add up to `total`.

    `too_few` is keyed by the days present, or by 0 where the rule counts sessions or JP; `held` by the
    organizer's reason. `granted` are those of the eligible whom the organizer's word brought in; `newcomers`
    those of `too_few` who lack only days that were closed before they were registered.
    """

    eligible: list[int] = field(default_factory=list)
    granted: list[int] = field(default_factory=list)
    too_few: dict[int, list[int]] = field(default_factory=dict)
    newcomers: list[int] = field(default_factory=list)
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


def tally(standings: Iterable[Standing], condition: Condition) -> Tally:
    """Put each participant into one place, in the order given."""
    counted = Tally()
    for standing in standings:
        decision, number = judge(standing, condition), standing.registration_id
        if decision:
            counted.eligible.append(number)
            if standing.decision == "grant":
                counted.granted.append(number)
        elif decision.reason == Reason.HELD:
            counted.held.setdefault(standing.decision_reason, []).append(number)
        elif decision.reason == Reason.DENIED:
            counted.denied.append(number)
        elif decision.reason == Reason.NEVER_PRESENT:
            counted.never.append(number)
        else:
            key = standing.days_present if condition.basis is Basis.DAYS else 0
            counted.too_few.setdefault(key, []).append(number)
            if _lacks_earlier_days(standing, condition):
                counted.newcomers.append(number)
    return counted


def _lacks_earlier_days(standing: Standing, condition: Condition) -> bool:
    days = standing.days_present + standing.days_before
    return condition.basis is Basis.DAYS and standing.days_before > 0 and days >= condition.least


@dataclass(frozen=True, slots=True)
class SessionFact:
    """A session of the agenda with its own checkpoints (none: the arrival of its day stands for it)."""

    id: int
    day_id: int
    checkpoint_ids: frozenset[int]


def credit_note(sessions: Iterable[SessionFact]) -> str:
    """How `credited_sessions` counts these, as the back of the paper says it.

    Right: where only the arrival at the day was noted, the paper does not claim presence at each session.
    """
    own = {bool(session.checkpoint_ids) for session in sessions}
    if own == {True}:
        return "JP dihitung dari sesi yang kehadirannya tercatat pada presensi."
    if own == {True, False}:
        return "JP dihitung dari hari dan sesi yang kehadirannya tercatat pada presensi."
    return "JP dihitung dari hari yang dihadiri."


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


def credit_of(basis: Basis, jp_by_session: Mapping[int, int], credited: frozenset[int]) -> int:
    """What the credited sessions come to: JP, or whole per cent of all sessions (2 of 3 are 66)."""
    if basis is Basis.JP:
        return sum(jp_by_session[number] for number in credited)
    return 100 * len(credited) // len(jp_by_session) if jp_by_session else 0


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
