from __future__ import annotations

from rangwan.programmes.pack import load_pack


def test_no_folder(pack):
    pack.folder = pack.folder / "nowhere"
    assert pack.refusals() == ["nowhere: there is no such folder"]


def test_an_empty_pack(tmp_path, pack):
    pack.folder = tmp_path / "empty"
    pack.folder.mkdir()
    said = (
        "empty: the pack is empty; it needs award.toml, calendar.toml, eligibility.toml, criteria.toml, form.toml, "
        "submission-form.toml, stages.toml"
    )
    assert pack.refusals() == [said]
    (pack.folder / "README.md").write_text("notes", "utf-8")
    assert pack.refusals() == [said]


def test_a_missing_file(pack):
    (pack.folder / "calendar.toml").unlink()
    assert pack.refusals() == ["calendar.toml: the file is missing"]


def test_the_survey_may_be_missing(pack):
    assert not (pack.folder / "survey.toml").exists()
    assert load_pack(pack.folder).survey == ()


def test_a_file_that_nothing_asks_for(pack):
    pack.add("critera.toml", "")
    pack.add("text/purpos.th.md", "x")
    pack.add(".DS_Store", "left by a computer")
    pack.add("demo/people.toml", "what `rangwan demo` shows")
    assert pack.refusals() == [
        "critera.toml: nothing in the pack asks for this file",
        "text/purpos.th.md: nothing in the pack asks for this file",
    ]


def test_toml_that_is_none(pack):
    line = pack.replace("calendar.toml", "grace_seconds = 300", "grace_seconds = ")
    assert pack.refusals() == [f"calendar.toml:{line}: this is not TOML: Invalid value"]


def test_toml_that_ends_too_soon(pack):
    pack.add("calendar.toml", 'x = """\nnever closed')
    assert pack.refusals() == ["calendar.toml:5: this is not TOML: Unterminated string"]


def test_a_key_written_twice(pack):
    line = pack.add("calendar.toml", "grace_seconds = 0\n")
    assert pack.refusals() == [f"calendar.toml:{line}: this key is written a second time"]


def test_what_would_bring_the_reader_down(pack):
    pack.add("calendar.toml", "x = " + "9" * 5000 + "\n")
    pack.add("stages.toml", "x = " + "[" * 5000 + "]" * 5000 + "\n")
    said = pack.refusals()
    assert [words.partition(": ")[0] for words in said] == ["calendar.toml", "stages.toml"]
    assert all(": this is not TOML: " in words for words in said)


def test_a_file_in_another_encoding(pack):
    text = (pack.folder / "award.toml").read_text("utf-8")
    (pack.folder / "award.toml").write_bytes(text.encode("cp874", "replace"))
    line = next(number for number, row in enumerate(text.split("\n"), 1) if not row.isascii())
    assert pack.refusals() == [f"award.toml:{line}: the file is not UTF-8; save it as UTF-8"]


def test_what_windows_editors_add_does_no_harm(pack):
    before = load_pack(pack.folder)
    for path in pack.folder.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_pack(pack.folder) == before


def test_a_text_file_that_lacks_a_language(pack):
    (pack.folder / "text" / "purpose.en.md").unlink()
    assert pack.refusals() == ["text/purpose.en.md: the file is missing"]


def test_a_text_file_without_a_word(pack):
    (pack.folder / "text" / "purpose.th.md").write_text(" \n", "utf-8")
    assert pack.refusals() == ["text/purpose.th.md:1: the text is empty"]


def test_a_text_file_outside_the_pack(pack):
    line = pack.replace("award.toml", 'purpose.file = "purpose"', 'purpose.file = "../../secret"')
    assert pack.refusals() == [
        f"award.toml:{line}: a text file is named in small letters, without its ending",
        "text/purpose.en.md: nothing in the pack asks for this file",
        "text/purpose.th.md: nothing in the pack asks for this file",
    ]


def test_a_link_that_leads_out_of_the_pack(pack, tmp_path):
    (tmp_path / "secret").write_text("secret", "utf-8")
    (pack.folder / "text" / "purpose.en.md").unlink()
    (pack.folder / "text" / "purpose.en.md").symlink_to(tmp_path / "secret")
    assert pack.refusals() == ["text/purpose.en.md: the file is missing"]


def test_markdown_is_kept_as_it_was_written(pack):
    (pack.folder / "text" / "purpose.th.md").write_text("น้ำ *ใส*\r\n\r\n- ปลา\x00\n", "utf-8")
    assert load_pack(pack.folder).award.purpose.th == "น้ำ *ใส*\n\n- ปลา\ufffd"
