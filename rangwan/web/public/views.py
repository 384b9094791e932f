"""Public pages: the announcement, the criteria, the documents, the result."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rangwan.files.convert import UnableToConvert, converter
from rangwan.programmes.paper import blank_form
from rangwan.programmes.queries import Announcement, NoSuchEdition, announcement, editions
from rangwan.programmes.queries.advice import faq_of
from rangwan.results.queries import NotReleased, released
from rangwan.web.kit.languages import active
from rangwan.web.kit.requests import Request
from rangwan.web.public import papers, presenter
from rangwan.web.public.demo import demo_people


@require_safe
def home(request: Request) -> HttpResponse:
    """List the editions, those that accept entries first."""
    context = {"editions": presenter.listed(editions(), request.received_at), "people": demo_people()}
    return render(request, "public/home.html", context)


@require_safe
def award(request: Request, slug: str) -> HttpResponse:
    """Show the announcement of an edition."""
    found = _announcement(request, slug)
    context = presenter.about(found, "award") | {
        "timeline": presenter.timeline(found),
        "rules": presenter.eligibility(found),
        "papers": papers.PAPERS,
    }
    return render(request, "public/award.html", context)


@require_safe
def criteria(request: Request, slug: str) -> HttpResponse:
    """Show the criteria with weights, aspects, guidance and rubric."""
    found = _announcement(request, slug)
    context = presenter.about(found, "criteria") | {"in_guidance": presenter.criteria(found)}
    return render(request, "public/criteria.html", context)


@require_safe
def documents(request: Request, slug: str) -> HttpResponse:
    """List the documents, and the ways to have them."""
    return _documents(request, _announcement(request, slug))


def _documents(request: Request, found: Announcement, *, status: int = 200, **more: Any) -> HttpResponse:
    context = presenter.about(found, "documents") | {"papers": papers.PAPERS, "has_pdf": converter().available} | more
    return render(request, "public/documents.html", context, status=status)


@require_safe
def document(request: Request, slug: str, name: str) -> HttpResponseBase:
    """Send a document of the edition, made from its definition."""
    wanted = papers.find(name)
    if wanted is None:
        raise Http404
    found = _announcement(request, slug)
    try:
        return papers.response(request, found, *wanted)
    except UnableToConvert as failure:
        return _documents(request, found, failure=str(failure.reason), has_errors=True, status=503)


@require_safe
def form_page(request: Request, slug: str) -> HttpResponse:
    """Show the submission form, blank, ready to print: for who has no word processor."""
    found = _announcement(request, slug)
    context = {
        "paper": blank_form(found.definition, active(), found.made_at),
        "back_url": reverse("public:documents", args=[slug]),
    }
    return render(request, "public/form_page.html", context)


@require_safe
def questions(request: Request, slug: str) -> HttpResponse:
    """Show the questions that the organiser has answered for everybody."""
    found = _announcement(request, slug)
    context = presenter.about(found, "questions") | {"faq": faq_of(found.edition)}
    return render(request, "public/questions.html", context)


@require_safe
def results(request: Request, slug: str) -> HttpResponse:
    """Show the published result, or say that there is none yet (404)."""
    found = _announcement(request, slug)
    try:
        release = released(found.edition)
    except NotReleased:
        return render(request, "public/no_results.html", presenter.about(found), status=404)
    return render(request, "public/results.html", presenter.about(found, "results") | {"release": release})


@require_safe
def accessibility(request: Request) -> HttpResponse:
    """Say how the pages can be used, and whom to tell where they cannot."""
    return render(request, "public/accessibility.html")


def _announcement(request: Request, slug: str) -> Announcement:
    try:
        return announcement(slug, request.received_at)
    except NoSuchEdition:
        raise Http404 from None
