"""Mails that were given up: to whom, why, and another try."""

from __future__ import annotations

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rangwan.kernel.text import storable
from rangwan.notices.actions import retry
from rangwan.notices.queries import delivers, failed_count, failed_message, failed_messages
from rangwan.programmes.permissions import Role
from rangwan.web.office import paging
from rangwan.web.office.door import Office, OfficeRequest, door, page


@require_safe
@door(Role.ORGANISER)
def failed(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """List the mails of this award, and those about accounts, that could not be delivered."""
    shown = paging.asked_page(request)
    context = {
        "rows": failed_messages(edition=office.edition.id, limit=shown.size, page=shown.number),
        "delivers": delivers(),
        **paging.neighbours(request, shown, failed_count(edition=office.edition.id)),
    }
    return page(request, office, "mails", context)


@require_POST
@door(Role.ORGANISER)
def again(request: OfficeRequest, office: Office, message_id: str) -> HttpResponseBase:
    """Let a mail be tried again from the start."""
    found = failed_message(storable(message_id), edition=office.edition.id)
    retry(message=found, now=request.received_at)
    messages.success(request, _("The mail to %(address)s is tried again.") % {"address": found.to_address})
    return redirect("office:mails", office.edition.slug)
