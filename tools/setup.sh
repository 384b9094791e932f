#!/usr/bin/env bash
# Makes .venv from requirements-dev.lock, the command .venv/bin/rangwan, and the message catalogues.
# Does nothing, quickly, when nothing changed. Installs no system package.
set -euo pipefail
cd "$(dirname "$0")/.."

fingerprint() { # of the files given on standard input, and of where the checkout stands
    { pwd -P; tr '\n' '\0' | xargs -0 cat; } | sha256sum | cut -d' ' -f1
}

same() { # NAME FINGERPRINT: was this step done for exactly this input?
    [ -f ".venv/.made-$1" ] && [ "$(cat ".venv/.made-$1")" = "$2" ]
}

find_python() { # print a Python >= 3.11 that can make environments; else say what to install and fail
    local candidate found_old='' found_bare=''
    for candidate in python3.11 python3.12 python3.13 python3.14 python3 /usr/bin/python3; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || {
            found_old=${found_old:-$candidate}
            continue
        }
        "$candidate" -c 'import venv, ensurepip' >/dev/null 2>&1 || {
            found_bare=${found_bare:-$candidate}
            continue
        }
        echo "$candidate"
        return
    done
    if [ -n "$found_bare" ]; then
        local version
        version=$("$found_bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "Python $version is here, but its module for environments is not. On Debian and Ubuntu: apt install python$version-venv" >&2
    elif [ -n "$found_old" ]; then
        echo "Rangwan needs Python 3.11 or newer; $("$found_old" --version 2>&1) is too old. On Debian 12 and later, and on Ubuntu 24.04 and later: apt install python3-venv" >&2
    else
        echo "Rangwan needs Python 3.11 or newer, and no Python is here. On Debian and Ubuntu: apt install python3-venv" >&2
    fi
    return 1
}

write_command() { # .venv/bin/rangwan, and the checkout on the environment's path
    local site
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    pwd -P >"$site/rangwan.pth"
    # sh starts Python, because a "#!" line takes neither a long path nor one with a space.
    cat >.venv/bin/rangwan <<COMMAND
#!/bin/sh
'''exec' "$(pwd -P)/.venv/bin/python" "\$0" "\$@"
' '''
import sys

from rangwan.config.cli import main

sys.exit(main())
COMMAND
    chmod +x .venv/bin/rangwan
}

packages=$(printf '%s\n' requirements-dev.lock tools/setup.sh | fingerprint)
if ! same packages "$packages"; then
    if ! .venv/bin/python -c 'import pip' >/dev/null 2>&1 || [ "$(cat .venv/.made-in 2>/dev/null)" != "$(pwd -P)" ]; then
        python=$(find_python)
        echo "Making .venv with $("$python" --version)"
        "$python" -m venv --clear .venv
        pwd -P >.venv/.made-in
    fi
    echo "Installing $(grep -c '^[a-zA-Z0-9]' requirements-dev.lock) locked packages into .venv (a few minutes the first time)"
    # The lock names every package with its hash, so nothing has to be resolved.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --require-hashes \
        --requirement requirements-dev.lock
    write_command
    echo "$packages" >.venv/.made-packages
fi

mapfile -t catalogues < <(find rangwan -path '*/locale/*/django.po' | LC_ALL=C sort)
messages=$(printf '%s\n' tools/messages.py "${catalogues[@]}" | fingerprint)
for catalogue in "${catalogues[@]}"; do
    [ -f "${catalogue%.po}.mo" ] || messages+=' and some are missing'
done
if ! same messages "$messages"; then
    .venv/bin/python tools/messages.py
    echo "${messages%% *}" >.venv/.made-messages
fi
