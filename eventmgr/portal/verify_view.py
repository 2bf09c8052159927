"""What the public verify page says about a code. Never a NIK, a phone or a birth date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from eventmgr.certificates.queries import VerifiedCertificate, find_certificate_by_code_or_none
from eventmgr.office.models import Office
from eventmgr.outbox.rules import contact_link
from eventmgr.portal import queries
from eventmgr.portal.queries import Issuer
from eventmgr.shared.codes import SHORT_LENGTH, is_crockford, normalize_code, show_short_code
from eventmgr.shared.dates import bare_short_date, clock_time, local_date, long_date, zone_name

State = Literal["valid", "reserved", "replaced", "revoked", "sample", "unknown"]
#: what the QR of a preview holds
SAMPLE_CODE = "CONTOH"
#: a chain of replacements is followed so far
MOST_REPLACEMENTS = 20

_HEADINGS: dict[State, str] = {
    "valid": "Sah",
    "reserved": "Sedang diterbitkan",
    "replaced": "Sudah diganti",
    "revoked": "Dicabut",
    "sample": "Contoh",
    "unknown": "Tidak dikenal",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One label with its lines, as printed on the paper."""

    label: str
    lines: tuple[str, ...]
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Successor:
    """The paper that is valid now, or being made."""

    number: str
    code: str
    is_ready: bool


@dataclass(frozen=True, slots=True)
class VerifyView:
    """Everything on the page. `look` is the state that the line-work and the seal show."""

    state: State
    look: State
    heading: str
    strip: str
    checked: str
    facts: tuple[Fact, ...] = ()
    reason: str = ""
    successor: Successor | None = None
    sha256: str = ""
    contact_url: str = ""
    host: str = ""
    code: str = ""
    is_demo: bool = False


def typed_code(text: str) -> str:
    """The code in what somebody typed or pasted, a whole address included, in the form that people see."""
    normal = normalize_code(text.strip().rstrip("/").rpartition("/")[2])
    return show_short_code(normal) if is_crockford(normal, SHORT_LENGTH) else normal


def verify_view(code: str, moment: datetime, office: Office) -> tuple[VerifyView, Issuer | None]:
    """Look a code up. While its issuer is unknown the time is told and questions are taken by `office`."""
    if code.strip().upper() == SAMPLE_CODE:
        return _bare("sample", "Bukan sertifikat sungguhan", moment, office), None
    found = find_certificate_by_code_or_none(code)
    issuer = queries.issuer_of_or_none(found.uid) if found is not None else None
    if found is None or issuer is None:
        return _bare("unknown", "Tidak ada di register kami", moment, office, typed_code(code)[:40]), None
    return _known(found, issuer, moment), issuer


def _checked(moment: datetime, zone: str) -> str:
    day = long_date(local_date(moment, zone))
    return f"Diperiksa {day}, {clock_time(moment, zone)} {zone_name(zone)}"


def _bare(state: State, strip: str, moment: datetime, office: Office, code: str = "") -> VerifyView:
    checked = _checked(moment, office.zone)
    ask = contact_link(office.phone, f"Saya ingin bertanya tentang sertifikat berkode {code or SAMPLE_CODE}.")
    return VerifyView(state, state, _HEADINGS[state], strip, checked, contact_url=ask, code=code)


def _known(found: VerifiedCertificate, issuer: Issuer, moment: datetime) -> VerifyView:
    state = cast(State, found.state)
    heading, strip = _HEADINGS[state], _strip(found, issuer.zone)
    if found.is_demo:
        # A demo paper must never be taken for a real one: what it looks like is the sample's.
        heading, strip = f"Contoh: {heading.lower()}", "Bukan sertifikat sungguhan"
    number = f", nomor {found.number}" if state != "unknown" else ""
    phone = issuer.office.phone or issuer.event_phone
    verify_url = str(found.record.get("verify_url") or "")
    return VerifyView(
        state=state,
        look="sample" if found.is_demo else state,
        heading=heading,
        strip=strip,
        checked=_checked(moment, issuer.zone),
        facts=facts_of(found.record, found, issuer.zone, show_name=state != "reserved"),
        reason=(found.reason or "").strip().rstrip("."),
        successor=_successor(found),
        sha256=(issuer.sha256 or "") if state == "valid" else "",
        contact_url=contact_link(phone, f"Saya ingin bertanya tentang sertifikat{number}."),
        host=verify_url.removeprefix("https://").partition("/")[0] if verify_url.startswith("https") else "",
        code=show_short_code(found.short_code),
        is_demo=found.is_demo,
    )


