"""`registration cards`: a contract that scripts rely on."""

from pathlib import Path

import click

from eventmgr.audit.actor import Actor
from eventmgr.cards.actions import note_printed
from eventmgr.cards.name_cards import cards_pdf
from eventmgr.events.named import event_named
from eventmgr.shared.clock import now
from eventmgr.shared.commands import CommandResult, json_command
from eventmgr.shared.refusal import Refusal

_FILE = click.Path(dir_okay=False, path_type=Path)


@json_command("cards")
@click.option("--event", "slug", required=True, help="Slug kegiatan.")
@click.option("--out", "out", required=True, type=_FILE, help="Berkas PDF yang ditulis.")
def print_cards(slug: str, out: Path) -> CommandResult:
    """Buat kartu peserta semua orang sebagai satu PDF."""
    event, at = event_named(slug), now()
    actor = Actor("command", None, "perintah registration cards", event.office_id)
    drawn = cards_pdf(event)
    try:
        out.write_bytes(drawn.data)
    except OSError as error:
        raise Refusal("file_unwritable", f"Berkas {out} tidak dapat ditulis: {error.strerror}.") from error
    note_printed(actor, at, event=event, faces=drawn.faces, words=drawn.words)
    number = len(drawn.faces)
    data = {"cards": number, "sheets": drawn.sheets, "out": str(out)}
    return CommandResult(data, [f"{number} kartu pada {drawn.sheets} lembar ditulis ke {out}."])


@click.group("registration")
def registration() -> None:
    """Pendaftaran: daftar dan kartu peserta."""


registration.add_command(print_cards)
commands = [registration]
