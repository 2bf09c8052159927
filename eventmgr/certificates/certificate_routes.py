"""One certificate: what is printed, how it stands, its history; revoke and replace."""

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.certificates.archive import marked_bytes
from eventmgr.certificates.certificate_forms import ReplaceForm, ReviewForm, RevokeForm
from eventmgr.certificates.certificate_page import certificate_page
from eventmgr.certificates.certificate_queries import (
    OneCertificate,
    file_of_certificate_or_none,
    one_certificate_or_none,
    registration_of,
    stored_file_or_none,
)
from eventmgr.certificates.ending_actions import finish_again, name_of, replace_certificate, revoke
from eventmgr.certificates.presence_review import review_of
from eventmgr.certificates.replacing import Plan, plan_of
from eventmgr.certificates.rule_actions import decide
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.shared.files import read_bytes
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

certificate_blueprint = Blueprint(
    "certificate", __name__, url_prefix="/kegiatan/<slug>/sertifikat/<string(length=32):uid>"
)
View = str | tuple[str, int] | Answer
CHANGED = "Data orang ini berubah sesudah Anda membuka halaman ini. Periksa sekali lagi, lalu tekan Ganti."
NOTHING_CHANGED = (
    "Tidak ada yang berbeda dengan yang tercetak. Perbaiki dulu data orang ini, lalu ganti sertifikatnya."
)


def _held(uid: str) -> OneCertificate:
    """The certificate of the address, or 404."""
    return one_certificate_or_none(g.event.id, uid) or abort(404)


@certificate_blueprint.get("")
@allow("organizer", "viewer")
def show(slug: str, uid: str) -> str:
    """The page of one certificate."""
    page = certificate_page(g.event, _held(uid), now())
    return render_template("certificates/certificate.html", slug=slug, page=page)


@certificate_blueprint.get("/keadaan")
@allow("organizer", "viewer")
def state(slug: str, uid: str) -> Response:
    """Asked while the file is made: nothing as long as it is, then the page loads anew."""
    page = certificate_page(g.event, _held(uid), now())
    return Response("", 204) if page.is_waiting else Response("", headers={"HX-Refresh": "true"})


@certificate_blueprint.get("/sertifikat.pdf")
@allow("organizer", "viewer")
def file(slug: str, uid: str) -> Answer:
    """The kept bytes; those of an ended one with a mark across."""
    certificate, stored = file_of_certificate_or_none(g.event.id, uid) or abort(404)
    state, code = certificate.state, certificate.short_code
    db.session.rollback()  # drawing the mark must not hold a reading transaction
    response = Response(marked_bytes(read_bytes(stored), state), mimetype="application/pdf")
    word = "sertifikat" if state == "valid" else "arsip"
    response.headers.set("Content-Disposition", "inline", filename=f"{word}-{code}.pdf")
    return response


@certificate_blueprint.get("/sertifikat.png")
@allow("organizer", "viewer")
def picture(slug: str, uid: str) -> Answer:
    """The front of a valid one as a picture."""
    certificate = _held(uid).certificate
    stored = stored_file_or_none(certificate.thumbnail_file_id) if certificate.state == "valid" else None
    if stored is None:
        abort(404)
    return Response(read_bytes(stored), mimetype="image/png", headers={"Cache-Control": "private"})


@certificate_blueprint.post("/coba-lagi")
@allow("organizer")
def try_again(slug: str, uid: str) -> Answer:
    """Draw a reserved one once more."""
    _held(uid)
    finish_again(g.actor, now(), event=g.event, uid=uid)
    return redirect(url_for(".show", slug=slug, uid=uid), 303)


