"""All numbers of an event's certificates as an Excel file, ended ones with their reason, for SPJ."""

from datetime import datetime

from eventmgr.certificates.queries import IssuedRow, issued_rows
from eventmgr.events.models import Event
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.dates import clock_time, local_date, long_date, zone_name
from eventmgr.shared.sheets_out import SheetOut, write_xlsx

HEADS = ("No.", "Nomor sertifikat", "Nama", "Dari", "Keadaan", "Alasan", "Terbit", "Kode")
_WIDTHS = (7, 30, 34, 44, 13, 30, 20, 12)
_STATES = {"valid": "berlaku", "reserved": "belum jadi", "revoked": "dicabut", "replaced": "diganti"}


def numbers_xlsx(event: Event, at: datetime) -> bytes:
    """One row a certificate by number, as printed; one statement."""
    made = f"Keadaan {long_date(local_date(at, event.zone))}, pukul {clock_time(at, event.zone)}"
    headings = [event.name, f"{made} {zone_name(event.zone)}"]
    rows = (_row(row, event.zone) for row in issued_rows(event.id))
    return write_xlsx([SheetOut("Daftar nomor", HEADS, _WIDTHS, rows, headings)])


def _row(row: IssuedRow, zone: str) -> tuple[str | int, ...]:
    issued = long_date(local_date(row.issued_at, zone)) if row.issued_at else ""
    return (
        row.seq,
        row.number,
        row.full_name,
        row.place,
        _STATES[row.state],
        _why(row),
        issued,
        show_short_code(row.short_code),
    )


def _why(row: IssuedRow) -> str:
    """ "gelar keliru, diganti nomor 713" """
    newer = f"diganti nomor {row.newer_seq}" if row.state == "replaced" and row.newer_seq else ""
    return ", ".join(part for part in (row.reason or "", newer) if part)
