"""The plain walk through the entrant's pages, from the first page to the receipt."""

from __future__ import annotations

from rangwan.entries.models import Entry
from rangwan.forms.rules import example_of, problems_of
from rangwan.programmes.queries import definition_of
from tests.builders import NOW, upload
from tests.web.entrant.conftest import World
from tests.web.entrant.pages import fill, posted_fields, section_fields


def test_from_the_first_page_to_the_receipt(world: World):
    client = world.client
    assert client.get("/my/").status_code == 200
    assert client.get("/my/start/")["Location"] == "/my/start/digital-local-2564/"
    assert client.get("/my/start/digital-local-2564/").status_code == 200
    begun = client.post("/my/start/digital-local-2564/", {"organisation": world.office.id})
    entry = Entry.objects.get()
    assert begun["Location"] == f"/my/entries/{entry.id}/sections/eligibility/"

    base = f"/my/entries/{entry.id}"
    first = definition_of(entry.definition_id).form.sections[0]
    answered = client.post(begun["Location"], {"version": 1, **section_fields(first)})
    assert answered["Location"] == f"{base}/eligibility/"
    assert client.get(answered["Location"]).status_code == 200

    fill(client, entry)
    for section in definition_of(entry.definition_id).form.sections:
        assert client.get(f"{base}/sections/{section.key}/").status_code == 200
    for page in ("", "files/", "check/", "submission-form/", "submission-form.docx"):
        assert client.get(f"{base}/{page}").status_code == 200, page

    for kind, name in (("presentation", "นำเสนอ น้ำดี.pptx"), ("submission_form", "ใบส่ง.pdf"), ("evidence", "ภาพ.jpg")):
        sent = client.post(f"{base}/files/", {"kind": kind, "file": upload(name)})
        assert (sent.status_code, sent["Location"]) == (302, f"{base}/files/#slot-{kind}")
    assert client.get(f"{base}/files/").status_code == 200

    assert client.post(f"{base}/submit/")["Location"] == f"{base}/survey/"
    assert client.get(f"{base}/survey/").status_code == 200
    entry.refresh_from_db()
    survey = {
        key: value
        for question in definition_of(entry.definition_id).survey
        for key, value in posted_fields(question, example_of(question)).items()
    }
    assert client.post(f"{base}/survey/", survey)["Location"] == f"{base}/confirm/"
    assert client.get(f"{base}/confirm/").status_code == 200
    assert client.post(f"{base}/confirm/")["Location"] == f"{base}/done/"

    entry.refresh_from_db()
    receipt = entry.receipts.get()
    done = client.get(f"{base}/done/").content.decode()
    assert entry.reference == "DLG2564-0001"
    assert "DLG2564-0001" in done
    assert "20 พฤศจิกายน 2569 เวลา 10.00 น." in done
    for file in receipt.files:
        assert file["name"] in done
        assert file["sha256"] in done
    assert client.get(f"/my/receipts/{receipt.id}/").status_code == 200
    docx = client.get(f"/my/receipts/{receipt.id}/receipt.docx")
    assert docx.content[:2] == b"PK"


def test_what_the_pages_post_is_what_was_answered(world: World):
    world.client.post("/my/start/digital-local-2564/", {"organisation": world.office.id})
    entry = Entry.objects.get()
    fill(world.client, entry)
    entry.refresh_from_db()
    form = definition_of(entry.definition_id).form
    assert set(entry.answers) == set(form.by_key)
    assert entry.answers["uses_digital"] is True
    assert entry.answers["data_sets"] == example_of(form.by_key["data_sets"])
    assert entry.answers["policy_kind"] == {"chosen": ["yearly_strategy"], "other": ""}
    assert entry.answers["figures"]["minutes"] == {"before": "30", "target": "10", "after": "4.5"}
    assert problems_of(form, entry.answers, today=NOW.date(), complete=True) == []
    # A second save of the same pages changes nothing.
    version = entry.version
    fill(world.client, entry)
    entry.refresh_from_db()
    assert entry.version == version
