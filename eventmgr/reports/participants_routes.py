"""The participants list: it shows today's attendance, so it is a page of reports."""

from urllib.parse import urlencode

from flask import Blueprint, Response, g, render_template, request, url_for

from eventmgr.registration.cohort_page import first_day_of, invitation_or_none
from eventmgr.reports.participants_export import participants_xlsx
from eventmgr.reports.participants_page import COLUMNS, participants_page, read_filters
from eventmgr.shared.clock import now
from eventmgr.web.access import allow
from eventmgr.web.navigation import Entry

#: pages about one person that stand under the list
_ACTS = (
    *("cancel_one", "restore_one", "new_card"),
    *("new_link", "close_link", "new_nik", "move"),
)
participants_blueprint = Blueprint("reports_participants", __name__, url_prefix="/kegiatan/<slug>")
participants_navigation = [
    Entry(
        "Peserta",
        "Daftar peserta",
        "reports_participants.participants",
        10,
        also=(
            "reports_participant.participant",
            "reports_participant.see_nik",
            "reports_participant_edit.edit",
            "reports_selection.act",
            "reports_selection.note",
            "reports_selection.cancel_all",
            "registration_add.add",
            "registration_cohort.choose",
            "registration_cohort.take",
            "registration_replace.replace_one",
            *(f"registration_person.{name}" for name in _ACTS),
        ),
    )
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ASKED = ("cari", "unsur", "kecamatan", "hadir", "asal", "urut")


@participants_blueprint.get("/peserta")
@allow("organizer", "viewer")
def participants(slug: str) -> str:
    """Search, filters, sort, fifty a page."""
    page = participants_page(g.event, now(), read_filters(request.args), request.args.get("halaman", 1, int))
    former = None
    if not page.total and not page.others and g.event_role == "organizer":
        former = invitation_or_none(g.user, g.event, first_day_of(g.event, now()))
    return render_template(
        "reports/participants.html",
        slug=slug,
        page=page,
        former=former,
        address=lambda **changes: _address(slug, **changes),
        columns=COLUMNS,
        download=f"{url_for('.download', slug=slug)}?{urlencode(_asked())}",
        everybody=f"{url_for('reports_selection.everybody', slug=slug)}?{urlencode(_asked())}",
        done=request.args.get("selesai") == "1",
    )


@participants_blueprint.get("/peserta.xlsx")
@allow("organizer", "viewer")
def download(slug: str) -> Response:
    """The list with its filters as a workbook."""
    whole = g.event_role == "organizer"
    data = participants_xlsx(g.event, now(), read_filters(request.args), whole_phones=whole)
    name = f'attachment; filename="peserta-{slug}.xlsx"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return Response(data, mimetype=XLSX, headers=headers)


def _asked() -> dict[str, str]:
    return {key: request.args[key] for key in _ASKED if request.args.get(key)}


def _address(slug: str, **changes: str | int) -> str:
    """The same list with some of its filters changed; an empty value takes a filter away."""
    asked = {**_asked(), **{key: str(value) for key, value in changes.items()}}
    if asked.get("urut") == "nama":
        del asked["urut"]
    query = urlencode({key: value for key, value in asked.items() if value})
    return url_for(".participants", slug=slug) + (f"?{query}" if query else "")
