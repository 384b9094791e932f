"""Definition versions: loaded from a pack, or revised by an organiser in the few settings that need no editor."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.db import transaction
from django.db.models import Max

from rangwan.accounts.models import Organiser, Person
from rangwan.kernel import audit, events
from rangwan.programmes.definition import Definition
from rangwan.programmes.models import DefinitionVersion, Edition, Programme
from rangwan.programmes.permissions import Role, require
from rangwan.programmes.queries import definition_of


class UnableToRevise(Exception):
    """`code`: unknown_prize, bad_count, unknown_question, decided."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def load_definition(
    *, definition: Definition, acting: Person | None, now: dt.datetime, slug: str | None = None
) -> DefinitionVersion:
    """Make a definition version of the edition that a pack declares (and programme and edition, the first time).

    `slug` names another edition than the pack's own, for a second run of the same award. A content that is
    already the newest version makes no new one. A new version leaves the edition's moved calendar alone.
    """
    edition = _edition_for(definition, slug or definition.award.slug)
    return _new_version(edition, definition, "definition.loaded", acting, now)


@transaction.atomic
def revise_definition(
    *, edition: Edition, prizes: dict[str, int], required: set[str], acting: Person, now: dt.datetime
) -> DefinitionVersion:
    """Make a new version with other numbers of prizes ({key: count}) and exactly `required` as required questions.

    Entries that were begun keep the version they follow. Raises NotAllowed, UnableToRevise.
    """
    require(acting, edition, Role.ORGANISER)
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    definition = definition_of(edition.version_id)
    if edition.state != Edition.State.RUNNING:
        raise UnableToRevise("decided")
    if set(prizes) - {prize.key for prize in definition.prizes}:
        raise UnableToRevise("unknown_prize")
    if any(count < 1 for count in prizes.values()):
        raise UnableToRevise("bad_count")
    if required - set(definition.form.by_key):
        raise UnableToRevise("unknown_question")
    content = definition.model_dump(mode="json")
    for prize in content["prizes"]:
        prize["count"] = prizes.get(prize["key"], prize["count"])
    for section in content["form"]["sections"]:
        for question in section["questions"]:
            question["required"] = question["key"] in required
    return _new_version(edition, Definition.model_validate(content), "definition.revised", acting, now)


def _new_version(
    edition: Edition, definition: Definition, act: str, acting: Person | None, now: dt.datetime
) -> DefinitionVersion:
    content = definition.model_dump(mode="json")
    digest = hashlib.sha256(_canonical(content)).hexdigest()
    newest = edition.versions.order_by("-number").first()
    if newest is not None and newest.digest == digest:
        return newest
    number = (edition.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = DefinitionVersion.objects.create(
        edition=edition, number=number, content=content, digest=digest, made_at=now, made_by=acting
    )
    edition.version = version
    edition.name_th, edition.name_en = definition.award.name.th, definition.award.name.en
    edition.save(update_fields=["version", "name_th", "name_en"])
    audit.record(
        act=act, thing="edition", thing_id=edition.id, edition=edition.id, acting=acting, now=now,
        before={"version": newest.number, "digest": newest.digest} if newest else None,
        after={"version": number, "digest": digest},
    )  # fmt: skip
    events.emit(kind="edition.definition_loaded", subject=edition.id, now=now, payload={"version": version.id})
    return version


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _edition_for(definition: Definition, slug: str) -> Edition:
    organiser, _ = Organiser.objects.get_or_create(
        slug=definition.organiser.slug,
        defaults={"name_th": definition.organiser.name.th, "name_en": definition.organiser.name.en},
    )
    programme, _ = Programme.objects.get_or_create(
        slug=definition.award.programme,
        defaults={
            "organiser": organiser,
            "name_th": definition.award.programme_name.th,
            "name_en": definition.award.programme_name.en,
        },
    )
    calendar = definition.calendar
    edition, _ = Edition.objects.select_for_update(no_key=True).get_or_create(
        slug=slug,
        defaults={
            "programme": programme,
            "name_th": definition.award.name.th,
            "name_en": definition.award.name.en,
            "opens_at": calendar.opens_at,
            "closes_at": calendar.closes_at,
            "grace_seconds": calendar.grace_seconds,
            "counted_from": calendar.closes_at,
        },
    )
    return edition
