"""Examples of good answers: what entrants see at the questions, a new one, and taking one back."""

from __future__ import annotations

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rangwan.forms.rules import BadTexts
from rangwan.kernel.text import Text
from rangwan.programmes import actions
from rangwan.programmes.actions.examples import LONGEST_EXAMPLE
from rangwan.programmes.permissions import Role
from rangwan.programmes.queries import definition_of
from rangwan.programmes.queries.advice import example_in, examples_in
from rangwan.programmes.wording import explain
from rangwan.web.kit import writing
from rangwan.web.office.door import Office, OfficeRequest, door, page


@require_http_methods(["GET", "HEAD", "POST"])
@door(Role.ORGANISER)
def examples(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """List the examples by question; a POST publishes one."""
    typed = {key: request.POST.get(key, "") for key in ("question", "text_th", "text_en")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            actions.publish_example(
                edition=office.edition, question=typed["question"],
                text=Text(th=typed["text_th"], en=typed["text_en"]), acting=request.user, now=request.received_at,
            )  # fmt: skip
        except BadTexts as bad:
            errors = writing.faults(bad)
        except actions.UnableToPublish as unable:
            errors = {"question": str(explain(unable.code))}
        else:
            messages.success(request, _("The example is shown to entrants at the question."))
            return redirect("office:examples", office.edition.slug)
    form = definition_of(office.edition.version_id).form
    shown = examples_in(office.edition)
    context = {
        "groups": [
            {"question": question, "examples": found}
            for question in form.by_key.values()
            if (found := [example for example in shown if example.question == question.key])
        ],
        "lost": [example for example in shown if example.question not in form.by_key],
        "questions": list(form.by_key.values()),
        "typed": typed,
        "longest": LONGEST_EXAMPLE,
        "errors": errors,
        "problems": writing.summary(errors),
    }
    return page(request, office, "examples", context, status=422 if errors else 200)


@require_POST
@door(Role.ORGANISER)
def withdraw(request: OfficeRequest, office: Office, example: str) -> HttpResponseBase:
    """Show an example no more."""
    found = example_in(office.edition, example)
    actions.withdraw_example(example=found, acting=request.user, now=request.received_at)
    messages.success(request, _("The example is no longer shown."))
    return redirect("office:examples", office.edition.slug)
