"""`rangwan organisations import`."""

from __future__ import annotations

from pathlib import Path

import pytest

from rangwan.accounts.models import Organisation
from rangwan.config.cli import main

HEAD = "dla_code,type,full_name_th,full_name_en,province_th,province_en,amphoe_th,amphoe_en,website_raw\n"
SAENSUK = "4200103,MM,เทศบาลเมืองแสนสุข,Saen Suk Town Municipality,ชลบุรี,Chon Buri,เมืองชลบุรี,Mueang Chon Buri,\n"
PANGMU = "6580103,TAO,องค์การบริหารส่วนตำบลปางหมู,Pang Mu,แม่ฮ่องสอน,Mae Hong Son,เมืองแม่ฮ่องสอน,Mueang,\n"

pytestmark = pytest.mark.django_db


def test_a_register_is_imported_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    register = tmp_path / "register.csv"
    register.write_text(HEAD + SAENSUK + PANGMU, "utf-8")
    assert main(["organisations", "import", str(register)]) == 0
    assert capsys.readouterr() == ("2 new, 0 changed, 0 as they were\n", "")
    assert main(["organisations", "import", str(register)]) == 0
    assert capsys.readouterr() == ("0 new, 0 changed, 2 as they were\n", "")
    assert set(Organisation.objects.values_list("code", "type")) == {("4200103", "MM"), ("6580103", "TAO")}


def test_a_line_that_cannot_be_used_is_named_and_the_others_are_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    register = tmp_path / "register.csv"
    register.write_text(HEAD + SAENSUK.replace("MM", "??") + PANGMU, "utf-8")
    assert main(["organisations", "import", str(register)]) == 1
    said = capsys.readouterr()
    assert said.out == "1 new, 0 changed, 0 as they were\n"
    assert said.err == f"{register}:2: unknown type “??” (ไม่รู้จักประเภท “??”)\n"


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    missing = tmp_path / "register.csv"
    assert main(["organisations", "import", str(missing)]) == 2
    assert capsys.readouterr().err == f"{missing}: no such file\n"
