"""Pages of presence. The crew's scan page stands in `scan_routes`."""

from eventmgr.checkin.scan_routes import scan_blueprint

blueprints = [scan_blueprint]
