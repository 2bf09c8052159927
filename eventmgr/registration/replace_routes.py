"""One person takes the seat of another."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from eventmgr.registration.act_pages import REVOKE_WORDS
from eventmgr.registration.add_routes import NOTHING_OPEN
from eventmgr.registration.entry_reading import Doubts, doubts_of, draft_of, warnings_of
from eventmgr.registration.keepsakes import what_stays
from eventmgr.registration.models import LIVE_STATES
from eventmgr.registration.person_forms import ReplaceForm
from eventmgr.registration.person_queries import RegisteredPerson, made_before_or_none
from eventmgr.registration.person_routes import View, back, held
from eventmgr.registration.register_actions import Entry
from eventmgr.registration.replace_actions import replace_participant
from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

replace_blueprint = Blueprint(
    "registration_replace", __name__, url_prefix="/kegiatan/<slug>/peserta/<string(length=32):uid>"
)


@replace_blueprint.route("/ganti", methods=["GET", "POST"])
@allow("organizer")
def replace_one(slug: str, uid: str) -> View:
    """Who takes over, and why; unsur, region and quota stay."""
    who = held(uid)
    form = ReplaceForm(data={"revision": str(who.registration.revision)})
    form.today = local_date(now(), g.event.zone)
    earlier = made_before_or_none(g.event.id, form.request_uid.data) if form.is_submitted() else None
    if earlier is not None:
        return back(slug, earlier)
    if who.registration.state not in LIVE_STATES:
        flash("Pendaftaran ini sudah berakhir, jadi tidak ada tempat yang dapat diganti.", "look")
        return back(slug, uid)
    doubts, refused = NOTHING_OPEN, ""
    if form.validate_on_submit():
        registration = who.registration
        doubts = doubts_of(
            g.event,
            form,
            category_id=registration.category_id,
            region_code=registration.region_code,
            asks_seats=False,
        )
        if not doubts.is_open:
            try:
                return _saved(slug, who, form, doubts)
            except Refusal as refusal:
                refused = refusal.message
    page = render_template(
        "registration/replace.html",
        slug=slug,
        who=who,
        form=form,
        doubts=doubts,
        refused=refused,
        staying=what_stays([who.registration.id]),
        revoke_words=REVOKE_WORDS,
    )
    return (page, 422) if form.is_submitted() else page


def _saved(slug: str, who: RegisteredPerson, form: ReplaceForm, doubts: Doubts) -> Answer:
    draft, registration, old_name = draft_of(form), who.registration, who.name
    region_code = registration.region_code
    entry = Entry(
        request_uid=(form.request_uid.data or "").lower(),
        category_id=registration.category_id,
        region_code=region_code,
        draft=None if doubts.person_id is not None else draft,
        person_id=doubts.person_id,
    )
    typed = form.revision.data or ""
    uid = replace_participant(
        g.actor,
        now(),
        event=g.event,
        uid=registration.uid,
        revision=int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0,
        entry=entry,
        reason=form.reason.data or "",
    )
    flash(
        f"{draft.name.joined} menggantikan {old_name}. Kartu barunya belum dicetak.",
        "ok",
    )
    for warning in warnings_of(draft, region_code) if doubts.person_id is None else ():
        flash(f"{warning}. Cocokkan dengan KTP-nya.", "look")
    return redirect(url_for("reports_participant.participant", slug=slug, uid=uid), 303)
