"""The first administrator is led through the settings; each step can be skipped and is found again later."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from eventmgr.config import read_public_url
from eventmgr.office.forms import AddressForm, NameForm, NumberForm, OfficialForm
from eventmgr.office.models import Office
from eventmgr.office.official_actions import add_official
from eventmgr.office.rules import GAP_WORDS
from eventmgr.office.settings_actions import OfficeContent, save_settings
from eventmgr.office.settings_queries import setup_gaps
from eventmgr.records.office_page import TOKENS, office_page
from eventmgr.records.settings_routes import FIELDS, own_office, settings_values
from eventmgr.shared.clock import now
from eventmgr.shared.dates import local_date
from eventmgr.shared.refusal import Refusal
from eventmgr.web.access import allow

blueprint = Blueprint("first_steps", __name__, url_prefix="/pengaturan/mulai")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its address, the gap that it closes, its title and sentence."""

    slug: str
    gap: str
    title: str
    sentence: str
    form: type[Any]


STEPS = (
    Step("nama", "name", "Nama dan kop", "Tercetak di atas setiap surat dan sertifikat.", NameForm),
    Step(
        "pejabat",
        "official",
        "Pejabat yang menandatangani",
        "Nama yang tercetak di bawah sertifikat. Yang lain dapat ditambahkan kemudian.",
        OfficialForm,
    ),
    Step(
        "nomor",
        "register",
        "Nomor surat",
        "Sertifikat mengambil nomor dari sini, tanpa ada yang terlewat atau terulang.",
        NumberForm,
    ),
    Step(
        "alamat",
        "address",
        "Alamat publik",
        "Supaya QR dan tautan peserta terbuka dari luar kantor. Belum ada? Lewati; sertifikat ber-QR, "
        "tautan, dan slip kertas menunggu sampai alamatnya diisi.",
        AddressForm,
    ),
)


@blueprint.get("")
@allow("admin")
def start() -> Response:
    """The first step that is still open; without any, the events."""
    gaps = _gaps()
    open_step = next((step for step in STEPS if step.gap in gaps), None)
    if open_step is None:
        return redirect(url_for("events.event_list"))
    return redirect(url_for(".step", slug_of_step=open_step.slug))


@blueprint.route("/<slug_of_step>", methods=["GET", "POST"])
@allow("admin")
def step(slug_of_step: str) -> str | tuple[str, int] | Response:
    """One step with what it needs, and no more."""
    place = next((number for number, one in enumerate(STEPS) if one.slug == slug_of_step), None)
    if place is None:
        abort(404)
    shown, office = STEPS[place], own_office()
    following = _address_after(place)
    page = office_page(office, now())
    form = shown.form() if shown.gap == "official" else shown.form(data=settings_values(office, page))
    if form.validate_on_submit():
        try:
            changed = _save(shown, form, office)
        except Refusal as refusal:
            field = form[FIELDS.get(refusal.code, refusal.code)] if refusal.code != "conflict" else None
            if field is None:
                form.form_errors.append(refusal.message)
            else:
                field.errors = [refusal.message]
        else:
            flash(*_outcome(shown, changed, _gaps()))
            return redirect(following, 303)
    gaps = _gaps()
    html = render_template(
        "records/first_step.html",
        step=shown,
        steps=STEPS,
        place=place,
        form=form,
        page=page,
        gaps=gaps,
        following=following,
        words=GAP_WORDS,
        office=office,
        tokens=TOKENS,
    )
    return (html, 422) if form.is_submitted() else html


def _gaps() -> tuple[str, ...]:
    """What the office still lacks."""
    office = own_office()
    return setup_gaps(office, local_date(now(), office.zone))


def _outcome(step: Step, changed: bool, gaps: tuple[str, ...]) -> tuple[str, str]:
    """What became of a step in words, and how it is marked."""
    if changed:
        return f"{step.title} disimpan.", "ok"
    if step.gap in gaps:
        return f"{step.title} belum diisi. Lengkapi kapan saja di Pengaturan.", "look"
    return "Tidak ada yang berubah.", "ok"


def _address_after(place: int) -> str:
    if place + 1 == len(STEPS):
        return url_for("events.event_list")
    return url_for(".step", slug_of_step=STEPS[place + 1].slug)


def _save(shown: Step, form: Any, office: Office) -> bool:
    """Whether anything became different."""
    if isinstance(form, OfficialForm):
        add_official(g.actor, now(), office_id=office.id, typed=form.content())
        return True
    content = None
    if not isinstance(form, NumberForm):
        names = form if isinstance(form, NameForm) else None
        url = form if isinstance(form, AddressForm) else None
        content = OfficeContent(
            name=names.name.data or "" if names else office.name or "Kantor",
            government=names.government.data or "" if names else office.letterhead_government,
            address=(names.address.data or "").replace("\r\n", "\n") if names else office.address,
            public_url=read_public_url(url.public_url.data or "") if url else office.public_url,
            without_public_url=bool(url.without_public_url.data) if url else office.without_public_url,
            zone=office.zone,
        )
    return save_settings(
        g.actor,
        now(),
        office_id=office.id,
        revision=form.seen_revision,
        office=content,
        numbers=form.numbers() if isinstance(form, NumberForm) else None,
    )
