"""Signing in and out, and one's own password."""

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from eventmgr.accounts import actions
from eventmgr.accounts.access import COOKIE_KEY, signed_in_user_or_none
from eventmgr.accounts.actions import TooManyTries
from eventmgr.accounts.forms import ChangePasswordForm, SignInForm
from eventmgr.accounts.pin_routes import pin_blueprint
from eventmgr.accounts.sign_in_view import sign_in_rows
from eventmgr.accounts.user_actions import end_all_sign_ins, end_sign_in
from eventmgr.office.queries import real_office
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

blueprint = Blueprint("accounts", __name__)
blueprints = [blueprint, pin_blueprint]


def _way_back() -> str:
    """The page that one came from, if it is ours: never another host, never a path made to look like one."""
    target = request.args.get("lanjut", "")
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if is_ours and target.isprintable() else url_for("events.event_list")


@blueprint.route("/masuk", methods=["GET", "POST"])
@allow("public")
def sign_in() -> Response | str | tuple[str, int] | tuple[str, int, dict[str, str]]:
    form = SignInForm()
    if request.method != "POST":
        if signed_in_user_or_none() is not None:
            return redirect(_way_back())
        return render_template("accounts/sign_in.html", form=form, message="")
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form, message=""), 422
    try:
        signed_in = actions.sign_in(
            form.email.data or "", form.password.data or "", address=request.remote_addr or "", at=now()
        )
    except TooManyTries as refusal:
        page = render_template("accounts/sign_in.html", form=form, message=refusal.message)
        return page, 429, {"Retry-After": str(refusal.retry_after)}
    except Refusal as refusal:
        return render_template("accounts/sign_in.html", form=form, message=refusal.message), 422
    session.clear()  # a new sign-in never inherits what an unknown visitor's cookie held
    session[COOKIE_KEY] = signed_in.token
    session.permanent = True
    return redirect(_way_back())


@blueprint.post("/keluar")
@allow("signed_in")
def sign_out() -> Response:
    actions.sign_out(g.actor, session[COOKIE_KEY], now())
    session.clear()
    return redirect(url_for("accounts.sign_in"))


@blueprint.route("/kata-sandi", methods=["GET", "POST"])
@allow("signed_in")
def change_password() -> Response | str | tuple[str, int]:
    form, is_first = ChangePasswordForm(), g.must_change
    if request.method != "POST":
        return render_template("accounts/change_password.html", form=form, is_first=is_first)
    if form.validate_on_submit():
        try:
            actions.change_password(
                g.actor,
                now(),
                old=form.old.data or "",
                new=form.new.data or "",
                keep_token=session[COOKIE_KEY],
            )
        except Refusal as refusal:
            field = form.old if refusal.code in ("old", "too_many_tries") else form.new
            field.errors = [*field.errors, refusal.message]
        else:
            flash("Kata sandi sudah diganti.", "ok")
            if is_first and g.actor.is_admin and "lanjut" not in request.args:
                return redirect(url_for("first_steps.start"))
            return redirect(_way_back())
    return render_template("accounts/change_password.html", form=form, is_first=is_first), 422


@blueprint.get("/sesi-masuk")
@allow("signed_in")
def own_sign_ins() -> str:
    """Where one is signed in."""
    rows = sign_in_rows(g.user.id, now(), real_office().zone, this_id=g.sign_in_id)
    return render_template("accounts/sign_ins.html", rows=rows)


@blueprint.post("/sesi-masuk/<int:sign_in_id>/akhiri")
@allow("signed_in")
def own_sign_in_ended(sign_in_id: int) -> Response:
    """Sign oneself out on another device."""
    end_sign_in(g.actor, now(), user_id=g.user.id, sign_in_id=sign_in_id)
    flash("Sesi masuk itu diakhiri.", "ok")
    return redirect(url_for(".own_sign_ins"), 303)


@blueprint.post("/sesi-masuk/akhiri")
@allow("signed_in")
def own_sign_ins_ended() -> Response:
    """Sign oneself out everywhere else."""
    end_all_sign_ins(g.actor, now(), user_id=g.user.id, except_token=session[COOKIE_KEY])
    flash("Semua perangkat lain dikeluarkan.", "ok")
    return redirect(url_for(".own_sign_ins"), 303)
