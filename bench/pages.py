"""Statements, milliseconds and bytes of each page, with 323 people in the event."""

import time

from flask import Flask
from sqlalchemy import select

from bench.stage import SLUG, Stage, line
from eventmgr.people.models import Person
from eventmgr.shared.db import db
from tests.builders import link_of
from tests.page_client import counted_statements

PATHS = (
    "/kegiatan",
    f"/kegiatan/{SLUG}",
    f"/kegiatan/{SLUG}/jadwal",
    f"/kegiatan/{SLUG}/peserta",
    f"/kegiatan/{SLUG}/peserta?cari=siti",
    f"/kegiatan/{SLUG}/peserta/impor",
    f"/kegiatan/{SLUG}/kartu",
    f"/kegiatan/{SLUG}/pindai",
    f"/kegiatan/{SLUG}/kehadiran",
    f"/kegiatan/{SLUG}/sertifikat",
    f"/kegiatan/{SLUG}/sertifikat/terbit",
    "/v",
)
TIMES = 5


def measure(stage: Stage) -> None:
    """Each page as an admin's browser gets it, and one private page."""
    app = stage.app()
    client = stage.client(app)
    for path in (*PATHS, _private_page(app)):
        shown = path if len(path) < 42 else f"{path[:38]}…"
        with line(f"page {shown}") as words:
            answer = client.http.get(path)
            if answer.status_code != 200:
                words.append(f"answers {answer.status_code}")
                continue
            with counted_statements(app) as statements:
                client.http.get(path)
            began = time.perf_counter()
            for _ in range(TIMES):
                client.http.get(path)
            each = (time.perf_counter() - began) / TIMES * 1000
            words += [f"{len(statements)} statements", f"{each:.0f} ms", f"{len(answer.data) // 1000} kB"]


def _private_page(app: Flask) -> str:
    with app.app_context():
        return link_of(db.session.scalars(select(Person).order_by(Person.id).limit(1)).one())
