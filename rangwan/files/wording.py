"""The words for the pages of a file: how they stand, why there are none, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

Words = str | Promise

# Why the pages could not be made; `files.previews.making` and `files.actions.drawing` name the codes.
PREVIEW_PROBLEMS: dict[str, Words] = {
    "damaged": _(
        "The pages could not be drawn: the file is damaged, or it holds something that we cannot show. "
        "Open it on your computer, save it as PDF, and send that."
    ),
    "unsupported": _("Files of this kind cannot be drawn as pages. They can be downloaded."),
    "timeout": _(
        "Drawing the pages took too long. Save the file as PDF and send that, if the judges are to see pages."
    ),
    "too_heavy": _(
        "The pages are too heavy to be drawn. Make the pictures in the file smaller or save it as PDF, "
        "then send it again."
    ),
    "gave_up": _("The pages could not be drawn after several attempts. Save the file as PDF and send that."),
    "unavailable": _("This server cannot draw the pages of such files: it has no LibreOffice. They can be downloaded."),
    "refused": _("A later check refused this file."),
}

_WARNINGS: dict[str, Words] = {
    "fonts": _(
        "These fonts are not on our machine, so other letters stand in for them and lines may break elsewhere: "
        "%(fonts)s. "
        "If the pages below look wrong, save the file as PDF with its fonts embedded, and send that."
    ),
    "dark": _("The scan is so dark that it is hard to read. Scan it again, brighter."),
    "sideways": _("The page seems to lie on its side. If it does, turn it and scan it again."),
    "faint": _("The letters hardly stand out from the paper. Scan it again with more contrast."),
    "coarse": _("The scan has so few dots that small letters cannot be read. Scan it again at 200 dpi or more."),
    "blank": _("There is nothing on the page. If something should be, check the file."),
    "fewer_pages": _(
        "The file has %(expected)s slides or pages, and %(total)s are shown. Hidden slides are not shown to the judges."
    ),
    "more_pages": _("The file has %(expected)s slides or pages and became %(total)s: something runs over its page."),
    "cut": _("Only the first %(drawn)s of %(total)s pages are drawn. Judges can download the whole file."),
    "linked": _(
        "The file shows pictures, films or tables that lie on another computer. Judges see empty places "
        "or old figures: insert them into the file itself."
    ),
    "embedded": _("The file holds another file inside. Judges see only its picture on the page."),
}

_MOST_NAMED = 12  # pages that a warning names


def problem_words(code: str) -> Words:
    """Return why the pages of a file could not be made, and what to do."""
    return PREVIEW_PROBLEMS.get(code, PREVIEW_PROBLEMS["damaged"])


def warning_words(warning: Mapping[str, Any]) -> str:
    """Return a warning ({"code", "pages", "params"}) in the active language, with its pages before it."""
    params = dict(warning.get("params") or {})
    if "fonts" in params:
        params["fonts"] = ", ".join(params["fonts"])
    said = str(_WARNINGS[warning["code"]]) % params
    pages = page_words(warning.get("pages") or ())
    return f"{pages}: {said}" if pages else said


def page_words(numbers: Sequence[int]) -> str:
    """Return "Page 3", "Pages 1–4, 7", or "" for none; of very many, the first and how many more."""
    if not numbers:
        return ""
    spans = list(_spans(numbers))
    named, left = spans[:_MOST_NAMED], spans[_MOST_NAMED:]
    text = ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in named)
    if left:
        text = gettext("%(pages)s and more") % {"pages": text}
    return ngettext("Page %(pages)s", "Pages %(pages)s", len(numbers)) % {"pages": text}


def _spans(numbers: Iterable[int]) -> Iterable[tuple[int, int]]:
    first = last = None
    for number in sorted(numbers):
        if last is not None and first is not None and number != last + 1:
            yield first, last
            first = number
        first, last = number if first is None else first, number
    if first is not None and last is not None:
        yield first, last
