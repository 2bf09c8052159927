"""The forms on pages: what they are sent to, and with which fields."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import lxml.html

from tests.page_client import PageClient


@dataclass
class FoundForm:
    """A form: the page it was first seen on, its fields with their values, the modules that attend to it."""

    page: str
    modules: str
    fields: dict[str, str] = field(default_factory=dict)
    #: whether somebody types into it
    is_typed: bool = False


def forms_on_pages(client: PageClient, paths: Iterable[str]) -> dict[str, FoundForm]:
    """The forms by the path that they are sent to, read off every page; fields of all their pages."""
    forms: dict[str, FoundForm] = {}
    for path in paths:
        with client.http.get(path) as answer:
            if answer.mimetype != "text/html":
                continue
            tree = lxml.html.fromstring(answer.get_data(as_text=True) or "<p></p>")
        for form in tree.iter("form"):
            if (form.get("method") or "").lower() == "post":
                target = urlsplit(urljoin(path, form.get("action") or path)).path
                found = forms.setdefault(target, FoundForm(path, form.get("data-module") or ""))
                found.fields.update(_fields(form))
                found.is_typed = found.is_typed or bool(form.xpath(_TYPED))
    return forms


#: what words are typed into
_TYPED = ".//textarea|.//input[@type='text']|.//input[@type='email']"


def _fields(form: lxml.html.HtmlElement) -> dict[str, str]:
    return {
        str(control.get("name")): control.get("value") or ""
        for control in form.xpath(".//input|.//select|.//textarea|.//button")
        if control.get("name") and control.get("name") != "csrf_token"
    }
