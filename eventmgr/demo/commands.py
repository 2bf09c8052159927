"""`demo load`: the model event."""

from datetime import date, datetime

import click

from eventmgr.demo.loading import load_demo
from eventmgr.shared.clock import now
from eventmgr.shared.commands import CommandResult, json_command
from eventmgr.shared.text import counted


@json_command("load")
@click.option("--empty", "is_empty", is_flag=True, help="Hari, sesi, dan kuota saja, tanpa peserta.")
@click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="Hari pertama, misalnya 2026-11-24.")
def load(is_empty: bool, start: datetime | None) -> CommandResult:
    """Muat kegiatan contoh sosialisasi-2024 ke kantor contoh; yang lama diganti.

    Tanpa --start dipakai tanggal aslinya, 18 s.d. 20 November 2024.
    """
    first: date | None = start.date() if start else None
    demo = load_demo(now(), start=first, is_empty=is_empty, say=lambda line: click.echo(line, err=True))
    data = {
        "event": demo.event_slug,
        "registrations": demo.registrations,
        "arrivals": demo.arrivals,
        "certificates": demo.certificates,
    }
    lines = [
        f"Kegiatan contoh {demo.event_slug} dimuat: {counted(demo.registrations)} peserta, "
        f"{counted(demo.arrivals)} kehadiran, {counted(demo.certificates)} sertifikat."
    ]
    return CommandResult(data, lines)


@click.group("demo")
def demo_group() -> None:
    """Kantor contoh, untuk mencoba dan melatih."""


demo_group.add_command(load)
commands = [demo_group]
