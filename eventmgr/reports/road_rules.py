"""The road of an event: its stations with their bands, woven up to where the event stands. Pure."""

from dataclasses import dataclass
from typing import Literal

from eventmgr.reports.rules import DayFacts, HomeFacts, Kind, phase_of
from eventmgr.shared.dates import short_date, weekday
from eventmgr.shared.text import counted


@dataclass(frozen=True, slots=True)
class Step:
    """One station of the road; `page` is a key of the page's links."""

    label: str
    note: str
    kind: Kind
    page: str
    band: Literal["full", "half", "none"]
    is_current: bool = False


def road(facts: HomeFacts) -> list[Step]:
    """The stations of the event with their bands, up to where it stands."""
    quota = [_quota_step(facts)] if facts.has_quota else []
    steps = [_list_step(facts), *quota, _cards_step(facts), *[_day_step(facts, day) for day in facts.days]]
    return [*steps, _certificate_step(facts)]


def _list_step(facts: HomeFacts) -> Step:
    if not facts.registered:
        is_next = facts.is_worked_on
        kind: Kind = "current" if is_next else "none"
        return Step("Daftar peserta", "masih kosong", kind, "participants", "none", is_next)
    return Step("Daftar peserta", f"{counted(facts.registered)} nama", "ok", "participants", "full")


def _quota_step(facts: HomeFacts) -> Step:
    if not facts.registered:
        return Step("Kuota", "setelah ada peserta", "none", "quota", "none")
    short = sum(row.names for row in facts.quota if row.is_short)
    over = sum(row.names for row in facts.quota if not row.is_short)
    if short or over:
        note = f"kurang {counted(short)} nama" if short else f"lebih {counted(over)} nama"
        return Step("Kuota", note, "look", "quota", "full")
    return Step("Kuota", "sesuai", "ok", "quota", "full")


def _cards_step(facts: HomeFacts) -> Step:
    if not facts.registered:
        return Step("Kartu", "setelah ada peserta", "none", "cards", "none")
    if facts.cards_open == 0:
        return Step("Kartu", f"{counted(facts.cards_printed)} dicetak", "ok", "cards", "full")
    is_late = bool(facts.days) and facts.today >= facts.days[0].date
    if facts.cards_printed:
        return Step("Kartu", f"{counted(facts.cards_open)} belum dicetak", "look", "cards", "full")
    if is_late or not facts.is_worked_on:
        is_done = phase_of(facts) == "after" or not facts.is_worked_on
        kind: Kind = "none" if is_done else "look"
        return Step("Kartu", "belum dicetak", kind, "cards", "full")
    return Step("Kartu", "belum dicetak", "current", "cards", "half", True)


def _day_step(facts: HomeFacts, day: DayFacts) -> Step:
    label = "Presensi hari 1" if day.number == 1 else f"Hari {day.number}"
    if day.date > facts.today:
        note = f"{weekday(day.date)}, {short_date(day.date)}"
        return Step(label, note, "none", "attendance", "none")
    has_ended = day.is_closed or (day.ends_at is not None and facts.moment >= day.ends_at)
    is_running = day.date == facts.today and not has_ended
    if is_running and facts.state == "draft":
        return Step(label, "hanya latihan", "look", "attendance", "half", True)
    if is_running and facts.state == "open":
        return Step(label, "sedang berjalan", "current", "attendance", "half", True)
    if not day.present:
        kind: Kind = "look" if facts.state in ("open", "closed") else "none"
        return Step(label, "belum ada presensi", kind, "attendance", "full")
    return Step(label, f"{counted(day.present)} hadir", "ok", "attendance", "full")


def _certificate_step(facts: HomeFacts) -> Step:
    if facts.certificates_reserved:
        return Step("Sertifikat", "sedang dibuat", "current", "certificates", "none", True)
    if facts.certificates_ready and facts.state in ("open", "closed"):
        number = counted(facts.certificates_ready)
        return Step("Sertifikat", f"{number} siap terbit", "current", "certificates", "none", True)
    if facts.certificates_valid:
        return Step("Sertifikat", f"{counted(facts.certificates_valid)} terbit", "ok", "certificates", "none")
    if phase_of(facts) == "after" and facts.state in ("open", "closed"):
        return Step("Sertifikat", "belum terbit", "current", "certificates", "none", True)
    is_ahead = bool(facts.days) and facts.today <= facts.days[-1].date
    note = f"setelah hari {len(facts.days)}" if is_ahead else "belum terbit" if facts.days else "belum"
    return Step("Sertifikat", note, "none", "certificates", "none")
