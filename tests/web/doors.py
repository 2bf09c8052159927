"""Every rule of the URL map with an address that leads somewhere: a new page cannot be forgotten."""

from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from eventmgr.web.access import declared_roles
from tests.furnished import Furnished

#: what the API wants to know beside its address
QUERIES = {
    "checkin_api.state": "event={slug}&checkpoint=hari-1",
    "checkin_places.places": "event={slug}",
    "checkin_roster.arrivals": "event={slug}&checkpoint=hari-1",
    "checkin_roster.roster": "event={slug}",
    "reports_board.live": "titik=hari-1",
}
#: a picture that is there once a worker has drawn it; its room tests who may see it
DRAWN_LATER = frozenset({"cards.sample"})
#: every event has a day 1, groups of names and a preview; a kecamatan has no event
OF_EVERY_EVENT = frozenset(
    {
        "certificates.names",
        "certificate_design.choose",
        "certificate_design.design",
        "certificate_design.preview",
        "certificate_design.sample",
        "checkin_attendance.close",
        "checkin_attendance.reopen",
    }
)

#: states of a page that its address names, beside the page as it opens
STATES = (
    "{home}/jadwal?sesi=baru",
    "{home}/jadwal?titik=baru",
    "{home}/jadwal?sesi={session}",
    "{home}/jadwal?titik={checkpoint}",
    "{home}/materi?tambah=umum",
    "{home}/materi?materi={material}",
    "{home}/kehadiran?saring=semua",
    "{home}/kehadiran?saring=semua&pilih={registration}.1",
    "{home}/kuota?wilayah=13.71.06.1010",
    "{home}/kuota?wilayah=13.71.06",
    "{home}/kuota?tampil=tabel",
    "{home}/peserta?cari=jambak",
    "{home}/peserta?cari=tidakada",
    "{home}/presensi?titik=hari-1",
    "{home}/peserta/impor/{preview}?tampil=semua",
    "{empty}",
    "{empty}/jadwal",
    "{empty}/peserta",
    "{empty}/kehadiran",
    "{empty}/materi",
    "{empty}/sertifikat",
    "{empty}/kuota",
    "{empty}/presensi",
    "{empty}/pindai",
    "/kegiatan/baru?dari=sosialisasi-2024",
    "/orang?cari=jambak",
    "/tidak-ada",
)


@dataclass(frozen=True)
class Door:
    """A rule, who may come in, and its address in the furnished event."""

    endpoint: str
    rule: str
    path: str
    methods: frozenset[str]
    roles: frozenset[str]
    arguments: frozenset[str]

    @property
    def is_api(self) -> bool:
        return self.rule.startswith("/api/")

    @property
    def is_file(self) -> bool:
        return "." in self.path.rpartition("/")[2]

    @property
    def can_be_read(self) -> bool:
        return "GET" in self.methods


def every_door(app: Flask, furnished: Furnished, *, slug: str = "") -> list[Door]:
    """All doors by address; `slug` puts another event's name beside the furnished things.

    Raises KeyError for a part of an address that the furnished event does not know: add it to its parts.
    """
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ())))
    return [_door(app, rule, furnished, slug or furnished.cast.slug) for rule in rules]


def _door(app: Flask, rule: Rule, furnished: Furnished, slug: str) -> Door:
    room = rule.endpoint.partition(".")[0]
    known = {"slug": slug, **furnished.parts.get(room, {}), **furnished.parts.get(rule.endpoint, {})}
    missing = rule.arguments - known.keys()
    if missing:
        raise KeyError(f"tests/furnished.py knows no {sorted(missing)} for {rule.endpoint} ({rule.rule})")
    values = {name: known[name] for name in rule.arguments}
    path = app.url_map.bind("localhost").build(rule.endpoint, values)
    if rule.endpoint in QUERIES:
        path += "?" + QUERIES[rule.endpoint].format(slug=slug)
    return Door(
        endpoint=rule.endpoint,
        rule=rule.rule,
        path=path,
        methods=frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"},
        roles=frozenset(declared_roles(app.view_functions[rule.endpoint])),
        arguments=frozenset(rule.arguments),
    )


def state_paths(furnished: Furnished) -> list[str]:
    """The addresses of STATES."""
    parts = furnished.parts
    named = {
        "home": f"/kegiatan/{furnished.cast.slug}",
        "empty": f"/kegiatan/{furnished.cast.other_slug}",
        "session": parts["events_agenda"]["number"],
        "checkpoint": parts["events_agenda.edit_checkpoint"]["number"],
        "material": parts["materials"]["uid"],
        "registration": parts["reports_participant"]["uid"],
        "preview": parts["roster"]["uid"],
    }
    return [path.format(**named) for path in STATES]


def page_paths(doors: list[Door], furnished: Furnished) -> list[str]:
    """The addresses of what can be read and is no file, with the states."""
    read = [door for door in doors if door.can_be_read and door.endpoint not in DRAWN_LATER]
    return [door.path for door in read if not door.is_file] + state_paths(furnished)
