"""The forms on pages: what they are sent to, and with which fields."""

from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

import lxml.html

from tests.page_client import PageClient


def forms_on_pages(client: PageClient, paths: Iterable[str]) -> dict[str, dict[str, str]]:
    """Fields with their values, by the path that a form is sent to, read off every page."""
    forms: dict[str, dict[str, str]] = {}
    for path in paths:
        with client.http.get(path) as answer:
            if answer.mimetype != "text/html":
                continue
            tree = lxml.html.fromstring(answer.get_data(as_text=True) or "<p></p>")
        for form in tree.iter("form"):
            if (form.get("method") or "").lower() == "post":
                target = urlsplit(urljoin(path, form.get("action") or path)).path
                forms.setdefault(target, {}).update(_fields(form))
    return forms


def _fields(form: lxml.html.HtmlElement) -> dict[str, str]:
    return {
        str(control.get("name")): control.get("value") or ""
        for control in form.xpath(".//input|.//select|.//textarea|.//button")
        if control.get("name") and control.get("name") != "csrf_token"
    }
