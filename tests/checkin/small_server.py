"""A server of one process that starts in a moment, for tests that kill it often."""

from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from eventmgr.config import Settings
from eventmgr.factory import create_app


class QuietHandler(WSGIRequestHandler):
    """Writes no line a request."""

    def log(self, type: str, message: str, *args: object) -> None:
        del type, message, args


def serve(folder: Path, port: int) -> None:
    """Serve the app of a data folder until killed."""
    app = create_app(Settings.from_environment({"EVENTMGR_DATA": str(folder)}))
    make_server("127.0.0.1", port, app, threaded=True, request_handler=QuietHandler).serve_forever()
