"""Pages of an event's certificates: before, while and after issuing; names, rule, decisions, files."""

from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.certificates.actions import start_issue, stop_issue
from eventmgr.certificates.bundle_routes import bundle_blueprint
from eventmgr.certificates.certificate_routes import certificate_blueprint
from eventmgr.certificates.day_queries import day_ends, unfinished_words
from eventmgr.certificates.design_routes import design_blueprint
from eventmgr.certificates.designs import Design
from eventmgr.certificates.forms import SOMEBODY_ELSE, DecisionForm, IssueForm, RuleForm
from eventmgr.certificates.issued_page import Asked, is_mostly_out, issued_page
from eventmgr.certificates.issuing import address_of, needed_rule
from eventmgr.certificates.merged import ensure_merged
from eventmgr.certificates.number_routes import number_blueprint
from eventmgr.certificates.pages import (
    names_page,
    overview_page,
    progress_page,
)
from eventmgr.certificates.queries import (
    decision_or_none,
    last_issue_job_or_none,
    participant_of,
    registration_by_uid_or_none,
)
from eventmgr.certificates.rule_actions import RuleContent, decide, issue_without_address, save_rule
from eventmgr.certificates.rule_page import place_of_qr, prepare, rule_defaults
from eventmgr.certificates.rules import Basis
from eventmgr.certificates.sending_routes import sending_blueprint
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry
from eventmgr.web.typed_days import typed_day

blueprint = Blueprint("certificates", __name__, url_prefix="/kegiatan/<slug>/sertifikat")
blueprints = [
    blueprint,
    certificate_blueprint,
    bundle_blueprint,
    design_blueprint,
    sending_blueprint,
    number_blueprint,
]
navigation = [
    Entry(
        "Sertifikat",
        "Terbitkan",
        "certificates.overview",
        10,
        ("certificates.names", "certificates.edit_rule", "certificates.edit_decision"),
        door="certificates.opened",
    ),
    Entry(
        "Sertifikat",
        "Sudah terbit",
        "certificates.issued",
        20,
        (
            "certificate.show",
            "certificate.revoke_one",
            "certificate.replace_one",
            "certificate.review",
            "certificate_bundles.districts",
            "certificate_sending.people",
        ),
    ),
    Entry("Sertifikat", "Rancangan", "certificate_design.design", 30),
    Entry("Sertifikat", "Buku nomor", "certificate_numbers.book", 40),
]


@blueprint.get("/buka")
@allow("organizer", "viewer")
def opened(slug: str) -> Answer:
    """Where the tab leads: to the list once most papers are out, else to what is to be issued."""
    page = "issued" if is_mostly_out(g.event.id) else "overview"
    return redirect(url_for(f".{page}", slug=slug))


@blueprint.get("")
@allow("organizer", "viewer")
def overview(slug: str) -> str:
    """Who gets a certificate, who does not and why; the running issue; the files afterwards."""
    return _overview(slug, IssueForm(formdata=None))


def _overview(slug: str, form: IssueForm) -> str:
    page = overview_page(g.event, now())
    if page is None:
        return render_template("certificates/no_rule.html", slug=slug)
    form.tell(page.unfinished)
    return render_template("certificates/overview.html", slug=slug, page=page, issue_form=form)


@blueprint.post("/terbitkan")
@allow("organizer")
def issue(slug: str) -> Answer | tuple[str, int]:
    """Start issuing; two presses are one job. Without an address, or without the tick that it takes before
    the event is over, the page that the button stood on (`dari=terbit`: the list) says what to do.
    """
    form = IssueForm()
    form.tell(unfinished_words(day_ends(g.event, now())))
    if address_of(g.office, needed_rule(g.event.id)).is_missing or not form.validate():
        page = _issued(slug, form) if request.args.get("dari") == "terbit" else None
        return page or _overview(slug, form), 422
    start_issue(g.actor, now(), event=g.event)
    return redirect(url_for(".overview", slug=slug), 303)


@blueprint.post("/tanpa-qr")
@allow("organizer")
def without_address(slug: str) -> Answer:
    """Let the papers go without a QR; nothing is issued by this yet."""
    issue_without_address(g.actor, now(), event=g.event)
    flash("Sertifikat kegiatan ini akan terbit tanpa QR. Kode dan nomornya tetap dicetak.", "ok")
    return redirect(url_for(".overview", slug=slug), 303)


@blueprint.post("/hentikan")
@allow("organizer")
def stop(slug: str) -> Answer:
    """Stop a running issue; what is issued stays."""
    job = last_issue_job_or_none(g.event.id)
    if job is not None and stop_issue(g.actor, now(), event=g.event, job_id=job.id):
        flash("Penerbitan dihentikan. Yang sudah terbit tetap berlaku, sisanya dapat diteruskan.", "ok")
    return redirect(url_for(".overview", slug=slug), 303)


