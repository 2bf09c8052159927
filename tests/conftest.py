"""What every test may ask for: an app on SQLite or PostgreSQL, a page client, the standing cast.

The suite's zone is Kiritimati (UTC+14), so that a local time that slips in is a day off and seen.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from eventmgr.config import Settings
from eventmgr.factory import create_app
from eventmgr.shared import runtime
from eventmgr.shared.clock import EXTENSION as CLOCK
from eventmgr.shared.db import db
from eventmgr.shared.migrate import MIGRATIONS, migrate
from tests.cast import Cast, build_cast
from tests.page_client import PageClient
from tests.support.beginnings import Beginnings
from tests.support.network import forbid_network
from tests.support.postgres import WorkerDatabase, running_cluster, worker_database

os.environ["TZ"] = "Pacific/Kiritimati"
time.tzset()

# A busy machine is no fault of the code: no property is judged by the time it takes.
hypothesis_settings.register_profile(
    "any machine",
    parent=hypothesis_settings.default,  # under CI the examples are the same each time
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("any machine")

#: Monday 18 November 2024, 07.40 in Padang: the door of the model event is open
FIRST_MORNING = datetime(2024, 11, 18, 0, 40, tzinfo=UTC)


@dataclass
class TestClock:
    """A clock that stands still until a test moves it: `clock.moment = …`."""

    __test__ = False
    moment: datetime = FIRST_MORNING

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    forbid_network(monkeypatch)


def settings_for(folder: Path, database_url: str = "", **changes: str) -> Settings:
    """Settings with a data folder of their own and nothing from the machine's environment."""
    return Settings.from_environment({"EVENTMGR_DATA": str(folder), "DATABASE_URL": database_url, **changes})


def make_app(folder: Path, database_url: str = "", **changes: str) -> Flask:
    return create_app(settings_for(folder, database_url, **changes), TESTING=True, CHEAP_PASSWORDS=True)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file as the migrations leave it, made once a worker."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_app(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[WorkerDatabase]:
    versions = (MIGRATIONS / "versions").glob("*.py")
    with running_cluster() as cluster, worker_database(cluster, migrate, versions) as database:
        yield database


@pytest.fixture(scope="session")
def unfilled_postgres_app(
    tmp_path_factory: pytest.TempPathFactory, postgres_database: WorkerDatabase
) -> Iterator[Flask]:
    app = make_app(tmp_path_factory.mktemp("postgres"), postgres_database.url)
    yield app
    with app.app_context():
        db.engine.dispose()
        if app.extensions[runtime.EXTENSION] is not None:
            app.extensions[runtime.EXTENSION].dispose()


def _fresh(app: Flask) -> Flask:
    app.extensions[CLOCK] = TestClock()
    return app


@pytest.fixture(scope="session")
def beginnings(sqlite_app: Flask, migrated_file: Path) -> Beginnings:
    """Where fixtures that build much keep their database: `beginnings.begin("roster", build)`."""
    return Beginnings(sqlite_app, migrated_file)


@pytest.fixture
def app(sqlite_app: Flask, beginnings: Beginnings) -> Iterator[Flask]:
    """The app on SQLite, its database as after the migrations."""
    beginnings.refill()
    _empty_notes(sqlite_app)
    yield _fresh(sqlite_app)
    with sqlite_app.app_context():
        db.engine.dispose()


@pytest.fixture
def postgres_app(unfilled_postgres_app: Flask, postgres_database: WorkerDatabase) -> Flask:
    """The app on PostgreSQL, its database as after the migrations."""
    postgres_database.refill()
    return _fresh(unfilled_postgres_app)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_app(request: pytest.FixtureRequest) -> Flask:
    """The app on each of the two databases, one after the other."""
    found: Flask = request.getfixturevalue("app" if request.param == "sqlite" else "postgres_app")
    return found


def _empty_notes(app: Flask) -> None:
    """Throttles and progress of the test before must not be felt."""
    engine = app.extensions[runtime.EXTENSION]
    if engine is not None:
        with engine.begin() as connection:
            for table in runtime.metadata.sorted_tables:
                connection.execute(table.delete())


@pytest.fixture
def clock(app: Flask) -> TestClock:
    """The clock of `app`: `clock.moment = datetime(…, tzinfo=UTC)`."""
    found: TestClock = app.extensions[CLOCK]
    return found


@pytest.fixture
def cast(app: Flask, beginnings: Beginnings) -> Cast:
    """The standing cast with two events; see tests/cast.py. First of a test's fixtures that write."""
    return beginnings.begin("cast", build_cast)


@pytest.fixture
def page_client(app: Flask) -> Callable[[], PageClient]:
    """Makes clients: `page_client()` is a stranger, `page_client().sign_in(cast.ani)` is Ani."""
    return lambda: PageClient(app)
