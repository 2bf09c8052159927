"""The first administrator is made when the server starts and nobody can administer yet."""

from eventmgr.accounts.actions import create_user
from eventmgr.accounts.queries import has_admin
from eventmgr.audit.actor import Actor
from eventmgr.office.queries import real_office
from eventmgr.operations.starting import Start, at_start
from eventmgr.shared.clock import now

FIRST_EMAIL = "admin@eventmgr.local"


@at_start(order=90)
def make_first_administrator(_start: Start) -> list[str]:
    """Lines with the address and the one-time password, which are shown this once."""
    if has_admin():
        return []
    actor = Actor("command", None, "start pertama")
    _, password = create_user(
        actor, now(), office_id=real_office().id, email=FIRST_EMAIL, name="Administrator", is_admin=True
    )
    return [
        "",
        "Administrator pertama dibuat. Catat sekarang, ini hanya tampil sekali:",
        f"  Surel                   {FIRST_EMAIL}",
        f"  Kata sandi sekali pakai {password}",
        "Kata sandi diganti saat masuk pertama kali.",
    ]
