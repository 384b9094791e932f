"""Reading, checking and showing answers. Plain Python: no Django, no clock, no database.

Every face calls these functions: the page and the API to take answers in, screening, judging and documents to show
them. A raw answer is a JSON value in the shape that `forms.definition` says for its type, as it was typed; it is
kept even where it is wrong, and the problems say what is wrong with it.
"""

from rangwan.forms.rules.checking import (
    Progress,
    answered,
    asked,
    clean_answers,
    problems_of,
    progress,
    question_problems,
    survey_problems,
    unknown_keys,
)
from rangwan.forms.rules.chosen import Chosen
from rangwan.forms.rules.examples import example_answers, example_of, limits
from rangwan.forms.rules.fields import Posted, read_fields
from rangwan.forms.rules.found import from_table, from_text, same_answer
from rangwan.forms.rules.problems import Code, Invalid, Problem, field_name
from rangwan.forms.rules.shown import Row, Shown, in_words, readable
from rangwan.forms.rules.texts import BadTexts, read_texts
from rangwan.forms.rules.values import is_asked, is_empty, value_of

__all__ = [
    "BadTexts",
    "Chosen",
    "Code",
    "Invalid",
    "Posted",
    "Problem",
    "Progress",
    "Row",
    "Shown",
    "answered",
    "asked",
    "clean_answers",
    "example_answers",
    "example_of",
    "field_name",
    "from_table",
    "from_text",
    "in_words",
    "is_asked",
    "is_empty",
    "limits",
    "problems_of",
    "progress",
    "question_problems",
    "read_fields",
    "read_texts",
    "readable",
    "same_answer",
    "survey_problems",
    "unknown_keys",
    "value_of",
]
