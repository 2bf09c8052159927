"""Pages of users: the list, one user beside it, a new one; roles in events, sign-ins, handing over."""

from datetime import timedelta

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.fields import SelectChoice

from eventmgr.accounts.actions import create_user, reset_password
from eventmgr.accounts.models import User
from eventmgr.accounts.queries import user_or_none, users_of
from eventmgr.accounts.rules import ONE_TIME_HOURS
from eventmgr.accounts.sign_in_view import sign_in_rows
from eventmgr.accounts.user_actions import disable_user, enable_user, end_all_sign_ins, end_sign_in, set_admin
from eventmgr.records.member_actions import hand_over, save_roles
from eventmgr.records.settings_routes import own_office
from eventmgr.records.user_forms import HandOverForm, UserForm
from eventmgr.records.user_queries import event_or_none, events_of_office, memberships_of
from eventmgr.records.users_page import ROLE_CHOICES, ROLE_SENTENCES, users_page
from eventmgr.shared.clock import now
from eventmgr.shared.dates import clock_time, local_date, weekday_date
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.settings_pages import SettingsPage

blueprint = Blueprint("users", __name__, url_prefix="/pengaturan/pengguna")
settings_pages = [
    SettingsPage(
        "Pengguna",
        "users.listed",
        20,
        ("users.picked", "users.add", "users.reset", "users.roles", "users.sign_ins", "users.handed"),
    )
]


def _user(user_id: int) -> User:
    return user_or_none(g.user.office_id, user_id) or abort(404)


def _page(picked: User | None, *, password: str = "", handed_out: bool = False, message: str = "") -> str:
    office = own_office()
    until = now() + timedelta(hours=ONE_TIME_HOURS)
    return render_template(
        "records/users.html",
        office=office,
        page=users_page(office, now(), picked=picked, own_id=g.user.id),
        choices=ROLE_CHOICES,
        sentences=ROLE_SENTENCES,
        password=password,
        handed_out=handed_out,
        until=f"{weekday_date(local_date(until, office.zone))}, {clock_time(until, office.zone)}",
        message=message,
    )


@blueprint.get("")
@allow("admin")
def listed() -> str:
    """Everybody who may sign in."""
    return _page(None)


@blueprint.get("/<int:user_id>")
@allow("admin")
def picked(user_id: int) -> str:
    """The list with one user beside it."""
    return _page(_user(user_id))


@blueprint.route("/baru", methods=["GET", "POST"])
@allow("admin")
def add() -> str | tuple[str, int] | Response:
    """Make a user; the answer shows the one-time password, this once."""
    form = UserForm()
    if form.validate_on_submit():
        try:
            user, password = create_user(
                g.actor,
                now(),
                office_id=g.user.office_id,
                email=form.email.data or "",
                name=form.name.data or "",
                is_admin=bool(form.is_admin.data),
                valid_until=now() + timedelta(hours=ONE_TIME_HOURS),
                request_uid=form.request_uid.data,
            )
        except Refusal as refusal:
            field: StringField = form.name if refusal.code == "name_missing" else form.email
            field.errors = [refusal.message]
        else:
            return _page(user, password=password, handed_out=not password)
    html = render_template("records/user_new.html", form=form)
    return (html, 422) if form.is_submitted() else html


@blueprint.post("/<int:user_id>/kata-sandi")
@allow("admin")
def reset(user_id: int) -> str:
    """A new one-time password, shown this once; all sign-ins of the user end."""
    user = _user(user_id)
    if user.id == g.user.id:
        raise Refusal("own_account", "Kata sandi sendiri diganti lewat Ganti kata sandi.")
    until = now() + timedelta(hours=ONE_TIME_HOURS)
    password = reset_password(g.actor, now(), email=user.email_norm, valid_until=until)
    return _page(user, password=password)


