"""Is this installation well?"""

from functools import cache

from sqlalchemy.exc import SQLAlchemyError

from eventmgr.shared.db import db
from eventmgr.shared.migrate import current_revision, head_revision


@cache
def _newest() -> str:
    """The program does not change while it runs; reading its migrations took two thirds of a request."""
    return head_revision()


def database_state() -> str:
    """ "ok", "behind" when migrations are missing, "unreachable" when it does not answer."""
    try:
        current = current_revision(db.session.connection())
    except SQLAlchemyError:
        return "unreachable"
    return "ok" if current == _newest() else "behind"
