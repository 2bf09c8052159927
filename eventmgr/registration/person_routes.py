"""What is done to one registration: cancel, restore, new card, move, another NIK, the private link.

Each act has a page of its own that says what it changes before it is pressed, and asks why.
"""

from collections.abc import Callable

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer
from wtforms.fields import SelectChoice

from eventmgr.people.edit_actions import correct_nik
from eventmgr.people.link_actions import renew_link, revoke_link
from eventmgr.people.rules import read_nik
from eventmgr.registration.act_pages import (
    CLOSE_LINK,
    NEW_CARD,
    NEW_LINK,
    NEW_NIK,
    RESTORE,
    ActPage,
    cancel_page,
)
from eventmgr.registration.entry_reading import offer_of
from eventmgr.registration.keepsakes import what_stays
from eventmgr.registration.move_actions import Move, move_registration
from eventmgr.registration.person_forms import MoveForm, NikForm, ReasonForm
from eventmgr.registration.person_queries import RegisteredPerson, registered_person_or_none
from eventmgr.registration.seat_actions import cancel, restore
from eventmgr.registration.seat_queries import seats_of
from eventmgr.registration.ticket_actions import give_new_card
from eventmgr.registration.ticket_queries import tickets_of
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

person_blueprint = Blueprint(
    "registration_person", __name__, url_prefix="/kegiatan/<slug>/peserta/<string(length=32):uid>"
)
View = str | tuple[str, int] | Answer


def held(uid: str) -> RegisteredPerson:
    """The registration of the address, or 404."""
    return registered_person_or_none(g.event.id, uid) or abort(404)


def back(slug: str, uid: str) -> Answer:
    """To the person's page."""
    return redirect(url_for("reports_participant.participant", slug=slug, uid=uid), 303)


def _act(
    slug: str,
    who: RegisteredPerson,
    page: ActPage,
    form: ReasonForm,
    seen: str,
    do: Callable[[str, str], str],
) -> View:
    """Show the act, or do it: `do(seen, reason)` gives the sentence of what happened."""
    refused = ""
    if form.validate_on_submit():
        try:
            said = do(form.seen.data or "", form.reason.data or "")
        except Refusal as refusal:
            refused = refusal.message
        else:
            flash(said, "ok")
            return back(slug, who.registration.uid)
    elif not form.is_submitted():
        form.seen.data = seen
    answer = render_template(
        "registration/person_act.html", slug=slug, who=who, page=page, form=form, refused=refused
    )
    return (answer, 422) if form.is_submitted() else answer


@person_blueprint.route("/batalkan", methods=["GET", "POST"])
@allow("organizer")
def cancel_one(slug: str, uid: str) -> View:
    """Cancel one registration."""
    who = held(uid)

    def do(_seen: str, reason: str) -> str:
        cancel(g.actor, now(), event=g.event, uids=[uid], reason=reason)
        return f"Pendaftaran {who.name} dibatalkan. Kartunya tidak berlaku lagi di pintu."

    return _act(slug, who, cancel_page(what_stays([who.registration.id])), ReasonForm(), "", do)


@person_blueprint.route("/pulihkan", methods=["GET", "POST"])
@allow("organizer")
def restore_one(slug: str, uid: str) -> View:
    """Take a cancellation back."""
    who = held(uid)

    def do(_seen: str, reason: str) -> str:
        state = restore(g.actor, now(), event=g.event, uid=uid, reason=reason)
        if state == "reserve":
            return f"{who.name} terdaftar lagi sebagai cadangan, karena tempatnya sudah terisi."
        return f"{who.name} terdaftar lagi. Kartunya yang lama berlaku kembali."

    return _act(slug, who, RESTORE, ReasonForm(), "", do)


