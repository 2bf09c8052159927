"""`jobs work`, `backup create`, `backup restore`."""

import click

from eventmgr.operations.working import Worker
from eventmgr.shared.commands import CommandResult, json_command


@json_command("work")
@click.option("--once", is_flag=True, help="Berhenti bila tidak ada pekerjaan lagi.")
def work(once: bool) -> CommandResult:
    """Kerjakan antrean: penerbitan sertifikat dan pekerjaan panjang lain. `make run` sudah menjalankannya."""
    worker = Worker()
    worker.listen_to_signals()
    done = worker.work(once=once)
    return CommandResult({"done": done}, [f"{done} pekerjaan selesai."] if once else [])


@click.group("jobs")
def jobs() -> None:
    """Pekerjaan di latar belakang."""


jobs.add_command(work)
commands = [jobs]
