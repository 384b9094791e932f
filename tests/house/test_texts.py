"""No file names a package host or a place that exists on one machine only."""

from __future__ import annotations

import re

from tests.house.tree import ROOT, texts

# Written in pieces, so that this file does not name them either.
HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "crates" + ".io",
    "proxy." + "golang",
    "docker" + ".io",
]
PLACES = [
    "/" + "root/",
    "/" + "work/",
    "/" + "home/",
    "/" + "Users/",
    "/opt/" + "wheels",
    "/opt/" + "py" + "pi",
    ".py" + "env",
]
HOST = re.compile("|".join(map(re.escape, HOSTS)))
PLACE = re.compile(r"(?<![\w./-])(?:" + "|".join(map(re.escape, PLACES)) + ")")


def test_no_package_host_is_named():
    assert {name for name, text in texts() if HOST.search(text)} == set()


def test_no_place_on_one_machine_is_named():
    assert {name for name, text in texts() if PLACE.search(text)} == set()


def test_the_locks_hold_hashes_and_no_addresses():
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = (ROOT / name).read_text(encoding="utf-8")
        assert re.findall(r"https?://\S+|^-.*$", lock, flags=re.MULTILINE) == []
        packages = re.split(r"\n(?=\S)", lock.strip())
        assert [package for package in packages if "--hash=sha256:" not in package] == []
