"""Putting the rooms together."""

import gc
import importlib
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import ModuleType
from typing import Any

import click
from flask import Flask, current_app, g
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from eventmgr.cli import register_commands
from eventmgr.config import ROOT, Settings
from eventmgr.operations.settling import settle
from eventmgr.shared import dates, text
from eventmgr.shared.clock import Clock, init_clock, system_clock
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.data_folder import tighten_folder
from eventmgr.shared.db import init_database
from eventmgr.shared.keyring import Keyring, init_keyring, keyring
from eventmgr.shared.runtime import init_runtime
from eventmgr.web.access import init_access
from eventmgr.web.compression import init_compression
from eventmgr.web.errors import init_errors
from eventmgr.web.frame import build_frame
from eventmgr.web.headers import init_headers
from eventmgr.web.navigation import Entry, init_navigation
from eventmgr.web.row_numbers import init_row_numbers
from eventmgr.web.settings_pages import SettingsPage, init_settings_pages
from eventmgr.web.sizes import init_sizes
from eventmgr.web.typed_days import day_words, present_day

#: lower rooms first
ROOMS = (
    "web",
    "audit",
    "outbox",
    "office",
    "operations",
    "accounts",
    "people",
    "events",
    "registration",
    "cards",
    "roster",
    "checkin",
    "surveys",
    "materials",
    "certificates",
    "messages",
    "records",
    "reports",
    "portal",
    "demo",
)
#: a file of a room that the factory looks into, if the room has it
_PARTS = ("models", "access", "jobs", "routes", "api", "commands", "starting")
#: a roster of 10 MB and the form around it
LARGEST_REQUEST = 11 * 1024 * 1024
csrf = CSRFProtect()


def create_app(settings: Settings | None = None, *, clock: Clock = system_clock, **overrides: Any) -> Flask:
    """The application. `overrides` go into Flask's config (tests: TESTING, CHEAP_PASSWORDS).

    Raises OddSetting when a setting cannot be meant as it is written.
    """
    settings = settings or Settings.from_environment()
    app = Flask(
        "eventmgr",
        root_path=str(ROOT),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    tighten_folder(settings.data_folder)
    settle(settings)
    _configure(app, settings)
    app.config.update(overrides)
    init_clock(app, clock)
    init_keyring(app)
    with app.app_context():
        app.secret_key = _cookie_keys(keyring())[0]
        app.config["SECRET_KEY_FALLBACKS"] = _cookie_keys(keyring())[1:]
    init_database(app)
    init_runtime(app)
    _init_web(app)
    with _nothing_collected():
        _add_rooms(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        DATA_FOLDER=settings.data_folder,
        KEYRING_FILE=settings.keyring_file,
        DATABASE_URL=settings.database_url,
        PUBLIC_URL=settings.public_url,
        SERVED_ADDRESS=settings.served_address,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        SESSION_COOKIE_NAME="eventmgr",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
        SESSION_REFRESH_EACH_REQUEST=False,
        # A scan page stays open all day: the token lives as long as the sign-in.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _cookie_keys(ring: Keyring) -> list[bytes]:
    return [ring.derive("cookie", key_id) for key_id in ring.ids]


def _init_web(app: Flask) -> None:
    init_access(app)
    init_row_numbers(app)
    init_sizes(app)
    init_headers(app)
    init_compression(app)
    init_errors(app)
    csrf.init_app(app)
    app.jinja_env.filters.update(
        long_date=dates.long_date,
        weekday_date=dates.weekday_date,
        short_date=dates.short_date,
        clock_time=dates.clock_time,
        short_moment=dates.short_moment,
        mask_nik=text.mask_nik,
        mask_phone=text.mask_phone,
        counted=text.counted,
        whole_days=text.whole_days,
        short_code=show_short_code,
        day_words=day_words,
    )
    app.jinja_env.globals["present_day"] = present_day
    app.context_processor(_template_context)


def _template_context() -> dict[str, Any]:
    if "frame" not in g:
        g.frame = build_frame(current_app)
    return {"frame": g.frame}


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """What is loaded stays, so that looking through it for garbage only takes a seventh of every start."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _module_or_none(name: str) -> ModuleType | None:
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def _add_rooms(app: Flask) -> None:
    """Collect what the rooms have: blueprints, commands, jobs, navigation, access resolvers."""
    importlib.import_module("eventmgr.shared.job_models")
    importlib.import_module("eventmgr.shared.file_models")
    navigation: list[Entry] = []
    settings_pages: list[SettingsPage] = []
    commands: list[click.Command] = []
    for room in ROOMS:
        if importlib.util.find_spec(f"eventmgr.{room}") is None:
            continue
        for part in _PARTS:
            module = _module_or_none(f"eventmgr.{room}.{part}")
            if module is None:
                continue
            blueprints = getattr(module, "blueprints", None) or [getattr(module, "blueprint", None)]
            for blueprint in blueprints:
                if blueprint is not None:
                    app.register_blueprint(blueprint)
            navigation += getattr(module, "navigation", [])
            settings_pages += getattr(module, "settings_pages", [])
            commands += getattr(module, "commands", [])
            init = getattr(module, f"init_{room}", None)
            if init is not None:
                init(app)
    register_commands(app, commands)
    init_navigation(app, navigation)
    init_settings_pages(app, settings_pages)
