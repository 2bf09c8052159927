"""The design before anything is issued: drawn by a job, kept on the disk under the hash of its content."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import current_app

from eventmgr.certificates.content import CertificateContent
from eventmgr.certificates.paper import render_certificates
from eventmgr.shared.drawings import keep_bytes
from eventmgr.shared.paper import STATIC_FOLDER, TEMPLATE_FOLDER, paper_digest
from eventmgr.shared.pdf import Part, first_page_png, page_count, split_pdf

#: Twice the 352 px at which the page shows it.
MINIATURE_WIDTH = 704
#: what is kept of a drawing; the PDF is written last, so that where it lies the pictures lie too
FRONT, BACK, PAPER = "depan.png", "belakang.png", "pdf"


@dataclass(frozen=True, slots=True)
class Preview:
    """The paper and the pictures of its sides; `back` is None where there is none."""

    pdf: bytes
    front: bytes
    back: bytes | None


@dataclass(frozen=True, slots=True)
class Sample:
    """A paper of an event that is not issued; `logo` is the `data:` address of its arms, "" without."""

    event_id: int
    content: CertificateContent
    logo: str = ""

    @property
    def key(self) -> str:
        """Changes with all that is printed, and with the program's papers."""
        record = json.dumps(self.content.to_record(), sort_keys=True)
        return hashlib.sha256(f"{looks()}\n{record}".encode()).hexdigest()[:32]

    def path(self, part: str) -> Path:
        """Where a part of the drawing lies, or would."""
        return _folder() / f"{self.event_id}-{self.content.design.value}-{self.key}.{part}"

    @property
    def is_drawn(self) -> bool:
        """Whether it lies there as it would be drawn now."""
        return self.path(PAPER).exists()


def draw_preview(sample: Sample) -> Preview:
    """Draw it; a second or more, so that no request does it."""
    (pdf,) = render_certificates([sample.content], {sample.content.logo: sample.logo})
    behind = page_count(pdf) - 1
    sides = split_pdf(pdf, [Part(1, "Depan"), *([Part(behind, "Belakang")] if behind else [])])
    front, *back = (first_page_png(side, width=MINIATURE_WIDTH) for side in sides)
    return Preview(pdf, front, back[0] if back else None)


def keep_preview(sample: Sample) -> None:
    """Draw it and keep it; older drawings of the same design go."""
    drawn = draw_preview(sample)
    older = set(_folder().glob(f"{sample.event_id}-{sample.content.design.value}-*"))
    for part, data in ((FRONT, drawn.front), (BACK, drawn.back), (PAPER, drawn.pdf)):
        if data is None:
            continue
        path = sample.path(part)
        keep_bytes(path, data)
        older.discard(path)
    for path in older:
        path.unlink(missing_ok=True)


def newest_picture_or_none(sample: Sample, part: str) -> Path | None:
    """The picture as it would be drawn now, else the newest of the same design that is kept.

    A page that was read just before a name or number changed still asks for its picture just after.
    """
    if sample.path(part).exists():
        return sample.path(part)
    kept = _folder().glob(f"{sample.event_id}-{sample.content.design.value}-*.{part}")
    return max(kept, key=lambda path: path.stat().st_mtime, default=None)


def preview_files(event_id: int) -> list[Path]:
    """What is kept of an event."""
    return list(_folder().glob(f"{event_id}-*"))


@cache
def looks() -> str:
    """A digest of the program's own papers: what was drawn before an update is drawn anew."""
    return paper_digest(
        [
            *Path(__file__).parent.glob("*.py"),
            *(TEMPLATE_FOLDER / "certificates").glob("paper*.html"),
            *(STATIC_FOLDER / "papers").glob("*certificate*"),
        ]
    )


def _folder() -> Path:
    return Path(current_app.config["DATA_FOLDER"]) / "previews"