@blueprint.get("/kemajuan")
@allow("organizer", "viewer")
def progress(slug: str) -> Response:
    """The band of a running issue, asked for every two seconds; when it has ended the page gives way."""
    progress = progress_page(g.event, now())
    if progress is None:
        return Response("", headers={"HX-Redirect": url_for(".opened", slug=slug)})
    return Response(render_template("certificates/progress.html", slug=slug, progress=progress))


@blueprint.get("/nama/<group>")
@allow("organizer", "viewer")
def names(slug: str, group: str) -> str:
    """The people behind one number."""
    page = names_page(g.event, group, request.args.get("halaman", 1, int)) or abort(404)
    return render_template("certificates/names.html", slug=slug, page=page)


@blueprint.get("/terbit")
@allow("organizer", "viewer")
def issued(slug: str) -> str:
    """All certificates by number, who may follow, and whose presence changed."""
    return _issued(slug, IssueForm(formdata=None)) or abort(404)


def _issued(slug: str, form: IssueForm) -> str | None:
    asked = Asked(request.args.get("cari", ""), request.args.get("keadaan", ""))
    page = issued_page(g.event, asked, request.args.get("halaman", 1, int), now())
    if page is None:
        return None
    form.tell(page.unfinished)
    return render_template("certificates/issued.html", slug=slug, page=page, issue_form=form)


@blueprint.route("/syarat", methods=["GET", "POST"])
@allow("organizer")
def edit_rule(slug: str) -> str | tuple[str, int] | Answer:
    """Rule, signer, number and date."""
    defaults = rule_defaults(g.event)
    form = RuleForm(data=defaults)
    prepare(form, g.event, defaults)
    if form.validate_on_submit() and _saved_rule(form):
        flash("Syarat dan penanda tangan disimpan.", "ok")
        return redirect(url_for(".overview", slug=slug), 303)
    page = render_template("certificates/rule.html", slug=slug, form=form, place_of_qr=place_of_qr(g.office))
    return (page, 422) if form.is_submitted() else page


def _saved_rule(form: RuleForm) -> bool:
    content = RuleContent(
        least=form.least,
        basis=Basis(form.basis.data),
        signer_name=form.signer_name.data or "",
        signer_post=form.signer_post.data or "",
        official_id=None if form.official.data == SOMEBODY_ELSE else form.official.data,
        register_id=form.register.data if form.register.choices else None,
        design=Design(form.design.data),
        number_pattern=form.number_pattern.data or "",
        # What was filled in beforehand is the number of the year shown; another date is another year.
        first_number=None if form.first_number.data == form.shown_number else form.first_number.data,
        dated_on=typed_day(form.dated_on.data or ""),
        without_public_url=bool(form.without_public_url.data),
    )
    try:
        save_rule(g.actor, now(), event=g.event, content=content)
    except Refusal as refusal:
        fields: dict[str, Any] = {
            "number_used": form.first_number,
            "least_days": form.least_days,
            "official": form.official,
            "register": form.register,
            "numbers_held": form.dated_on,
        }
        field = fields.get(refusal.code, form.basis)
        field.errors = [refusal.message]
        return False
    return True


@blueprint.route("/keputusan/<uid>", methods=["GET", "POST"])
@allow("organizer")
def edit_decision(slug: str, uid: str) -> str | tuple[str, int] | Answer:
    """Hold, grant or deny one person's certificate over the rule."""
    registration = registration_by_uid_or_none(g.event.id, uid) or abort(404)
    standing = decision_or_none(registration.id)
    form = DecisionForm(
        data={"decision": standing.decision, "reason": standing.reason} if standing is not None else None
    )
    if form.validate_on_submit():
        chosen = None if form.decision.data == "rule" else form.decision.data
        decide(g.actor, now(), registration=registration, decision=chosen, reason=form.reason.data or "")
        flash(f"Keputusan untuk {participant_of(registration.id).name} disimpan.", "ok")
        return redirect(_list_or_overview(slug), 303)
    person = participant_of(registration.id)
    page = render_template(
        "certificates/decision.html", slug=slug, form=form, person=person, back_url=_list_or_overview(slug)
    )
    return (page, 422) if form.is_submitted() else page


def _list_or_overview(slug: str) -> str:
    """Back to the names that the organizer came from, as long as somebody still stands there."""
    group = request.args.get("kelompok", "")
    if group and names_page(g.event, group, 1) is not None:
        return url_for(".names", slug=slug, group=group)
    return url_for(".overview", slug=slug)


@blueprint.get("/gabungan.pdf")
@allow("organizer", "viewer")
def merged(slug: str) -> Answer:
    """All valid certificates in one file, by number."""
    path = ensure_merged(g.event.id) or abort(404)
    return send_file(path, "application/pdf", download_name=f"sertifikat-{slug}.pdf", as_attachment=True)
