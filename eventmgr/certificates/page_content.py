"""What the certificates page says: words and numbers made from the rule, the people and the job."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.certificates.design_preview import SampleState
from eventmgr.certificates.issue_checks import Check
from eventmgr.certificates.issuing import Standing
from eventmgr.certificates.queries import IssuedRow
from eventmgr.certificates.rules import Basis, Condition, Tally
from eventmgr.shared.number_words import number_word
from eventmgr.shared.text import counted


@dataclass(frozen=True, slots=True)
class Group:
    """A number with the people behind it; `slug` is its address below …/sertifikat/nama/."""

    slug: str
    title: str
    words: str
    registration_ids: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.registration_ids)


@dataclass(frozen=True, slots=True)
class Progress:
    """A running issue. `seconds_left` is None while it cannot be told yet.

    `is_left`: no worker is there who goes on with it.
    """

    done: int
    total: int
    first: str
    reached: str
    last: str
    seconds_left: int | None
    is_left: bool = False

    @property
    def words(self) -> str:
        """ "214 dari 301 · kira-kira 2 detik lagi" """
        if not self.total:
            return "Menyiapkan nomor"
        rest = f" · kira-kira {counted(self.seconds_left)} detik lagi" if self.seconds_left else ""
        return f"{counted(self.done)} dari {counted(self.total)}{rest}"

    @property
    def share(self) -> int:
        """Percent that is woven, for the number under the edge."""
        return round(100 * self.done / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class NumberLine:
    """First and last of a range of printed numbers."""

    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class HeldNumbers:
    """Numbers that wait for the event's certificates; `by` is "dipesan Ani Rahmawati, pukul 09.14" or ""."""

    count: int
    by: str
    line: NumberLine


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything the page of an event's certificates shows, apart from the frame.

    `issued` are valid; `given` counts those that were revoked since, too.
    """

    rule_words: str
    tally: Tally
    eligible: Group
    granted: tuple[Group, ...]
    not_eligible: tuple[Group, ...]
    held: tuple[Group, ...]
    to_issue: int
    issued: int
    given: int
    reserved: int
    lost_presence: Group
    numbers: NumberLine
    held_numbers: HeldNumbers | None = None
    checks: tuple[Check, ...] = ()
    progress: Progress | None = None
    has_stop: bool = False
    #: days that are not over, in words
    unfinished: str = ""
    #: the chosen design, None while there is nobody to draw
    sample: SampleState | None = None


def rule_words(condition: Condition, days: int) -> str:
    """ "hadir sekurang-kurangnya dua dari tiga hari" """
    least = condition.least
    if condition.basis is Basis.SHARE:
        return "hadir pada semua sesi" if least >= 100 else f"hadir sekurang-kurangnya {least} persen sesi"
    if condition.basis is Basis.JP:
        return f"mengumpulkan sekurang-kurangnya {least} JP"
    if days == 1:
        return "hadir pada hari kegiatan"
    if least >= days:
        return f"hadir pada semua {number_word(days)} hari"
    return f"hadir sekurang-kurangnya {number_word(least)} dari {number_word(days)} hari"


def standing_note(standing: Standing, number: int) -> str:
    """Why somebody stands where they stand: "hadir satu hari", or the organizer's reason."""
    one = standing.by_registration.get(number)
    if one is None:
        return "tidak terdaftar lagi"
    words = {"grant": "diberikan panitia", "hold": "ditahan panitia", "deny": "ditolak panitia"}
    if one.decision in words:
        return f"{words[one.decision]}: {one.decision_reason}"
    if not one.days_present and not one.credit:
        return "tidak pernah hadir"
    reached = one.reached(standing.condition.basis)
    if standing.condition.basis is Basis.SHARE:
        return f"hadir {reached} persen sesi"
    if standing.condition.basis is Basis.JP:
        return f"{reached} JP"
    before = f", {number_word(one.days_before)} hari lain sebelum terdaftar" if one.days_before else ""
    return f"hadir {number_word(reached)} hari{before}"


def groups_of(
    tally: Tally, condition: Condition
) -> tuple[Group, tuple[Group, ...], tuple[Group, ...], tuple[Group, ...]]:
    """Eligible; those whom the organizer's word brought in; not eligible by reason; held by reason.

    Of the not eligible those with most days stand first. Empty groups are left out.
    """
    eligible = Group(
        "berhak", f"{counted(len(tally.eligible))} orang berhak", "berhak", tuple(tally.eligible)
    )
    granted = _group("diberikan", "diberikan panitia walau syarat belum terpenuhi", tally.granted)
    too_little = {
        Basis.DAYS: "hadir hanya {days} hari",
        Basis.SHARE: f"hadir kurang dari {condition.least} persen sesi",
        Basis.JP: f"kurang dari {condition.least} JP",
    }[condition.basis]
    reasons, late = [], set(tally.newcomers)
    for days, ids in sorted(tally.too_few.items(), reverse=True):
        since = f"hadir {number_word(days)} hari sejak terdaftar, hari sebelumnya sudah ditutup"
        reasons.append(_group(f"hadir-{days}-baru", since, [one for one in ids if one in late]))
        words = too_little.format(days=number_word(days))
        slug = f"hadir-{days}" if days else "kurang"
        reasons.append(_group(slug, words, [one for one in ids if one not in late]))
    reasons.append(_group("tidak-pernah", "tidak pernah hadir", tally.never))
    reasons.append(_group("ditolak", "ditolak panitia", tally.denied))
    held = [
        _group(f"ditahan-{position}", reason, ids)
        for position, (reason, ids) in enumerate(sorted(tally.held.items()), start=1)
    ]
    return (
        eligible,
        (granted,) if granted.count else (),
        tuple(group for group in reasons if group.count),
        tuple(held),
    )


def _group(slug: str, words: str, ids: Sequence[int]) -> Group:
    return Group(slug, f"{counted(len(ids))} orang {words}", words, tuple(ids))


def progress_of(
    done: int, total: int, run: Sequence[IssuedRow], started_at: datetime, now: datetime
) -> Progress:
    """The state of a running issue; `run` are its certificates by number."""
    elapsed = (now - started_at).total_seconds()
    left = round(elapsed / done * (total - done)) if done and total > done else None
    reached = f"nomor {run[min(done, len(run)) - 1].seq}" if run and done else ""
    return Progress(
        done=done,
        total=total,
        first=run[0].number if run else "",
        reached=reached if done < total else "",
        last=run[-1].number if run else "",
        seconds_left=max(left, 1) if left is not None else None,
    )
