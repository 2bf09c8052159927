"""Is this installation well?"""

from sqlalchemy.exc import SQLAlchemyError

from eventmgr.shared.db import db
from eventmgr.shared.migrate import current_revision, head_revision


def database_state() -> str:
    """ "ok", "behind" when migrations are missing, "unreachable" when it does not answer."""
    try:
        current = current_revision(db.session.connection())
    except SQLAlchemyError:
        return "unreachable"
    return "ok" if current == head_revision() else "behind"
