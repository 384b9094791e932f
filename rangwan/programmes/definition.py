"""A definition version's content: everything an award declares, as plain data. No Django, no clock.

The pack loader makes it, the database keeps it as JSON, and every face is derived from it.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Literal

from rangwan.forms.definition import Choice, Declared, Form, Question
from rangwan.kernel.text import Text


class Organiser(Declared):
    """The agency that owns the programme."""

    slug: str
    name: Text
    short: Text
    phone: str = ""
    email: str = ""
    site: str = ""


class Notice(Declared):
    """Something the reader must know (that criteria may change, say), shown on the page and in the guide."""

    key: str
    text: Text


class Award(Declared):
    """Names and words of the announcement. `purpose` and `committee` are Markdown."""

    slug: str
    programme: str
    programme_name: Text
    name: Text
    year: int  # Gregorian
    theme: Text
    tagline: Text
    purpose: Text
    committee: Text
    steps: tuple[Text, ...] = ()
    notices: tuple[Notice, ...] = ()


class Calendar(Declared):
    """When entries are accepted: from `opens_at` on and before `closes_at` (plus `grace_seconds`)."""

    opens_at: dt.datetime
    closes_at: dt.datetime
    grace_seconds: int = 0


class EligibilityRule(Declared):
    """One rule of eligibility, answered by the entrant and verified by staff.

    test "yes": the answer to `question` is yes; "in_use": the date in `question` is at least
    `months_before_closing` months before the last day of entry, or before `or_before`;
    "organisation_type": the organisation's type is one of `organisation_types` (and `question`, if any, is yes).
    """

    key: str
    label: Text
    test: Literal["yes", "in_use", "organisation_type"]
    question: str | None = None
    months_before_closing: int | None = None
    or_before: dt.date | None = None
    organisation_types: tuple[str, ...] = ()
    why_not: Text
    what_then: Text


class RubricLevel(Declared):
    """What deserves marks from `lowest` to `highest`."""

    lowest: float
    highest: float
    label: Text
    text: Text


class Criterion(Declared):
    """One criterion. The guidance may call it by another name and in another order than the table."""

    key: str
    name: Text
    weight: float
    maximum: float | None = None  # top of the mark scale; the weight where it is not said
    guidance_name: Text
    guidance_order: int
    guidance: Text  # Markdown
    aspects: tuple[Text, ...] = ()
    rubric: tuple[RubricLevel, ...]
    survey: str | None = None  # the on-screen question that the judge sees beside the rubric
    words: tuple[Text, ...] = ()  # what slides that speak of it are likely to say, beside its names and aspects

    @property
    def top(self) -> float:
        """The highest mark that can be given."""
        return self.weight if self.maximum is None else self.maximum


class Consent(Declared):
    """One statement that the signatory accepts on paper, by a tick in an empty box."""

    key: str
    text: Text


# What a paper form can print of the organisation that enters, beside the answers to questions.
ORGANISATION_FACTS = ("organisation.name", "organisation.type", "organisation.amphoe", "organisation.province")


class PaperField(Declared):
    """One blank of the paper form, filled from `source`: a question's key or one of ORGANISATION_FACTS."""

    key: str
    label: Text
    source: str


class SubmissionForm(Declared):
    """The paper form: its own words round the declared fields, in the order in which they are printed."""

    title: Text
    intro: Text  # "wishes to enter …"
    fields: tuple[PaperField, ...] = ()
    signer: Text | None = None  # under the line of the signature: in what quality the signatory signs
    accept: Text  # the line before the consents
    consents: tuple[Consent, ...]
    signature_note: Text
    authority: tuple[Choice, ...] = ()  # how the signatory holds authority (head of the organisation, acting, …)


class ScreeningCheck(Declared):
    """One thing that screening looks at on the signed form (each box, signature, seal, authority)."""

    key: str
    label: Text


class Round(Declared):
    """A round of judging; `per_entry` judges see each entry unless the organiser says otherwise."""

    key: str
    name: Text
    per_entry: int = 3


class Prize(Declared):
    """A prize and how many of it may be given."""

    key: str
    name: Text
    count: int = 1


class Catalogue(Declared):
    """A question whose addresses are looked up in a data catalogue, and what the data set needs there.

    `field` is the field of a `rows` question that holds the address. Only `hosts` are ever asked ("*.go.th" stands
    for every host below go.th). A data set meets the mark when it is public and of one of `categories` (or of none),
    its licence is one of `licences`, and a public resource is in one of `formats`; letter case does not matter.
    """

    question: str
    field: str
    hosts: tuple[str, ...]
    categories: tuple[str, ...] = ()
    licences: tuple[str, ...]
    formats: tuple[str, ...]


class Entering(Declared):
    """How projects are entered, beside what the form asks. A pack that says nothing has these defaults."""

    entries_per_organisation: int | None = None
    approval: bool = False  # the authorised signatory approves in the system before ส่ง
    signed_form: str | None = None  # the file slot of the signed form, whose code is compared with the answers
    digital_signature: bool = False  # a digitally signed PDF is accepted in that slot
    deck: str | None = None  # the file slot of the presentation
    reminder_days: tuple[int, ...] = (14, 7, 3, 1)  # before closing
    catalogue: Catalogue | None = None


class Definition(Declared):
    """One definition version, whole."""

    award: Award
    organiser: Organiser
    calendar: Calendar
    eligibility: tuple[EligibilityRule, ...]
    criteria: tuple[Criterion, ...]
    form: Form
    survey: tuple[Question, ...] = ()  # asked on the screen after ส่ง; each of type "choices"
    submission_form: SubmissionForm
    screening: tuple[ScreeningCheck, ...] = ()
    rounds: tuple[Round, ...] = ()
    shortlist: bool = False
    prizes: tuple[Prize, ...]
    reference_prefix: str
    entering: Entering = Entering()

    @cached_property
    def criteria_by_key(self) -> dict[str, Criterion]:
        """Criteria by key, in the order of the criteria table."""
        return {criterion.key: criterion for criterion in self.criteria}

    @cached_property
    def in_guidance_order(self) -> tuple[Criterion, ...]:
        """Criteria in the order of the guidance."""
        return tuple(sorted(self.criteria, key=lambda criterion: criterion.guidance_order))

    def survey_question(self, key: str) -> Question | None:
        """Return the on-screen question with this key, or None."""
        return next((question for question in self.survey if question.key == key), None)
