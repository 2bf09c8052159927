"""How the agenda's views answer: back on the agenda with a sentence, or the form again with what is wrong."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.events.agenda_forms import CheckpointForm, SessionForm
from eventmgr.events.edit_actions import Gone, Stale
from eventmgr.shared.refusal import Refusal


def back(slug: str, **picked: Any) -> Answer:
    return redirect(url_for("events_agenda.agenda", slug=slug, **picked), 303)


def told(slug: str, act: Callable[[], str], **picked: Any) -> Answer:
    """Do it, then say what was done or why not, back on the agenda."""
    try:
        flash(act(), "ok")
    except Refusal as refusal:
        flash(refusal.message, "stop")
        return back(slug, **({} if isinstance(refusal, Gone) else picked))
    return back(slug)


def stored_or_shown(
    form: SessionForm | CheckpointForm,
    store: Callable[[], Answer],
    seen: Callable[[], int],
    show: Callable[[str], str],
) -> tuple[str, int] | Answer:
    """Store a good form, or show it again with what is wrong; after a conflict it holds what stands now."""
    fault, status = "", 422
    if form.validate_on_submit():
        try:
            return store()
        except Stale as stale:
            fault, status = stale.message, 409
            form.revision.data = str(seen())
        except Refusal as refusal:
            fault = refusal.message
    return show(fault), status
