"""What an entry from paper came to, in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.checkin.paper_queries import EnteredRow
from eventmgr.checkin.queries import CheckpointRow
from eventmgr.checkin.rules import Verdict
from eventmgr.shared.dates import clock_time
from eventmgr.shared.text import counted

_REASONS = {
    "unknown": "Kode ini tidak ada di kegiatan ini. Periksa lagi kartunya.",
    "old_card": "Kartu ini tidak berlaku lagi. Cari namanya di daftar.",
    "spare_card": "Kartu cadangan yang belum diserahkan kepada siapa pun.",
    "cancelled": "Pendaftarannya sudah dibatalkan.",
    "reserve": "Masih cadangan, belum terdaftar sebagai peserta.",
    "not_here": "Tidak diundang di titik presensi ini.",
    "wrong_event": "Kartu kegiatan lain.",
}


@dataclass(frozen=True, slots=True)
class EnteredLine:
    """A line with its mark; `uid` names its scan, to take it back."""

    name: str
    front_title: str | None
    back_title: str | None
    place: str
    words: str
    uid: str


@dataclass(frozen=True, slots=True)
class EntryResult:
    """The lines by what became of them."""

    title: str
    recorded: tuple[EnteredLine, ...]
    already: tuple[EnteredLine, ...]
    refused: tuple[EnteredLine, ...]


def entry_result(rows: Sequence[EnteredRow], place: CheckpointRow, zone: str) -> EntryResult:
    """Sort the lines; the title counts what is new."""
    recorded, already, refused = [], [], []
    for row in rows:
        hour = clock_time(row.arrived_at, zone) if row.arrived_at is not None else "tanpa jam"
        if row.verdict == "ok":
            recorded.append(_line(row, hour))
        elif row.verdict == "already":
            already.append(_line(row, "Sudah tercatat hadir sebelumnya"))
        else:
            refused.append(_line(row, _why(row, place, hour, zone)))
    number = len(recorded)
    title = f"{counted(number)} orang dicatat dari kertas" if number else "Tidak ada yang baru dicatat"
    return EntryResult(title, tuple(recorded), tuple(already), tuple(refused))


def _line(row: EnteredRow, words: str) -> EnteredLine:
    name = row.name or f"Kode yang berakhir {row.tail}" if row.tail or row.name else "Kode tanpa nama"
    return EnteredLine(name, row.front_title, row.back_title, row.place, words, row.uid)


def _why(row: EnteredRow, place: CheckpointRow, hour: str, zone: str) -> str:
    window = f"{clock_time(place.opens_at, zone)} sampai {clock_time(place.closes_at, zone)}"
    verdict = Verdict(row.verdict, row.reason)
    if verdict.reason == "day_closed":
        return "Hari ini sudah ditutup: disimpan, dihitung bila Anda setujui di halaman Kehadiran."
    if verdict.reason == "event_closed":
        return "Kegiatan ini sudah ditutup. Pakai koreksi dengan alasan."
    if verdict.reason == "event_draft":
        return "Kegiatan ini masih rancangan, jadi belum dihitung."
    if verdict.name in ("not_open", "closed"):
        return f"Pukul {hour} di luar jam presensi {window}. Periksa jamnya, atau pakai koreksi."
    return _REASONS.get(verdict.name, "Tidak dapat dicatat.")
