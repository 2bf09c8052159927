"""What this room tells the rooms below when the app starts."""

from flask import Flask
from sqlalchemy import func, or_, select

from eventmgr.events.copy_parts import register_copy_part
from eventmgr.events.ties import Reach, register_tie
from eventmgr.materials.copying import MATERIALS_PART
from eventmgr.materials.models import Material
from eventmgr.shared.db import db


def materials_tie(reach: Reach) -> list[str]:
    """A day or session that materials belong to is not deleted under them, not even those taken down."""
    if not reach.day_ids and not reach.session_ids:
        return []
    number = db.session.scalar(
        select(func.count(Material.id)).where(
            or_(Material.day_id.in_(reach.day_ids), Material.session_id.in_(reach.session_ids))
        )
    )
    return [f"Ada {number} materi di sini. Pindahkan dulu ke hari atau sesi lain."] if number else []


def init_materials(app: Flask) -> None:
    register_tie(app, materials_tie)
    register_copy_part(app, MATERIALS_PART)
