"""The door of this face: whose office it is, what their roles open, and what is answered when an action refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rangwan.accounts.queries import NoSuchPerson
from rangwan.entries.queries import NoSuchEntry
from rangwan.entries.rules import UnableToMove
from rangwan.entries.wording import explain, state_name
from rangwan.judging.queries import NoSuchAssignment
from rangwan.notices.queries import NoSuchMessage
from rangwan.programmes.permissions import STAFF, NotAllowed, Role
from rangwan.programmes.queries import (
    EditionItem,
    NoSuchAppointment,
    NoSuchEdition,
    NoSuchVersion,
    edition_by_slug,
    roles_of,
)
from rangwan.programmes.queries.advice import NoSuchEnquiry, NoSuchExample
from rangwan.results.queries import NoSuchRanking
from rangwan.screening.queries import NoSuchClarification
from rangwan.web.kit.clocks import Clock

P = ParamSpec("P")

SCREENERS = (Role.SCREENER, Role.ORGANISER)
LEADERS = (Role.CHAIR, Role.ORGANISER)
READERS = (*LEADERS, Role.AUDITOR)

_ABSENT = (
    NoSuchAppointment, NoSuchAssignment, NoSuchClarification, NoSuchEnquiry, NoSuchEntry, NoSuchExample, NoSuchMessage,
    NoSuchPerson, NoSuchRanking, NoSuchVersion,
)  # fmt: skip


class OfficeRequest(HttpRequest):
    """A request of somebody who is signed in."""

    received_at: dt.datetime
    user: Any  # a Person: the door has seen to it


@dataclass(frozen=True)
class Office:
    """The office of one edition, as one person sees it."""

    edition: EditionItem
    roles: frozenset[str]

    def opens(self, *roles: Role) -> bool:
        """Say whether the person holds one of these roles."""
        return bool(self.roles & set(roles))

    @property
    def may_screen(self) -> bool:
        """Whether the person screens here."""
        return self.opens(*SCREENERS)

    @property
    def may_lead(self) -> bool:
        """Whether the person assigns, ranks and decides here."""
        return self.opens(*LEADERS)

    @property
    def may_read_marks(self) -> bool:
        """Whether the person reads scores and rankings here."""
        return self.opens(*READERS)

    @property
    def may_organise(self) -> bool:
        """Whether the person changes settings and appoints here."""
        return self.opens(Role.ORGANISER)


def clock_of(edition: EditionItem, now: dt.datetime) -> Clock:
    """Return the clock of the edition's own closing."""
    return Clock(edition.opens_at, edition.closes_at, edition.grace_seconds, now)


OfficeView = Callable[Concatenate[OfficeRequest, Office, P], HttpResponseBase]
Door = Callable[..., HttpResponseBase]


def door(*roles: Role) -> Callable[[OfficeView[P]], Door]:
    """Let in who holds one of these roles in the edition (any of the office's by default).

    To strangers the office does not exist (404); to staff with other roles the page says whose it is (403).
    """

    def decorate(view: OfficeView[P]) -> Door:
        def guarded(request: HttpRequest, edition: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            staff = cast(OfficeRequest, request)
            office = _office(staff, edition)
            if roles and not office.opens(*roles):
                return page(staff, office, "not_yours", status=403)
            try:
                return view(staff, office, *args, **kwargs)
            except (*_ABSENT, NotAllowed) as absent:
                raise Http404 from absent
            except UnableToMove as stale:
                words = _("The entry is now: %(state)s.") % {"state": state_name(stale.state, staff=True)}
                return refused(staff, office, explain(stale), words)

        update_wrapper(guarded, view)
        return guarded

    return decorate


def _office(request: OfficeRequest, slug: str) -> Office:
    """Return the office, if the person has a place in it. Raises Http404."""
    try:
        edition = edition_by_slug(slug)
    except NoSuchEdition as absent:
        raise Http404 from absent
    office = Office(edition, frozenset(roles_of(request.user, edition)))
    if not office.opens(*STAFF):
        raise Http404
    return office


def signed_in(view: Callable[[OfficeRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let in who is signed in."""

    def guarded(request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(cast(OfficeRequest, request))

    update_wrapper(guarded, view)
    return guarded


def page(
    request: OfficeRequest, office: Office, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with a page of the office: its menu, its edition, and a summary of what is wrong, if anything is."""
    context = context or {}
    base = {
        "office": office,
        "edition": office.edition,
        "service": office.edition.name,
        "service_url": reverse("office:edition", args=[office.edition.slug]),
        "nav": menu(office, request.path),
        "clock": clock_of(office.edition, request.received_at),
        "has_errors": bool(context.get("problems")),
    }
    response = render(request, f"office/{template}.html", base | context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def refused(request: OfficeRequest, office: Office, *words: str | Promise, status: int = 409) -> HttpResponse:
    """Say why nothing was changed: a second press, another tab, or somebody who was quicker."""
    return page(request, office, "refused", {"words": words, "has_errors": True}, status=status)


def menu(office: Office, path: str) -> list[dict[str, Any]]:
    """Return the lines of the office's menu that the person's roles open."""
    lines: list[tuple[str, str | Promise, bool]] = [
        ("edition", _("Overview"), True),
        ("entries", _("Entries"), True),
        ("queue", _("Screening"), office.may_screen),
        ("questions", _("Questions"), office.may_screen),
        ("judging", _("Judging"), office.may_read_marks),
        ("rankings", _("Ranking"), office.may_read_marks),
        ("decision", _("Decision"), office.may_read_marks),
        ("settings", _("Settings"), office.may_organise),
        ("people", _("People"), office.may_organise),
        ("audit", _("Log"), office.opens(Role.ORGANISER, Role.AUDITOR)),
    ]
    shown = []
    for name, label, is_open in lines:
        url = reverse(f"office:{name}", args=[office.edition.slug])
        current = path == url or (name != "edition" and path.startswith(url))
        if is_open:
            shown.append({"url": url, "label": label, "current": current})
    return shown
