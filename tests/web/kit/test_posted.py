"""What the components show is posted by a browser and read back the same: the way to the page and back."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from rangwan.forms.definition import Choice, Column, Measure, Question
from rangwan.forms.rules import example_of, value_of
from rangwan.kernel.text import Text, storable_value
from rangwan.web.kit import posted
from tests.forms.sample import JSON, QUESTIONS

LABEL = Text(th="ป้าย", en="Label")
CHOICES = (Choice(key="a", label=LABEL), Choice(key="other", label=LABEL, other=True))


def _question(kind: Any, **more: Any) -> Question:
    return Question(key="q", type=kind, label=LABEL, **more)


FIELDS = (
    Question(key="name", type="text", label=LABEL),
    Question(key="kind", type="choice", label=LABEL, choices=(CHOICES[0],)),
    Question(key="what", type="longtext", label=LABEL),
)
FIGURES = {
    "columns": (Column(key="before", label=LABEL), Column(key="after", label=LABEL)),
    "measures": (Measure(key="minutes", unit=LABEL, labels={"before": LABEL, "after": LABEL}),),
    "own_measures": 2,
}
ROW = {"name": "สมหญิง", "kind": "", "what": ""}
OWN = {"label": "ก", "unit": "ข", "after": "9"}
WHOLE = [
    (_question("text"), "ตลาด & <b>น้ำ</b>"),
    (_question("longtext", max_chars=100), "บรรทัดแรก\n\nบรรทัดที่สาม"),
    (_question("longtext"), "\nขึ้นบรรทัดใหม่ก่อน"),
    (_question("number"), "1,200"),
    (_question("year"), "๒๕๖๔"),
    (_question("date"), "31/02/2564"),
    (_question("email"), "a@example.go.th"),
    (_question("phone"), "02-6126060"),
    (_question("url"), "https://example.go.th/?a=1&b=2"),
    (_question("yesno"), True),
    (_question("yesno"), False),
    (_question("yesno"), ""),
    (_question("choice", choices=(CHOICES[0],)), "a"),
    (_question("choice", choices=tuple(Choice(key=f"k{n}", label=LABEL) for n in range(12))), "k7"),
    (_question("choice", choices=CHOICES), {"choice": "other", "other": "วิทยุชุมชน"}),
    (_question("choices", choices=CHOICES), {"chosen": ["a", "other"], "other": "วิทยุ"}),
    (_question("choices", choices=CHOICES), {"chosen": [], "other": ""}),
    (_question("rows", fields=FIELDS, max_rows=5), [{"name": "สมชาย", "kind": "a", "what": "1\n2"}, ROW]),
    (_question("rows", fields=FIELDS, max_rows=1), [ROW]),
    (_question("figures", **FIGURES), {"minutes": {"before": "45", "after": "๗"}, "own": [OWN]}),
    (_question("figures", **FIGURES), {}),
    (_question("evidence"), {"links": ["https://a.go.th", "https://b.go.th"], "note": "ผลสำรวจ"}),
]  # fmt: skip


def _post(markup: str) -> QueryDict:
    """Return what a browser without JavaScript would post of this form."""
    form = lxml_html.fromstring(f"<form>{markup}</form>")
    for template in form.findall(".//template"):
        template.getparent().remove(template)
    post = QueryDict(mutable=True)
    for box in form.xpath(".//input|.//textarea|.//select"):
        if box.get("type") in ("checkbox", "radio") and not box.checked:
            continue
        if box.tag == "textarea":
            # The parser keeps the newline that a browser drops after <textarea>.
            post.appendlist(box.name, (box.text or "").removeprefix("\n"))
        else:
            post.appendlist(box.name, box.value or "")
    return post


def _again(question: Question, raw: Any) -> Any:
    """Return the answer that is posted when a page shows `raw` and nobody touches it."""
    return posted.answer(
        question, _post(render_to_string("kit/components/question.html", {"question": question, "value": raw}))
    )


@pytest.mark.parametrize(("question", "value"), WHOLE, ids=lambda value: getattr(value, "type", ""))
def test_what_is_shown_is_read_back_the_same(question: Question, value: Any):
    context = {"question": question, "value": value}
    post = _post(render_to_string("kit/components/question.html", context))
    assert posted.answer(question, post) == value
    assert posted.is_posted(question, post)


def test_a_question_that_was_not_on_the_page_is_told_from_one_left_blank():
    question = _question("choices", choices=CHOICES)
    blank = _post(render_to_string("kit/components/question.html", {"question": question, "value": None}))
    assert (posted.is_posted(question, blank), posted.is_posted(question, QueryDict("p=1&qq-0=1"))) == (True, False)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_an_example_goes_to_the_page_and_comes_back(question: Question):
    raw = example_of(question)
    assert value_of(question, _again(question, raw)) == value_of(question, raw)


@settings(deadline=None)
@given(st.sampled_from(QUESTIONS), JSON)
def test_any_json_can_be_shown_in_a_page_and_posted_again(question: Question, raw: Any):
    once = _again(question, storable_value(raw))
    assert _again(question, once) == once
