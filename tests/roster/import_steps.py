"""Steps of tests that import rosters."""

import io
import re
from typing import Any

import lxml.html

from eventmgr.audit.actor import Actor
from eventmgr.events.models import Event
from eventmgr.roster.import_actions import import_roster
from eventmgr.roster.plan import Plan
from eventmgr.shared.db import new_uid
from tests.builders import CREATED, build_category, build_event
from tests.page_client import PageClient

ACTOR = Actor("command", None, "uji coba")


def build_importable_event(slug: str = "sosialisasi-2024") -> Event:
    """An event whose office knows PSM and TKSK."""
    build_category(code="PSM")
    build_category(code="TKSK")
    return build_event(slug=slug)


def import_bytes(event: Event, data: bytes, *, skip_errors: bool = False, dry_run: bool = False) -> Plan:
    """Import a file as the command does."""
    return import_roster(
        ACTOR,
        CREATED,
        event=event,
        data=data,
        file_name="daftar.xlsx",
        skip_errors=skip_errors,
        dry_run=dry_run,
    ).plan


def send_file(
    client: PageClient, data: bytes, *, name: str = "daftar.xlsx", status: int = 303, **fields: Any
) -> Any:
    """Upload a file through the page."""
    page = "/kegiatan/sosialisasi-2024/peserta/impor"
    form = {"file": (io.BytesIO(data), name), "request_uid": new_uid(), **fields}
    return client.post(page, form, status=status, form_page=page, content_type="multipart/form-data")


def open_preview(client: PageClient, data: bytes) -> str:
    """Upload a file; the address of its preview."""
    location: str = send_file(client, data).headers["Location"]
    return location


def seen_on(client: PageClient, address: str) -> str:
    """The fingerprint that a preview shows."""
    page: lxml.html.HtmlElement = client.page(address)
    return str(page.xpath("//input[@name='seen']/@value")[0])


def words(html: str) -> str:
    """The text of a page in one line."""
    return re.sub(r"\s+", " ", lxml.html.fromstring(html).find("body").text_content())
