"""`checkin record` and `attendance export`: a contract that scripts rely on."""

from datetime import datetime
from pathlib import Path

import click

from eventmgr.audit.actor import Actor
from eventmgr.checkin.actions import check_in
from eventmgr.checkin.attendance_sheet import attendance_xlsx
from eventmgr.checkin.deliveries import ScanOp
from eventmgr.checkin.forms import read_moment
from eventmgr.checkin.rules import WELCOME
from eventmgr.events.named import event_named
from eventmgr.shared.clock import now
from eventmgr.shared.codes import SHORT_LENGTH, is_crockford, normalize_code
from eventmgr.shared.commands import REFUSED_SCAN, SUCCESS, CommandResult, json_command
from eventmgr.shared.db import new_uid
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import full_name

_WORDS = {
    "ok": "Hadir",
    "already": "Sudah hadir",
    "wrong_event": "Kartu kegiatan lain",
    "wrong_day": "Bukan hari ini",
    "not_open": "Belum dibuka",
    "closed": "Sudah ditutup",
    "not_here": "Tidak terdaftar",
    "cancelled": "Pendaftaran batal",
    "old_card": "Kartu lama",
    "spare_card": "Kartu cadangan",
    "reserve": "Masih cadangan",
    "unknown": "Bukan kartu peserta",
}


def _moment(text: str | None) -> datetime:
    if text is None:
        return now()
    moment = read_moment(text)
    if moment is None:
        raise Refusal(
            "at_invalid",
            f"Waktu “{text}” tidak terbaca. Tulis dengan selisih zona, misalnya 2024-11-18T07:40+07:00.",
        )
    return moment


@json_command("record")
@click.option("--event", "slug", required=True, help="Slug kegiatan, misalnya sosialisasi-2024.")
@click.option("--checkpoint", required=True, help="Slug titik presensi, misalnya hari-1.")
@click.option("--code", required=True, help="Isi QR kartu, atau kode di bawahnya.")
@click.option("--at", "at_text", help="Waktu pindai dengan selisih zona; bila kosong, sekarang.")
def record(slug: str, checkpoint: str, code: str, at_text: str | None) -> CommandResult:
    """Catat satu pindai; aturannya sama dengan di meja presensi."""
    event_id, office_id = (event := event_named(slug)).id, event.office_id
    is_typed = is_crockford(normalize_code(code), SHORT_LENGTH)
    answer = check_in(
        event_id,
        ScanOp(
            uid=new_uid(),
            checkpoint=checkpoint,
            source="typed" if is_typed else "wedge",
            code=code,
            at_device=_moment(at_text),
        ),
        actor=Actor("command", None, "perintah checkin record", office_id),
        now=now(),
    )
    guest = answer.guest if answer.guest is not None and answer.guest.office_id == office_id else None
    name = (
        full_name(guest.name, guest.front_title, guest.back_title)
        if guest is not None and guest.name
        else None
    )
    words = f"{_WORDS[answer.verdict]}: {name}" if name else _WORDS[answer.verdict]
    return CommandResult(
        {"verdict": answer.verdict, "reason": answer.reason, "name": name},
        [f"{words} ({answer.verdict}{'/' + answer.reason if answer.reason else ''})."],
        SUCCESS if answer.verdict in WELCOME else REFUSED_SCAN,
    )


@json_command("export")
@click.option("--event", "slug", required=True, help="Slug kegiatan.")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File .xlsx yang ditulis."
)
def export(slug: str, out: Path) -> CommandResult:
    """Tulis kehadiran semua orang per titik presensi ke satu file Excel."""
    sheet = attendance_xlsx(event_named(slug), now())
    try:
        out.write_bytes(sheet.data)
    except OSError as error:
        raise Refusal("file_unwritable", f"File {out} tidak dapat ditulis: {error.strerror}.") from error
    data = {"people": sheet.people, "checkpoints": sheet.checkpoints, "out": str(out)}
    return CommandResult(
        data, [f"{sheet.people} orang, {sheet.checkpoints} titik presensi ditulis ke {out}."]
    )


@click.group("checkin")
def checkin() -> None:
    """Presensi: mencatat pindai."""


@click.group("attendance")
def attendance() -> None:
    """Kehadiran: file Excel."""


checkin.add_command(record)
attendance.add_command(export)
commands: list[click.Command] = [checkin, attendance]
