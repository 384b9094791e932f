#!/usr/bin/env bash
# Makes a Debian or Ubuntu ready for the tests: names what is missing with its size, asks at a terminal, installs at
# once as root or with sudo elsewhere. Says nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

any_file() { # PATTERN...: is there a file of one of these names?
    compgen -G "$1" >/dev/null || { shift && [ $# -gt 0 ] && any_file "$@"; }
}

has_command() { command -v "$1" >/dev/null 2>&1; }

is_ubuntu() { [ -r /etc/os-release ] && grep -qx 'ID=ubuntu' /etc/os-release; }

# The browser must answer: Ubuntu's /usr/bin/chromium-browser may be a stub that only asks for a snap.
has_chromium() { [ -x .venv/bin/python ] && .venv/bin/python -m tests.harness.chromium >/dev/null 2>&1; }

list_missing() { # print the Debian packages that are not here
    has_chromium || echo chromium
    any_file '/usr/lib/libreoffice/program/libswlo.so' '/opt/libreoffice*/program/libswlo.so' || echo libreoffice-writer
    any_file '/usr/lib/libreoffice/program/libsdlo.so' '/opt/libreoffice*/program/libsdlo.so' || echo libreoffice-impress
    any_file '/usr/lib/postgresql/*/bin/initdb' || has_command initdb || echo postgresql
    { has_command pdftotext && has_command pdftoppm; } || echo poppler-utils
    { has_command xgettext && has_command msgfmt; } || echo gettext
    { has_command clamd || [ -x /usr/sbin/clamd ]; } || echo clamav-daemon
    any_file '/usr/share/fonts/*/tlwg/*' '/usr/share/fonts/*/*-tlwg/*' || echo fonts-thai-tlwg
    any_file '/usr/share/fonts/truetype/dejavu/*' || echo fonts-dejavu-core
}

size_of() { # PACKAGE...: on disk, in MB, with whatever they need that is not here; nothing where apt does not know them
    # Simulated (-s): even --assume-no installs at once where no further package is needed.
    apt-get -s install --no-install-recommends "$@" 2>/dev/null | awk '$1 == "Inst" {print $2}' |
        xargs -r apt-cache show --no-all-versions 2>/dev/null |
        awk '/^Installed-Size:/ {kilobytes += $2} END {if (kilobytes) printf "%d MB", (kilobytes + 1023) / 1024}'
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=$(list_missing)
[ -n "$missing" ] || exit 0

if ! has_command apt-get; then
    echo "The tests need these, by the names that Debian gives them:" $missing >&2
    echo "Please install them the way of your system, then run make test again." >&2
    exit 1
fi

packages=()
bundled_browser=
for package in $missing; do
    # Ubuntu's own chromium is a snap, which cannot be driven from a folder in /tmp: take the test tool's browser.
    if [ "$package" = chromium ] && is_ubuntu; then bundled_browser=1; else packages+=("$package"); fi
done

may_install=
if [ "$(id -u)" = 0 ] || { has_command sudo && sudo -n true 2>/dev/null; }; then may_install=1; fi
at_terminal=
if [ -t 0 ] && [ -t 1 ] && [ -z "${CI:-}" ]; then at_terminal=1; fi

# A fresh image has no package lists yet, so there is nothing to know about sizes before they are fetched.
if [ ${#packages[@]} -gt 0 ] && [ -n "$may_install" ] && [ -z "$(size_of "${packages[0]}")" ]; then
    as_root apt-get update -qq
fi

echo "The tests need what is not on this machine yet:"
for package in "${packages[@]}"; do printf '  %-20s %s\n' "$package" "$(size_of "$package")"; done
[ -z "$bundled_browser" ] || printf '  %-20s %s\n' "Chromium" "about 600 MB (not the snap: the test tool brings it)"
[ ${#packages[@]} -lt 2 ] || printf '  %-20s %s\n' "together" "$(size_of "${packages[@]}")"

install=()
[ ${#packages[@]} -eq 0 ] || install=(env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${packages[@]}")
browser=("$PWD/.venv/bin/playwright" install --with-deps chromium)

say_how() {
    [ ${#install[@]} -eq 0 ] || echo "  sudo apt-get install --no-install-recommends ${packages[*]}" >&2
    [ -z "$bundled_browser" ] || echo "  .venv/bin/playwright install --with-deps chromium" >&2
}

if [ -n "$at_terminal" ]; then
    read -r -p "Install them now? [y/N] " answer
    case $answer in
    [yY]*) ;;
    *)
        echo "Nothing was installed. To do it yourself:" >&2
        say_how
        exit 1
        ;;
    esac
elif [ -z "$may_install" ]; then
    echo "There is no right to install here (neither root nor sudo without a password). Please run:" >&2
    say_how
    exit 1
fi

if [ ${#install[@]} -gt 0 ]; then
    as_root "${install[@]}" >/dev/null || { as_root apt-get update -qq && as_root "${install[@]}"; }
fi
[ -z "$bundled_browser" ] || "${browser[@]}"

missing=$(list_missing)
if [ -n "$missing" ]; then
    echo "Still missing after the installation:" $missing >&2
    exit 1
fi
echo "Everything that the tests need is here now."
