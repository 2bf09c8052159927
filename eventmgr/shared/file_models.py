"""Files that were taken in or made: their bytes lie in the data folder, their facts here."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.shared.db import Base, Key, PrimaryKey, UtcDateTime


class StoredFile(Base):
    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size >= 0", name="size"),)

    id: Mapped[PrimaryKey]
    #: also the file's name on disk
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    office_id: Mapped[int] = mapped_column(Key, ForeignKey("office.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    #: bytes
    size: Mapped[int] = mapped_column(Key)
    #: media type, found from the content and never from the name
    type: Mapped[str] = mapped_column(String(120))
    original_name: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: the bytes go a day or more after this, so that a backup taken meanwhile is whole
    delete_after: Mapped[datetime | None] = mapped_column(UtcDateTime)
