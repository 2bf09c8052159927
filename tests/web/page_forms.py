"""The forms on pages: what they are sent to, and with which fields."""

from collections.abc import Iterable, Iterator
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
            add_forms(forms, path, answer.get_data(as_text=True))
    return forms


def add_forms(forms: dict[str, FoundForm], path: str, html: str) -> None:
    """Note the forms of one page with the others."""
    for form, target in _sent_forms(path, html):
        found = forms.setdefault(target, FoundForm(path, form.get("data-module") or ""))
        found.fields.update(_fields(form))
        found.is_typed = found.is_typed or bool(form.xpath(_TYPED))


def filled_form(client: PageClient, page: str, target: str) -> dict[str, str]:
    """What a browser would send, were the page's form sent as it opens. KeyError when it is not there."""
    with client.http.get(page) as answer:
        html = answer.get_data(as_text=True)
    for form, goes_to in _sent_forms(page, html):
        if goes_to == target:
            return {str(name): str(value) for name, value in form.form_values() if name != "csrf_token"}
    raise KeyError(target)


def _sent_forms(path: str, html: str) -> Iterator[tuple[lxml.html.FormElement, str]]:
    """The forms that are posted, and where to."""
    for form in lxml.html.fromstring(html or "<p></p>").iter("form"):
        if (form.get("method") or "").lower() == "post":
            yield form, urlsplit(urljoin(path, form.get("action") or path)).path


#: what words are typed into
_TYPED = ".//textarea|.//input[@type='text']|.//input[@type='email']"


def _fields(form: lxml.html.HtmlElement) -> dict[str, str]:
    return {
        str(control.get("name")): control.get("value") or ""
        for control in form.xpath(".//input|.//select|.//textarea|.//button")
        if control.get("name") and control.get("name") != "csrf_token"
    }
