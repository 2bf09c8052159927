"""The pages of this room, collected for the factory."""

from eventmgr.records.draft_routes import blueprint as draft_removal
from eventmgr.records.event_trail_routes import blueprint as event_trail
from eventmgr.records.event_trail_routes import navigation as event_navigation
from eventmgr.records.first_steps_routes import blueprint as first_steps
from eventmgr.records.number_routes import blueprint as numbers
from eventmgr.records.official_routes import blueprint as officials
from eventmgr.records.settings_routes import blueprint as settings
from eventmgr.records.settings_routes import settings_pages as office_pages
from eventmgr.records.trail_routes import blueprint as trail
from eventmgr.records.trail_routes import settings_pages as trail_pages
from eventmgr.records.user_routes import blueprint as users
from eventmgr.records.user_routes import settings_pages as user_pages

blueprints = [settings, officials, numbers, users, trail, first_steps, draft_removal, event_trail]
settings_pages = [*office_pages, *user_pages, *trail_pages]
navigation = [*event_navigation]
