"""Every state has its two names in both languages, and every refusal is explained."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from rangwan.entries import actions, wording
from rangwan.entries.rules import Act, State, UnableToMove
from rangwan.forms.rules import Problem
from rangwan.kernel.text import Text
from tests.builders import pack

CLOSED = dt.datetime(2021, 7, 31, 17, tzinfo=dt.UTC)

REFUSALS = [
    (
        actions.DeadlinePassed(CLOSED),
        "หมดเวลาแล้วเมื่อวันที่ 31 กรกฎาคม 2564 เวลา 24.00 น. ระบบไม่ได้บันทึก",
        "The time for this ended on 31 July 2021, 24:00. Nothing was saved.",
    ),
    (
        actions.NotOpenYet(dt.datetime(2021, 6, 30, 17, tzinfo=dt.UTC)),
        "เปิดรับสมัครตั้งแต่วันที่ 1 กรกฎาคม 2564 เวลา 00.00 น. ระบบไม่ได้บันทึก",
        "Entries are accepted from 1 July 2021, 00:00 on. Nothing was saved.",
    ),
    (
        actions.Frozen(State.CONFIRMED),
        "โครงการนี้ยืนยันแล้ว จึงแก้คำตอบและไฟล์ไม่ได้ ก่อนปิดรับสมัครท่านเปิดแก้ไขโครงการได้",
        (
            "This entry has been confirmed, so answers and files cannot be changed. "
            "Before the closing time you can reopen the entry."
        ),
    ),
    (
        actions.Frozen(State.ELIGIBLE),
        "โครงการนี้อยู่ที่คณะกรรมการแล้ว จึงแก้ไขไม่ได้",
        "This entry is with the committee, so nothing in it can be changed.",
    ),
    (
        actions.NotTheParts(["problem"]),
        "แก้ไขได้เฉพาะส่วนที่เจ้าหน้าที่ขอให้แก้ไข ระบบยังไม่ได้บันทึก",
        "Only the parts that staff asked you to correct can be changed. Nothing was saved.",
    ),
    (
        actions.FileNotWanted("full", 20),
        "แนบได้ไม่เกิน 20 ไฟล์ โปรดลบไฟล์เดิมก่อนเพิ่มไฟล์ใหม่",
        "At most 20 files fit here. Remove one before you add another.",
    ),
    (
        actions.FileNotWanted("kind"),
        "รางวัลนี้ไม่ได้ขอไฟล์ประเภทนี้ โปรดเลือกจากรายการไฟล์ในหน้านี้",
        "This award does not ask for such a file. Choose one of the files listed on this page.",
    ),
    (
        actions.FileNotWanted("question"),
        "ไม่มีคำถามนี้ในแบบฟอร์ม โปรดเลือกจากรายการ",
        "The form has no such question. Choose a question from the list.",
    ),
    (
        UnableToMove(State.CONFIRMED, Act.SUBMIT),
        "โครงการนี้ส่งไปแล้ว จึงส่งซ้ำไม่ได้",
        "This entry has been sent before; it cannot be sent again as it stands.",
    ),
    (
        UnableToMove(State.DRAFT, Act.AWARD),
        "ทำรายการนี้ไม่ได้ในสถานะปัจจุบันของโครงการ",
        "This is not possible with the entry as it stands.",
    ),
    (
        actions.NotReady([]),
        "ยังส่งโครงการไม่ได้ โปรดกรอกส่วนที่ระบุให้ครบ",
        "The entry cannot be sent in yet. Please complete what is listed.",
    ),
    (
        actions.Stale(2, {}),
        "มีการบันทึกโครงการนี้ไปก่อนแล้ว ยังไม่มีข้อความใดถูกเขียนทับ โปรดเลือกว่าจะเก็บข้อความใด",
        "Somebody saved this entry in the meantime. Nothing was overwritten: choose which text to keep.",
    ),
    (
        actions.UnknownQuestions(["x"]),
        "แบบฟอร์มไม่มีคำถามนี้: x ระบบไม่ได้บันทึก",
        "The form does not ask: x. Nothing was saved.",
    ),
    (
        actions.NotAllowed(),
        "เฉพาะผู้ประสานงานของโครงการเท่านั้นที่ทำรายการนี้ได้",
        "Only the coordinator of the entry may do this.",
    ),
]


@pytest.mark.parametrize(("error", "thai", "english"), REFUSALS, ids=lambda value: type(value).__name__)
def test_refusals_are_explained_in_both_languages(error: Exception, thai: str, english: str):
    assert wording.explain_in_both(error) == Text(th=thai, en=english)


def _is_thai(text: str) -> bool:
    return any("\u0e00" <= letter <= "\u0e7f" for letter in text)


@pytest.mark.parametrize("state", State)
def test_every_state_has_names_and_a_next_step_in_both_languages(state: State):
    words = [
        wording.state_name(state, staff=True),
        wording.state_name(state, staff=False),
        wording.what_next(state),
        wording.what_next(state, too_late=True),
    ]
    with override("th"):
        assert [_is_thai(str(word)) for word in words] == [True] * 4
    with override("en"):
        assert [_is_thai(str(word)) for word in words] == [False] * 4


def test_staff_and_public_names():
    with override("en"):
        assert str(wording.state_name("confirmed", staff=True)) == "To be screened"
        assert str(wording.state_name("confirmed", staff=False)) == "Received"
    with override("th"):
        assert str(wording.state_name("confirmed", staff=True)) == "รอตรวจคุณสมบัติ"
        assert str(wording.state_name("confirmed", staff=False)) == "ได้รับแล้ว"


def test_no_two_states_share_a_staff_name():
    for language in ("th", "en"):
        with override(language):
            assert len({str(wording.state_name(state, staff=True)) for state in State}) == len(State)


@pytest.mark.parametrize(
    ("problem", "thai", "english"),
    [
        (
            Problem("eligibility:digital", "not_eligible"),
            "รางวัลนี้รับเฉพาะโครงการนวัตกรรมที่นำเทคโนโลยีดิจิทัลมาใช้กับกระบวนการทำงานของภาครัฐ",
            "This award accepts only innovations that apply digital technology to the work of the public sector.",
        ),
        (
            Problem("organisation", "membership_waiting"),
            "ยังไม่มีการยืนยันว่าผู้ประสานงานสังกัดหน่วยงานนี้ เพื่อนร่วมงานที่ยืนยันแล้วหรือเจ้าหน้าที่เป็นผู้ยืนยัน ท่านร่างต่อได้ และส่งได้เมื่อยืนยันแล้ว",
            (
                "It is not yet confirmed that the coordinator belongs to this organisation: a confirmed colleague or "
                "staff do that. You can go on drafting; the entry can be sent once they have."
            ),
        ),
        (Problem("reason", "required"), "โปรดระบุเหตุผลที่ถอนโครงการ", "Write the reason for withdrawing."),
    ],
)
def test_problems_that_a_form_does_not_know(problem: Problem, thai: str, english: str):
    with override("th"):
        assert wording.problem_words(problem, pack()) == thai
    with override("en"):
        assert wording.problem_words(problem, pack()) == english


def test_a_missing_file_is_named():
    with override("en"):
        words = wording.problem_words(Problem("file:presentation", "file_required"), pack())
    assert words == "Attach the file: Presentation of the project (PowerPoint)"


def test_names_of_parts():
    assert [name.en for name in wording.part_names(["coordinator", "file:submission_form", "gone"], pack())] == [
        "Coordinator", "Submission form, signed and sealed", "gone",
    ]  # fmt: skip
