"""Whether a page is correct HTML, without parsing again what was found sound before.

A whole parse by the book takes longer than the request that made the page. Most pages of a run are made of
the same nestings, so a page is only parsed when it holds one that no sound page had before.
"""

import re

import html5lib
from lxml.html.defs import empty_tags

#: html5lib does not know what HTML has allowed since
_HARMLESS = {"unexpected-character-in-attribute-name"}
#: their content is text whatever it looks like
_RAW = frozenset(("script", "style", "textarea", "title"))
_ONCE = frozenset(("html", "head", "body"))
_DOCTYPE = "<!doctype html>"
_VALUE = r"(?:=(?:\"[^\"<>]*\"|'[^'<>]*'))?"
_ATTRIBUTE = re.compile(rf"\s+([a-zA-Z0-9:_-]+){_VALUE}")
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?P<attributes>(?:\s+[a-zA-Z0-9:_-]+{_VALUE})*)\s*(?P<self>/?)>"
)
_REFERENCE = re.compile(r"&(?:#\d+;|[A-Za-z0-9]+;)?")
_UNUSUAL = re.compile(r"<!--|[^\t\n\f\r -~\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffc\U0001f300-\U0001faff]")
#: nestings and references that stood in a page without a fault; kept for the run
_sound: set[str] = set()


def syntax_faults(html: str) -> list[str]:
    """What a parser by the book finds wrong in a whole page, with the line."""
    pieces = _pieces_or_none(html)
    if pieces is not None and pieces <= _sound:
        return []
    faults = parse_faults(html)
    if pieces is not None and not faults:
        _sound.update(pieces)
    return faults


def parse_faults(html: str) -> list[str]:
    """The same by a whole parse."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(html)
    return [f"HTML line {place[0]}: {code}" for place, code, _ in parser.errors if code not in _HARMLESS]


def _pieces_or_none(html: str) -> set[str] | None:
    """What each element and text stands in, and every reference; None when the page is not plainly nested."""
    if not html.startswith(_DOCTYPE) or _UNUSUAL.search(html):
        return None
    pieces = set(_REFERENCE.findall(html))
    if "&" in pieces:
        return None
    open_ones: list[str] = []
    at = len(_DOCTYPE)
    while match := _TAG.search(html, at):
        where, name = " ".join(open_ones), match["name"]
        text, at = html[at : match.start()], match.end()
        if "<" in text:
            return None
        if text.strip():
            pieces.add(f"{where}: text")
        if match["end"]:
            if match["attributes"] or not open_ones or open_ones.pop() != name:
                return None
            continue
        attributes = _ATTRIBUTE.findall(match["attributes"])
        if len(attributes) != len(set(attributes)) or (name in _ONCE and name in pieces):
            return None
        pieces |= {name, f"{where}: {name}{match['self']} {sorted(attributes)}"}
        if name in _RAW:
            at = html.find(f"</{name}>", at)
            if at < 0:
                return None
        if name not in empty_tags and not match["self"]:
            open_ones.append(name)
    return None if open_ones or html[at:].strip() else pieces
