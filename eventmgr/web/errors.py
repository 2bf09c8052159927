"""Error pages that say what to do next, and their JSON form under /api/."""

import hashlib
import logging
import re
from base64 import b64encode
from pathlib import Path

from flask import Flask, current_app, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from eventmgr.shared.codes import new_short_code, show_short_code
from eventmgr.shared.db import db
from eventmgr.shared.refusal import Refusal

logger = logging.getLogger(__name__)
_PAGES = (400, 403, 404, 410, 413, 422, 429)
_JSON_CODES = {
    401: "signed_out",
    403: "forbidden",
    404: "not_found",
    405: "method",
    413: "too_large",
    429: "too_often",
}
_JSON_WORDS = {
    401: "Sesi masuk berakhir. Masuk lagi.",
    403: "Akun ini tidak berhak untuk kegiatan ini.",
    404: "Tidak ditemukan.",
    405: "Cara memanggil alamat ini keliru.",
    413: "Kiriman terlalu besar.",
    429: "Terlalu sering. Tunggu sebentar.",
}


def init_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(CSRFError, show_stale_form)
    app.register_error_handler(Refusal, show_refusal)
    app.register_error_handler(Exception, show_fault)
    app.extensions["eventmgr.fault_page"] = Path(app.template_folder or "templates", "errors", "500.html")


def wants_json() -> bool:
    return request.path.startswith("/api/")


def show_http_error(error: HTTPException) -> Response | tuple[Response | str, int] | HTTPException:
    code = error.code or 500
    if error.response is not None or code < 400:
        return error
    if wants_json():
        words = _JSON_WORDS.get(code, "Permintaan ini tidak bisa dipenuhi.")
        return jsonify(error={"code": _JSON_CODES.get(code, "bad_request"), "message": words}), code
    if code >= 500:
        return show_fault(error)
    page = code if code in _PAGES else 404 if code == 405 else 400
    return render_template(f"errors/{page}.html"), code


def show_stale_form(error: CSRFError) -> tuple[Response | str, int]:
    """A form older than the sign-in, or one that never was ours. Nothing was changed."""
    logger.info("csrf refused: %s", error.description)
    if wants_json():
        words = "Halaman ini sudah lama terbuka. Muat ulang, lalu coba lagi."
        return jsonify(error={"code": "csrf", "message": words}), 400
    return render_template("errors/400.html"), 400


def show_refusal(refusal: Refusal) -> tuple[Response | str, int]:
    db.session.rollback()
    if wants_json():
        return jsonify(error={"code": refusal.code, "message": refusal.message}), 422
    return render_template("errors/422.html", message=refusal.message), 422


def show_fault(error: Exception) -> Response | tuple[Response | str, int]:
    """Something broke that we did not foresee: a code for the office, the same in the log.

    The page is one static file and touches neither database nor session, since either may be what broke.
    It is whole without its font and band, which are fetched beside it.
    """
    fault = show_short_code(new_short_code())  # it is read aloud to the office
    # The rule and not the path: a private page's path is its key.
    logger.error("fault %s at %s %s", fault, request.method, request.url_rule, exc_info=error)
    if wants_json():
        return jsonify(error={"code": "fault", "message": f"Terjadi gangguan, kode {fault}. Coba lagi."}), 500
    page = _fault_page().read_text(encoding="utf-8")
    # It carries its own style sheet, which the policy knows by its hash.
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(hashlib.sha256((style[1] if style else "").encode()).digest()).decode()
    answer = current_app.make_response((page.replace("KODE-GALAT", fault), 500))
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; font-src 'self'; img-src 'self'"
    answer.headers["Content-Security-Policy"] = policy
    return answer


def _fault_page() -> Path:
    found: Path = current_app.extensions["eventmgr.fault_page"]
    return found
