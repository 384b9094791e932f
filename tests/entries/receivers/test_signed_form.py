"""A signed form is read by the worker, and compared with the answers whenever somebody looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from rangwan.documents.submission_form import submission_form_docx
from rangwan.entries import actions, paper, queries
from rangwan.entries.models import Attachment, Entry, FormMatch
from rangwan.entries.receivers.signed_form import read_signed_form
from rangwan.entries.wording.signed_form import form_notice
from rangwan.files.convert import converter
from rangwan.files.models import StoredFile
from rangwan.kernel.models import AuditRow, Event
from tests.builders import (
    NOW,
    asking,
    attach,
    draft_entry,
    make_edition,
    make_organisation,
    make_person,
    upload,
    work_through,
)
from tests.documents.paper import askew, changed_afterwards, jpg, page, pdf, roots, signed, signer

pytestmark = pytest.mark.django_db
SLOT = "submission_form"


@pytest.fixture
def entry() -> Entry:
    """A draft of the award as it is."""
    return make_entry()


@pytest.fixture
def digital(settings, tmp_path: Path) -> Entry:
    """A draft of an award that accepts digital signatures, on a server that knows an authority."""
    settings.RANGWAN_TRUST_ROOTS_DIR = roots(tmp_path, "Test Root CA")
    return make_entry(digital_signature=True)


def make_entry(**entering: object) -> Entry:
    office = make_organisation()
    return draft_entry(make_edition(definition=asking(**entering)), office, make_person("สมชาย", office))


def address(entry: Entry) -> str:
    """Return what the code on a form printed now holds."""
    code = paper.submission_form(entry, "th", printed_at=NOW).code
    assert code is not None
    return code.address


def send(entry: Entry, content: bytes, name: str = "ใบส่งโครงการ.pdf") -> queries.FormReading:
    """Put a form into its slot, let the worker read it, and return what is then known of it."""
    actions.add_file(entry=entry, kind=SLOT, upload=upload(name, content), acting=entry.coordinator, now=NOW)
    read_signed_form(Event.objects.filter(kind="entry.file_attached").latest("number"), NOW)
    return reading(entry)


def reading(entry: Entry) -> queries.FormReading:
    """Return what is known of the form now."""
    entry.refresh_from_db()
    found = queries.form_reading(entry)
    assert found is not None
    return found


def save(entry: Entry, **answers: object) -> None:
    """Save answers."""
    entry.refresh_from_db()
    actions.save_answers(
        entry=entry, answers=dict(answers), base_version=entry.version, acting=entry.coordinator, now=NOW
    )
    entry.refresh_from_db()


def test_the_form_that_comes_from_here_comes_back(entry):
    save(entry, problem="น้ำไม่ไหล")
    made = converter().to_pdf(submission_form_docx(paper.submission_form(entry, "th", printed_at=NOW)), ".docx")
    found = send(entry, made)
    assert (found.standing, found.version, found.page, found.changed) == ("matches", 2, 1, ())
    assert [row.after["result"] for row in AuditRow.objects.filter(act="entry.form_read")] == ["matches"]


def test_as_a_picture_turned_on_its_side(entry):
    assert send(entry, jpg(askew(page(address(entry)), 90)), "ใบส่ง.jpg").standing == "matches"


def test_a_change_after_signing_is_told_at_once_and_taken_back_with_it(entry):
    save(entry, problem="น้ำไม่ไหล", signatory_name="นายสมชาย")
    assert send(entry, pdf(page(address(entry)))).standing == "matches"
    save(entry, problem="น้ำท่วม", signatory_position="นายก")
    found = reading(entry)
    assert (found.standing, found.version) == ("changed", 2)
    assert {question.key for question in found.changed} == {"problem", "signatory_position"}
    save(entry, problem="น้ำไม่ไหล", signatory_position=None)
    assert reading(entry).standing == "matches"


def test_a_form_printed_before_the_last_change(entry):
    old = address(entry)
    save(entry, problem="น้ำท่วม")
    found = send(entry, pdf(page(old)))
    assert (found.standing, found.version) == ("changed", 1)
    assert [question.key for question in found.changed] == ["problem"]
    assert FormMatch.objects.get().result == "changed"


def test_an_older_print_behind_the_new_one(entry):
    old = address(entry)
    save(entry, problem="น้ำท่วม")
    assert send(entry, pdf(page(), page(old, address(entry)))).standing == "matches"


def test_the_form_of_another_entry(entry):
    other = draft_entry(entry.edition, entry.organisation, entry.coordinator, title="อีกโครงการ")
    found = send(entry, pdf(page(address(other))))
    assert (found.standing, found.changed) == ("other_entry", ())
    assert queries.problems_before_sending(entry, NOW) != []
    assert not [problem for problem in queries.problems_before_sending(entry, NOW) if problem.key == f"file:{SLOT}"]


@pytest.mark.parametrize("texts", [(), ("https://line.me/x",), ("not an address",)])
def test_without_a_code_of_ours_people_compare(entry, texts):
    found = send(entry, pdf(page(*texts)))
    assert (found.standing, found.version) == ("no_code", None)
    assert not [problem for problem in queries.problems_before_sending(entry, NOW) if problem.key == f"file:{SLOT}"]


def test_until_the_worker_has_read_it(entry):
    attach(entry, SLOT, "ใบส่ง.pdf")
    assert reading(entry).standing == "waiting"
    work_through()
    assert reading(entry).standing == "no_code"


def test_a_new_file_is_read_anew(entry):
    assert send(entry, pdf(page(address(entry)))).standing == "matches"
    assert send(entry, pdf(page())).standing == "no_code"
    assert FormMatch.objects.count() == 2


def test_other_slots_and_files_that_are_gone_are_not_read(entry):
    attach(entry, "evidence", "หลักฐาน.pdf")
    gone = attach(entry, SLOT, "ใบส่ง.pdf")
    actions.remove_file(entry=entry, attachment_id=gone.id, acting=entry.coordinator, now=NOW)
    refused = attach(entry, SLOT, "ใบส่ง.pdf")
    StoredFile.objects.filter(pk=refused.file_id).update(status="refused", refusal_code="damaged")
    for event in Event.objects.filter(kind="entry.file_attached"):
        read_signed_form(event, NOW)
    assert FormMatch.objects.count() == 0


def test_read_twice_is_kept_once(entry):
    send(entry, pdf(page(address(entry))))
    read_signed_form(Event.objects.filter(kind="entry.file_attached").latest("number"), NOW)
    assert FormMatch.objects.count() == 1


def test_an_award_without_such_a_slot_knows_nothing():
    entry = make_entry(signed_form=None)
    attachment = attach(entry, SLOT, "ใบส่ง.pdf")
    read_signed_form(Event.objects.filter(kind="entry.file_attached").latest("number"), NOW)
    assert queries.form_reading(entry) is None
    assert not Attachment.objects.filter(pk=attachment.pk, form_match__isnull=False).exists()


def test_reading_costs_the_same_whatever_the_history(entry, django_assert_num_queries):
    send(entry, pdf(page(address(entry))))
    for number in range(5):
        save(entry, problem=f"{number}")
    with django_assert_num_queries(2):
        assert queries.form_reading(entry) is not None


# --- digital signatures ----------------------------------------------------------------------------------------------


def barred(entry: Entry) -> list[str]:
    """Return why the file in the slot keeps the entry from being sent."""
    entry.refresh_from_db()
    found = queries.problems_before_sending(entry, NOW)
    return [problem.code for problem in found if problem.key == f"file:{SLOT}"]


def test_signed_by_somebody_known(digital):
    found = send(digital, signed(pdf(page(address(digital)))))
    assert (found.standing, found.signature["signer"], found.signature["trusted"]) == ("matches", "นายสมชาย รักถิ่น", True)
    assert barred(digital) == []


def test_signed_by_somebody_unknown_is_for_staff_to_look_at(digital):
    found = send(digital, signed(pdf(page(address(digital))), signer("Another CA")))
    assert (found.standing, found.signature["trusted"], found.signature["reason"]) == (
        "matches", False, "unknown_signer",
    )  # fmt: skip
    assert barred(digital) == []
    notice = form_notice(found)
    assert notice is not None
    assert notice.kind == "warning"


def test_altered_after_signing_is_refused(digital):
    found = send(digital, changed_afterwards(signed(pdf(page(address(digital))))))
    assert (found.standing, found.signature["reason"]) == ("bad_signature", "altered")
    assert barred(digital) == ["signature_altered"]


def test_answers_that_changed_after_a_digital_signature_are_not_signed(digital):
    send(digital, signed(pdf(page(address(digital)))))
    save(digital, problem="น้ำท่วม")
    assert barred(digital) == ["signed_changed"]
    save(digital, problem=None)
    assert barred(digital) == []


def test_a_digital_signature_on_another_paper_is_refused(digital):
    other = draft_entry(digital.edition, digital.organisation, digital.coordinator, title="อีกโครงการ")
    send(digital, signed(pdf(page())))
    assert barred(digital) == ["signed_no_code"]
    send(digital, signed(pdf(page(address(other)))))
    assert barred(digital) == ["signed_other_entry"]


def test_a_scan_is_accepted_where_digital_signatures_are_too(digital):
    found = send(digital, pdf(page()))
    assert (found.standing, dict(found.signature), barred(digital)) == ("no_code", {}, [])


def test_where_the_award_knows_no_digital_signature_it_is_any_pdf(entry):
    found = send(entry, changed_afterwards(signed(pdf(page(address(entry))))))
    assert (found.standing, dict(found.signature), barred(entry)) == ("matches", {}, [])
