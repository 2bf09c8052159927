"""`registration list`: a contract that scripts rely on. Rooms above add to the group."""

import click

from eventmgr.events.named import event_named
from eventmgr.registration.queries import registrations_of
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.commands import CommandResult, json_command


@json_command("list")
@click.option("--event", "slug", required=True, help="Slug kegiatan.")
def list_registrations(slug: str) -> CommandResult:
    """Daftar pendaftaran sebuah kegiatan."""
    rows = registrations_of(event_named(slug).id)
    data = [
        {
            "name": row.whole_name,
            "category": row.category_code,
            "region": row.region_name,
            "region_code": row.region_code,
            "state": row.state,
            "typed_code": show_short_code(row.typed_code) if row.typed_code else None,
        }
        for row in rows
    ]
    lines = [
        f"{row.whole_name} · {row.category_code} · {row.region_name} · {row.state} · "
        f"{show_short_code(row.typed_code) if row.typed_code else '-'}"
        for row in rows
    ]
    return CommandResult({"registrations": data}, [*lines, f"{len(rows)} pendaftaran."])


@click.group("registration")
def registration() -> None:
    """Pendaftaran: daftar dan kartu peserta."""


registration.add_command(list_registrations)
commands = [registration]
