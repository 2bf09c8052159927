"""`users reset`, `users disable`; `users create` stands in events, because it may give a role there."""

import click

from eventmgr.accounts import actions
from eventmgr.accounts.rules import normalize_email
from eventmgr.accounts.user_actions import disable_user
from eventmgr.audit.actor import Actor
from eventmgr.office.queries import real_office
from eventmgr.shared.clock import now
from eventmgr.shared.commands import CommandResult, json_command


@json_command("reset")
@click.option("--email", required=True, help="Surel pengguna.")
def reset(email: str) -> CommandResult:
    """Beri kata sandi sekali pakai yang baru dan akhiri semua sesi masuknya."""
    password = actions.reset_password(Actor("command", None, "perintah users reset"), now(), email=email)
    return CommandResult(
        {"email": normalize_email(email), "one_time_password": password},
        [f"Kata sandi sekali pakai untuk {normalize_email(email)}: {password}"],
    )


@json_command("disable")
@click.option("--email", required=True, help="Surel pengguna.")
def disable(email: str) -> CommandResult:
    """Tutup akun: sesi masuknya berakhir dan ia tidak dapat masuk lagi."""
    disable_user(Actor("command", None, "perintah users disable"), now(), email=email)
    return CommandResult(
        {"email": normalize_email(email), "disabled": True}, [f"Akun {normalize_email(email)} ditutup."]
    )


def create_with_password(email: str, name: str, is_admin: bool) -> tuple[int, str]:
    """Make a user of the real office; its id and one-time password."""
    actor = Actor("command", None, "perintah users create")
    user, password = actions.create_user(
        actor, now(), office_id=real_office().id, email=email, name=name, is_admin=is_admin
    )
    return user.id, password


@click.group("users")
def users() -> None:
    """Pengguna: panitia, petugas, pengamat, admin."""


users.add_command(reset)
users.add_command(disable)
commands = [users]
