"""Reads the body of a sync request: strict about every field, and says which field is wrong."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Never

from eventmgr.checkin.deliveries import (
    CREW_SOURCES,
    PERMIT_REASONS,
    UNDO_REASONS,
    BindOp,
    HoldOp,
    Op,
    PermitOp,
    ScanOp,
    UndoOp,
    WalkInOp,
)
from eventmgr.people.name_rules import is_name

MAX_BODY_BYTES = 512 * 1024
MAX_OPS = 500
#: The longest text that a QR code can hold; a stray code may be of any kind.
MAX_CODE = 7_089
MAX_OPERATOR = 80
MAX_NOTE = 200
MAX_NAME = 160
MAX_CATEGORY = 20
LEAST_REASON = 5
#: Sixty years: a phone that lost its clock stands at 1970 and knows its offset.
MAX_OFFSET_MS = 60 * 366 * 86_400_000
MAX_SEQ = 2**53
_UID = re.compile(r"[0-9a-f]{32}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_PIN = re.compile(r"[0-9]{6}")
_WORD = re.compile(r"[a-z_]{1,16}")
_REGION = re.compile(r"[0-9]{2}(\.[0-9]{2,4}){0,3}")
_NO_UID = "harus 32 digit heksadesimal kecil."


class Malformed(Exception):
    """Raised when a body cannot be understood. `field` names the place, `message` is for people."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = f"{field}: {message}"


@dataclass(frozen=True, slots=True)
class SyncRequest:
    """One request of a phone: its event (slug) and its operations in the order in which they happened."""

    event: str
    ops: tuple[Op, ...]


def read_moment(text: str) -> datetime | None:
    """An ISO time with its offset, of the years 1970 to 2100; None for anything else.

    Right: 2024-11-18T07:40+07:00. Wrong: 2024-11-18T07:40, which is another moment on every machine.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and 1970 <= moment.year <= 2100 else None


def read_json(raw: bytes) -> Mapping[str, Any]:
    """Return the JSON object in `raw`. Raises Malformed for anything else, however hostile."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):  # not UTF-8, not JSON, endless digits, nested without end
        raise Malformed("isi", "harus JSON yang utuh.") from None
    if not isinstance(body, dict):
        raise Malformed("isi", "harus satu objek JSON.")
    return body


def event_of(body: Mapping[str, Any]) -> str:
    """The slug of the event that the body speaks of. Raises Malformed."""
    slug: str = _Fields(body, "").pattern("event", _SLUG, "harus nama singkat kegiatan.")
    return slug


def parse_sync(body: Mapping[str, Any]) -> SyncRequest:
    """Return the request. Raises Malformed at the first field that is wrong; nothing is stored then."""
    event, fields = event_of(body), _Fields(body, "")
    fields.moment("device_time", optional=True)
    fields.whole_number("feed_rev", 0, MAX_SEQ, default=0)
    ops = body.get("ops")
    if not isinstance(ops, list):
        raise Malformed("ops", "harus daftar.")
    if len(ops) > MAX_OPS:
        raise Malformed("ops", f"paling banyak {MAX_OPS} dalam satu kiriman.")
    return SyncRequest(event, tuple(_parse_op(op, f"ops[{index}]") for index, op in enumerate(ops)))


def _parse_op(op: object, place: str) -> Op:
    if not isinstance(op, dict):
        raise Malformed(place, "harus objek.")
    fields = _Fields(op, f"{place}.")
    parsed = _PARSERS[fields.choice("op", tuple(_PARSERS))](fields)
    try:
        _ = parsed.at_corrected
    except ValueError:
        fields.refuse("offset_ms", "membawa waktu ke luar kalender.")
    return parsed


def _shared_fields(fields: "_Fields") -> dict[str, Any]:
    return {
        "uid": fields.pattern("uid", _UID, _NO_UID),
        "checkpoint": fields.pattern("checkpoint", _SLUG, "harus nama singkat titik presensi."),
        "at_device": fields.moment("at_device"),
        "offset_ms": fields.whole_number("offset_ms", -MAX_OFFSET_MS, MAX_OFFSET_MS, default=0),
        "rehearsal": fields.yes_or_no("rehearsal"),
        "operator": fields.text("operator", MAX_OPERATOR),
        "seq": fields.whole_number("seq", 0, MAX_SEQ),
    }


def _parse_scan(fields: "_Fields") -> ScanOp:
    shared = _shared_fields(fields)
    code = fields.text("code", MAX_CODE, is_free=True)
    registration = fields.pattern("registration", _UID, _NO_UID, optional=True)
    if (code is None) == (registration is None):
        fields.refuse("code", "isi salah satu: code atau registration.")
    return ScanOp(
        **shared,
        source=fields.choice("source", CREW_SOURCES),
        code=code,
        registration_uid=registration,
        shown_verdict=fields.pattern("shown_verdict", _WORD, "harus nama putusan.", optional=True),
    )


