"""Headers that every answer carries."""

from flask import Flask, request
from werkzeug.wrappers import Response

_POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "worker-src": "'self'",
}
#: the QR reader is WebAssembly, which this lets compile; no page gets inline script
_SCAN_SCRIPT = "'self' 'wasm-unsafe-eval'"


def content_policy(*, reads_qr: bool) -> str:
    """The Content-Security-Policy of a page: nothing inline, nothing from other hosts."""
    policy = {**_POLICY, "script-src": _SCAN_SCRIPT if reads_qr else "'self'", "style-src": "'self'"}
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def init_headers(app: Flask) -> None:
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    # A worker takes its policy from its own answer, so its file needs the scan page's, too.
    reads_qr = request.path.endswith("/pindai") or request.path.startswith("/static/js/scan/")
    headers = response.headers
    headers.setdefault("Content-Security-Policy", content_policy(reads_qr=reads_qr))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=(), payment=()")
    # The path of a private page is its key; it must not travel to WhatsApp as a referrer.
    headers.setdefault("Referrer-Policy", "no-referrer" if request.path.startswith("/p/") else "same-origin")
    if request.path.startswith("/p/"):
        # By this a kept private page tells our answer from that of a hotel's sign-in page.
        headers.setdefault("X-Eventmgr", "page")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        headers.setdefault("Cache-Control", "no-store")
    return response