@certificate_blueprint.route("/cabut", methods=["GET", "POST"])
@allow("organizer")
def revoke_one(slug: str, uid: str) -> View:
    """End it, with a reason; what follows is told before the press."""
    found = _held(uid)
    form, refused = RevokeForm(), ""
    if form.validate_on_submit():
        try:
            revoke(g.actor, now(), event=g.event, uid=uid, reason=form.reason.data or "")
        except Refusal as refusal:
            refused = refusal.message
        else:
            flash("Sertifikat dicabut. Halaman periksa dan halaman peserta sudah mengatakannya.", "ok")
            return redirect(url_for(".show", slug=slug, uid=uid), 303)
    elif not form.is_submitted() and found.certificate.state not in ("valid", "reserved"):
        return redirect(url_for(".show", slug=slug, uid=uid))
    page = certificate_page(g.event, _held(uid), now())
    answer = render_template(
        "certificates/certificate_revoke.html", slug=slug, page=page, form=form, refused=refused
    )
    return (answer, 422) if form.is_submitted() else answer


@certificate_blueprint.route("/tinjau", methods=["GET", "POST"])
@allow("organizer")
def review(slug: str, uid: str) -> View:
    """What changed about presence since it was issued: keep it with a reason, or revoke it with one."""
    found = _held(uid)
    if found.certificate.state != "valid":
        return redirect(url_for(".show", slug=slug, uid=uid))
    form, refused = ReviewForm(), ""
    if form.validate_on_submit():
        refused = _reviewed(found, form)
        if not refused:
            return redirect(url_for("certificates.issued", slug=slug), 303)
    answer = render_template(
        "certificates/review.html",
        slug=slug,
        page=certificate_page(g.event, found, now()),
        review=review_of(g.event, found.certificate, found.registration_uid),
        form=form,
        refused=refused,
    )
    return (answer, 422) if form.is_submitted() else answer


def _reviewed(found: OneCertificate, form: ReviewForm) -> str:
    """Do it, or say why it was not done."""
    reason, uid, name = form.reason.data or "", found.certificate.uid, name_of(found.certificate.snapshot)
    try:
        if form.decision.data == "revoke":
            revoke(g.actor, now(), event=g.event, uid=uid, reason=reason)
            flash(f"Sertifikat {name} dicabut.", "ok")
        else:
            registration = registration_of(found.certificate)
            decide(g.actor, now(), registration=registration, decision="grant", reason=reason)
            flash(f"Sertifikat {name} tetap berlaku.", "ok")
    except Refusal as refusal:
        return refusal.message
    return ""


@certificate_blueprint.route("/ganti", methods=["GET", "POST"])
@allow("organizer")
def replace_one(slug: str, uid: str) -> View:
    """Print it anew with today's name; the old one ends and keeps its bytes."""
    found = _held(uid)
    if found.certificate.state != "valid":
        flash("Sertifikat ini tidak berlaku lagi atau belum jadi, jadi tidak dapat diganti.", "look")
        return redirect(url_for(".show", slug=slug, uid=uid), 303)
    plan, form, refused = plan_of(g.event, found.certificate), ReplaceForm(), ""
    if form.validate_on_submit():
        refused = _replaced(uid, plan, form)
        if not refused:
            flash("Sertifikat diganti. Yang lama menjadi arsip.", "ok")
            return redirect(url_for(".show", slug=slug, uid=plan.fresh.uid), 303)
    page = certificate_page(g.event, _held(uid), now())
    form.seen.data = plan.seen
    answer = render_template(
        "certificates/certificate_replace.html", slug=slug, page=page, plan=plan, form=form, refused=refused
    )
    return (answer, 422) if form.is_submitted() else answer


def _replaced(uid: str, plan: Plan, form: ReplaceForm) -> str:
    """Do it, or say why it was not done."""
    if not plan.changes:
        return NOTHING_CHANGED
    if form.seen.data != plan.seen:
        return CHANGED
    try:
        replace_certificate(
            g.actor,
            now(),
            event=g.event,
            uid=uid,
            fresh=plan.fresh,
            reason=form.reason.data or "",
            takes_new_number=form.number.data == "new",
        )
    except Refusal as refusal:
        return refusal.message
    return ""
