"""Goes through the pages that somebody can reach by links, one of every kind, and says what is wrong with each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from tests.e2e.desk import NARROW, WIDE, Desk

_ID = re.compile(r"(?<=/)(?:[0-9a-z]{22}|\d+|[A-Z0-9]+-\d+)(?=/|$)")
_FILE = re.compile(r"\.\w{2,5}$|/files/[^/]+/$|/letter/file/$|/pages/(pdf|\d+)/$")

AXE = """async ([rules]) => {
  const found = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
                                         resultTypes: ['violations'], rules});
  return found.violations.filter((one) => ['serious', 'critical'].includes(one.impact))
    .map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
}"""
SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > width + 1 && !one.closest('.table-scroll'))
    .map((one) => `${one.tagName}.${one.className}`).slice(0, 5);
}"""
LABELS = """() => [...document.querySelectorAll('title, h1, h2, h3, th, label, legend, button, summary, nav a, .tag')]
  .map((one) => one.textContent.trim().replace(/\\s+/g, ' '))"""


@lru_cache(maxsize=1)
def _axe() -> str:
    spec = find_spec("axe_core_python")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def kind_of(address: str) -> str:
    """Return the address with what differs from one thing to the next taken out."""
    return _ID.sub("*", urlsplit(address).path)


def reachable(desk: Desk, *starts: str, within: str, each: int = 1) -> Iterator[str]:
    """Open one page (or `each`) of every kind that links lead to from `starts`, where addresses match `within`."""
    seen: Counter[str] = Counter()
    opened: set[str] = set()
    waiting = list(starts)
    while waiting:
        path = waiting.pop(0)
        if path in opened or seen[kind_of(path)] == each:
            continue
        opened.add(path)
        seen[kind_of(path)] += 1
        answer = desk.page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        kind = answer.headers.get("content-type", "")
        assert kind.startswith("text/html"), f"{path}: {kind} is no page; _FILE should know its address"
        yield path
        links = desk.page.eval_on_selector_all("main a[href], header nav a[href]", "all => all.map((one) => one.href)")
        here = [urlsplit(link) for link in links if link.startswith(desk.site.url)]
        paths = [one.path + (f"?{one.query}" if one.query and "lang=" not in one.query else "") for one in here]
        waiting += [one for one in paths if re.match(within, one) and not _FILE.search(urlsplit(one).path)]


def barriers(desk: Desk, *, colours: bool = True) -> list[str]:
    """Return what axe finds serious or critical on this page; `colours`: the contrast too, which takes longest."""
    desk.page.evaluate(_axe())
    found: list[str] = desk.page.evaluate(AXE, [{"color-contrast": {"enabled": colours}}])
    return found


def sideways(desk: Desk) -> list[str]:
    """Return what makes this page scroll sideways on a telephone."""
    desk.page.set_viewport_size(NARROW)
    found: list[str] = desk.page.evaluate(SIDEWAYS)
    desk.page.set_viewport_size(WIDE)
    return found


def labels(desk: Desk) -> list[str]:
    """Return the titles, headings, labels, buttons and tags of this page."""
    found: list[str] = desk.page.evaluate(LABELS)
    return [text for text in found if text]
