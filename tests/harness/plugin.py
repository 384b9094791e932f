"""The test session's ground, laid before Django's settings are read: a database, a data folder, and no quiet skips."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Generator
from pathlib import Path

import hypothesis
import pytest

from tests.harness.folders import session_folder, sweep
from tests.harness.postgres import PostgresCluster

SHARED = Path(__file__).resolve().parents[3] / "shared"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}
# A busy machine is slow now and then, and no rule is wrong for that.
hypothesis.settings.register_profile(
    "busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("busy")
_ground = pytest.StashKey[tuple[Path, PostgresCluster | None]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --database: which database the tests run on."""
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite", help="the database of the tests")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> Generator[None, None, None]:
    """Set the environment that rangwan.config.settings reads. A worker of xdist inherits its controller's."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # a polite kill ends in order, as Ctrl-C does
        sweep()
        cluster = None
        folder = session_folder("test")
        for name in [name for name in os.environ if name.startswith("RANGWAN_")]:
            del os.environ[name]
        os.environ["RANGWAN_DATA"] = str(folder)
        if parser.parse_known_args(args).database == "postgres":
            cluster = PostgresCluster.start()
            os.environ["RANGWAN_DATABASE_URL"] = cluster.url
        early_config.stash[_ground] = (folder, cluster)
    try:
        return (yield)
    except BaseException:
        _clear(early_config)
        raise


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the database and remove the data folder."""
    _clear(config)


def _clear(config: pytest.Config) -> None:
    ground = config.stash.get(_ground, None)
    if ground is None:
        return
    folder, cluster = ground
    del config.stash[_ground]
    if cluster is not None:
        cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what touches the database or drives a browser; leave out what needs material that a clone has not."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES:
            item.add_marker("database")
        if "e2e" in item.path.parts:
            item.add_marker("browser")
    if not SHARED.is_dir():
        left_out = [item for item in items if item.get_closest_marker("needs_shared")]
        if left_out:
            items[:] = [item for item in items if item not in left_out]
            config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure: a part that is missing must be seen."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing is skipped here: {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Nothing is skipped here: {_reason(report.longrepr)}"
    return report


def _reason(longrepr: object) -> str:
    return longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
