"""`/sehat`: for whoever watches over the server."""

from flask import Blueprint, Response, jsonify

from eventmgr.operations.queries import database_state
from eventmgr.operations.status_routes import blueprint as status_blueprint
from eventmgr.operations.status_routes import settings_pages
from eventmgr.web.access import allow

blueprint = Blueprint("operations", __name__)
blueprints = [blueprint, status_blueprint]
__all__ = ["blueprints", "settings_pages"]


@blueprint.get("/sehat")
@allow("public")
def health() -> tuple[Response, int]:
    """200 when requests can be served, else 503. Says nothing that a stranger could use."""
    database = database_state()
    state = "ok" if database == "ok" else "fault"
    return jsonify(status=state, database=database), 200 if state == "ok" else 503
