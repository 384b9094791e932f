"""The audit log of an edition, in words."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from rangwan.accounts.queries import names_of
from rangwan.entries.queries import labels_of
from rangwan.kernel.audit import rows_of
from rangwan.programmes.permissions import Role
from rangwan.web.office import happenings
from rangwan.web.office.door import Office, OfficeRequest, door, page

_ROWS = 100


@require_safe
@door(Role.ORGANISER, Role.AUDITOR)
def audit(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Show who did what and when, newest first."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else None
    rows = rows_of(office.edition.id, before=before, limit=_ROWS + 1)
    shown = rows[:_ROWS]
    names = names_of(person for row in shown for person in happenings.people_of(row))
    labels = labels_of(entry for row in shown for entry in happenings.entries_of(row))
    context = {
        "lines": [happenings.line(row, names, labels) for row in shown],
        "previous_url": "?" if before is not None else "",
        "next_url": f"?before={shown[-1].number}" if len(rows) > _ROWS else "",
    }
    return page(request, office, "audit", context)
