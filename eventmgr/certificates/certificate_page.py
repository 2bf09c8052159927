"""The page of one certificate in the words that it shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventmgr.audit.models import AuditLog
from eventmgr.certificates.certificate_queries import (
    Neighbour,
    OneCertificate,
    history_of,
    is_being_drawn,
    live_successor_or_none,
    neighbours_of,
)
from eventmgr.certificates.ending_actions import name_of
from eventmgr.certificates.replacing import jp_of
from eventmgr.events.models import Event
from eventmgr.events.rules import REFUSALS, Doing, may_do
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.dates import clock_time, local_date, long_date, short_date

#: kind of mark and word of each state
STATES = {
    "valid": ("ok", "Berlaku"),
    "reserved": ("current", "Sedang diterbitkan"),
    "revoked": ("stop", "Dicabut"),
    "replaced": ("changed", "Diganti"),
}
_DONE = {
    "certificate.reserved": "Nomor diberikan",
    "certificate.issued": "Berkas jadi, sertifikat berlaku",
    "certificate.replaced": "Diganti",
    "certificate.revoked": "Dicabut",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history; `when` is "20 Nov. 2024, 10.14"."""

    words: str
    who: str
    when: str
    reason: str


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """Everything on the page of a certificate. `verify_url` is "" where the paper has no address.

    `refusal` says why nothing is changed in the event's state, "" where it may be.
    """

    uid: str
    seq: int
    number: str
    name: str
    state: str
    reason: str
    lede: str
    printed: tuple[tuple[str, str], ...]
    code: str
    verify_url: str
    verify_place: str
    size: int | None
    registration_uid: str
    older: Neighbour | None
    newer: Neighbour | None
    newest_uid: str
    history: tuple[Line, ...]
    is_waiting: bool
    is_stuck: bool
    has_picture: bool
    refusal: str

    @property
    def mark(self) -> tuple[str, str]:
        """Kind and word of the state."""
        return STATES[self.state]


def certificate_page(event: Event, found: OneCertificate, now: datetime) -> CertificatePage:
    """Gather what the page shows; five statements however long the chain is."""
    certificate, record = found.certificate, found.certificate.snapshot
    older, newer = neighbours_of(certificate)
    newest = live_successor_or_none(certificate)
    is_reserved = certificate.state == "reserved"
    is_waiting = is_reserved and is_being_drawn(certificate)
    code = show_short_code(certificate.short_code)
    printed_url = str(record.get("verify_url") or "")
    return CertificatePage(
        uid=certificate.uid,
        seq=found.entry.seq,
        number=found.entry.text,
        name=name_of(record),
        state=certificate.state,
        reason=(certificate.reason or "").strip().rstrip("."),
        lede=_lede(found, event.zone),
        printed=_printed(found, record),
        code=code,
        verify_url=f"{printed_url.rpartition('/')[0]}/{code}" if printed_url else "",
        verify_place=str(record.get("verify_place") or ""),
        size=found.size,
        registration_uid=found.registration_uid,
        older=older,
        newer=newer,
        newest_uid=newest.uid if newest is not None else "",
        history=_history(history_of(certificate), certificate.reason or "", event.zone),
        is_waiting=is_waiting,
        is_stuck=is_reserved and not is_waiting,
        has_picture=certificate.state == "valid" and certificate.thumbnail_file_id is not None,
        refusal=REFUSALS.get(may_do(Doing.CERTIFY, event.state).reason, ""),
    )


def _lede(found: OneCertificate, zone: str) -> str:
    certificate = found.certificate
    ended = long_date(local_date(certificate.ended_at, zone)) if certificate.ended_at else ""
    words = {
        "valid": "Berlaku",
        "reserved": "Sudah bernomor, berkasnya belum jadi",
        "revoked": f"Dicabut {ended}, tidak berlaku lagi",
        "replaced": f"Diganti {ended}, tidak berlaku lagi",
    }
    return f"{words[certificate.state]}. Nomor {found.entry.text}"


def _printed(found: OneCertificate, record: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    jp = jp_of(record)
    signer = ", ".join(
        part for part in (str(record["signer_name"]), str(record["signer_post"]).rstrip(",")) if part
    )
    rows = [
        ("Nama", name_of(record)),
        ("Nomor", found.entry.text),
        ("Sebagai", f"{str(record['capacity']).capitalize()}, {record['role']}"),
        ("Dari", str(record["place"])),
        ("Kegiatan", str(record["event_name"])),
        ("Tanggal dan tempat", f"{record['date_range']}, {record['venue']}"),
        ("Jumlah", f"{jp} JP" if jp else "tanpa JP"),
        ("Bertanggal", long_date(found.certificate.dated_on)),
        ("Penanda tangan", signer),
        ("Rancangan", f"{found.design}, versi {found.design_number}"),
    ]
    return tuple((label, value) for label, value in rows if value)


def _history(lines: Sequence[AuditLog], reason: str, zone: str) -> tuple[Line, ...]:
    return tuple(
        Line(
            _DONE[line.action],
            line.actor_label,
            f"{_day(line.at, zone)}, {clock_time(line.at, zone)}",
            reason if line.action in ("certificate.replaced", "certificate.revoked") else "",
        )
        for line in lines
        if line.action in _DONE
    )


def _day(moment: datetime, zone: str) -> str:
    day = local_date(moment, zone)
    return f"{short_date(day)} {day.year}"
