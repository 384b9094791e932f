"""Programmes, editions and the versions of what they declare; who was appointed to what."""

from __future__ import annotations

from django.db import models

from rangwan.accounts.models import Organisation, Organiser, Person
from rangwan.kernel.ids import new_id
from rangwan.kernel.text import Text


class Programme(models.Model):
    """An award that comes back, edition after edition."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="programmes")
    slug = models.CharField(max_length=60, unique=True)
    name_th = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)


class Edition(models.Model):
    """One year's award. Its calendar starts as declared and can be moved, with a reason that is published."""

    class State(models.TextChoices):
        """Where the edition stands; whether entries are accepted is told by the calendar, not by this."""

        RUNNING = "running"
        DECIDED = "decided"
        RELEASED = "released"

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="editions")
    slug = models.CharField(max_length=60, unique=True)
    name_th = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    grace_seconds = models.PositiveIntegerField(default=0)
    # "Months before closing" are counted from here: it moves with closes_at only when the organiser says so.
    counted_from = models.DateTimeField()
    shifted = models.BooleanField(default=False)  # a demonstration whose calendar is not the declared one
    last_reference = models.PositiveIntegerField(default=0)
    version = models.ForeignKey("DefinitionVersion", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="edition_closes_later"),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> Text:
        """The edition's name in both languages."""
        return Text(th=self.name_th, en=self.name_en)


class DefinitionVersion(models.Model):
    """An immutable, numbered declaration of an edition. Made by loading a pack or publishing the editor's draft."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("edition", "number"), name="definition_version_number"),)


class CalendarChange(models.Model):
    """The calendar moved: from when to when, why, and whether the months of use are counted from the new closing."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="calendar_changes")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    closed_before = models.DateTimeField()
    closes_at = models.DateTimeField()
    moves_count = models.BooleanField()
    reason_th = models.TextField()
    reason_en = models.TextField()

    @property
    def reason(self) -> Text:
        """Why, in both languages."""
        return Text(th=self.reason_th, en=self.reason_en)


class Extension(models.Model):
    """A later closing for one organisation, with its reason. The newest one counts; it never shortens."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="extensions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    closes_at = models.DateTimeField()
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("edition", "organisation"), name="extension_of"),)


class Enquiry(models.Model):
    """A question to the organiser, as a thread. Its answer may be published for everybody, in words of its own."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="enquiries")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enquiries")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    entry = models.CharField(max_length=24, blank=True)  # id of the entry it is about; a later stage's row
    subject = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    waiting = models.BooleanField(default=True)  # the last word is the entrant's
    closed_at = models.DateTimeField(null=True)
    faq_question_th = models.TextField(blank=True)
    faq_question_en = models.TextField(blank=True)
    faq_answer_th = models.TextField(blank=True)
    faq_answer_en = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("edition", "waiting", "asked_at"), name="enquiry_queue"),
            models.Index(fields=("asked_by", "asked_at"), name="enquiry_person"),
        )

    @property
    def faq_question(self) -> Text:
        """The question as published."""
        return Text(th=self.faq_question_th, en=self.faq_question_en)

    @property
    def faq_answer(self) -> Text:
        """The answer as published."""
        return Text(th=self.faq_answer_th, en=self.faq_answer_en)


class EnquiryPost(models.Model):
    """One word in the thread of an enquiry."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="posts")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_staff = models.BooleanField()
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ("at", "pk")


class PublishedExample(models.Model):
    """A good answer to a question of the form, shown to entrants as an example. A withdrawn one keeps its row."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="examples")
    question = models.CharField(max_length=80)
    text_th = models.TextField()
    text_en = models.TextField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("edition", "question"), name="example_question"),)

    @property
    def text(self) -> Text:
        """The example in both languages."""
        return Text(th=self.text_th, en=self.text_en)


class Appointment(models.Model):
    """A person's role in an edition. One person may hold several; none of them in an entry that conflicts."""

    class Role(models.TextChoices):
        """The roles of an edition's committee and staff."""

        ORGANISER = "organiser"
        SCREENER = "screener"
        CHAIR = "chair"
        JUDGE = "judge"
        AUDITOR = "auditor"

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=10, choices=Role)
    appointed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person", "edition", "role"), condition=models.Q(ended_at__isnull=True), name="appointment_once"
            ),
        )
