"""Who works on an event: the page of its organizers, crew and viewers."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms.fields import SelectChoice

from eventmgr.events import member_actions
from eventmgr.events.access import ROLE_WORDS, ROLES
from eventmgr.events.plan_queries import members_of
from eventmgr.events.settings_forms import MemberForm
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

members_blueprint = Blueprint("events_members", __name__, url_prefix="/kegiatan/<slug>/pengaturan/petugas")
members_navigation = [
    Entry("Persiapan", "Petugas", "events_members.members", 30, ("events_members.add",)),
]
ROLE_NOTES = {
    "organizer": "menyiapkan dan mengubah semuanya",
    "crew": "memindai kartu dan melihat jadwal",
    "viewer": "melihat, tidak mengubah",
}


def _show(slug: str, form: MemberForm | None = None) -> str:
    form = form or MemberForm(formdata=None, data={"role": "crew"})
    form.role.choices = [SelectChoice(role, ROLE_WORDS[role]) for role in ROLES]
    members = members_of(g.event.id)
    active = [member for member in members if member.role == "organizer" and not member.is_disabled]
    return render_template(
        "events/members.html",
        slug=slug,
        form=form,
        members=members,
        last_organizer_id=active[0].user_id if len(active) == 1 else None,
        role_words=ROLE_WORDS,
        role_notes=ROLE_NOTES,
    )


@members_blueprint.get("")
@allow("organizer")
def members(slug: str) -> str:
    """Everybody with a role in this event."""
    return _show(slug)


def _back(slug: str) -> Answer:
    return redirect(url_for("events_members.members", slug=slug), 303)


@members_blueprint.post("")
@allow("organizer")
def add(slug: str) -> tuple[str, int] | Answer:
    """Give a user a role by their address."""
    form = MemberForm()
    form.role.choices = [SelectChoice(role, ROLE_WORDS[role]) for role in ROLES]
    if form.validate_on_submit():
        try:
            name = member_actions.add_member(
                g.actor, now(), event=g.event, email=form.email.data or "", role=form.role.data
            )
            flash(f"{name} kini {ROLE_WORDS[form.role.data].lower()} kegiatan ini.", "ok")
            return _back(slug)
        except Refusal as refusal:
            form.email.errors = [refusal.message]
    return _show(slug, form), 422


@members_blueprint.post("/<int(max=999999999999):number>")
@allow("organizer")
def change(slug: str, number: int) -> Answer:
    """Another role for one member, or none any more."""
    role = request.form.get("role", "")
    try:
        if role == "":
            name = member_actions.remove_member(g.actor, now(), event=g.event, user_id=number)
            flash(f"{name or 'Pengguna ini'} tidak lagi bertugas di kegiatan ini.", "ok")
        elif role in ROLES:
            member_actions.change_member(g.actor, now(), event=g.event, user_id=number, role=role)
            flash(f"Peran diganti menjadi {ROLE_WORDS[role].lower()}.", "ok")
    except Refusal as refusal:
        flash(refusal.message, "stop")
    return _back(slug)