@person_blueprint.route("/kartu-baru", methods=["GET", "POST"])
@allow("organizer")
def new_card(slug: str, uid: str) -> View:
    """A lost card gets a successor."""
    who = held(uid)
    active = next((one for one in tickets_of(who.registration.id) if one.state == "active"), None)

    def do(seen: str, reason: str) -> str:
        made = give_new_card(g.actor, now(), event=g.event, uid=uid, seen_code=seen, reason=reason)
        first = "Kartu lama tidak berlaku lagi." if made else "Kartu baru sudah dibuat sebelumnya."
        return f"{first} Cetak kartu baru untuk {who.name}."

    return _act(slug, who, NEW_CARD, ReasonForm(), active.typed_code if active else "", do)


@person_blueprint.route("/tautan-baru", methods=["GET", "POST"])
@allow("organizer")
def new_link(slug: str, uid: str) -> View:
    """Renew the private link."""
    who, event_id = held(uid), g.event.id
    person_id = who.person.id

    def do(seen: str, reason: str) -> str:
        renew_link(
            g.actor, now(), person_id=person_id, event_id=event_id, seen_version=_number(seen), reason=reason
        )
        return f"Tautan baru untuk {who.name} sudah dibuat. Kirimkan, karena tautan lama sudah ditutup."

    return _act(slug, who, NEW_LINK, ReasonForm(), str(who.person.link_version), do)


@person_blueprint.route("/tutup-tautan", methods=["GET", "POST"])
@allow("organizer")
def close_link(slug: str, uid: str) -> View:
    """Close the private link."""
    who, event_id = held(uid), g.event.id
    person_id = who.person.id

    def do(seen: str, reason: str) -> str:
        revoke_link(
            g.actor, now(), person_id=person_id, event_id=event_id, seen_version=_number(seen), reason=reason
        )
        return f"Tautan pribadi {who.name} ditutup. Buat tautan baru bila orangnya sudah jelas."

    return _act(slug, who, CLOSE_LINK, ReasonForm(), str(who.person.link_version), do)


@person_blueprint.route("/nik-baru", methods=["GET", "POST"])
@allow("organizer")
def new_nik(slug: str, uid: str) -> View:
    """Correct the NIK."""
    who, event_id = held(uid), g.event.id
    person_id, form = who.person.id, NikForm()

    def do(_seen: str, reason: str) -> str:
        nik = read_nik(form.nik.data).nik or ""
        changed = correct_nik(g.actor, now(), person_id=person_id, event_id=event_id, nik=nik, reason=reason)
        return f"NIK {who.name} diganti." if changed else f"NIK {who.name} memang sudah begitu."

    return _act(slug, who, NEW_NIK, form, "", do)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


@person_blueprint.route("/penugasan", methods=["GET", "POST"])
@allow("organizer")
def move(slug: str, uid: str) -> View:
    """Another unsur or region; what it does to the quota is told."""
    who, offer = held(uid), offer_of(g.event, g.office)
    form = MoveForm(data={"category": who.category.code, "region": who.registration.region_code})
    form.category.choices = [SelectChoice(one.code, one.code) for one in offer.categories]
    form.levels = {one.code: one.region_level for one in offer.categories}
    form.regions = {region.code: region.level for region in offer.regions}
    refused = ""
    if form.validate_on_submit():
        category = offer.category_or_none(form.category.data)
        region = (form.region.data or None) if category and category.region_level else None
        chosen = Move(
            category.id if category else 0, region, form.sk_number.data or "", form.reason.data or ""
        )
        try:
            move_registration(
                g.actor, now(), event=g.event, uid=uid, revision=_number(form.seen.data or ""), move=chosen
            )
        except Refusal as refusal:
            refused = refusal.message
        else:
            place = offer.region_name(region) or form.category.data
            seats = seats_of(g.event.id, chosen.category_id, region)
            over = seats.seats is not None and seats.taken > seats.seats
            quota = f"{seats.taken} dari {seats.seats} tempat di {place} terisi."
            flash(f"{who.name} kini {form.category.data} {place}.", "ok")
            if seats.seats is not None:
                flash(quota, "look" if over else "ok")
            return back(slug, uid)
    elif not form.is_submitted():
        form.seen.data = str(who.registration.revision)
    page = render_template(
        "registration/person_move.html", slug=slug, who=who, form=form, offer=offer, refused=refused
    )
    return (page, 422) if form.is_submitted() else page
