"""Pages of the web layer itself: the sheet of components."""

from eventmgr.web.style_guide import blueprint

__all__ = ["blueprint"]
