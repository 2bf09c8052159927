"""`jobs work`, `jobs release`, `backup create`, `backup restore`."""

from pathlib import Path

import click
from flask import current_app

from eventmgr.audit.actor import Actor
from eventmgr.operations.actions import release_held_jobs
from eventmgr.operations.backup import create_backup
from eventmgr.operations.command_line import command_line
from eventmgr.operations.restore import restore_backup
from eventmgr.operations.working import Worker
from eventmgr.shared.clock import now
from eventmgr.shared.commands import CommandResult, json_command

NO_KEYS = (
    "PERHATIAN: berkas kunci TIDAK ada di dalam salinan data, karena letaknya di luar folder data. "
    "Salin sendiri ke tempat aman; tanpa kunci itu NIK, kartu, dan tautan tidak dapat dibuka lagi."
)


@json_command("work")
@click.option("--once", is_flag=True, help="Berhenti bila tidak ada pekerjaan lagi.")
def work(once: bool) -> CommandResult:
    """Kerjakan antrean: penerbitan sertifikat dan pekerjaan panjang lain. `make run` sudah menjalankannya."""
    worker = Worker()
    worker.listen_to_signals()
    done = worker.work(once=once)
    return CommandResult({"done": done}, [f"{done} pekerjaan selesai."] if once else [])


@json_command("release")
def release() -> CommandResult:
    """Lanjutkan pekerjaan yang ditahan sejak pemulihan salinan data."""
    released = release_held_jobs(Actor("command", None, "perintah jobs release"), now())
    return CommandResult({"released": released}, [f"{released} pekerjaan dilanjutkan."])


@json_command("create")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Berkas yang dibuat.")
def create(out: Path) -> CommandResult:
    """Salin basis data, berkas, dan kunci ke satu berkas. Server boleh tetap berjalan."""
    made = create_backup(out, now())
    lines = [
        f"Salinan data selesai: {made.path} ({made.path.stat().st_size // 1000} kB, {made.files} berkas)."
    ]
    if not made.has_keyring:
        lines.append(NO_KEYS)
    if made.missing:
        lines.append(f"PERHATIAN: {len(made.missing)} berkas tercatat tetapi hilang dari folder data.")
    data = {
        "out": str(made.path),
        "files": made.files,
        "keyring": made.has_keyring,
        "missing": made.missing,
    }
    return CommandResult(data, lines)


@json_command("restore", migrate=False)
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> CommandResult:
    """Ganti basis data, berkas, dan kunci dengan isi salinan data. Server harus berhenti dulu."""
    restored = restore_backup(file, now())
    lines = [
        f"Salinan data {restored.made_at} dipulihkan ({restored.files} berkas).",
        f"Data sebelumnya disimpan di {restored.aside}; hapus bila sudah yakin.",
        "Pekerjaan dan pesan ditahan. Periksa dulu, lalu lanjutkan dengan:",
        f"  {command_line(current_app.config['SETTINGS'], 'jobs release')}",
        "Periksa nomor surat: nomor yang dipakai setelah salinan data dibuat tidak tercatat di sini.",
        *(f"  {line}" for line in restored.numbers),
    ]
    data = {
        "made_at": restored.made_at,
        "files": restored.files,
        "aside": str(restored.aside),
        "next_numbers": restored.numbers,
    }
    return CommandResult(data, lines)


@click.group("jobs")
def jobs() -> None:
    """Pekerjaan di latar belakang."""


@click.group("backup")
def backup() -> None:
    """Salinan data: basis data, berkas, dan kunci dalam satu berkas."""


for command in (work, release):
    jobs.add_command(command)
for command in (create, restore):
    backup.add_command(command)
commands = [jobs, backup]
