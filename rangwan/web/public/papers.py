"""Documents that anybody may download, made from the definition and kept in memory until it changes."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rangwan.documents.guide import guide_docx
from rangwan.documents.presentation import presentation_pptx
from rangwan.documents.submission_form import submission_form_docx
from rangwan.files.convert import converter
from rangwan.kernel.text import Language
from rangwan.programmes import paper
from rangwan.programmes.queries import Announcement
from rangwan.web.kit.languages import active
from rangwan.web.kit.requests import Request

_OOXML = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "docx": f"{_OOXML}.wordprocessingml.document",
    "pptx": f"{_OOXML}.presentationml.presentation",
    "pdf": "application/pdf",
}


@dataclass(frozen=True)
class Paper:
    """One document: its file's name and kind, what readers are told about it, whether a PDF of it is of use."""

    key: str
    suffix: str
    title: Promise
    text: Promise
    make: Callable[[Announcement, Language], bytes]
    as_pdf: bool = True

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.key}.{self.suffix}"


def _guide(found: Announcement, language: Language) -> bytes:
    return guide_docx(paper.guide(found.edition, found.definition, language, found.made_at))


def _form(found: Announcement, language: Language) -> bytes:
    return submission_form_docx(paper.blank_form(found.definition, language, found.made_at))


def _template(found: Announcement, language: Language) -> bytes:
    version = found.edition.version
    template = paper.presentation_template(
        found.definition, language, found.made_at, edition=found.edition.slug, digest=version.digest if version else ""
    )
    return presentation_pptx(template)


PAPERS = (
    Paper(
        "guide", "docx", _("Guide for entrants"),
        _("What to tell under each criterion, who may enter, and when."), _guide,
    ),
    Paper(
        "submission-form", "docx", _("Submission form, to be signed and sealed"),
        _("The authorised signatory ticks the boxes by hand, signs it and puts the seal on it."), _form,
    ),
    Paper(
        "presentation-template", "pptx", _("Template for the presentation"),
        _("Slides with a section for each criterion. A template of your own will do as well."), _template,
        as_pdf=False,
    ),
)  # fmt: skip


def find(name: str) -> tuple[Paper, str] | None:
    """Return the document that a file's name means and the kind asked for, or None."""
    for item in PAPERS:
        if name == item.name:
            return item, item.suffix
        if item.as_pdf and name == f"{item.key}.pdf":
            return item, "pdf"
    return None


class Shelf:
    """Documents made once: at most `limit` of this process, the one that waited longest leaves first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._made: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._making = Lock()

    def find(self, key: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        """Return what is kept under the key; else make it, one document at a time, however many ask."""
        held = self._made.get(key)
        if held is not None:
            return held
        with self._making:
            if key not in self._made:
                made = make()
                while len(self._made) >= self._limit:
                    self._made.popitem(last=False)
                self._made[key] = made
            return self._made[key]


_shelf = Shelf(limit=48)


def content(found: Announcement, item: Paper, suffix: str) -> bytes:
    """Return the document in the reader's language. Raises UnableToConvert where a PDF cannot be made."""
    language, edition = active(), found.edition
    # The guide names the dates of the edition, which move without a new version.
    dates = (edition.opens_at, edition.closes_at, edition.grace_seconds)
    key = (item.key, edition.pk, edition.version_id, dates, language)
    made = _shelf.find(key, lambda: item.make(found, language))
    if suffix == "pdf":
        return _shelf.find((*key, "pdf"), lambda: converter().to_pdf(made, f".{item.suffix}"))
    return made


def response(request: Request, found: Announcement, item: Paper, suffix: str) -> HttpResponseBase:
    """Send the document as a download, or the word that the reader has it already (304). Raises UnableToConvert."""
    body = content(found, item, suffix)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer = HttpResponse(
        b"" if request.method == "HEAD" else body,
        content_type=_TYPES[suffix],
        headers={
            "Content-Disposition": f'attachment; filename="{item.key}.{suffix}"',
            "Content-Length": str(len(body)),
            "ETag": etag,
            "Cache-Control": "public, max-age=0, must-revalidate",
            "Vary": "Cookie",
        },
    )
    return get_conditional_response(request, etag=etag, response=answer) or answer
