"""What the crew's form for somebody new offers: roles, regions, and the seats that are left."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.office.regions import RegionRow, regions_under
from eventmgr.people.category_queries import GUEST_CODE, GUEST_NAME
from eventmgr.people.models import Category
from eventmgr.people.queries import categories_of
from eventmgr.registration.models import LIVE_STATES, Registration
from eventmgr.registration.region_seat_queries import SeatPlan, seat_rules, seats_by_region
from eventmgr.shared.db import db


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """One answer to "Datang sebagai"; `level` is that of the region that is asked for, None for none."""

    code: str
    name: str
    level: str | None


@dataclass(frozen=True, slots=True)
class Places:
    """Roles in the order of the form (guests last), the regions that a role asks for, and their seats.

    `names` are those of all regions of the office, by code.
    """

    roles: tuple[RoleChoice, ...]
    regions: tuple[RegionRow, ...]
    names: dict[str, str]
    plan: SeatPlan


def places_of(event: Event) -> Places:
    """Seven statements, however many people there are."""
    office = db.session.get_one(Office, event.office_id)
    rules = seat_rules(event.id)
    regions = regions_under(office.region_code)
    categories = _offered(event.id, categories_of(event.office_id), {rule.category_id for rule in rules})
    roles = [RoleChoice(one.code, one.code, one.region_level) for one in categories]
    levels = {role.level for role in roles}
    return Places(
        (*roles, RoleChoice(GUEST_CODE, GUEST_NAME, None)),
        tuple(region for region in regions if region.level in levels),
        {region.code: region.name for region in regions},
        seats_by_region(event.id, rules, regions),
    )


def _offered(event_id: int, categories: Sequence[Category], ruled: set[int]) -> Sequence[Category]:
    """Participants' categories that this event has seats for or people of; all where it has none."""
    used = set(
        db.session.scalars(
            select(Registration.category_id)
            .where(Registration.event_id == event_id, Registration.state.in_(LIVE_STATES))
            .distinct()
        )
    )
    of_participants = [one for one in categories if one.kind == "peserta" and one.code.upper() != GUEST_CODE]
    return [one for one in of_participants if one.id in used | ruled] or of_participants
