"""The worker that keeps a private page on its telephone, for halls without network."""

from flask import Blueprint, Response, current_app

from eventmgr.web.access import allow

offline_blueprint = Blueprint("portal_offline", __name__)


@offline_blueprint.get("/halaman-peserta.js")
@allow("public")
def worker() -> Response:
    """The script from the root: a worker's pages must lie below its own address, so /static/ would not do.

    The pages that it serves are narrowed to /p/ where it is registered.
    """
    response = current_app.send_static_file("js/private-page-worker.js")
    response.headers["Cache-Control"] = "no-cache"
    return response