def _strip(found: VerifiedCertificate, zone: str) -> str:
    since = ""
    if found.ended_at is not None:
        ended = local_date(found.ended_at, zone)
        since = " sejak " + f"{bare_short_date(ended)} {ended.year}".replace(" ", "\u00a0")
    return {
        "valid": "Terdaftar dan berlaku",
        "reserved": "Belum berlaku, tunggu sebentar",
        "replaced": f"Ada yang baru{since}",
        "revoked": f"Tidak berlaku{since}",
    }[found.state]


def _successor(found: VerifiedCertificate) -> Successor | None:
    """The last paper in the chain of replacements."""
    last: VerifiedCertificate | None = found
    for _ in range(MOST_REPLACEMENTS):
        if last is None or last.replaced_by_code is None:
            break
        last = find_certificate_by_code_or_none(last.replaced_by_code)
    if last is None or last is found or last.state == "revoked":
        return None
    return Successor(last.number, show_short_code(last.short_code), last.state == "valid")


def facts_of(
    record: Mapping[str, Any], found: VerifiedCertificate, zone: str, *, show_name: bool
) -> tuple[Fact, ...]:
    """What is printed, in the order of the paper; a paper that is not issued yet shows no name."""
    words = {key: str(value or "") for key, value in record.items() if key != "days"}
    name = _printed_name(words)
    jp = sum(int(session["jp"]) for day in record.get("days", ()) for session in day["sessions"])
    rows = [
        Fact("Nama", (name or "Data pribadi sudah dihapus",), is_name=True) if show_name else None,
        Fact("Nomor", (found.number,)),
        _fact(
            "Sebagai",
            words.get("capacity", "").capitalize(),
            words.get("role", ""),
            *_lines(words.get("place", "")),
        )
        if show_name
        else None,
        _fact("Kegiatan", words.get("event_name", "")),
        _fact("Tanggal dan tempat", words.get("date_range", ""), words.get("venue", "")),
        Fact("Jumlah", (f"{jp} jam pelajaran (JP)",)) if jp and show_name else None,
        _fact(_dated(found, zone), long_date(found.dated_on), words.get("organizer", ""))
        if show_name
        else None,
        _fact("Penanda tangan", _signer(words)) if show_name else None,
    ]
    return tuple(row for row in rows if row is not None)


def _dated(found: VerifiedCertificate, zone: str) -> str:
    """What the printed date is: a paper may bear another one than the day on which it was issued."""
    is_that_day = found.issued_at is not None and local_date(found.issued_at, zone) == found.dated_on
    return "Diterbitkan" if is_that_day else "Tertanggal"


def _lines(place: str) -> tuple[str, ...]:
    """Kelurahan and kecamatan under each other, as short lines are compared with the paper more easily."""
    return tuple(place.split(", "))


def _fact(label: str, *lines: str) -> Fact | None:
    shown = tuple(line for line in lines if line)
    return Fact(label, shown) if shown else None


def _printed_name(words: Mapping[str, str]) -> str:
    name, front, back = words.get("name", ""), words.get("front_title", ""), words.get("back_title", "")
    if not name:
        return ""
    return (f"{front} " if front else "") + name + (f", {back}" if back else "")


def _signer(words: Mapping[str, str]) -> str:
    parts = (words.get("signer_name", ""), words.get("signer_post", "").rstrip(","))
    return ", ".join(part for part in parts if part)
