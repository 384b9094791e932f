from __future__ import annotations

import pytest

from rangwan.files.kinds import KINDS

SPOILT = [
    pytest.param(
        "form.toml", "essay_title", "essay", ["form.toml:{}: there is no question “essay”"], id="no title question"
    ),
    pytest.param(
        "form/about.toml",
        "required = true\nmax_chars",
        "max_chars",
        ["form.toml:1: “essay_title” gives the entry its title: it must be of type text and required"],
        id="a title that may be missing",
    ),
    pytest.param(
        "form.toml",
        '"jpg", "png"',
        '"jpg", "pngg"',
        [
            "form.toml:{}: “pngg” is not a type of file; known are: " + ", ".join(KINDS),
        ],
        id="unknown type of file",
    ),
    pytest.param("form.toml", '["jpg", "png"]', "[]", ["form.toml:{}: no type of file is accepted"], id="no type"),
    pytest.param(
        "form.toml", "max_files = 12", "max_files = 0", ["form.toml:{}: “max_files” must be at least 1"], id="no file"
    ),
    pytest.param(
        "form.toml",
        'key = "submission_form"',
        'key = "photos"',
        ["form.toml:{}: the key “photos” is used twice"],
        id="slot twice",
    ),
    pytest.param(
        "form.toml",
        '"about", "pictures"',
        '"about", "pictures", "about"',
        ["form.toml:2: the key “about” is used twice"],
        id="section twice",
    ),
    pytest.param(
        "form.toml",
        '"about", "pictures"',
        '"about", "pictures", "sound"',
        ["form/sound.toml: the file is missing"],
        id="section without a file",
    ),
    pytest.param(
        "form.toml",
        '"about", "pictures"',
        '"about", "../stages", "pictures"',
        ["form.toml:2: a section is named by the name of its file in form/"],
        id="section outside the folder",
    ),
    pytest.param(
        "form/pictures.toml",
        'criterion = "light"',
        'criterion = "lite"',
        ["form/pictures.toml:{}: there is no criterion “lite”"],
        id="unknown criterion",
    ),
    pytest.param(
        "form/pictures.toml",
        'key = "process"',
        'key = "essay_title"',
        ["form/pictures.toml:{}: the key “essay_title” is used twice"],
        id="question twice, in two sections",
    ),
    pytest.param(
        "form/pictures.toml",
        '{ key = "other", label',
        '{ key = "colour", label',
        [
            "form/pictures.toml:12: the key “colour” is used twice",
            "form/pictures.toml:21: “other” is no answer of “kind”",
        ],
        id="choice twice",
    ),
    pytest.param(
        "form/pictures.toml",
        'key = "abroad"',
        'key = "place"',
        [
            "form/pictures.toml:42: the key “place” is used twice",
            "form/pictures.toml:50: there is no other question “abroad”",
        ],
        id="field twice",
    ),
    pytest.param(
        "form/pictures.toml",
        'label.en = "Colour" },\n  { key',
        'label.en = "Colour", other = true },\n  { key',
        ["form/pictures.toml:12: only one choice can be “other”"],
        id="two others",
    ),
    pytest.param(
        "form/pictures.toml",
        'show_if = { question = "kind"',
        'show_if = { question = "colour"',
        ["form/pictures.toml:{}: there is no other question “colour”"],
        id="condition on an unknown question",
    ),
    pytest.param(
        "form/pictures.toml",
        'show_if = { question = "kind"',
        'show_if = { question = "process"',
        ["form/pictures.toml:{}: there is no other question “process”"],
        id="condition on itself",
    ),
    pytest.param(
        "form/pictures.toml",
        'show_if = { question = "kind"',
        'show_if = { question = "places"',
        ["form/pictures.toml:{}: a condition needs a question of type yesno, choice or choices; “places” is rows"],
        id="condition on a table",
    ),
    pytest.param(
        "form/pictures.toml",
        'values = ["other"]',
        'values = ["others"]',
        ["form/pictures.toml:{}: “others” is no answer of “kind”"],
        id="condition on an unknown answer",
    ),
    pytest.param(
        "form/pictures.toml",
        'type = "figures"',
        'type = "number"',
        [
            "form/pictures.toml:60: “columns” means nothing for a question of type number",
            "form/pictures.toml:62: “measures” means nothing for a question of type number",
        ],
        id="figures of a number",
    ),
    pytest.param(
        "form/pictures.toml",
        "max_chars = 500",
        "max_rows = 500",
        ["form/pictures.toml:{}: “max_rows” means nothing for a question of type longtext"],
        id="limit of another type",
    ),
    pytest.param(
        "form/pictures.toml",
        "max_rows = 3",
        "max_rows = 0",
        ["form/pictures.toml:{}: “max_rows” must be at least 1"],
        id="no rows",
    ),
    pytest.param(
        "form/pictures.toml",
        'labels.high.th = "ลึกมากที่สุด"\nlabels.high.en = "Deepest"\n',
        "",
        ["form/pictures.toml:66: labels must name the columns high, low, each once"],
        id="column without its label",
    ),
    pytest.param(
        "form/pictures.toml",
        'key = "depth"',
        'key = "own"',
        ["form/pictures.toml:{}: the key “own” is kept for the entrant's own figures"],
        id="measure called own",
    ),
    pytest.param(
        "form/pictures.toml",
        '[[questions.fields]]\nkey = "abroad"\ntype = "yesno"',
        '[[questions.fields]]\nkey = "abroad"\ntype = "evidence"',
        [
            "form/pictures.toml:43: a row cannot hold a field of type evidence",
            (
                "form/pictures.toml:50: a condition needs a question of type yesno, choice or choices; "
                "“abroad” is evidence"
            ),
        ],
        id="table in a table",
    ),
    pytest.param(
        "form/pictures.toml",
        'key = "abroad"\n',
        'key = "abroad"\ncriterion = "river"\n',
        ["form/pictures.toml:43: the criterion is the whole table's"],
        id="criterion of a cell",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), SPOILT)
