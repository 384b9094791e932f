"""The whole award through the API alone, as a stranger would drive it who has read the contract and nothing else."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile

from rangwan.accounts.models import Organisation
from tests.api.calling import Caller, ok, refused
from tests.api.conftest import World
from tests.builders import PACK
from tests.hostile.files import good

JUDGES = 6
FILES = {
    "presentation": ("นำเสนอ ระบบน้ำดี.pptx", good.pptx(3)),
    "submission_form": ("แบบฟอร์มลงนาม.jpg", good.jpg()),
    "evidence": ("หลักฐาน แผนพัฒนา.pdf", good.pdf(2)),
}


def _filled(caller: Caller, office: Organisation, title: str) -> str:
    """Begin an entry, give an example to every question, and put the files in."""
    award = ok(caller.get(f"awards/{PACK}"))
    assert award["state"] == "open"
    assert sum(criterion["weight"] for criterion in award["criteria"]) == 100
    found = ok(caller.get(f"organisations?q={quote(office.name_th)}"))["items"]
    chosen = next(item for item in found if item["id"] == office.id)
    begun = ok(caller.post(f"awards/{PACK}/entries", {"organisation": chosen["id"], "title": title}), 201)
    assert (begun["state"], begun["version"]) == ("draft", 1)
    entry = f"entries/{begun['id']}"
    questions = [q for s in ok(caller.get(f"awards/{PACK}/form"))["sections"] for q in s["questions"]]
    answers = {q["key"]: title if q["key"] == "project_title" else q["example"] for q in questions}
    saved = ok(caller.patch(f"{entry}/answers", answers, If_Match=f'"{begun["version"]}"'))
    assert saved == {"version": 2, "problems": []}
    for kind, (name, content) in FILES.items():
        sent = ok(caller.upload(f"{entry}/files", kind=kind, file=SimpleUploadedFile(name, content)), 201)
        assert (sent["kind"], sent["name"], sent["size"]) == (kind, name, len(content))
        assert (sent["sha256"], sent["status"]) == (hashlib.sha256(content).hexdigest(), "clean")
    return entry


def _sent_in(caller: Caller, entry: str) -> dict[str, Any]:
    """Send, answer on the screen, confirm; return what the confirmation says."""
    assert ok(caller.post(f"{entry}/submit"))["state"] == "submitted"
    survey = ok(caller.get(f"awards/{PACK}/form"))["survey"]
    ticked = {name: [choice["key"] for choice in choices] for name, choices in survey.items()}
    words = dict.fromkeys(ticked, "ระบบของเราเอง")
    ok(caller.put(f"{entry}/survey", {**ticked, "other": words}))
    confirmed = ok(caller.post(f"{entry}/confirm", Idempotency_Key="walk-1"))
    assert confirmed["state"] == "confirmed"
    assert ok(caller.post(f"{entry}/confirm", Idempotency_Key="walk-1")) == confirmed
    receipt = ok(caller.get(confirmed["receipt_url"]))
    assert receipt["reference"] == confirmed["reference"]
    assert {item["kind"]: item["sha256"] for item in receipt["files"]} == {
        kind: hashlib.sha256(content).hexdigest() for kind, (_name, content) in FILES.items()
    }
    return dict(confirmed)


def _marked(judge: Caller, mark: float, halved: set[str]) -> None:
    """Mark every sheet of the judge and finish it; the criteria in `halved` have half as many marks to give."""
    for item in ok(judge.get("judging/assignments"))["items"]:
        assert item["state"] == "open"
        sheet = f"judging/assignments/{item['id']}"
        read = ok(judge.get(sheet))
        files = {file["kind"]: file["url"] for file in read["entry"]["files"]}
        assert b"".join(judge.get(files["evidence"])) == FILES["evidence"][1]
        missing = refused(judge.post(f"{sheet}/finish"), 422)
        assert [problem["key"] for problem in missing["problems"]] == read["missing"]
        share = mark if read["entry"]["title"] == "ระบบน้ำดี" else mark / 2
        given = {key: {"mark": share / 2 if key in halved else share, "comment": "ชัดเจน"} for key in read["missing"]}
        ok(judge.put(f"{sheet}/marks", given))
        assert ok(judge.post(f"{sheet}/finish"))["state"] == "finished"


def test_the_whole_award(world: World, nobody: Caller):
    screener, chair = world.screener, world.chair
    first = _filled(world.alice, world.office, "ระบบน้ำดี")
    second = _filled(world.bob, world.other_office, "ระบบคิวออนไลน์")
    receipts = [_sent_in(world.alice, first), _sent_in(world.bob, second)]
    assert receipts[0]["reference"] != receipts[1]["reference"]
    judges = [Caller(person) for person in world.judges(JUDGES)]

    award = ok(nobody.get(f"awards/{PACK}"))
    halved = {criterion["key"] for criterion in award["criteria"] if criterion["max"] == 5}
    queue = ok(screener.get(f"awards/{PACK}/screening"))["items"]
    assert [row["reference"] for row in queue] == [receipt["reference"] for receipt in receipts]
    rules = {rule["key"]: {"ok": True, "note": ""} for rule in award["eligibility"]}
    for row in queue:
        ok(screener.post(f"entries/{row['id']}/screening", {"verdict": "eligible", "rules": rules}))

    drawn = ok(chair.post(f"awards/{PACK}/assignments", {"per_entry": JUDGES, "round": 1}), 201)
    assert drawn["made"] == JUDGES * 2
    for place, judge in enumerate(judges):
        _marked(judge, 4 + place, halved)
    ranking = ok(chair.post(f"awards/{PACK}/rankings", {"round": 1}), 201)
    assert [(row["rank"], row["title"], row["raw_mean"]) for row in ranking["rows"]] == [
        (1, "ระบบน้ำดี", 65),
        (2, "ระบบคิวออนไลน์", 32.5),
    ]

    refused(nobody.get(f"awards/{PACK}/results"), 404)
    winner = ranking["rows"][0]["entry"]
    prizes = [{"prize": award["prizes"][0]["key"], "entry": winner}]
    decided = {"ranking": ranking["id"], "prizes": prizes, "minute": "มติเป็นเอกฉันท์"}
    ok(chair.post(f"awards/{PACK}/decision", decided), 201)
    assert ok(world.alice.get(first))["state"] == "eligible"  # told when it is released, not before
    refused(nobody.get(f"awards/{PACK}/results"), 404)
    ok(chair.post(f"awards/{PACK}/release"))

    results = ok(nobody.get(f"awards/{PACK}/results"))
    assert [(prize["entry"], prize["reference"]) for prize in results["prizes"]] == [(winner, receipts[0]["reference"])]
    assert [ok(caller.get(entry))["state"] for caller, entry in [(world.alice, first), (world.bob, second)]] == [
        "winner",
        "not_selected",
    ]
    assert ok(nobody.get(f"awards/{PACK}"))["state"] == "released"
