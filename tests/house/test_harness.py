"""The tests' own ground does what it promises, seen from a session of its own."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def session(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder for a session that knows our rules about skips and marks, and no Django."""
    pytester.makeini("[pytest]\nmarkers =\n    browser\n    database\n    needs_shared\n")
    return pytester


def _run(session: pytest.Pytester, *arguments: str) -> dict[str, int]:
    options = ["-p", "tests.harness.plugin", "-p", "no:django", "-p", "no:cacheprovider", "-p", "no:randomly"]
    return session.runpytest_subprocess(*options, *arguments).parseoutcomes()


def test_a_skip_is_a_failure(session: pytest.Pytester):
    session.makepyfile("import pytest\ndef test_a(): pytest.skip('no browser')\ndef test_b(): pass\n")
    assert _run(session) == {"failed": 1, "passed": 1}


def test_a_skipped_module_is_an_error(session: pytest.Pytester):
    session.makepyfile("import pytest\npytest.importorskip('no_such_library')\n")
    assert _run(session) == {"errors": 1}


def test_what_uses_the_database_is_marked(session: pytest.Pytester):
    session.makepyfile(
        "import pytest\n@pytest.fixture\ndef db(): pass\ndef test_a(db): pass\ndef test_b(): pass\n",
    )
    assert _run(session, "-m", "database") == {"passed": 1, "deselected": 1}


def test_what_lies_in_e2e_is_a_browser_test(session: pytest.Pytester):
    folder = session.mkdir("e2e")
    (folder / "test_a.py").write_text("def test_a(): pass\n")
    session.makepyfile("def test_b(): pass\n")
    assert _run(session, "-m", "browser") == {"passed": 1, "deselected": 1}
