"""eventmgr: event and training management for Indonesia's social-affairs offices."""
