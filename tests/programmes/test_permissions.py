"""Who sees an office, and a question to the organiser; the pairs agree."""

from __future__ import annotations

from rangwan.accounts.models import Membership
from rangwan.programmes.actions import ask
from rangwan.programmes.models import Appointment, Edition, Enquiry
from rangwan.programmes.permissions import enquiries_visible_to, may_see_enquiry, may_see_office, office_visible_to
from tests.builders import NOW, appointed, make_edition, make_organisation, make_person, member
from tests.programmes.conftest import World


def test_staff_see_the_office_of_their_edition_alone(world: World):
    other = make_edition(slug="other")
    staff = world.staff
    office = [staff.organiser, staff.screener, staff.second, staff.chair, staff.auditor]
    for person in [*office, *staff.judges, make_person("คนนอก")]:
        seen = {edition for edition in (world.edition, other) if may_see_office(person, edition)}
        assert seen == set(office_visible_to(Edition.objects.all(), person))
        assert seen == ({world.edition} if person in office else set())


def test_an_ended_role_opens_nothing(world: World):
    Appointment.objects.filter(person=world.staff.chair).update(ended_at=NOW)
    assert not may_see_office(world.staff.chair, world.edition)
    assert not office_visible_to(Edition.objects.all(), world.staff.chair).exists()


def test_a_question_is_seen_by_who_asked_colleagues_and_who_answers(world: World):
    office, elsewhere = make_organisation(), make_organisation("อบต.อื่น")
    alice, bob, charlie = make_person("อลิสา", office), make_person("บ๊อบ", office), make_person("ชาลี", elsewhere)
    claimant = make_person("ผู้ขอ")
    member(claimant, office, standing=Membership.Standing.CLAIMED)
    staff = world.staff
    foreign = appointed("ผู้ตรวจที่อื่น", make_edition(slug="other"), Appointment.Role.SCREENER)
    for organisation in (office, None):
        enquiry = ask(
            edition=world.edition, subject="เรื่อง", text="ถาม", organisation=organisation, acting=alice, now=NOW
        )
        readers = {alice, staff.organiser, staff.screener, staff.second} | ({bob} if organisation else set())
        every = [alice, bob, charlie, claimant, foreign, staff.organiser, staff.screener, staff.second, staff.chair,
                 staff.auditor, *staff.judges]  # fmt: skip
        assert {person for person in every if may_see_enquiry(person, enquiry)} == readers
        seen = {person for person in every if enquiry in enquiries_visible_to(Enquiry.objects.all(), person)}
        assert seen == readers
