"""People, organisers, organisations, who belongs to which, and tokens for the API."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from rangwan.accounts import rules
from rangwan.kernel.ids import new_id
from rangwan.kernel.text import Text


class PersonManager(BaseUserManager["Person"]):
    """Makes people; the address is the name to sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Make a person with a hashed password (or an unusable one)."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. What they may do comes from memberships and appointments, never from flags here."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    position = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="th")
    reminders = models.BooleanField(default=True)  # mails before closing, about what is not done yet
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email


class Organiser(models.Model):
    """An agency that owns programmes; everything an award holds is scoped by it."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    slug = models.CharField(max_length=60, unique=True)
    name_th = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name_th


class OrganiserMember(models.Model):
    """A person who works for an organiser. Such staff decide who belongs to an organisation, see permissions."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="organisers")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organiser", "person"), condition=models.Q(ended_at__isnull=True), name="organiser_member_once"
            ),
        )


class Organisation(models.Model):
    """A body that may enter projects.

    From a register (has a code, all but Bangkok) or asked for by an entrant (has none, until staff agree).
    """

    class Standing(models.TextChoices):
        """Whether the organisation is known."""

        REGISTERED = "registered"
        REQUESTED = "requested"
        REFUSED = "refused"

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    # Bangkok has no code in the department's register, so a code is unique only where there is one.
    code = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001
    type = models.CharField(max_length=20)
    name_th = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    tambon_th = models.CharField(max_length=120, blank=True)
    amphoe_th = models.CharField(max_length=120, blank=True)
    amphoe_en = models.CharField(max_length=120, blank=True)
    province_th = models.CharField(max_length=120)
    province_en = models.CharField(max_length=120, blank=True)
    domain = models.CharField(max_length=200, blank=True)
    # Folded for searching, see rules.search_text and rules.bare_name; never shown.
    search = models.TextField(blank=True)
    bare_name = models.CharField(max_length=300, blank=True)
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.REGISTERED)
    requested_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code",), condition=models.Q(code__isnull=False), name="organisation_code"),
        )
        indexes = (models.Index(fields=("province_th", "name_th"), name="organisation_place"),)

    def __str__(self) -> str:
        return self.name_th

    @property
    def name(self) -> Text:
        """The full name in both languages."""
        return Text(th=self.name_th, en=self.name_en)

    @property
    def place(self) -> Text:
        """Amphoe and province."""
        return rules.place_text(
            amphoe=Text(th=self.amphoe_th, en=self.amphoe_en), province=Text(th=self.province_th, en=self.province_en)
        )


class Membership(models.Model):
    """A person in an organisation. The first one to claim it is confirmed by staff, and may draft meanwhile."""

    class Standing(models.TextChoices):
        """How far the claim has come."""

        CLAIMED = "claimed"
        CONFIRMED = "confirmed"
        REFUSED = "refused"

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.CLAIMED)
    grounds = models.CharField(max_length=20, blank=True)  # domain, letter, invited
    letter = models.CharField(max_length=24, blank=True)  # id of a stored file, where the claim rests on a letter
    note = models.TextField(blank=True)
    claimed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "organisation"), name="membership_once"),)
        indexes = (models.Index(fields=("standing", "claimed_at"), name="membership_standing"),)


class ApiToken(models.Model):
    """A bearer token for the API; only its hash is kept."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
