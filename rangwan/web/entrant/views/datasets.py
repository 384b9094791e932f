"""The data sets of an entry: having the catalogue asked again."""

from __future__ import annotations

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.entries import actions, queries, wording
from rangwan.web.entrant.door import door
from rangwan.web.kit.requests import SignedIn


@door
def ask(request: SignedIn, entry: str) -> HttpResponseBase:
    """Have every data set looked up again, and lead back to where the button was pressed."""
    item = queries.entrant_entry(request.user, entry)
    if request.method == "POST":
        try:
            actions.ask_datasets(entry=item, acting=request.user, now=request.received_at)
        except actions.AskedTooSoon as soon:
            messages.warning(request, wording.explain(soon))
        else:
            messages.success(request, _("The catalogue is asked again. The result appears here in a moment."))
    return redirect(_back(request, item))


def _back(request: SignedIn, item: queries.EntryItem) -> str:
    catalogue = queries.definition_for(item).entering.catalogue
    section = queries.definition_for(item).form.section_of(catalogue.question) if catalogue else None
    if catalogue is None or section is None or request.POST.get("back") == "check":
        return reverse("entrant:check", args=[item.id]) + "#datasets"
    return reverse("entrant:section", args=[item.id, section.key]) + f"#{catalogue.question}"
