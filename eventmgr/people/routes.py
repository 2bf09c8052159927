"""The pages of this room, collected for the factory."""

from eventmgr.people.category_routes import blueprint as categories
from eventmgr.people.category_routes import settings_pages as category_pages

blueprints = [categories]
settings_pages = [*category_pages]
