"""An entry is begun: while new ones are taken, as many as the organisation may have, or from an earlier one."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection

from rangwan.entries import actions
from rangwan.entries.models import Entry
from rangwan.entries.rules.beginning import title_key
from rangwan.kernel.models import AuditRow
from rangwan.programmes.definition import Definition
from rangwan.programmes.models import Edition
from rangwan.programmes.queries import definition_of
from tests.builders import NOW, confirmed_entry, draft_entry, filled_entry, make_edition, make_organisation, make_person
from tests.builders import pack as declared

LAST_YEAR = NOW - dt.timedelta(days=365)
MINUTE = dt.timedelta(minutes=1)


def limited(most: int) -> Definition:
    return declared().model_copy(
        update={"entering": declared().entering.model_copy(update={"entries_per_organisation": most})}
    )


@pytest.fixture
def office(db):
    return make_organisation()


@pytest.fixture
def person(office):
    return make_person("สมชาย", office)


def test_in_the_grace_period_what_was_begun_goes_on_and_nothing_new_begins(office, person):
    edition = make_edition()
    entry = filled_entry(edition, office, person)
    Edition.objects.update(closes_at=NOW, grace_seconds=600)
    edition.refresh_from_db()
    inside = NOW + 5 * MINUTE
    with pytest.raises(actions.DeadlinePassed) as late:
        draft_entry(edition, office, person, inside)
    assert late.value.closed_at == NOW
    actions.save_answers(entry=entry, answers={"problem": "ใหม่"}, base_version=entry.version, acting=person, now=inside)
    sent = actions.submit_entry(entry=entry, acting=person, now=inside)
    with pytest.raises(actions.DeadlinePassed):
        actions.reopen_entry(entry=sent, acting=person, now=inside)
    with pytest.raises(actions.DeadlinePassed):
        actions.save_survey(entry=sent, survey={}, acting=person, now=NOW + 10 * MINUTE)


def test_no_more_than_the_pack_allows_and_a_withdrawn_one_makes_room(office, person):
    edition = make_edition(definition=limited(2))
    first = draft_entry(edition, office, person)
    draft_entry(edition, office, make_person("วิชัย", office))
    with pytest.raises(actions.TooManyEntries) as full:
        draft_entry(edition, office, person)
    assert full.value.limit == 2
    elsewhere = make_organisation("อบต.อื่น")
    draft_entry(edition, elsewhere, make_person("มาลี", elsewhere))
    actions.withdraw_entry(entry=first, reason="ซ้ำ", acting=person, now=NOW)
    draft_entry(edition, office, person)
    assert Entry.objects.filter(organisation=office).count() == 3


def test_of_two_who_begin_at_once_one_gets_the_last_place(committed, office, person):
    edition = make_edition(definition=limited(1))
    found: list[str] = []

    def begin() -> None:
        try:
            draft_entry(edition, office, person)
            found.append("begun")
        except actions.TooManyEntries:
            found.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(found), Entry.objects.count()) == (["begun", "full"], 1)


def test_the_key_of_the_title_follows_the_title(office, person):
    entry = draft_entry(make_edition(), office, person, title="ระบบน้ำดี")
    assert entry.title_key == title_key("ระบบน้ำดี")
    for number, title in enumerate(["ระบบใหม่", None], start=1):
        actions.save_answers(entry=entry, answers={"project_title": title}, base_version=number, acting=person, now=NOW)
        entry.refresh_from_db()
        assert entry.title_key == title_key(title or "")


@pytest.fixture
def earlier(office, person) -> Entry:
    """An entry of last year's edition, confirmed."""
    edition = make_edition(LAST_YEAR, slug="digital-local-2563")
    return confirmed_entry(edition, office, person, LAST_YEAR).entry


def test_an_earlier_entry_gives_its_answers_and_none_of_its_files(earlier, person):
    edition = make_edition()
    copied = actions.copy_entry(source=earlier, edition=edition, acting=person, now=NOW)
    definition = definition_of(edition.version_id)
    declarations = {rule.question for rule in definition.eligibility if rule.test == "yes"}
    expected = {key: value for key, value in earlier.answers.items() if key not in declarations}
    assert (copied.entry.answers, copied.left_out) == (expected, [])
    entry = Entry.objects.get(pk=copied.entry.pk)
    assert (entry.copied_from, entry.title, entry.state, entry.version) == (earlier, earlier.title, "draft", 1)
    assert (entry.attachments.count(), entry.survey, entry.reference) == (0, {}, None)
    assert entry.revisions.get().changed == expected
    assert AuditRow.objects.get(act="entry.created", thing_id=entry.id).after["copied_from"] == earlier.id


def test_what_does_not_fit_any_more_is_left_out(earlier, person):
    content = declared().model_dump(mode="json")
    for section in content["form"]["sections"]:
        section["questions"] = [question for question in section["questions"] if question["key"] != "problem"]
    edition = make_edition(definition=Definition.model_validate(content))
    copied = actions.copy_entry(source=earlier, edition=edition, acting=person, now=NOW)
    assert (copied.left_out, "problem" in copied.entry.answers) == (["problem"], False)


def test_a_colleague_may_and_nobody_else(earlier, office, person):
    edition = make_edition()
    colleague = make_person("วิชัย", office)
    assert actions.copy_entry(source=earlier, edition=edition, acting=colleague, now=NOW).entry.coordinator == colleague
    stranger = make_person("มาลี", make_organisation("อบต.อื่น"))
    with pytest.raises(actions.NotAllowed):
        actions.copy_entry(source=earlier, edition=edition, acting=stranger, now=NOW)
    with pytest.raises(actions.NotAllowed):  # the same edition would make a double
        actions.copy_entry(source=draft_entry(edition, office, person), edition=edition, acting=person, now=NOW)
