"""Whose private link goes out on paper."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Select, func, select

from eventmgr.office.models import Region
from eventmgr.people.models import Category, Person
from eventmgr.registration.link_queries import SHOWN_AS, Show, joined_links
from eventmgr.registration.mailing_queries import ParentRegion
from eventmgr.registration.models import Registration
from eventmgr.shared.db import db
from eventmgr.shared.text import full_name

SlipScope = Literal["semua", "belum", "tanpa-nomor"]
SLIP_SCOPES: tuple[SlipScope, ...] = get_args(SlipScope)
#: groups of the links page that a scope takes in; a closed link opens nothing and is never printed
_SHOWS: dict[SlipScope, tuple[Show, ...]] = {
    "semua": ("diminta", "belum", "sudah", "tanpa-nomor"),
    "belum": ("diminta", "belum", "tanpa-nomor"),
    "tanpa-nomor": ("tanpa-nomor",),
}


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One participant with an open link."""

    name: str
    front_title: str | None
    back_title: str | None
    category_code: str
    region_name: str
    region_level: str
    parent_name: str | None
    person_uid: str
    key_id: int
    link_version: int

    @property
    def whole_name(self) -> str:
        """The name with its titles."""
        return full_name(self.name, self.front_title, self.back_title)

    @property
    def district(self) -> str:
        """The name of the kecamatan; "" without a region."""
        return (self.region_name if self.region_level == "kecamatan" else self.parent_name) or ""


def slip_counts(counts: Mapping[str, int]) -> dict[SlipScope, int]:
    """How many slips each scope has, from what `link_counts` gave."""
    return {scope: sum(counts[show] for show in shows) for scope, shows in _SHOWS.items()}


def slip_rows(
    event_id: int, *, scope: SlipScope = "semua", only: Collection[int] | None = None
) -> list[SlipRow]:
    """Who gets a slip, by kecamatan, kelurahan and name; with `only` those of these registration ids."""
    query = joined_links(_columns(), event_id).where(SHOWN_AS.in_(_SHOWS[scope]))
    if only is not None:
        query = query.where(Registration.id.in_(only))
    by_place = (Registration.region_code.nulls_last(), Category.code, Person.search_text, Registration.id)
    return [SlipRow(*row) for row in db.session.execute(query.order_by(*by_place))]


def _columns() -> Select[Any]:
    return select(
        Person.name,
        Person.front_title,
        Person.back_title,
        Category.code,
        func.coalesce(Region.name, Registration.unit_text),
        func.coalesce(Region.level, ""),
        ParentRegion.name,
        Person.uid,
        Person.key_id,
        Person.link_version,
    )
