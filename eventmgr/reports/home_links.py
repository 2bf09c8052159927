"""Where an event's home leads: the pages of the road, and those used most in each phase."""

from flask import current_app, url_for

from eventmgr.events.rules import Doing
from eventmgr.events.stopping import why_stopped
from eventmgr.reports.rules import Phase
from eventmgr.web.navigation import may_open

#: what a page is for → its endpoint
_PAGES = {
    "participants": "reports_participants.participants",
    "import": "roster.upload",
    "quota": "reports_quota.quota",
    "cards": "cards.overview",
    "board": "reports_board.board",
    "attendance": "checkin.attendance",
    "certificates": "certificates.overview",
    "agenda": "events_agenda.agenda",
    "links": "cards_links.links",
    "settings": "events_settings.facts",
    "days": "events_days.days",
}
_ADD = ("Tambah satu peserta", "registration_add.add")
_SEND = ("Kirim tautan ke peserta", "cards_links.links")
_MATERIALS = ("Bagikan materi", "materials.overview")
_PAPER = ("Isi dari daftar kertas", "checkin_paper.sheet")
_EXCEL = ("Unduh kehadiran, Excel", "checkin.attendance_file")
_SCAN = ("Pindai kartu", "checkin_scan.scan_page")
#: label and endpoint, most used first; the first four that the visitor may open are shown
_FREQUENT: dict[Phase, tuple[tuple[str, str], ...]] = {
    "empty": (
        _ADD,
        ("Atur kuota", "events_quota.quota"),
        ("Tugaskan petugas", "events_members.members"),
        ("Susun jadwal", "events_agenda.agenda"),
    ),
    "before": (
        _SEND,
        _ADD,
        ("Tugaskan petugas", "events_members.members"),
        ("Latihan memindai", "checkin_scan.scan_page"),
    ),
    "during": (
        _SCAN,
        ("Tampilkan layar aula", "reports_hall.screen"),
        ("Cetak ulang satu kartu", "cards.overview"),
        _ADD,
    ),
    "evening": (("Isi keterangan tidak hadir", "checkin.attendance"), _PAPER, _MATERIALS, _EXCEL),
    "between": (("Isi keterangan tidak hadir", "checkin.attendance"), _PAPER, _MATERIALS, _EXCEL),
    "after": (
        _EXCEL,
        ("Daftar sertifikat terbit", "certificates.issued"),
        ("Koreksi kehadiran", "checkin_attendance.correction_list"),
        _SEND,
    ),
}
MOST_LINKS = 4
#: what some of them change; a state that forbids it leaves them out
_DOING = {
    "registration_add.add": Doing.PREPARE,
    "events_quota.quota": Doing.PREPARE,
    "events_agenda.agenda": Doing.PREPARE,
    "materials.overview": Doing.PAPERS,
    "checkin_paper.sheet": Doing.PREPARE,
    "cards.overview": Doing.PAPERS,
    "checkin_scan.scan_page": Doing.PREPARE,
}


def page_links(slug: str) -> dict[str, str]:
    """Addresses of the pages that the visitor may open, by what they are for."""
    return {key: url_for(endpoint, slug=slug) for key, endpoint in _PAGES.items() if _is_open(endpoint)}


def door_link(slug: str) -> str:
    """The scan page for who works at the doors and prints no cards; empty for others and where it is over."""
    scan = _SCAN[1]
    if not _is_open(scan) or _is_open(_PAGES["cards"]) or why_stopped(_DOING[scan]):
        return ""
    return url_for(scan, slug=slug)


def frequent_links(phase: Phase, slug: str) -> tuple[tuple[str, str], ...]:
    """Label and address of what is used most on a day like this."""
    shown = [
        (label, url_for(endpoint, slug=slug))
        for label, endpoint in _FREQUENT[phase]
        if _is_open(endpoint) and not (endpoint in _DOING and why_stopped(_DOING[endpoint]))
    ]
    return tuple(shown[:MOST_LINKS])


def _is_open(endpoint: str) -> bool:
    return endpoint in current_app.view_functions and may_open(endpoint)
