"""The plan of a replacement: what would be printed today, beside what was printed. Reads only."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.certificates.content import Mark
from eventmgr.certificates.content_queries import content_of
from eventmgr.certificates.ending_actions import Fresh, name_of, new_codes
from eventmgr.certificates.issuing import needed_address, needed_paper, needed_rule
from eventmgr.certificates.models import Certificate
from eventmgr.certificates.queries import participant_of
from eventmgr.events.models import Event

#: What a replacement takes from today's data; all else stays as it was printed.
RENEWED = ("name", "front_title", "back_title", "role", "place", "days", "is_full_credit", "credit_note")
_CODES = ("short_code", "verify_url", "verify_place", "mark")


@dataclass(frozen=True, slots=True)
class Change:
    """One printed thing that would be different."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a replacement prints. `seen` is a digest of it: a page of yesterday's data is told apart."""

    changes: tuple[Change, ...]
    fresh: Fresh
    seen: str


def plan_of(event: Event, certificate: Certificate) -> Plan:
    """Lay today's data over the frozen record. Raises Refusal without a rule, days or an address."""
    rule = needed_rule(event.id)
    paper = needed_paper(event, rule)
    uid, token, short_code = new_codes()
    content = content_of(
        paper,
        participant_of(certificate.registration_id),
        number="",
        short_code=short_code,
        code_in_url=token,
        address=needed_address(paper.office, rule),
        mark=Mark.DEMO if paper.office.is_demo else Mark.NONE,
    )
    today = json.loads(json.dumps(content.to_record()))
    record = {**certificate.snapshot, **{key: today[key] for key in (*RENEWED, *_CODES)}}
    digest = hashlib.sha256(json.dumps([record[key] for key in RENEWED], sort_keys=True).encode())
    return Plan(
        changes_of(certificate.snapshot, record), Fresh(uid, token, short_code, record), digest.hexdigest()
    )


def changes_of(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """What would read differently, in the order of the paper."""
    pairs = [("Nama", name_of(old), name_of(new))]
    pairs += [
        (label, str(old[key]), str(new[key])) for label, key in (("Sebagai", "role"), ("Dari", "place"))
    ]
    pairs.append(("Jumlah", f"{jp_of(old)} JP", f"{jp_of(new)} JP"))
    changes = [Change(label, before, after) for label, before, after in pairs if before != after]
    if jp_of(old) == jp_of(new) and old["days"] != new["days"]:
        changes.append(Change("Materi di belakang", session_words(old), session_words(new)))
    return tuple(changes)


def jp_of(record: Mapping[str, Any]) -> int:
    """JP of all sessions on a frozen record."""
    return sum(session["jp"] for session in sessions_of(record))


def sessions_of(record: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The sessions on the back."""
    return [session for day in record.get("days", ()) for session in day["sessions"]]


def session_words(record: Mapping[str, Any]) -> str:
    """ "10 sesi, dari Kebijakan Daerah" """
    sessions = sessions_of(record)
    return f"{len(sessions)} sesi, dari {sessions[0]['title']}" if sessions else "tidak ada"
