"""The office's templates: one for each built-in design, a further version whenever a design changes."""

import hashlib
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventmgr.certificates.designs import DESIGN_NAMES, Design, design_content
from eventmgr.certificates.models import CertificateTemplate, TemplateVersion


def template_of(session: Session, office_id: int, design: Design) -> int:
    """Id of the office's template of a design, made when there is none; inside `write()`.

    A version that stands is never touched: certificates say by it how they were made.
    """
    template = session.scalar(
        select(CertificateTemplate).where(
            CertificateTemplate.office_id == office_id, CertificateTemplate.name == DESIGN_NAMES[design]
        )
    )
    if template is None:
        template = CertificateTemplate(office_id=office_id, name=DESIGN_NAMES[design])
        session.add(template)
        session.flush()
    content = design_content(design)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    newest = session.scalar(
        select(TemplateVersion)
        .where(TemplateVersion.template_id == template.id)
        .order_by(TemplateVersion.number.desc())
        .limit(1)
    )
    if newest is None or newest.sha256 != digest:
        number = newest.number + 1 if newest else 1
        session.add(TemplateVersion(template_id=template.id, number=number, content=content, sha256=digest))
        session.flush()
    return template.id
