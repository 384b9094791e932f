#!/usr/bin/env bash
# Writes both locks from pyproject.toml: versions and hashes, no addresses. UPGRADE=1 takes the newest versions.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() { # FILE ARGUMENTS...
    local file=$1
    shift
    .venv/bin/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header ${UPGRADE:+--upgrade} \
        "$@" --output-file "$file" pyproject.toml
    echo "$file: $(grep -c '^[a-zA-Z0-9]' "$file") packages"
}

lock requirements.lock
lock requirements-dev.lock --extra dev
