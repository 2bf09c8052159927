"""The public page on which anybody checks a certificate. It never writes to the main database."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from eventmgr.office.queries import real_office
from eventmgr.outbox.rules import contact_link
from eventmgr.portal.verify_view import typed_code, verify_view
from eventmgr.shared.clock import now
from eventmgr.shared.runtime import throttle
from eventmgr.web.access import allow

verify_blueprint = Blueprint("verify", __name__)
#: codes that one address may check; a whole office, or a mobile network, shares one
CHECKS, CHECK_WINDOW = 60, 60
Answer = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response


@verify_blueprint.get("/v")
@allow("public")
def form() -> Answer:
    if "kode" not in request.args:
        return render_template("portal/verify_form.html", message="")
    code = typed_code(request.args["kode"])
    if not code:
        return render_template("portal/verify_form.html", message="Ketik kode di bawah gambar QR."), 422
    return redirect(url_for("verify.certificate", code=code[:40]))


@verify_blueprint.get("/v/<code>")
@allow("public")
def certificate(code: str) -> Answer:
    moment = now()
    tried = throttle(f"verify:{request.remote_addr}", limit=CHECKS, window=CHECK_WINDOW, at=moment)
    if not tried.allowed:
        ask = contact_link(real_office().phone, "Saya ingin memeriksa banyak sertifikat.")
        page = render_template(
            "portal/verify_wait.html", seconds=tried.retry_after, code=typed_code(code)[:40], contact_url=ask
        )
        return page, 429, {"Retry-After": str(tried.retry_after)}
    view, issuer = verify_view(code, moment, real_office())
    if issuer is not None:
        g.office = issuer.office
    return render_template("portal/verify.html", view=view), 404 if view.state == "unknown" else 200
