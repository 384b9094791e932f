"""Ranking runs, the decision, and the released result: each is written once."""

from __future__ import annotations

from django.db import models

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.kernel.ids import new_id
from rangwan.programmes.models import DefinitionVersion, Edition


class RankingRun(models.Model):
    """A ranking as it came out at a moment, with every sheet behind it; kept whatever happens later."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rankings")
    round = models.CharField(max_length=40)
    method = models.CharField(max_length=20, default="weighted_mean")
    definition = models.ForeignKey(DefinitionVersion, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # [{"rank", "entry", "reference", "title", "organisation": {"th", "en"}, "raw_mean", "judges",
    #   "sheets": [{"judge", "judge_id", "total", "marks": {criterion: mark}}], "missing": [names of judges not done]}]
    rows = models.JSONField()
    digest = models.CharField(max_length=64)


class Decision(models.Model):
    """The one decision of an edition: the ranking it rests on, the minute, and who won what."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="decision")
    ranking = models.ForeignKey(RankingRun, on_delete=models.PROTECT, related_name="+")
    minute = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class PrizeGiven(models.Model):
    """A prize of the decision and the entry that won it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="prizes")
    prize = models.CharField(max_length=80)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="prizes")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("decision", "prize", "entry"), name="prize_once"),)


class Release(models.Model):
    """What the public sees, frozen at the moment of release, with its hash."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="release")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
