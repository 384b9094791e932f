"""The pages of a file as pictures: to who may see the entry, and to the judge of a scoresheet."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Router

from rangwan.api.auth import caller
from rangwan.api.shapes.pages import PagesOut
from rangwan.entries.queries import FileItem, entry_for, file_of
from rangwan.files.queries import pages_of
from rangwan.files.serving import require_clean, serve_pdf, serve_picture
from rangwan.files.wording import problem_words, warning_words
from rangwan.judging.queries import file_for_judge
from rangwan.kernel.tongues import in_both

router = Router(tags=["entries"])


def _file(request: HttpRequest, entry_id: str, file_id: str) -> FileItem:
    return file_of(entry_for(caller(request), entry_id), file_id)


@router.get("/entries/{entry_id}/files/{file_id}/pages", response=PagesOut, summary="The pages of a file")
def file_pages(request: HttpRequest, entry_id: str, file_id: str) -> dict[str, Any]:
    """Show the pages as the judges will see them, with what is to be said of them."""
    item = _file(request, entry_id, file_id)
    return _shown(item, {"entry_id": entry_id, "file_id": file_id}, picture="page_picture", pdf="pages_pdf")


@router.get("/entries/{entry_id}/files/{file_id}/pages.pdf", url_name="pages_pdf", summary="All pages as PDF")
def pages_pdf(request: HttpRequest, entry_id: str, file_id: str) -> HttpResponseBase:
    """Send the PDF that was made of the file, or the file itself where it is one."""
    return serve_pdf(_file(request, entry_id, file_id).stored, request=request)


@router.get(
    "/entries/{entry_id}/files/{file_id}/pages/{int:number}", url_name="page_picture", summary="The picture of a page"
)
def page_picture(request: HttpRequest, entry_id: str, file_id: str, number: int) -> HttpResponseBase:
    """Send the picture of one page (WebP)."""
    return serve_picture(_file(request, entry_id, file_id).stored, number, request=request)


@router.get(
    "/judging/assignments/{assignment_id}/files/{file_id}/pages", response=PagesOut, summary="The pages of a file"
)
def judged_pages(request: HttpRequest, assignment_id: str, file_id: str) -> dict[str, Any]:
    """Show the pages of a file of the entry that the caller judges."""
    item, places = file_for_judge(caller(request), assignment_id, file_id), {"assignment_id": assignment_id}
    return _shown(item, {**places, "file_id": file_id}, picture="judged_picture", pdf="judged_pdf")


@router.get(
    "/judging/assignments/{assignment_id}/files/{file_id}/pages.pdf",
    url_name="judged_pdf",
    summary="All pages as PDF",
)
def judged_pdf(request: HttpRequest, assignment_id: str, file_id: str) -> HttpResponseBase:
    """Send the PDF that was made of the file, or the file itself where it is one."""
    return serve_pdf(file_for_judge(caller(request), assignment_id, file_id).stored, request=request)


@router.get(
    "/judging/assignments/{assignment_id}/files/{file_id}/pages/{int:number}",
    url_name="judged_picture",
    summary="The picture of a page",
)
def judged_picture(request: HttpRequest, assignment_id: str, file_id: str, number: int) -> HttpResponseBase:
    """Send the picture of one page (WebP)."""
    return serve_picture(file_for_judge(caller(request), assignment_id, file_id).stored, number, request=request)


def _shown(item: FileItem, places: dict[str, str], *, picture: str, pdf: str) -> dict[str, Any]:
    """Return the pages; `picture` and `pdf` are the operations that send them. Raises BeingChecked, Refused."""
    require_clean(item.stored)
    found = pages_of(item.stored)
    has_pdf = bool(found.pdf_key) or item.type == "pdf"
    return {
        "state": found.state or "none",
        "problem": in_both(problem_words(found.problem)).as_dict() if found.problem else None,
        "warnings": [
            {
                "code": warning["code"],
                "pages": warning["pages"],
                "message": in_both(partial(warning_words, warning)).as_dict(),
            }
            for warning in found.warnings
        ],
        "pages": [
            {
                "number": page.number, "width": page.width, "height": page.height, "text": page.text,
                "url": reverse(f"api-1:{picture}", kwargs={**places, "number": page.number}),
            }
            for page in found.pages
        ],
        "pdf_url": reverse(f"api-1:{pdf}", kwargs=places) if has_pdf else None,
    }  # fmt: skip
