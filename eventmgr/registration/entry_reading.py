"""From a valid form to an entry, with the questions that must be answered first."""

from dataclasses import dataclass
from datetime import date

from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.office.regions import RegionRow, regions_under
from eventmgr.people.actions import PersonDraft
from eventmgr.people.models import Category
from eventmgr.people.name_rules import split_name
from eventmgr.people.phone_rules import read_phone
from eventmgr.people.queries import categories_of
from eventmgr.people.rules import Sex, agrees_with_birth, agrees_with_region, agrees_with_sex, read_nik
from eventmgr.registration import entry_problems as say
from eventmgr.registration.person_forms import AddForm, PersonForm, typed_birth
from eventmgr.registration.person_queries import (
    KnownHere,
    RegionGroup,
    bearer_of_nik_or_none,
    namesake_or_none,
    region_groups,
)
from eventmgr.registration.seat_queries import Seats, seats_of
from eventmgr.shared.keyring import keyring


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form may choose from: categories of the office, regions of its city."""

    categories: tuple[Category, ...]
    groups: tuple[RegionGroup, ...]
    regions: tuple[RegionRow, ...]

    def category_or_none(self, code: str | None) -> Category | None:
        """The category of a code."""
        return next((one for one in self.categories if one.code == code), None)

    def region_name(self, code: str | None) -> str:
        """The name of a region, "" for none."""
        return next((region.name for region in self.regions if region.code == code), "")


def offer_of(event: Event, office: Office) -> Offer:
    """Categories and regions; two statements."""
    regions = tuple(regions_under(office.region_code))
    return Offer(tuple(categories_of(event.office_id)), region_groups(regions), regions)


@dataclass(frozen=True, slots=True)
class Doubts:
    """What must be answered before the entry is stored, and the known person that an answer chose.

    `same` is somebody who may be meant; `full` are seats that are all taken. Both None: nothing is open.
    """

    same: KnownHere | None
    full: Seats | None
    person_id: int | None

    @property
    def is_open(self) -> bool:
        """Whether the form comes back with a question."""
        return self.same is not None or self.full is not None


def draft_of(form: PersonForm) -> PersonDraft:
    """The person of a valid form."""
    return PersonDraft(
        nik=read_nik(form.nik.data).nik or "",
        name=split_name(form.name.data or ""),
        sex=form.sex.data or "",
        birth_place=form.birth_place.data or "",
        birth_date=typed_birth(form.birth_date.data or "", form.today),
        address=form.address.data or "",
        phone=read_phone(form.phone.data).phone or "",
    )


def doubts_of(
    event: Event, form: PersonForm, *, category_id: int, region_code: str | None, asks_seats: bool
) -> Doubts:
    """What the answers of the form leave open. A known NIK can only be answered with its bearer."""
    answer = form.same.data or ""
    known = _known_or_none(event, form, region_code)
    chosen = known is not None and answer == known.uid and not known.is_live
    is_other = known is not None and not known.has_nik and answer == "other"
    full = seats_of(event.id, category_id, region_code) if asks_seats else None
    if full is not None and (not full.is_full or (isinstance(form, AddForm) and form.over.data)):
        full = None
    return Doubts(
        same=None if chosen or is_other or known is None else known,
        full=full,
        person_id=known.id if chosen and known is not None else None,
    )


def _known_or_none(event: Event, form: PersonForm, region_code: str | None) -> KnownHere | None:
    """The bearer of the typed NIK, else somebody of the same name in the same region."""
    hashes = keyring().keyed_hashes("nik-hash", read_nik(form.nik.data).nik or "")
    bearer = bearer_of_nik_or_none(event.id, event.office_id, hashes)
    if bearer is not None or region_code is None:
        return bearer
    return namesake_or_none(event.id, event.office_id, split_name(form.name.data or "").name, region_code)


def warnings_of(draft: PersonDraft, region_code: str | None) -> list[str]:
    """What does not fit the NIK; told, and no reason to refuse."""
    found = []
    if region_code and not agrees_with_region(draft.nik, region_code):
        found.append(say.nik_region_words(draft.nik))
    born: date | None = draft.birth_date
    if born is not None and not agrees_with_birth(draft.nik, born):
        found.append(say.NIK_BIRTH)
    sexes: dict[str, Sex] = {"L": "L", "P": "P"}
    if draft.sex in sexes and not agrees_with_sex(draft.nik, sexes[draft.sex]):
        found.append(say.NIK_SEX)
    return found
