"""The catalogue tool, run on a small tree of its own."""

from __future__ import annotations

import gettext
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


class Tree:
    """A checkout with one tool and the apps that a test writes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "tools").mkdir()
        shutil.copy(ROOT / "tools" / "messages.py", root / "tools")

    def write(self, name: str, text: str) -> Path:
        path = self.root / "rangwan" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def thai(self, app: str, entries: dict[str, str]) -> Path:
        lines = "".join(f'msgid "{message}"\nmsgstr "{thai}"\n\n' for message, thai in entries.items())
        return self.write(f"{app}/locale/th/LC_MESSAGES/django.po", HEADER + lines)

    def run(self, *arguments: str) -> tuple[int, list[str]]:
        command = [sys.executable, str(self.root / "tools" / "messages.py"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stderr == ""
        return done.returncode, done.stdout.splitlines()


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


def test_compiles_every_catalogue(tree: Tree):
    catalogue = tree.thai("entries", {"Send": "ส่ง"})
    assert tree.run() == (0, [])
    with catalogue.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Send") == "ส่ง"


def test_check_passes_when_code_and_templates_have_their_thai(tree: Tree):
    tree.write("entries/actions.py", 'from django.utils.translation import gettext as _\n\nSENT = _("Send")\n')
    tree.write("entries/templates/entries/a.html", "{% load i18n %}{% translate 'Confirm' %}")
    tree.thai("entries", {"Send": "ส่ง", "Confirm": "ยืนยัน"})
    assert tree.run("--check") == (0, ["Every message has its Thai"])


def test_check_names_what_has_no_thai_in_its_own_app(tree: Tree):
    tree.write("entries/actions.py", '\nSENT = _("Send")\n')
    tree.write("entries/templates/entries/a.html", "\n\n{% blocktranslate %}Confirm{% endblocktranslate %}")
    tree.write("judging/actions.py", 'MARK = gettext_lazy("Mark")\n_ = ngettext("one – mark", "%d – marks", 2)\n')
    tree.thai("judging", {"Send": "ส่ง", "Confirm": "ยืนยัน", "Mark": ""})
    code, said = tree.run("--check")
    entries, judging = (f"rangwan/{app}/locale/th/LC_MESSAGES/django.po" for app in ("entries", "judging"))
    assert (code, said) == (
        1,
        [
            f"rangwan/entries/actions.py:2: no Thai in {entries} for 'Send'",
            f"rangwan/entries/templates/entries/a.html:3: no Thai in {entries} for 'Confirm'",
            f"rangwan/judging/actions.py:1: no Thai in {judging} for 'Mark'",
            f"rangwan/judging/actions.py:2: no Thai in {judging} for 'one – mark'",
            "4 problems in the catalogues",
        ],
    )


def test_check_finds_lost_placeholders_and_two_texts_for_one_message(tree: Tree):
    tree.thai("entries", {"%(count)s entries": "ผลงาน", "Send": "ส่ง"})
    tree.thai("judging", {"Send": "นำส่ง"})
    entries, judging = (f"rangwan/{app}/locale/th/LC_MESSAGES/django.po" for app in ("entries", "judging"))
    assert tree.run("--check") == (
        1,
        [
            f"{entries} and {judging}: 'Send' is 'ส่ง' in one and 'นำส่ง' in the other",
            f"{entries}: other placeholders than in '%(count)s entries': 'ผลงาน'",
            "2 problems in the catalogues",
        ],
    )
