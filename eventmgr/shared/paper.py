"""Where papers take their templates and their own files from; needs no running application."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT = Path(__file__).resolve().parents[2]
STATIC_FOLDER = ROOT / "static"
TEMPLATE_FOLDER = ROOT / "templates"
#: Addresses of our own files inside a paper: `static:papers/certificate.css`.
STATIC_SCHEME = "static"
#: What draws every paper, beside the room's own files.
_SHARED = ("paper.py", "pdf.py", "pdf_engine.py", "qr.py", "type_fitting.py")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATE_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def paper_html(template: str, **context: object) -> str:
    """The HTML of a paper; a separate environment, because PDF workers have no Flask application."""
    return _environment().get_template(template).render(**context)


def paper_digest(sources: Iterable[Path]) -> str:
    """A digest of the files that draw a paper: an update of the program is seen by it."""
    shared = (Path(__file__).with_name(name) for name in _SHARED)
    digest = hashlib.sha256()
    for path in sorted({*sources, *shared}):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def millimetres(points: float) -> float:
    """Points (1/72 inch) in mm."""
    return points * 25.4 / 72


def points(millimetres: float) -> float:
    """Millimetres in points (1/72 inch)."""
    return millimetres * 72 / 25.4
