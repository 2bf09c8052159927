"""Pages of the web layer itself: the sheet of components, and the picture in the browser's tab."""

from flask import Blueprint, Response, current_app

from eventmgr.web.access import allow
from eventmgr.web.style_guide import blueprint as style_guide_blueprint

blueprint = Blueprint("web_icon", __name__)
blueprints = [blueprint, style_guide_blueprint]
__all__ = ["blueprints"]


@blueprint.get("/favicon.ico")
@allow("public")
def icon() -> Response:
    """The icon where browsers look for it by themselves: beside a PDF, which has no head to name one."""
    response = current_app.send_static_file("img/favicon.svg")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
