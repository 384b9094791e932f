"""Who ranks, decides and releases: chair and organiser; the auditor reads."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from rangwan.accounts.models import Person
from rangwan.programmes.models import Appointment, Edition
from rangwan.programmes.permissions import Role, holds
from rangwan.results.models import RankingRun

LEADERS = (Role.CHAIR, Role.ORGANISER)
READERS = (Role.CHAIR, Role.ORGANISER, Role.AUDITOR)


def may_rank(person: Person, edition: Edition) -> bool:
    """Chair and organiser run rankings, decide and release."""
    return holds(person, edition, *LEADERS)


def may_see_ranking(person: Person, ranking: RankingRun) -> bool:
    """Chair, organiser and auditor of the edition."""
    return holds(person, ranking.edition, *READERS)


def rankings_visible_to(rankings: QuerySet[RankingRun], person: Person) -> QuerySet[RankingRun]:
    """The rankings that `may_see_ranking` allows."""
    reader = Appointment.objects.filter(
        person_id=person.pk, edition=OuterRef("edition"), role__in=READERS, ended_at__isnull=True
    )
    return rankings.filter(Exists(reader))