@blueprint.post("/<int:user_id>/peran")
@allow("admin")
def roles(user_id: int) -> Response | tuple[str, int]:
    """Save the roles in events and whether the user is an admin."""
    user, office = _user(user_id), own_office()
    events = {event.id: event for event in events_of_office(office)}
    wanted = {event_id: request.form.get(f"peran-{event_id}", "") for event_id in events}
    seen = {event_id: request.form.get(f"tadi-{event_id}", "") for event_id in events}
    sent = {event_id: role for event_id, role in wanted.items() if role}
    is_admin = "admin" in request.form
    try:
        save_roles(g.actor, now(), user=user, events=events, wanted=sent, seen=seen)
        if "admin-tadi" in request.form and is_admin != (request.form["admin-tadi"] == "1"):
            set_admin(g.actor, now(), user_id=user.id, is_admin=is_admin)
    except Refusal as refusal:
        return _page(_user(user_id), message=refusal.message), 422
    flash(f"Peran {user.name} disimpan.", "ok")
    return redirect(url_for(".picked", user_id=user_id), 303)


@blueprint.post("/<int:user_id>/nonaktifkan")
@allow("admin")
def disable(user_id: int) -> Response:
    """Keep the user out and end all sign-ins."""
    user = _user(user_id)
    name = user.name
    disable_user(g.actor, now(), email=user.email_norm)
    flash(f"{name} dinonaktifkan dan keluar dari semua perangkat.", "ok")
    return redirect(url_for(".picked", user_id=user_id), 303)


@blueprint.post("/<int:user_id>/aktifkan")
@allow("admin")
def enable(user_id: int) -> Response:
    """Let the user in again."""
    user = _user(user_id)
    enable_user(g.actor, now(), user_id=user.id)
    flash(f"{user.name} dapat masuk lagi dengan kata sandinya yang lama.", "ok")
    return redirect(url_for(".picked", user_id=user_id), 303)


@blueprint.get("/<int:user_id>/sesi")
@allow("admin")
def sign_ins(user_id: int) -> str:
    """Where the user is signed in."""
    user, office = _user(user_id), own_office()
    rows = sign_in_rows(user.id, now(), office.zone, this_id=g.sign_in_id)
    return render_template("records/user_sign_ins.html", user=user, rows=rows)


@blueprint.post("/<int:user_id>/sesi/<int:sign_in_id>/akhiri")
@allow("admin")
def sign_in_ended(user_id: int, sign_in_id: int) -> Response:
    """End one sign-in."""
    end_sign_in(g.actor, now(), user_id=_user(user_id).id, sign_in_id=sign_in_id)
    flash("Sesi masuk itu diakhiri.", "ok")
    return redirect(url_for(".sign_ins", user_id=user_id), 303)


@blueprint.post("/<int:user_id>/sesi/akhiri")
@allow("admin")
def sign_ins_ended(user_id: int) -> Response:
    """End all sign-ins of somebody else."""
    user = _user(user_id)
    if user.id == g.user.id:
        return redirect(url_for("accounts.own_sign_ins"), 303)
    end_all_sign_ins(g.actor, now(), user_id=user.id)
    flash(f"Semua sesi masuk {user.name} diakhiri.", "ok")
    return redirect(url_for(".sign_ins", user_id=user_id), 303)


@blueprint.route("/<int:user_id>/serahkan", methods=["GET", "POST"])
@allow("admin")
def handed(user_id: int) -> str | tuple[str, int] | Response:
    """Hand an event of this user over to another."""
    user, office, form = _user(user_id), own_office(), HandOverForm()
    mine = {member.event_id for member in memberships_of(office.id) if member.user_id == user.id}
    form.event_id.choices = [
        SelectChoice(event.id, event.name) for event in events_of_office(office) if event.id in mine
    ]
    form.taker_id.choices = [
        SelectChoice(other.id, other.name)
        for other in users_of(office.id)
        if other.id != user.id and other.disabled_at is None
    ]
    if form.validate_on_submit():
        event = event_or_none(office, form.event_id.data) or abort(404)
        taker, event_name = _user(form.taker_id.data), event.name
        try:
            hand_over(g.actor, now(), event=event, giver=user, taker=taker)
        except Refusal as refusal:
            form.taker_id.errors = [refusal.message]
        else:
            flash(f"{event_name} diserahkan kepada {_user(form.taker_id.data).name}.", "ok")
            return redirect(url_for(".picked", user_id=user_id), 303)
    html = render_template("records/hand_over.html", user=user, form=form)
    return (html, 422) if form.is_submitted() else html
