"""The words for a change of an edition that cannot be."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rangwan.forms.messages import message
from rangwan.forms.rules import Problem
from rangwan.programmes.actions.enquiries import MOST_OPEN, MOST_UNANSWERED
from rangwan.programmes.actions.examples import MOST_EXAMPLES
from rangwan.programmes.definition import Definition
from rangwan.programmes.permissions import Role

_ERRORS = {
    "not_later": _("The new closing must be later than the present one."),
    "in_the_past": _("The new closing must lie in the future."),
    "no_reason": _("Write the reason in Thai and in English; it is published."),
    "reason": _("Write the reason."),
    "closed": _("Entries have closed: a grace period has to be known before."),
    "bad_grace": _("A grace period is a whole number of minutes, from 0 to 60."),
    "unknown_prize": _("The award has no such prize."),
    "unknown_question": _("The form has no such question."),
    "bad_count": _("The number of prizes must be 1 or more."),
    "decided": _("This edition has been decided, so its definition and its calendar do not change."),
    "too_many_open": _(
        "You have {most} open questions. Close one that was answered, or wait for an answer, before you ask another."
    ),
    "too_many_unanswered": _("You have written {most} times in a row. Please wait for the answer of the staff."),
    "too_many_examples": _("This question has {most} examples already. Withdraw one before you publish another."),
}
_MOST = {
    "too_many_open": MOST_OPEN, "too_many_unanswered": MOST_UNANSWERED, "too_many_examples": MOST_EXAMPLES,
}  # fmt: skip

# What the texts that people write are called, for telling which of them is missing.
_TEXTS = {
    "subject": _("What it is about"),
    "text": _("Text"),
    "question": _("Question"),
    "answer": _("Answer"),
    "breach": _("The rule that was broken"),
    "question_th": _("Question in Thai"),
    "question_en": _("Question in English"),
    "answer_th": _("Answer in Thai"),
    "answer_en": _("Answer in English"),
    "text_th": _("Example in Thai"),
    "text_en": _("Example in English"),
}


ROLES = {
    Role.ORGANISER: _("Organiser"),
    Role.SCREENER: _("Screener"),
    Role.CHAIR: _("Chair"),
    Role.JUDGE: _("Judge"),
    Role.AUDITOR: _("Auditor"),
}


def explain(code: str) -> Promise:
    """Return the words for a code of UnableToChangeCalendar, UnableToRevise, UnableToAsk or UnableToPublish."""
    return format_lazy(_ERRORS[code], most=_MOST[code]) if code in _MOST else _ERRORS[code]


def grace(seconds: int) -> str:
    """Return what the grace period means, in the active language."""
    minutes, rest = divmod(seconds, 60)
    if rest:
        words = gettext(
            "A page that was open at the closing can be sent for another %(n)s seconds; nothing new can be begun."
        )
        return words % {"n": seconds}
    words = ngettext(
        "A page that was open at the closing can be sent for another %(n)s minute; nothing new can be begun.",
        "A page that was open at the closing can be sent for another %(n)s minutes; nothing new can be begun.",
        minutes,
    )
    return words % {"n": minutes}


def text_words(problem: Problem) -> str:
    """Return what is wrong with a text that somebody wrote (BadTexts), in the active language."""
    if problem.code == "required" and problem.key in _TEXTS:
        return gettext("Fill in: %(label)s") % {"label": _TEXTS[problem.key]}
    return message(problem)


def letter(definition: Definition, *paragraphs: str | Promise) -> str:
    """Return a mail's text in the active language: the paragraphs that are not empty, then whom to ask."""
    organiser = definition.organiser
    contact = " · ".join(part for part in (organiser.phone, organiser.email, organiser.site) if part)
    said = [str(paragraph) for paragraph in paragraphs if paragraph]
    return "\n\n".join([*said, f"{organiser.name.pick(get_language())}\n{contact}"])