def _parse_undo(fields: "_Fields") -> UndoOp:
    return UndoOp(
        **_shared_fields(fields),
        undoes=fields.pattern("undoes", _UID, _NO_UID),
        reason=fields.choice("reason", UNDO_REASONS),
    )


def _parse_hold(fields: "_Fields") -> HoldOp:
    return HoldOp(
        **_shared_fields(fields),
        scan=fields.pattern("scan", _UID, _NO_UID),
        card_kept=fields.yes_or_no("card_kept"),
        note=fields.note("note", MAX_NOTE),
    )


def _parse_permit(fields: "_Fields") -> PermitOp:
    reason, note = fields.choice("reason", PERMIT_REASONS), fields.note("note", MAX_NOTE)
    if reason == "lain" and len(note) < LEAST_REASON:
        fields.refuse("note", f"tulis alasannya, paling sedikit {LEAST_REASON} huruf.")
    return PermitOp(
        **_shared_fields(fields),
        scan=fields.pattern("scan", _UID, _NO_UID),
        reason=reason,
        note=note,
        pin=fields.pattern("pin", _PIN, "harus enam angka."),
    )


def _parse_bind(fields: "_Fields") -> BindOp:
    return BindOp(
        **_shared_fields(fields),
        scan=fields.pattern("scan", _UID, _NO_UID),
        registration_uid=fields.pattern("registration", _UID, _NO_UID),
    )


def _parse_walk_in(fields: "_Fields") -> WalkInOp:
    name = " ".join((fields.text("name", MAX_NAME) or "").split())
    if not is_name(name):
        fields.refuse("name", "tulis namanya, paling sedikit satu huruf.")
    return WalkInOp(
        **_shared_fields(fields),
        name=name,
        category=fields.text("category", MAX_CATEGORY) or fields.refuse("category", "harus kode unsur."),
        region=fields.pattern("region", _REGION, "harus kode wilayah.", optional=True),
        is_new=fields.yes_or_no("is_new"),
        scan=fields.pattern("scan", _UID, _NO_UID, optional=True),
    )


_PARSERS: dict[str, Callable[["_Fields"], Op]] = {
    "scan": _parse_scan,
    "undo": _parse_undo,
    "hold": _parse_hold,
    "permit": _parse_permit,
    "bind": _parse_bind,
    "walk_in": _parse_walk_in,
}


class _Fields:
    """Takes fields out of one JSON object and names the wrong one by its full place."""

    def __init__(self, values: Mapping[str, Any], prefix: str) -> None:
        self._values = values
        self._prefix = prefix

    def refuse(self, name: str, why: str) -> Never:
        raise Malformed(self._prefix + name, why)

    def pattern(self, name: str, pattern: re.Pattern[str], why: str, *, optional: bool = False) -> Any:
        value = self._values.get(name)
        if value is None and optional:
            return None
        if not isinstance(value, str) or len(value) > 120 or not pattern.fullmatch(value):
            self.refuse(name, why)
        return value

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self._values.get(name)
        if not isinstance(value, str) or value not in allowed:
            self.refuse(name, f"harus salah satu dari {', '.join(allowed)}.")
        return value

    def text(self, name: str, longest: int, *, is_free: bool = False) -> str | None:
        """A text without control characters; a free one (a stray QR) may hold anything but broken UTF-8."""
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not 0 < len(value) <= longest:
            self.refuse(name, f"harus teks, 1 sampai {longest} huruf.")
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            self.refuse(name, "bukan teks UTF-8.")
        if not is_free and not value.isprintable():
            self.refuse(name, "tidak boleh memuat huruf kendali.")
        return value

    def note(self, name: str, longest: int) -> str:
        """Free words of the crew, line breaks included; "" when nothing was written."""
        value = self.text(name, longest, is_free=True) if self._values.get(name) != "" else None
        return "".join(letter for letter in value or "" if letter == "\n" or letter.isprintable()).strip()

    def whole_number(self, name: str, least: int, most: int, *, default: int | None = None) -> Any:
        value = self._values.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.refuse(name, f"harus bilangan bulat, {least} sampai {most}.")
        return value

    def yes_or_no(self, name: str) -> bool:
        value = self._values.get(name)
        if value is None:
            return False
        if not isinstance(value, bool):
            self.refuse(name, "harus true atau false.")
        return value

    def moment(self, name: str, *, optional: bool = False) -> Any:
        value = self._values.get(name)
        if value is None and optional:
            return None
        moment = read_moment(value) if isinstance(value, str) else None
        if moment is None:
            self.refuse(name, "harus waktu ISO dengan selisih zona, misalnya 2024-11-18T07:40:01.123+07:00.")
        return moment
