"""The house rules that hold on every page, as a pure function of its HTML."""

from collections import Counter

import lxml.html

from tests.page_syntax import syntax_faults


def faults_of_page(html: str) -> list[str]:
    """Sentences about what is wrong; an empty list for a good page. Fragments are only checked in part."""
    faults = syntax_faults(html) if "<html" in html else []
    if "<html" not in html:
        return faults
    tree = lxml.html.document_fromstring(html)
    return [*faults, *_heading_faults(tree), *_id_faults(tree), *_label_faults(tree), *_safety_faults(tree)]


def _text(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _heading_faults(tree: lxml.html.HtmlElement) -> list[str]:
    faults = []
    if tree.get("lang") != "id":
        faults.append("lang is not id")
    headings = tree.findall(".//h1")
    if len(headings) != 1:
        return [*faults, f"{len(headings)} h1 instead of one"]
    title = " ".join((tree.findtext(".//title") or "").split())
    heading = _text(headings[0])
    bare_title = title.removeprefix("Keliru: ").removeprefix("Latihan: ")
    if not heading or not bare_title.startswith(heading):
        faults.append(f"title {title!r} does not begin with h1 {heading!r}")
    return faults


def _id_faults(tree: lxml.html.HtmlElement) -> list[str]:
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    faults = [f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1]
    for element in tree.iter():
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    faults.append(f"{attribute} points to {name!r}, which is not there")
    return faults


def _label_faults(tree: lxml.html.HtmlElement) -> list[str]:
    labelled = {label.get("for") for label in tree.iter("label")}
    faults = []
    for control in tree.xpath("//input|//select|//textarea"):
        if control.get("type") in ("hidden", "submit", "button"):
            continue
        has_label = (
            control.get("id") in labelled
            or control.get("aria-label")
            or control.get("aria-labelledby")
            or any(parent.tag == "label" for parent in control.iterancestors())
        )
        if not has_label:
            faults.append(f"{control.tag} {control.get('name')!r} has no label")
    faults += [
        f"image {image.get('src')!r} has no alt" for image in tree.iter("img") if image.get("alt") is None
    ]
    for link in tree.xpath("//a[@href]|//button"):
        name = _text(link) or link.get("aria-label") or "".join(link.xpath(".//img/@alt"))
        if not name:
            faults.append(f"{link.tag} {link.get('href') or link.get('name')!r} has no words")
    return faults


def _safety_faults(tree: lxml.html.HtmlElement) -> list[str]:
    faults = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        faults += [
            f"inline {name} on {element.tag}"
            for name in element.attrib
            if name.startswith("on") or name == "style"
        ]
        if element.tag == "style" or (
            element.tag == "script" and not element.get("src") and element.get("type") != "application/json"
        ):
            faults.append(f"inline {element.tag}")
    for form in tree.iter("form"):
        if (form.get("method") or "get").lower() == "post" and not form.xpath('.//input[@name="csrf_token"]'):
            faults.append(f"form {form.get('action')!r} has no csrf_token")
    for link in tree.xpath("//a[@target='_blank']"):
        if "noopener" not in (link.get("rel") or ""):
            faults.append(f"link {link.get('href')!r} opens a window without noopener")
    return faults
