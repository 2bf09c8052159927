"""The design before anything is issued: a miniature and a PDF, drawn once for each content."""

import json
from dataclasses import dataclass
from functools import lru_cache

from eventmgr.certificates.content import CertificateContent
from eventmgr.certificates.paper import render_certificates
from eventmgr.shared.pdf import first_page_png

#: Twice the 352 px at which the page shows it.
MINIATURE_WIDTH = 704


@dataclass(frozen=True, slots=True)
class Preview:
    """The paper and the picture of its front."""

    pdf: bytes
    picture: bytes


def preview_of(content: CertificateContent, logo: str = "") -> Preview:
    """Draw a preview, or take the one drawn before; about a second when it is new.

    `logo` is the `data:` address of the coat of arms, "" without one.
    """
    return _drawn(json.dumps(content.to_record(), sort_keys=True), logo)


@lru_cache(maxsize=16)
def _drawn(record: str, logo: str) -> Preview:
    content = CertificateContent.from_record(json.loads(record))
    (pdf,) = render_certificates([content], {content.logo: logo})
    return Preview(pdf, first_page_png(pdf, width=MINIATURE_WIDTH))
