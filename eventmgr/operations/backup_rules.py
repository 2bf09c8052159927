"""Names of backups, the hours at which they are due, and which of them are kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_NAME = re.compile(r"eventmgr-(\d{8})-(\d{6})\.zip")
#: A slot that was missed (the PC was off) is made up for; only after this long does the page speak of it.
GRACE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many days, weeks and months keep their newest backup."""

    daily: int
    weekly: int
    monthly: int


def backup_name(local: datetime) -> str:
    """The file name of a backup made at this local time: "eventmgr-20241118-013000.zip"."""
    return f"eventmgr-{local:%Y%m%d-%H%M%S}.zip"


def moment_of_or_none(name: str) -> datetime | None:
    """The local time in a name (naive); None for a file that is none of ours."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2]}")
    except ValueError:
        return None


def last_slot(local: datetime, minute_of_day: int) -> datetime:
    """The newest moment of the plan that is not in the future; aware like `local`."""
    at = time(minute_of_day // 60, minute_of_day % 60)
    today = datetime.combine(local.date(), at, tzinfo=local.tzinfo)
    return (
        today
        if today <= local
        else datetime.combine(local.date() - timedelta(days=1), at, tzinfo=local.tzinfo)
    )


def to_remove(names: Iterable[str], kept: Kept) -> list[str]:
    """Backups that no day, week or month needs any more; files of other names are never among them.

    Each of the newest `daily` days, `weekly` weeks and `monthly` months that have a backup keeps its last
    one. The newest backup is always kept.
    """
    known = sorted(((moment, name) for name in names if (moment := moment_of_or_none(name))), reverse=True)
    wanted = {name for _, name in known[:1]}
    for most, bucket in ((kept.daily, _day), (kept.weekly, _week), (kept.monthly, _month)):
        seen: dict[object, str] = {}
        for moment, name in known:
            seen.setdefault(bucket(moment.date()), name)
        wanted.update(list(seen.values())[:most])
    return sorted(name for _, name in known if name not in wanted)


def _day(day: date) -> date:
    return day


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
