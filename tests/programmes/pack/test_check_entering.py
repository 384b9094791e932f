from __future__ import annotations

import pytest

from tests.packs.workshop import Workshop

TABLE = """
[[questions]]
key = "data_sets"
type = "rows"
max_rows = 3
label.th = "ชุดข้อมูล"
label.en = "Data sets"

[[questions.fields]]
key = "address"
type = "url"
label.th = "ที่อยู่"
label.en = "Address"

[[questions.fields]]
key = "name"
type = "text"
label.th = "ชื่อ"
label.en = "Name"
"""
CATALOGUE = """[catalogue]
question = "data_sets"
field = "address"
hosts = ["data.go.th"]
licences = ["cc-by"]
formats = ["CSV"]
"""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('deck = "slides"', ["entering.toml:1: there is no file “slides” in form.toml"]),
        ('signed_form = "paper"', ["entering.toml:1: there is no file “paper” in form.toml"]),
        ("entries_per_organisation = 0", ["entering.toml:1: “entries_per_organisation” must be at least 1"]),
        (
            "digital_signature = true",
            ["entering.toml:1: a digital signature needs “signed_form”: the file that carries it"],
        ),
        ("reminder_days = [7, 0]", ["entering.toml:1: a reminder goes out at least 1 day before"]),
        ("aproval = true", ["entering.toml:1: there is no field “aproval” here; did you mean “approval”?"]),
    ],
)
def test_what_is_wrong_is_said_with_its_line(pack: Workshop, written: str, said: list[str]):
    pack.add("entering.toml", written)
    assert pack.refusals() == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"data_sets"', '"datasets"', ["entering.toml:2: there is no question “datasets”"]),
        (
            '"address"',
            '"name"',
            ["entering.toml:3: the question “data_sets” has no field “name” of type url"],
        ),
        (
            '"data.go.th"',
            '"https://go.th/"',
            ["entering.toml:4: “https://go.th/” is not the name of a host, such as data.go.th or *.gdcatalog.go.th"],
        ),
        (
            '"data.go.th"',
            '"127.0.0.1"',
            ["entering.toml:4: “127.0.0.1” is not the name of a host, such as data.go.th or *.gdcatalog.go.th"],
        ),
        (
            '"data.go.th"',
            '"*"',
            ["entering.toml:4: “*” is not the name of a host, such as data.go.th or *.gdcatalog.go.th"],
        ),
    ],
)
def test_a_catalogue_is_asked_about_a_column_of_addresses_at_named_hosts(
    pack: Workshop, old: str, new: str, said: list[str]
):
    pack.add("form/about.toml", TABLE)
    pack.add("entering.toml", CATALOGUE.replace(old, new))
    assert pack.refusals() == said


def test_a_pack_that_says_nothing_of_entering_loads(pack: Workshop):
    (pack.folder / "entering.toml").unlink(missing_ok=True)
    assert pack.refusals() == []
