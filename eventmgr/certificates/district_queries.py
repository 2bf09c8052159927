"""Valid certificates with their files by kecamatan."""

from dataclasses import dataclass

from sqlalchemy import func, select

from eventmgr.certificates.models import Certificate
from eventmgr.office.models import Region, RegisterEntry
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.file_models import StoredFile

#: Characters of a kecamatan's code: "13.71.06" of "13.71.06.1001".
DISTRICT_LENGTH = 8
#: the part of those without a region, in addresses and as a folder
ELSEWHERE, ELSEWHERE_NAME = "lain", "Lain-lain"


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """The bytes of one valid certificate: where they lie, how they are called, and in which part."""

    file_uid: str
    size: int
    file_name: str
    short_code: str


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan with its valid certificates by number; `code` is `ELSEWHERE` for those without a region."""

    code: str
    name: str
    papers: tuple[KeptPaper, ...]

    @property
    def size(self) -> int:
        """Bytes of all papers together."""
        return sum(paper.size for paper in self.papers)


def valid_papers(event_id: int) -> tuple[int, int]:
    """Bytes of all valid certificates of an event, and how many kecamatan have some; one statement."""
    district_code = func.substr(func.coalesce(Registration.region_code, ELSEWHERE), 1, DISTRICT_LENGTH)
    size, districts = db.session.execute(
        select(func.coalesce(func.sum(StoredFile.size), 0), func.count(district_code.distinct()))
        .select_from(Certificate)
        .join(StoredFile, StoredFile.id == Certificate.file_id)
        .join(Registration, Registration.id == Certificate.registration_id)
        .where(Certificate.event_id == event_id, Certificate.state == "valid")
    ).one()
    return int(size), districts


def districts_with_papers(event_id: int) -> tuple[District, ...]:
    """All kecamatan that have a valid certificate, by code, those without a region last; one statement."""
    district_code = func.substr(Registration.region_code, 1, DISTRICT_LENGTH)
    rows = db.session.execute(
        select(
            Region.code,
            Region.name,
            StoredFile.uid,
            StoredFile.size,
            StoredFile.original_name,
            Certificate.short_code,
        )
        .join(StoredFile, StoredFile.id == Certificate.file_id)
        .join(RegisterEntry, RegisterEntry.id == Certificate.entry_id)
        .join(Registration, Registration.id == Certificate.registration_id)
        .outerjoin(Region, Region.code == district_code)
        .where(Certificate.event_id == event_id, Certificate.state == "valid")
        .order_by(RegisterEntry.year, RegisterEntry.seq, Certificate.ordinal)
    )
    found: dict[tuple[str, str], list[KeptPaper]] = {}
    for code, name, *paper in rows:
        part = (code or ELSEWHERE, name or ELSEWHERE_NAME)
        found.setdefault(part, []).append(KeptPaper(*paper))
    return tuple(District(code, name, tuple(papers)) for (code, name), papers in sorted(found.items()))
