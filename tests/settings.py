"""Settings of the tests: the real ones, but quick passwords and a database in a file of its own.

tests/harness/plugin.py has set the environment before: a data folder for this session, and PostgreSQL when asked for.
"""

from __future__ import annotations

from rangwan.config.settings import *  # noqa: F403
from rangwan.config.settings import DATA_DIR, DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: WAL and IMMEDIATE work as in production, and a second thread sees the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
