"""What the room brings: the import of a roster, the pairing of its columns, and taking it back."""

from eventmgr.roster.import_routes import import_blueprint, navigation
from eventmgr.roster.pairing_routes import pairing_blueprint
from eventmgr.roster.undo_routes import undo_blueprint

__all__ = ["blueprints", "navigation"]

blueprints = [import_blueprint, pairing_blueprint, undo_blueprint]
