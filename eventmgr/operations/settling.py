"""Before anything is opened: a restore that was cut off is brought to its end."""

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from eventmgr.config import Settings
from eventmgr.operations import held
from eventmgr.operations.swap import Unsettled, settle_folder


def settle(settings: Settings) -> bool:
    """Finish or undo what a restore left half done; whether it was carried out.

    Raises Unsettled when it is still at work, or only a database knows that does not answer.
    """
    return settle_folder(settings.data_folder, lambda uid: database_has(settings.database_url, uid))


def database_has(database_url: str, uid: str) -> bool:
    """Whether the restore `uid` was committed. Raises Unsettled when the database does not answer."""
    engine = create_engine(database_url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return held.has_restore(connection, uid)
    except SQLAlchemyError as error:
        raise Unsettled(
            "Pemulihan salinan data terputus, dan basis datanya tidak dapat dihubungi untuk diselesaikan. "
            "Hidupkan basis data (DATABASE_URL), lalu ulangi perintah yang sama: sisanya dikerjakan sendiri."
        ) from error
    finally:
        engine.dispose()
