"""Where a person belongs: finding an organisation, claiming it, asking for one that is not in the list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rangwan.accounts import actions, queries
from rangwan.accounts.rules import LIMITS, TYPES, Refused, place_text, type_name
from rangwan.files import messages as file_messages
from rangwan.files import queries as files
from rangwan.files.actions import receive_file
from rangwan.files.refusal import Refused as FileRefused
from rangwan.kernel.text import Text
from rangwan.web.account.door import Typed, door, safe_next, typed_in, verified
from rangwan.web.account.paging import page_number, page_urls
from rangwan.web.kit import file_pages
from rangwan.web.kit.requests import SignedIn

_TYPES, _MAX_BYTES = ("pdf", "jpg", "png"), 10_000_000
LETTER = {"accept": ".pdf,.jpg,.jpeg,.png", "words": "PDF, JPG, PNG", "bytes": _MAX_BYTES}
_PAGE = 20


@require_safe
@door
def index(request: SignedIn) -> HttpResponseBase:
    """Show where the person belongs, and find organisations by name or place."""
    text = request.GET.get("q", "")
    number = page_number(request)
    found = queries.search_organisations(text, limit=_PAGE + 1, offset=(number - 1) * _PAGE) if text.strip() else []
    memberships = queries.memberships_of(request.user)
    mine = {membership.organisation_id: membership for membership in memberships}
    context = {
        "memberships": memberships,
        "q": text,
        "found": [_shown(row) | {"mine": mine.get(row["id"])} for row in found[:_PAGE]],
        "next": safe_next(request),
        **page_urls(request, number, more=len(found) > _PAGE),
    }
    return render(request, "account_face/organisations.html", context)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    place = place_text(amphoe=Text(**row["amphoe"]), province=Text(**row["province"]))
    return row | {"type_name": type_name(row["type"]), "place": place}


@require_http_methods(["GET", "HEAD", "POST"])
@door
@verified
def claim(request: SignedIn, organisation_id: str) -> HttpResponseBase:
    """Claim to belong to an organisation, with a letter where the address does not speak for it."""
    organisation = queries.organisation_by_id(organisation_id, seen_by=request.user)
    typed = Typed()
    if request.method == "POST":
        letter = _letter(request, typed)
        if not typed.errors:
            try:
                actions.claim_membership(
                    organisation=organisation, letter=letter, acting=request.user, now=request.received_at
                )
            except Refused as refused:
                typed.refuse(refused)
            else:
                messages.success(request, _("Your request was received. You can begin drafting now."))
                return redirect(safe_next(request) or reverse("account:organisations"))
    context = {
        "organisation": organisation,
        "type_name": type_name(organisation.type),
        "by_domain": queries.domain_grounds(request.user, organisation),
        "letter": LETTER,
        "typed": typed,
        "has_errors": bool(typed.errors),
        "next": safe_next(request),
    }
    return render(request, "account_face/claim.html", context, status=422 if typed.errors else 200)


def _letter(request: SignedIn, typed: Typed, *, wanted: bool = False) -> str:
    """Take the posted letter and return its id; "" where there is none. What is wrong with it goes to its field."""
    upload: UploadedFile[Any] | None = request.FILES.get("letter")
    if upload is None:
        if wanted:
            typed.errors["letter"] = _("Please choose the file of the letter.")
        return ""
    try:
        stored = receive_file(
            upload=upload, allowed_types=_TYPES, max_bytes=_MAX_BYTES, acting=request.user,
            now=request.received_at,
        )  # fmt: skip
    except FileRefused as refused:
        typed.errors["letter"] = file_messages.refusal_message(refused.code, refused.params)
        return ""
    return stored.id


@require_http_methods(["GET", "HEAD", "POST"])
@door
@verified
def letter(request: SignedIn, membership_id: str) -> HttpResponseBase:
    """Add a letter to one's own claim that waits."""
    membership = queries.membership_by_id(membership_id)
    if membership.person_id != request.user.pk or membership.standing != "claimed":
        raise Http404
    typed = Typed()
    if request.method == "POST":
        stored = _letter(request, typed, wanted=True)
        if not typed.errors:
            try:
                actions.add_letter(membership=membership, letter=stored, acting=request.user, now=request.received_at)
            except Refused as refused:  # staff decided meanwhile
                typed.refuse(refused)
            else:
                messages.success(request, _("The letter was received."))
                return redirect("account:organisations")
    context = {"membership": membership, "letter": LETTER, "typed": typed, "has_errors": bool(typed.errors)}
    return render(request, "account_face/letter.html", context, status=422 if typed.errors else 200)


@require_safe
@door
def letter_file(request: SignedIn, membership_id: str) -> HttpResponseBase:
    """Give the letter to who sent it and to who decides about the claim."""
    stored = files.file_by_id(queries.letter_of(membership_id, request.user))
    if stored is None:
        raise Http404
    return file_pages.give(stored, request=request, back=reverse("account:organisations"), inline=True)


@require_http_methods(["GET", "HEAD", "POST"])
@door
@verified
def request_one(request: SignedIn) -> HttpResponseBase:
    """Ask for an organisation that is not in the list."""
    names = ("organisation_name", "type", "province", "amphoe", "tambon")
    typed = Typed(values={"organisation_name": request.GET.get("q", "")})
    if request.method == "POST":
        typed = typed_in(request, *names)
        stored = _letter(request, typed)
        if not typed.errors:
            try:
                name, kind, province, amphoe, tambon = (typed.values[each] for each in names)
                actions.request_organisation(
                    name=name, type=kind, province=province, amphoe=amphoe, tambon=tambon, letter=stored,
                    acting=request.user, now=request.received_at,
                )  # fmt: skip
            except Refused as refused:
                typed.refuse(refused)
            else:
                messages.success(request, _("Your request was received. You can begin drafting now."))
                return redirect(safe_next(request) or reverse("account:organisations"))
    context = {
        "typed": typed,
        "has_errors": bool(typed.errors),
        "types": [{"key": kind.key, "label": kind.name} for kind in TYPES.values()],
        "provinces": [{"key": province.th, "label": province} for province in queries.provinces()],
        "limits": LIMITS,
        "letter": LETTER,
        "next": safe_next(request),
    }
    return render(request, "account_face/request.html", context, status=422 if typed.errors else 200)