def test_a_spoilt_form_is_refused_with_file_line_and_reason(pack, file, old, new, said):
    line = pack.replace(file, old, new)
    assert pack.refusals() == [words.replace("{}", str(line)) for words in said]


QUESTION = '\n[[questions]]\nkey = "extra"\nlabel.th = "ก"\nlabel.en = "a"\n'


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('type = "choice"', "{}: the question has no choices"),
        ('type = "choices"\nchoices = []', "{}: the question has no choices"),
        ('type = "rows"', "{}: the question has no fields"),
        (
            'type = "figures"\ncolumns = [{ key = "a", label.th = "ก", label.en = "a" }]',
            "{}: the question has no measures",
        ),
        ('type = "figures"\nown_measures = 2', "{}: the question has no columns"),
        ('type = "number"\nminimum = 5\nmaximum = 4', "{+6}: maximum 4 is below minimum 5"),
        (
            'type = "choices"\nmin_choices = 2\nchoices = [{ key = "a", label.th = "ก", label.en = "a" }]',
            "{+5}: min_choices must be from 0 to 1, the number of choices",
        ),
        (
            'type = "longword"',
            (
                "{+4}: “longword” is not a known type; known are: text, longtext, number, year, date, "
                "yesno, choice, choices, email, phone, url, rows, figures, evidence"
            ),
        ),
    ],
)
def test_a_question_that_cannot_be_asked(pack, more, said):
    line = pack.add("form/about.toml", QUESTION + more + "\n") + 1
    for step in range(9):
        said = said.replace(f"{{+{step}}}", str(line + step))
    assert pack.refusals() == ["form/about.toml:" + said.replace("{}", str(line))]


def test_on_screen_questions_are_choices_that_are_always_asked(pack):
    pack.add(
        "survey.toml",
        QUESTION.strip()
        + '\ntype = "yesno"\nshow_if = { question = "essay_title", values = ["x"] }\n'
        + QUESTION
        + 'type = "choices"\nchoices = [{ key = "a", label.th = "ก", label.en = "a" }]\n',
    )
    assert pack.refusals() == [
        "survey.toml:5: an on-screen question must be of type choices",
        "survey.toml:6: an on-screen question is always asked",
        "survey.toml:9: the key “extra” is used twice",
    ]


def test_a_form_without_sections(pack):
    pack.replace("form.toml", '["about", "pictures"]', "[]")
    said = pack.refusals()
    assert "form.toml:2: the form has no sections" in said
    assert "form/about.toml: nothing in the pack asks for this file" in said
