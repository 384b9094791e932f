#!/usr/bin/env bash
# All the tests, three times over: everything on SQLite, what touches the database on PostgreSQL, the pages in Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."

started=$SECONDS
workers=$(nproc 2>/dev/null || echo 2)
[ "$workers" -le 4 ] || workers=4

run() { # TITLE PYTEST-ARGUMENTS...
    printf '\n== %s\n' "$1"
    shift
    .venv/bin/pytest --durations=20 --durations-min=1 "$@"
}

run "Without a browser, on SQLite" -m "not browser" -n "$workers"
run "Again on PostgreSQL: what touches the database" -m "database and not browser" --database=postgres -n "$workers"
run "In Chromium" -m browser
printf '\nAll tests passed in %d min %d s\n' $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60))
