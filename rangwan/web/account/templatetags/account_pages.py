"""What the account face's templates need: the fields of a library's form, its problems, and the face's menu."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BaseForm, CheckboxInput, EmailInput, PasswordInput
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.web.account import wording

register = template.Library()


@register.simple_tag
def fields_of(form: BaseForm, first_password: str = "") -> list[dict[str, Any]]:
    """Return the visible fields of a form as the kit's text inputs take them; a password is never shown again.

    `first_password` is the label of the first new password where it is not "new" (at sign-up).
    """
    fields = [_field(bound) for bound in form.visible_fields() if not isinstance(bound.field.widget, CheckboxInput)]
    for field in fields:
        if field["name"] == "password1" and first_password:
            field["label"] = first_password
    return fields


def _field(bound: BoundField) -> dict[str, Any]:
    widget = bound.field.widget
    secret = isinstance(widget, PasswordInput)
    return {
        "name": bound.html_name,
        "id": bound.id_for_label or bound.html_name,
        "label": str(wording.LABELS.get(bound.name, bound.label)),
        "hint": str(wording.HINTS.get(bound.name, "")),
        "type": "password"
        if secret
        else "email"
        if isinstance(widget, EmailInput) or bound.name == "login"
        else "text",
        "value": "" if secret else bound.value() or "",
        "required": bound.field.required,
        "autocomplete": _AUTOCOMPLETE.get(bound.name) or widget.attrs.get("autocomplete", ""),
        "inputmode": "tel" if bound.name == "phone" else "",
        "error": _errors(bound.form, bound.name),
    }


_AUTOCOMPLETE = {"name": "name", "position": "organization-title", "phone": "tel", "login": "username"}


def _errors(form: BaseForm, name: str) -> list[str]:
    return [wording.error_text(error, name) for error in form.errors.as_data().get(name, [])]


@register.simple_tag
def problems_of(form: BaseForm, first_password: str = "") -> list[dict[str, str]]:
    """Return the problems of a form for the error summary: those of the whole form first, then field by field."""
    problems = [{"message": text, "id": ""} for text in _errors(form, "__all__")]
    for bound in form.visible_fields():
        problems += [
            {
                "message": wording.in_summary(bound.name, text, first_password if bound.name == "password1" else ""),
                "id": bound.id_for_label or bound.html_name,
            }
            for text in _errors(form, bound.name)
        ]
    return problems


@register.simple_tag(takes_context=True)
def account_nav(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the menu of the account pages, for somebody who is signed in."""
    request: HttpRequest = context["request"]
    if not request.user.is_authenticated:
        return []
    items = (
        ("account:home", _("My account")),
        ("account:organisations", _("My organisations")),
        ("account:messages", _("Messages")),
        ("account:security", _("Security")),
    )
    return [{"url": reverse(name), "label": label, "current": request.path == reverse(name)} for name, label in items]
