"""A claim to an organisation that has members: told to them, found on a page of theirs, decided there."""

from __future__ import annotations

import re

from django.test import TestCase

from rangwan.accounts import actions
from rangwan.accounts.models import Membership, Organisation, Person
from rangwan.accounts.permissions import belongs_to
from tests.web.account.conftest import NOW, newest_mail


def test_a_colleague_is_asked_by_mail_and_decides_on_the_page(person, signed_in, staff: Person, yala: Organisation):
    alice, bob = person("alice"), person("bob")
    first = actions.claim_membership(organisation=yala, acting=bob, now=NOW)
    actions.decide_membership(membership=first, confirm=True, note="", acting=staff, now=NOW)

    client = signed_in(alice)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert client.post(f"/account/organisations/{yala.id}/claim/").status_code == 302
    assert "รอการยืนยัน" in client.get("/account/organisations/").content.decode()

    mail = newest_mail("bob@example.go.th")
    assert mail["subject"] == "alice ขอเข้าสังกัดเทศบาลนครยะลา"
    link = next(link for link in mail["links"] if "/account/claims/" in link)
    page = re.sub(r"^https?://[^/]+", "", link)
    colleague = signed_in(bob)
    assert "มีผู้ขอให้ยืนยันว่าสังกัดหน่วยงาน 1 คน" in colleague.get("/account/").content.decode()
    assert "มีผู้ขอให้ยืนยันว่าสังกัดหน่วยงาน 1 คน" in colleague.get("/my/").content.decode()
    assert page in colleague.get("/account/claims/").content.decode()
    assert "alice@example.go.th" in colleague.get(page).content.decode()
    assert client.get(page).status_code == 404  # nobody decides about themselves

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert colleague.post(page, {"decision": "yes", "note": "ทำงานด้วยกัน"}).status_code == 302
    assert belongs_to(alice, yala)
    told = newest_mail("alice@example.go.th")
    assert "หมายเหตุ: ทำงานด้วยกัน" in told["body_text"]
    assert "เจ้าหน้าที่" not in told["body_text"]


def test_a_member_does_not_put_another_out(person, signed_in, staff: Person, yala: Organisation):
    people = [person(name) for name in ("alice", "bob")]
    for each in people:
        claim = actions.claim_membership(organisation=yala, acting=each, now=NOW)
        actions.decide_membership(membership=claim, confirm=True, note="", acting=staff, now=NOW)
    alice = Membership.objects.get(person=people[0])
    answer = signed_in(people[1]).post(f"/account/claims/{alice.id}/", {"decision": "no", "note": "x"})
    assert answer.status_code == 404
    assert belongs_to(people[0], yala)
