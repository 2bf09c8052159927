"""The design of an event's certificates: the page to choose it, and its samples, drawn by a job."""

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.certificates.design_page import design_page
from eventmgr.certificates.design_preview import sample_of, sample_states
from eventmgr.certificates.designs import DESIGN_NAMES, Design
from eventmgr.certificates.preview import BACK, FRONT, PAPER, newest_picture_or_none
from eventmgr.certificates.preview_actions import order_sample
from eventmgr.certificates.rule_actions import choose_design
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.web.access import allow

design_blueprint = Blueprint("certificate_design", __name__, url_prefix="/kegiatan/<slug>/sertifikat")


def _design(value: str) -> Design:
    """The design of an address, or 404."""
    return Design(value) if value in list(Design) else abort(404)


@design_blueprint.get("/rancangan")
@allow("organizer", "viewer")
def design(slug: str) -> str:
    """Both sides of the chosen design, the other one, and what stands on it."""
    return render_template("certificates/design.html", slug=slug, page=design_page(g.event, now()))


@design_blueprint.post("/rancangan/<value>")
@allow("organizer")
def choose(slug: str, value: str) -> Answer:
    """Print what is not issued yet in this design."""
    wanted = _design(value)
    choose_design(g.actor, now(), event=g.event, design=wanted)
    flash(f"Rancangan {DESIGN_NAMES[wanted]} dipakai. Yang sudah terbit tidak berubah.", "ok")
    return redirect(url_for(".design", slug=slug), 303)


@design_blueprint.route("/contoh/<value>", methods=["GET", "POST"])
@allow("organizer", "viewer")
def sample(slug: str, value: str) -> str | Answer:
    """The place of a sample on a page, asked for anew while it is drawn; a POST asks for the drawing."""
    wanted = _design(value)
    if request.method == "POST":
        order_sample(now(), event=g.event, design=wanted)
        if not request.headers.get("HX-Request"):
            return redirect(url_for(".design", slug=slug), 303)
    states = sample_states(g.event, (wanted,), now())
    if not states:
        return ""  # nobody to draw yet: the place stays empty
    (state,), sides = states, request.args.get("sisi") or "depan"
    return render_template("certificates/sample.html", slug=slug, state=state, sides=sides)


@design_blueprint.get("/contoh.<kind>")
@allow("organizer", "viewer")
def preview(slug: str, kind: str) -> Answer:
    """The sample as a PDF or the picture of a side; a PDF not drawn yet leads to the page that draws it."""
    asked = request.args.get("rancangan")
    parts = {"pdf": PAPER, "png": BACK if request.args.get("sisi") == "belakang" else FRONT}
    found = sample_of(g.event, _design(asked) if asked else None)
    if kind not in parts or found is None:
        abort(404)
    db.session.rollback()  # reading a file must not hold a reading transaction
    if kind == "png":
        path = newest_picture_or_none(found, parts[kind]) or abort(404)
        return Response(path.read_bytes(), mimetype="image/png")
    if not found.is_drawn:
        return redirect(url_for(".design", slug=slug))
    return Response(found.path(PAPER).read_bytes(), mimetype="application/pdf")
