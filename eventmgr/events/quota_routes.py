"""Quota rules of an event: seats per category, and the regions that differ."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response as Answer
from wtforms.fields import SelectChoice

from eventmgr.events import quota_actions
from eventmgr.events.agenda_routes import read_only_words
from eventmgr.events.plan_queries import QuotaRow, quota_of
from eventmgr.events.quota_actions import QuotaWish
from eventmgr.events.settings_forms import ExceptionForm, QuotaForm
from eventmgr.office.regions import RegionRow, regions_under
from eventmgr.shared.clock import now
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

quota_blueprint = Blueprint("events_quota", __name__, url_prefix="/kegiatan/<slug>/pengaturan/kuota")
quota_navigation = [
    Entry(
        "Persiapan", "Kuota", "events_quota.quota", 50, ("events_quota.save", "events_quota.save_exception")
    ),
]
LEVEL_WORDS = {"kelurahan": "tiap kelurahan", "kecamatan": "tiap kecamatan", "city": "untuk seluruh kota"}


def _count(regions: list[RegionRow], level: str) -> int:
    return 1 if level == "city" else sum(region.level == level for region in regions)


def seats_of(row: QuotaRow, regions: list[RegionRow]) -> int:
    """All seats of a category: the rule for every region, corrected by the exceptions."""
    if row.seats is None:
        return 0
    more = sum(one.seats - row.seats for one in row.exceptions)
    return row.seats * _count(regions, row.region_level) + more


def _region_choices(row: QuotaRow, regions: list[RegionRow]) -> list[SelectChoice]:
    names = {region.code: region.name for region in regions}
    found = [region for region in regions if region.level == row.region_level]
    choices = []
    for region in found:
        above = names.get(region.parent_code or "", "")
        place = f"{region.name}, {above}" if above and row.region_level == "kelurahan" else region.name
        choices.append(SelectChoice(region.code, place))
    return choices


def _quota_form(row: QuotaRow, typed: ImmutableMultiDict[str, str] | None = None) -> QuotaForm:
    data = {"revision": row.revision, "seats": row.seats, "region_level": row.region_level}
    form = QuotaForm(formdata=typed, data=data, prefix=f"q{row.category_id}-")
    form.seats.label.text = f"Tempat {row.code}"
    return form


def _show(
    slug: str,
    typed: dict[int, QuotaForm] | None = None,
    wrong: tuple[int, ExceptionForm] | None = None,
    fault: str = "",
) -> str:
    """The page; `typed` holds the seats that were not saved, `wrong` an exception that was not."""
    regions = regions_under(g.office.region_code)
    rows = quota_of(g.event.id, g.event.office_id)
    forms = {row.category_id: _quota_form(row) for row in rows} | (typed or {})
    exceptions = {
        row.category_id: ExceptionForm(formdata=None, prefix=f"k{row.category_id}-") for row in rows
    }
    if wrong is not None:
        exceptions[wrong[0]] = wrong[1]
    for row in rows:
        exceptions[row.category_id].region.choices = _region_choices(row, regions)
    faults = [
        (field.id, f"{row.code}: {field.errors[0]}")
        for row in rows
        for form in (forms[row.category_id], exceptions[row.category_id])
        for field in form
        if field.errors
    ]
    return render_template(
        "events/quota.html",
        slug=slug,
        rows=rows,
        forms=forms,
        exceptions=exceptions,
        seats={row.category_id: seats_of(row, regions) for row in rows},
        level_words=LEVEL_WORDS,
        stopped=read_only_words(),
        faults=faults,
        fault=fault,
    )


@quota_blueprint.get("")
@allow("organizer")
def quota(slug: str) -> str:
    """Seats of each category of participants."""
    return _show(slug)


def _row(number: int) -> QuotaRow:
    rows = quota_of(g.event.id, g.event.office_id)
    return next((row for row in rows if row.category_id == number), None) or abort(404)


def _back(slug: str) -> Answer:
    return redirect(url_for("events_quota.quota", slug=slug), 303)


@quota_blueprint.post("")
@allow("organizer")
def save(slug: str) -> tuple[str, int] | Answer:
    """Set the seats of all categories that the form showed; an empty field lets one have no quota."""
    rows = [
        row for row in quota_of(g.event.id, g.event.office_id) if f"q{row.category_id}-seats" in request.form
    ]
    forms = {row.category_id: _quota_form(row, request.form) for row in rows}
    # Every form is asked, so that the page names all faults at once.
    if not all([form.validate() for form in forms.values()]):
        return _show(slug, forms), 422
    wishes = [
        QuotaWish(number, form.region_level.data, form.seats.data, int(form.revision.data))
        for number, form in forms.items()
    ]
    try:
        changed = quota_actions.save_quotas(g.actor, now(), event=g.event, wishes=wishes)
    except Refusal as refusal:
        for row in quota_of(g.event.id, g.event.office_id):
            if row.category_id in forms:
                forms[row.category_id].revision.data = str(row.revision)
        return _show(slug, forms, fault=refusal.message), 409
    flash("Kuota disimpan." if changed else "Tidak ada yang berubah.", "ok")
    return _back(slug)


@quota_blueprint.post("/<int(max=999999999999):number>/kecualian")
@allow("organizer")
def save_exception(slug: str, number: int) -> tuple[str, int] | Answer:
    """Other seats for one region, with a reason."""
    row, form = _row(number), ExceptionForm(prefix=f"k{number}-")
    form.region.choices = _region_choices(row, regions_under(g.office.region_code))
    if form.validate_on_submit():
        try:
            quota_actions.save_exception(
                g.actor,
                now(),
                event=g.event,
                category_id=number,
                region_code=form.region.data,
                seats=form.seats.data,
                reason=form.reason.data or "",
            )
            flash(f"Pengecualian kuota {row.code} disimpan.", "ok")
            return _back(slug)
        except Refusal as refusal:
            form.seats.errors = [refusal.message]
    return _show(slug, wrong=(number, form)), 422


@quota_blueprint.post("/<int(max=999999999999):number>/kecualian/hapus")
@allow("organizer")
def remove_exception(slug: str, number: int) -> Answer:
    """A region follows the rule again."""
    try:
        quota_actions.remove_exception(
            g.actor,
            now(),
            event=g.event,
            category_id=number,
            region_code=request.form.get("region", "")[:13],
        )
        flash("Wilayah itu mengikuti kuota umum lagi.", "ok")
    except Refusal as refusal:
        flash(refusal.message, "stop")
    return _back(slug)
