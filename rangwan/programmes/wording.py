"""The words for a change of an edition that cannot be."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rangwan.programmes.definition import Definition
from rangwan.programmes.permissions import Role

_ERRORS = {
    "not_later": _("The new closing must be later than the present one."),
    "in_the_past": _("The new closing must lie in the future."),
    "no_reason": _("Write the reason in Thai and in English; it is published."),
    "unknown_prize": _("The award has no such prize."),
    "unknown_question": _("The form has no such question."),
    "bad_count": _("The number of prizes must be 1 or more."),
    "decided": _("This edition has been decided, so its definition and its calendar do not change."),
}


ROLES = {
    Role.ORGANISER: _("Organiser"),
    Role.SCREENER: _("Screener"),
    Role.CHAIR: _("Chair"),
    Role.JUDGE: _("Judge"),
    Role.AUDITOR: _("Auditor"),
}


def explain(code: str) -> Promise:
    """Return the words for a code of UnableToChangeCalendar or UnableToRevise."""
    return _ERRORS[code]


def letter(definition: Definition, *paragraphs: str | Promise) -> str:
    """Return a mail's text in the active language: the paragraphs that are not empty, then whom to ask."""
    organiser = definition.organiser
    contact = " · ".join(part for part in (organiser.phone, organiser.email, organiser.site) if part)
    said = [str(paragraph) for paragraph in paragraphs if paragraph]
    return "\n\n".join([*said, f"{organiser.name.pick(get_language())}\n{contact}"])
