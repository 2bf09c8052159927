"""`users create`: it gives a role in an event, so it stands above accounts."""

import click

from eventmgr.accounts.commands import create_with_password
from eventmgr.accounts.models import User
from eventmgr.accounts.rules import normalize_email
from eventmgr.audit.actor import Actor
from eventmgr.events.actions import set_member
from eventmgr.events.named import event_named
from eventmgr.shared.clock import now
from eventmgr.shared.commands import CommandResult, json_command
from eventmgr.shared.db import write
from eventmgr.shared.refusal import Refusal


@json_command("create")
@click.option("--email", required=True, help="Surel, dipakai untuk masuk.")
@click.option("--name", required=True, help="Nama lengkap.")
@click.option("--admin", "is_admin", is_flag=True, help="Admin kantor.")
@click.option("--event", "slug", help="Kegiatan tempat ia berperan.")
@click.option("--role", type=click.Choice(["organizer", "crew", "viewer"]), help="Peran di kegiatan itu.")
def create(email: str, name: str, is_admin: bool, slug: str | None, role: str | None) -> CommandResult:
    """Buat pengguna dengan kata sandi sekali pakai."""
    if bool(slug) != bool(role):
        raise Refusal("event_and_role", "--event dan --role harus ditulis bersama.")
    event = event_named(slug) if slug else None
    with write() as session:
        user_id, password = create_with_password(email, name, is_admin)
        if event is not None and role is not None:
            user = session.get_one(User, user_id)
            set_member(
                Actor("command", None, "perintah users create"), now(), event=event, user=user, role=role
            )
    return CommandResult(
        {"email": normalize_email(email), "one_time_password": password},
        [f"Pengguna {normalize_email(email)} dibuat. Kata sandi sekali pakai: {password}"],
    )


@click.group("users")
def users() -> None:
    """Pengguna: panitia, petugas, pengamat, admin."""


users.add_command(create)
commands = [users]
