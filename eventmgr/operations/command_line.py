"""Commands as pages and answers print them: whole, so that typed as they stand they meet this installation.

A server started with `EVENTMGR_DATA=/srv/dinsos` and a command typed without it are two installations; a
restore would go into the wrong one.
"""

from shlex import quote

from sqlalchemy.engine import make_url

from eventmgr.config import ROOT, Settings

#: Stands where the password of the database is: it is printed nowhere, and nothing answers to this one.
STAND_IN = "KATA-SANDI-BASIS-DATA"


def command_line(settings: Settings, command: str) -> str:
    """ "EVENTMGR_DATA=/srv/dinsos .venv/bin/flask --app app jobs release", for the program's folder.

    Whatever decides where the data lie and is not the default comes first. The database's password is
    replaced by `STAND_IN`; a password in a query parameter as well.
    """
    default = Settings.from_environment({"EVENTMGR_DATA": str(settings.data_folder)})
    told = []
    if settings.data_folder != ROOT / "instance":
        told.append(f"EVENTMGR_DATA={quote(str(settings.data_folder))}")
    if settings.keyring_file != default.keyring_file:
        told.append(f"EVENTMGR_KEYRING={quote(str(settings.keyring_file))}")
    if settings.database_url != default.database_url:
        told.append(f"DATABASE_URL={quote(_without_password(settings.database_url))}")
    return " ".join([*told, ".venv/bin/flask --app app", command])


def _without_password(database_url: str) -> str:
    url = make_url(database_url)
    if url.password is not None:
        url = url.set(password=STAND_IN)
    if "password" in url.query:
        url = url.update_query_dict({"password": STAND_IN})
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql")
    return url.render_as_string(hide_password=False)
