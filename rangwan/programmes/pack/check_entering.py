"""What must be true of entering.toml: the slots and questions it names are there, numbers and hosts make sense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rangwan.programmes.pack.problem import PackProblem
from rangwan.programmes.pack.read import RawPack, Spot, is_number

# A host of two names at least; "*." stands for every host below. No scheme, no port, no address in digits.
_HOST = re.compile(r"(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])")


def problems_of_entering(pack: RawPack) -> Iterator[PackProblem]:
    """Yield every fault of entering.toml; nothing where the pack has none."""
    spot = pack.spot("entering.toml")
    if spot is None:
        return
    slots = {slot.word() for slot in pack.tables("form.toml", "files")}
    for name in ("signed_form", "deck"):
        key = spot.word(name)
        if key is not None and key not in slots:
            yield spot.at(name).problem(f"there is no file “{key}” in form.toml", f"ไม่มีไฟล์ “{key}” ใน form.toml")
    most = spot.at("entries_per_organisation")
    if is_number(most.value) and most.value < 1:
        yield most.problem("“entries_per_organisation” must be at least 1", "“entries_per_organisation” ต้องไม่น้อยกว่า 1")
    if spot.at("digital_signature").value is True and spot.word("signed_form") is None:
        yield spot.at("digital_signature").problem(
            "a digital signature needs “signed_form”: the file that carries it",
            "การลงลายมือชื่อดิจิทัลต้องระบุ “signed_form” คือไฟล์ที่ลงนาม",
        )
    for day in spot.at("reminder_days").items():
        if is_number(day.value) and day.value < 1:
            yield day.problem("a reminder goes out at least 1 day before", "ต้องเตือนล่วงหน้าอย่างน้อย 1 วัน")
    if isinstance(spot.at("catalogue").value, dict):
        yield from _catalogue(pack, spot.at("catalogue"))


def _catalogue(pack: RawPack, spot: Spot) -> Iterator[PackProblem]:
    asked = [question for section in pack.sections for question in section.tables("questions")]
    question = next((item for item in asked if item.word() == spot.word("question")), None)
    key, field = spot.word("question"), spot.word("field")
    if question is None:
        if key is not None:
            yield spot.at("question").problem(f"there is no question “{key}”", f"ไม่มีคำถาม “{key}”")
    elif field is not None:
        found = next((item for item in question.tables("fields") if item.word() == field), None)
        if found is None or found.word("type") != "url":
            yield spot.at("field").problem(
                f"the question “{key}” has no field “{field}” of type url", f"คำถาม “{key}” ไม่มีช่อง “{field}” ชนิด url"
            )
    for host in spot.at("hosts").items():
        if isinstance(host.value, str) and not _HOST.fullmatch(host.value):
            yield host.problem(
                f"“{host.value}” is not the name of a host, such as data.go.th or *.gdcatalog.go.th",
                f"“{host.value}” ไม่ใช่ชื่อโฮสต์ เช่น data.go.th หรือ *.gdcatalog.go.th",
            )
