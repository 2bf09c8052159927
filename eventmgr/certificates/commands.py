"""`certificates issue` and `certificates export`."""

from pathlib import Path

import click

from eventmgr.certificates.day_queries import day_ends, unfinished_words
from eventmgr.certificates.issuing import (
    condition_of,
    needed_address,
    needed_rule,
    standing_of,
)
from eventmgr.certificates.merged import ensure_merged
from eventmgr.certificates.queries import valid_files
from eventmgr.certificates.running import issue_now
from eventmgr.events.named import event_named
from eventmgr.office.models import Office
from eventmgr.shared.clock import now
from eventmgr.shared.commands import ERROR, SUCCESS, CommandResult, json_command
from eventmgr.shared.db import db
from eventmgr.shared.files import read_bytes
from eventmgr.shared.refusal import Refusal
from eventmgr.shared.text import file_name

UNFINISHED = (
    "Pada kegiatan ini {days} belum selesai, jadi JP masih dapat berubah. Tunggu sampai selesai, atau "
    "tambahkan --despite-unfinished-days bila sertifikat memang terbit sekarang."
)


@json_command("issue")
@click.option("--event", "slug", required=True, help="Kegiatan.")
@click.option(
    "--despite-unfinished-days", "despite_days", is_flag=True, help="Juga bila hari kegiatan belum selesai."
)
def issue(slug: str, *, despite_days: bool) -> CommandResult:
    """Terbitkan sertifikat untuk semua yang berhak dan belum punya."""
    event = event_named(slug)
    rule = needed_rule(event.id)
    needed_address(db.session.get_one(Office, event.office_id), rule)
    unfinished = unfinished_words(day_ends(event, now()))
    if unfinished and not despite_days:
        raise Refusal("days_unfinished", UNFINISHED.format(days=unfinished))
    before = standing_of(event.id, condition_of(rule))
    valid_before = {number for number, state in before.states.items() if state == "valid"}
    state, job_result = issue_now(event)
    after = standing_of(event.id, condition_of(rule))
    valid = {number for number, state in after.states.items() if state == "valid"}
    held = {number for numbers in after.tally.held.values() for number in numbers}
    left_out = {
        *after.tally.never,
        *after.tally.denied,
        *(number for numbers in after.tally.too_few.values() for number in numbers),
    }
    data = {
        "issued": len(valid - valid_before),
        "already": len(valid_before),
        "not_eligible": len(left_out - after.states.keys()),
        "held": len(held - after.states.keys()),
        "failed": sum(1 for state in after.states.values() if state == "reserved"),
    }
    if state != "done":
        raise RuntimeError(f"penerbitan berakhir {state} ({job_result.get('error', '')})")
    return CommandResult(data, _words(data), ERROR if data["failed"] else SUCCESS)


@json_command("export")
@click.option("--event", "slug", required=True, help="Kegiatan.")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder.")
def export(slug: str, out: Path) -> CommandResult:
    """Simpan semua sertifikat yang berlaku: satu PDF tiap orang, dan gabungan.pdf."""
    event = event_named(slug)
    merged = ensure_merged(event.id)
    if merged is None:
        raise Refusal("nothing_issued", "Belum ada sertifikat yang terbit pada kegiatan ini.")
    out.mkdir(parents=True, exist_ok=True)
    written = 0
    for _, stored in valid_files(event.id):
        # The number leads the name, so no two people share a file.
        (out / _name_on_disk(stored.original_name)).write_bytes(read_bytes(stored))
        written += 1
    (out / "gabungan.pdf").write_bytes(merged.read_bytes())
    data = {"files": written, "merged": str(out / "gabungan.pdf"), "folder": str(out)}
    return CommandResult(data, [f"{written} sertifikat dan gabungan.pdf disimpan di {out}."])


def _name_on_disk(name: str) -> str:
    """Certificates keep the name under which they were issued, which may be longer than a disk takes."""
    stem, _, ending = name.rpartition(".")
    return file_name(stem, f".{ending}")


def _words(data: dict[str, int]) -> list[str]:
    lines = [
        f"{data['issued']} sertifikat terbit.",
        f"{data['already']} sudah terbit sebelumnya.",
        f"{data['not_eligible']} belum berhak, {data['held']} ditahan panitia.",
    ]
    if data["failed"]:
        lines.append(f"{data['failed']} belum jadi; nomornya ditahan. Jalankan perintah ini sekali lagi.")
    return lines


@click.group("certificates")
def certificates() -> None:
    """Sertifikat: terbitkan dan simpan sebagai berkas."""


certificates.add_command(issue)
certificates.add_command(export)
commands = [certificates]
