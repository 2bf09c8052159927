"""What the room brings: people added, edited, replaced, the reserve list, former cohorts, copied events."""

from eventmgr.registration.add_routes import add_blueprint
from eventmgr.registration.cohort_routes import cohort_blueprint
from eventmgr.registration.event_copy_routes import event_copy_blueprint
from eventmgr.registration.person_routes import person_blueprint
from eventmgr.registration.replace_routes import replace_blueprint
from eventmgr.registration.reserve_routes import reserve_blueprint, reserve_navigation

blueprints = [
    add_blueprint,
    person_blueprint,
    replace_blueprint,
    reserve_blueprint,
    event_copy_blueprint,
    cohort_blueprint,
]
navigation = [*reserve_navigation]
