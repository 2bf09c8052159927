"""A user's sign-ins in words: since when, last seen, from where and with what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, Response, g, request

from eventmgr.accounts.models import SignIn
from eventmgr.accounts.queries import live_sign_ins
from eventmgr.accounts.rules import device_words
from eventmgr.shared.clock import now
from eventmgr.shared.dates import clock_time, local_date, short_date
from eventmgr.shared.seen_notes import note_seen, seen_of

KIND = "sign_in"


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One sign-in that still opens pages."""

    id: int
    device: str
    since: str
    last_seen: str
    is_this: bool


def init_sign_in_notes(app: Flask) -> None:
    app.after_request(_note)


def _note(response: Response) -> Response:
    if g.get("sign_in_id") is not None and request.endpoint != "static":
        note_seen(
            KIND,
            g.sign_in_id,
            now(),
            address=request.remote_addr or "",
            agent=request.headers.get("User-Agent", ""),
        )
    return response


def day_and_time(moment: datetime, at: datetime, zone: str) -> str:
    """ "hari ini, 08.02", "18 Nov., 06.50", "6 Mar. 2023" for another year."""
    day, today = local_date(moment, zone), local_date(at, zone)
    if day == today:
        return f"hari ini, {clock_time(moment, zone)}"
    if day.year != today.year:
        return f"{short_date(day)} {day.year}"
    return f"{short_date(day)}, {clock_time(moment, zone)}"


def sign_in_rows(user_id: int, at: datetime, zone: str, *, this_id: int | None) -> list[SignInRow]:
    """The live sign-ins, newest first; two statements."""
    rows: Sequence[SignIn] = live_sign_ins(user_id, at)
    seen = seen_of(KIND, [row.id for row in rows])
    found = []
    for row in rows:
        note = seen.get(row.id)
        last = datetime.fromtimestamp(note.at, UTC) if note else row.created_at
        words = day_and_time(last, at, zone)
        if note and note.address:
            words = f"{words}, dari {note.address}"
        device = (device_words(note.agent) if note else "") or "Perangkat tidak dikenal"
        found.append(
            SignInRow(row.id, device, day_and_time(row.created_at, at, zone), words, row.id == this_id)
        )
    return found
