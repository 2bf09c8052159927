"""The trail as pages: lines in sentences, and one line with its values, old and new."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import request

from eventmgr.audit.models import AuditDetail, AuditLog
from eventmgr.audit.queries import TrailFilter, lines_with_details, trail
from eventmgr.records.trail_queries import Subject, names_of, names_of_events, uids_of_people_named
from eventmgr.records.trail_words import KIND_WORDS, actions_of_group, field_words, sentence
from eventmgr.shared.dates import clock_time, local_date, short_date, weekday_date
from eventmgr.shared.dates_typed import DateUnreadableError
from eventmgr.shared.keyring import DamagedCipher, keyring
from eventmgr.shared.text import mask_nik, mask_phone
from eventmgr.web.typed_days import typed_day

LINES_A_PAGE = 50
_NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
_NIP = re.compile(r"(?<!\d)(\d{4})\d{10}(\d{4})(?!\d)")
_PHONE = re.compile(r"\+62\d{8,12}")
_MOST_FIELDS = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters as typed in the address; all may be empty."""

    since: str = ""
    until: str = ""
    actor: str = ""
    event: str = ""
    group: str = ""
    name: str = ""
    subject: str = ""
    before: str = ""

    def query(self, **changes: str) -> dict[str, str]:
        """As an address's query, empty ones left out."""
        values = {
            "dari": self.since,
            "sampai": self.until,
            "oleh": self.actor,
            "kegiatan": self.event,
            "tindakan": self.group,
            "nama": self.name,
            "tentang": self.subject,
        }
        return {key: value for key, value in (values | changes).items() if value}


def wanted_in_address(event: str = "") -> Wanted:
    """The filters of the request; with `event` (an id) only that event's lines, whatever is asked."""
    asked = {name: request.args.get(name, "").replace("\x00", "").strip()[:120] for name in request.args}
    return Wanted(
        since=asked.get("dari", ""),
        until=asked.get("sampai", ""),
        actor=asked.get("oleh", ""),
        event=event or asked.get("kegiatan", ""),
        group=asked.get("tindakan", ""),
        name=asked.get("nama", ""),
        subject=asked.get("tentang", ""),
        before=asked.get("sebelum", ""),
    )


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One line; `fields` are words ("nama, nomor WhatsApp")."""

    id: int
    day: str
    clock: str
    actor: str
    actor_note: str
    sentence: str
    fields: str
    event: str
    subject: str
    has_values: bool


@dataclass(frozen=True, slots=True)
class ValueRow:
    """Old and new of a field, masked where they are a NIK, a NIP or a telephone number."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of lines; `older` is where the next begins, 0 at the end. `problem` names a date not read."""

    lines: tuple[TrailLine, ...]
    older: int
    problem: str = ""


def _is_day(text: str) -> bool:
    try:
        typed_day(text)
    except DateUnreadableError:
        return False
    return True


def _moment(day: date | None, zone: str, *, after: int = 0) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=after), time(), ZoneInfo(zone)).astimezone(UTC)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def trail_page(wanted: Wanted, office_ids: tuple[int, ...], zone: str) -> TrailPage:
    """At most eleven statements, however many lines there are."""
    for typed in (wanted.since, wanted.until):
        if not _is_day(typed):
            return TrailPage((), 0, f"“{typed}” bukan tanggal. Tulis seperti 20-11-2024.")
    since, until = _moment(typed_day(wanted.since), zone), _moment(typed_day(wanted.until), zone, after=1)
    kind, _, uid = wanted.subject.partition(":")
    uids: tuple[str, ...] | None = (uid,) if uid else None
    if wanted.name:
        found = uids_of_people_named(office_ids, wanted.name)
        uids = found if uids is None else tuple(set(found) & set(uids))
    lines = trail(
        TrailFilter(
            office_ids=office_ids,
            since=since,
            until=until,
            actor=wanted.actor,
            event_id=_number(wanted.event),
            subject_kind=kind if uid else "",
            subject_uids=uids,
            actions=actions_of_group(wanted.group),
            before_id=_number(wanted.before),
        ),
        LINES_A_PAGE + 1,
    )
    shown = lines[:LINES_A_PAGE]
    older = shown[-1].id if len(lines) > LINES_A_PAGE else 0
    return TrailPage(tuple(lines_in_words(shown, zone)), older)


def lines_in_words(lines: Sequence[AuditLog], zone: str) -> list[TrailLine]:
    """Names of subjects and events are looked up together."""
    names = names_of(Subject(line.subject_kind, line.subject_uid) for line in lines)
    events = names_of_events(line.event_id for line in lines if line.event_id is not None)
    opened = lines_with_details([line.id for line in lines])
    return [_line(line, names, events, line.id in opened, zone) for line in lines]


def _line(
    line: AuditLog, names: Mapping[Subject, str], events: Mapping[int, str], has_values: bool, zone: str
) -> TrailLine:
    words = [field_words(name) for name in line.fields]
    more = f" dan {len(words) - _MOST_FIELDS} lagi" if len(words) > _MOST_FIELDS else ""
    day = local_date(line.at, zone)
    subject = Subject(line.subject_kind, line.subject_uid)
    return TrailLine(
        id=line.id,
        day=f"{short_date(day)} {day.year}",
        clock=clock_time(line.at, zone),
        actor=line.actor_label,
        actor_note=KIND_WORDS.get(line.actor_kind, ""),
        sentence=sentence(line.action, names.get(subject, "")),
        fields=", ".join(words[:_MOST_FIELDS]) + more,
        event=events.get(line.event_id or 0, ""),
        subject=f"{line.subject_kind}:{line.subject_uid}" if subject in names else "",
        has_values=has_values,
    )


def moment_words(line: AuditLog, zone: str) -> str:
    """ "Senin, 18 November 2024 pukul 07.40" """
    return f"{weekday_date(local_date(line.at, zone))} pukul {clock_time(line.at, zone)}"


def values_of(detail: AuditDetail) -> list[ValueRow]:
    """Decrypt a line's values. An empty list when they do not open any more."""
    try:
        details: dict[str, Any] = json.loads(keyring().decrypt("detail", detail.key_id, detail.cipher))
    except (DamagedCipher, KeyError, ValueError):
        return []
    rows = []
    for name, values in details.items():
        pair = list(values) if isinstance(values, list) else [values]
        old, new = (pair[0], pair[-1]) if len(pair) > 1 else ("", pair[0] if pair else "")
        rows.append(ValueRow(field_words(name), shown_value(old), shown_value(new)))
    return rows


def shown_value(value: Any) -> str:
    """A value for people: "ya", "tidak", "kosong", numbers of people masked."""
    if value is None or value == "":
        return "kosong"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = _NIP.sub(r"\1••••••••••\2", text)
    text = _NIK.sub(lambda found: mask_nik(found.group()), text)
    return _PHONE.sub(lambda found: mask_phone(found.group()), text)
