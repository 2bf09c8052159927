"""The private page of a participant, behind a link that needs no account."""

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from eventmgr.outbox.rules import share_link
from eventmgr.portal import queries, rules
from eventmgr.portal.card_routes import card_blueprint
from eventmgr.portal.certificate_view import corrected_words
from eventmgr.portal.material_routes import material_blueprint
from eventmgr.portal.offline_routes import offline_blueprint
from eventmgr.portal.page_view import page_view, wrong_name_url
from eventmgr.portal.queries import OwnCertificate, Participation
from eventmgr.portal.resend_routes import resend_blueprint
from eventmgr.portal.verify_routes import verify_blueprint
from eventmgr.portal.viewed_event import viewed_event
from eventmgr.shared.clock import now
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.file_models import StoredFile
from eventmgr.shared.files import read_bytes
from eventmgr.web.access import allow

blueprint = Blueprint("portal", __name__)
blueprints = [
    blueprint,
    card_blueprint,
    material_blueprint,
    offline_blueprint,
    resend_blueprint,
    verify_blueprint,
]


def _certificate_or_404() -> tuple[Participation, OwnCertificate]:
    part, _ = viewed_event()
    found = queries.own_certificate_or_none(part.id) if part is not None else None
    if part is None or found is None:
        abort(404)
    return part, found


@blueprint.get("/p/<token>")
@allow("participant")
def private_page(token: str) -> str:
    part, others = viewed_event()
    if part is None:
        return render_template("portal/no_event.html", person=g.person)
    view = page_view(g.person, part, others, now())
    return render_template(
        "portal/private_page.html", person=g.person, view=view, token=token, slug=part.slug
    )


@blueprint.get("/p/<token>/sertifikat")
@allow("participant")
def certificate(token: str) -> str | AnyResponse:
    part, found = _certificate_or_404()
    if found.state == "reserved":
        return redirect(url_for("portal.private_page", token=token, kegiatan=part.slug))
    return render_template(
        "portal/certificate.html",
        token=token,
        slug=part.slug,
        certificate=found,
        size=rules.file_size(found.size or 0),
        jp=_jp_words(found),
        code=show_short_code(found.short_code),
        verify_url=_verify_url(found),
        verify_place=_verify_url(found).partition("://")[2].rpartition("/")[0] + "/",
        share_url=_share_url(part, found),
        wrong_name_url=wrong_name_url(g.person, part),
        corrected=corrected_words(found, part.zone) if found.state == "valid" else "",
    )


def _jp_words(found: OwnCertificate) -> str:
    """ "24 JP, tiga hari" as frozen on the paper; empty when it counts none."""
    days = found.record.get("days", ())
    jp = sum(int(session["jp"]) for day in days for session in day["sessions"])
    return f"{jp} JP, {rules.days_in_words(len(days))}" if jp else ""


def _verify_url(found: OwnCertificate) -> str:
    """The address that is printed on the paper with the short code, else the one of this server."""
    code, printed = show_short_code(found.short_code), str(found.record.get("verify_url") or "")
    if printed:
        return f"{printed.rpartition('/')[0]}/{code}"
    return url_for("verify.certificate", code=code, _external=True)


def _share_url(part: Participation, found: OwnCertificate) -> str:
    """Shares the address of the verify page, never the private link."""
    words = f"Sertifikat saya: {part.event_name}. Periksa keasliannya: {_verify_url(found)}"
    return share_link(words)


@blueprint.get("/p/<token>/sertifikat.pdf")
@allow("participant")
def certificate_pdf(token: str) -> Response:
    part, found = _certificate_or_404()
    name = f"Sertifikat {show_short_code(found.short_code)}.pdf"
    return _file(found, found.file_id, f'attachment; filename="{name}"')


@blueprint.get("/p/<token>/sertifikat.png")
@allow("participant")
def certificate_picture(token: str) -> Response:
    _, found = _certificate_or_404()
    return _file(found, found.thumbnail_file_id, "inline")


def _file(found: OwnCertificate, file_id: int | None, disposition: str) -> Response:
    stored: StoredFile | None = queries.stored_file_or_none(file_id) if found.state == "valid" else None
    if stored is None:
        abort(404)
    response = make_response(read_bytes(stored))
    response.headers["Content-Type"] = stored.type
    response.headers["Content-Disposition"] = disposition
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
