"""Adding one participant by hand."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms.fields import SelectChoice

from eventmgr.registration.entry_reading import Doubts, Offer, doubts_of, draft_of, offer_of, warnings_of
from eventmgr.registration.person_forms import AddForm
from eventmgr.registration.person_queries import made_before_or_none
from eventmgr.registration.register_actions import Entry, register
from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

add_blueprint = Blueprint("registration_add", __name__, url_prefix="/kegiatan/<slug>")
NOTHING_OPEN = Doubts(None, None, None)


@add_blueprint.route("/peserta/tambah", methods=["GET", "POST"])
@allow("organizer")
def add(slug: str) -> str | tuple[str, int] | Answer:
    """The form as people fill it; a known person or a full region is asked about first."""
    offer = offer_of(g.event, g.office)
    form = _form(offer)
    doubts, refused = NOTHING_OPEN, ""
    earlier = made_before_or_none(g.event.id, form.request_uid.data) if form.is_submitted() else None
    if earlier is not None:
        return redirect(url_for("reports_participant.participant", slug=slug, uid=earlier), 303)
    if form.validate_on_submit():
        category = offer.category_or_none(form.category.data)
        region_code = (form.region.data or None) if category and category.region_level else None
        category_id = category.id if category else 0
        doubts = doubts_of(g.event, form, category_id=category_id, region_code=region_code, asks_seats=True)
        if not doubts.is_open:
            try:
                return _saved(slug, form, doubts, category_id, region_code)
            except Refusal as refusal:
                refused = refusal.message
    page = render_template(
        "registration/add.html",
        slug=slug,
        form=form,
        offer=offer,
        doubts=doubts,
        refused=refused,
    )
    return (page, 422) if form.is_submitted() else page


def _form(offer: Offer) -> AddForm:
    first = offer.categories[0].code if offer.categories else ""
    form = AddForm(data={"category": first, "region": request.args.get("wilayah", "")[:13]})
    form.today = local_date(now(), g.event.zone)
    form.category.choices = [SelectChoice(one.code, one.code) for one in offer.categories]
    form.levels = {one.code: one.region_level for one in offer.categories}
    form.regions = {region.code: region.level for region in offer.regions}
    return form


def _saved(slug: str, form: AddForm, doubts: Doubts, category_id: int, region_code: str | None) -> Answer:
    draft = draft_of(form)
    entry = Entry(
        request_uid=(form.request_uid.data or "").lower(),
        category_id=category_id,
        region_code=region_code,
        draft=None if doubts.person_id is not None else draft,
        person_id=doubts.person_id,
        as_reserve=form.over.data == "reserve",
    )
    uid = register(g.actor, now(), event=g.event, entry=entry)
    place = "cadangan" if entry.as_reserve else "peserta"
    flash(f"{draft.name.joined} ditambahkan sebagai {place}. Kartunya belum dicetak.", "ok")
    if doubts.person_id is not None:
        flash("Data orang yang sudah tercatat dipakai. Isian baru di formulir tidak mengubahnya.", "look")
    for warning in warnings_of(draft, region_code) if doubts.person_id is None else ():
        flash(f"{warning}. Cocokkan dengan KTP-nya.", "look")
    return redirect(url_for("reports_participant.participant", slug=slug, uid=uid), 303)
