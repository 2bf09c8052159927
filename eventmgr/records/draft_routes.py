"""Deleting a draft: what goes and what stays is told first, the reason is required."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventmgr.records.draft_actions import delete_draft
from eventmgr.records.draft_queries import draft_facts
from eventmgr.records.draft_rules import reasons_to_keep
from eventmgr.registration.person_forms import ReasonForm
from eventmgr.shared.clock import now
from eventmgr.shared.db import db
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

blueprint = Blueprint("draft_removal", __name__, url_prefix="/kegiatan/<slug>/pengaturan/hapus")


@blueprint.get("")
@allow("organizer")
def confirm(slug: str) -> str:
    """What goes, what stays, why it may not be, and the button."""
    return _page(slug, ReasonForm(formdata=None))


@blueprint.post("")
@allow("organizer")
def remove(slug: str) -> tuple[str, int] | Response:
    """Delete it; a second press finds no such event."""
    form = ReasonForm()
    if form.validate():
        try:
            name = delete_draft(g.actor, now(), event=g.event, reason=form.reason.data or "")
        except Refusal as refusal:
            form.reason.errors = [refusal.message]
        else:
            flash(f"Rancangan “{name}” dihapus.", "ok")
            return redirect(url_for("events.event_list"), 303)
    return _page(slug, form), 422


def _page(slug: str, form: ReasonForm) -> str:
    facts = draft_facts(db.session(), g.event)
    return render_template(
        "records/draft_removal.html",
        slug=slug,
        form=form,
        facts=facts,
        kept=reasons_to_keep(facts),
        name=g.event.name,
    )
