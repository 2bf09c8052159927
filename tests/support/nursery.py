"""Processes that start at once: a fork server has the program's modules loaded and nothing else done.

No database is opened before the fork, so each child makes an app and connections of its own.
"""

import importlib
import multiprocessing
import pkgutil
from multiprocessing.context import ForkServerContext

import eventmgr

_PARTS = ("routes", "api", "commands", "jobs", "access", "models")


def load_program() -> None:
    """Import what `create_app()` will ask for."""
    importlib.import_module("eventmgr.factory")
    for module in pkgutil.walk_packages(eventmgr.__path__, "eventmgr."):
        if module.name.rpartition(".")[2] in _PARTS:
            importlib.import_module(module.name)


def nursery() -> ForkServerContext:
    """The context whose processes begin with the program loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.support.preloaded"])
    return context
