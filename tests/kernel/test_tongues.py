"""One message in both languages at once."""

from __future__ import annotations

from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from rangwan.kernel.text import Text
from rangwan.kernel.tongues import in_both


def test_a_lazy_message_a_function_and_plain_words():
    both = Text(th="เปิดรับผลงาน", en="Entries open")
    assert in_both(_("Entries open")) == both
    assert in_both(lambda: gettext("Entries open")) == both
    assert in_both("สพร.") == Text(th="สพร.", en="สพร.")


def test_the_readers_language_stays():
    with override("en"):
        in_both(_("Entries open"))
        assert get_language() == "en"
