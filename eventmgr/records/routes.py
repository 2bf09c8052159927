"""The pages of this room, collected for the factory."""

from eventmgr.records.number_routes import blueprint as numbers
from eventmgr.records.official_routes import blueprint as officials
from eventmgr.records.settings_routes import blueprint as settings
from eventmgr.records.settings_routes import settings_pages as office_pages

blueprints = [settings, officials, numbers]
settings_pages = [*office_pages]
