"""Reads about people and organisations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from rangwan.accounts import permissions, rules
from rangwan.accounts.models import ApiToken, Membership, Organisation, Person
from rangwan.kernel.text import Text, storable

# What doors call a person, without touching the table.
PersonItem = Person

NoSuchOrganisation = Organisation.DoesNotExist
NoSuchMembership = Membership.DoesNotExist
NoSuchPerson = Person.DoesNotExist

_COLUMNS = (
    "id", "code", "name_th", "name_en", "type", "province_th", "province_en", "amphoe_th", "amphoe_en", "tambon_th",
    "standing",
)  # fmt: skip


# --- organisations ---------------------------------------------------------------------------------------------------


def search_organisations(
    text: str, *, limit: int = 20, offset: int = 0, province: str | None = None
) -> list[dict[str, Any]]:
    """Return registered organisations in which every word of `text` is found, the likeliest first.

    Words are looked for in full and short names, amphoe and province, Thai and English; names that are or begin
    with a word come first. No word: everything, by name (of the province). Rows: see `organisation_row`.
    """
    words = rules.search_words(text)
    found = Organisation.objects.filter(standing=Organisation.Standing.REGISTERED)
    if province:
        province = storable(province)
        found = found.filter(Q(province_th=province) | Q(province_en__iexact=province))
    for word in words:
        found = found.filter(search__contains=word)
    rows = _ranked(found, words).values(*_COLUMNS)[offset : offset + limit]
    return [organisation_row(row) for row in rows]


def _ranked(found: QuerySet[Organisation], words: list[str]) -> QuerySet[Organisation]:
    if not words:
        return found.order_by("name_th", "province_th", "id")
    is_name, begins, holds = Q(), Q(), Q()
    for word in rules.name_words(words):
        is_name |= Q(bare_name=word) | Q(search__startswith=f"{word} |")
        begins |= Q(bare_name__startswith=word) | Q(search__startswith=word)
        holds |= Q(bare_name__contains=word)
    rank = Case(
        When(is_name, then=Value(0)), When(begins, then=Value(1)), When(holds, then=Value(2)), default=Value(3),
        output_field=IntegerField(),
    )  # fmt: skip
    return found.annotate(rank=rank, length=Length("bare_name")).order_by(
        "rank", "length", "name_th", "province_th", "id"
    )


def organisation_row(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row for pages and the API: id, code, type, standing, tambon; name, province, amphoe as {"th", "en"}."""
    return {
        "id": row["id"],
        "code": row["code"],
        "name": {"th": row["name_th"], "en": row["name_en"]},
        "type": row["type"],
        "province": {"th": row["province_th"], "en": row["province_en"]},
        "amphoe": {"th": row["amphoe_th"], "en": row["amphoe_en"]},
        "tambon": row["tambon_th"],
        "standing": row["standing"],
    }


def organisation_by_id(organisation_id: str, *, seen_by: Person | None = None) -> Organisation:
    """Return an organisation that this reader sees. Raises NoSuchOrganisation."""
    return permissions.organisations_visible_to(Organisation.objects.all(), seen_by).get(pk=organisation_id)


def organisation_of_any_standing(organisation_id: str) -> Organisation | None:
    """Return an organisation whoever asks (for background work, where nobody does), or None."""
    return Organisation.objects.filter(pk=organisation_id).first()


def provinces() -> list[Text]:
    """Return the provinces of the register, by name."""
    rows = Organisation.objects.filter(standing=Organisation.Standing.REGISTERED)
    return [
        Text(th=th, en=en)
        for th, en in rows.order_by("province_th").values_list("province_th", "province_en").distinct()
    ]


def requested_organisations() -> list[Organisation]:
    """Return organisations that entrants asked for and staff have not decided yet, the oldest first."""
    waiting = Organisation.objects.filter(standing=Organisation.Standing.REQUESTED)
    return list(waiting.select_related("requested_by").order_by("requested_at", "pk"))


# --- memberships -----------------------------------------------------------------------------------------------------


def memberships_of(person: Person) -> list[Membership]:
    """Return all memberships of a person with their organisations, refused ones too, the oldest first."""
    return list(person.memberships.select_related("organisation").order_by("claimed_at", "pk"))


def membership_by_id(membership_id: str) -> Membership:
    """Return a membership with its person and organisation. Raises NoSuchMembership."""
    return Membership.objects.select_related("person", "organisation", "decided_by").get(pk=membership_id)


def claims_waiting(*, decided_by: Person | None = None) -> list[Membership]:
    """Return claims that nobody has decided, the oldest first; `decided_by` keeps those this person may decide."""
    waiting = Membership.objects.filter(standing=Membership.Standing.CLAIMED)
    if decided_by is not None:
        waiting = permissions.decidable_by(waiting, decided_by)
    return list(waiting.select_related("person", "organisation").order_by("claimed_at", "pk"))


def claims_waiting_count(*, decided_by: Person) -> int:
    """Return how many claims wait that this person may decide."""
    waiting = Membership.objects.filter(standing=Membership.Standing.CLAIMED)
    return permissions.decidable_by(waiting, decided_by).count()


def letter_of(membership_id: str, reader: Person) -> str:
    """Return the id of the letter that a claim rests on, for who sent it and who may decide; else "" ."""
    membership = Membership.objects.filter(pk=membership_id).first()
    if membership is None:
        return ""
    may_read = membership.person_id == reader.pk or permissions.may_decide(reader, membership)
    return membership.letter if may_read else ""


def membership_with_letter(file_id: str) -> Membership | None:
    """Return the claim that rests on this file and waits, or None."""
    waiting = Membership.objects.filter(letter=file_id, standing=Membership.Standing.CLAIMED)
    return waiting.select_related("person", "organisation").first()


def members_of(organisation: Organisation) -> list[Person]:
    """Return the people whose membership of the organisation is confirmed, by name."""
    return list(
        Person.objects.filter(
            memberships__organisation=organisation, memberships__standing=Membership.Standing.CONFIRMED
        ).order_by("name", "pk")
    )


def may_draft_for(person: Person, organisation: Organisation) -> bool:
    """See permissions.may_draft_for."""
    return permissions.may_draft_for(person, organisation)


# --- people ----------------------------------------------------------------------------------------------------------


def person_by_id(person_id: str) -> Person:
    """Return a person. Raises NoSuchPerson."""
    return Person.objects.get(pk=person_id)


def person_by_email(email: str) -> Person | None:
    """Return the person who signs in with this address, or None."""
    return Person.objects.filter(email=email.strip().lower()).first()


def person_by_verified_address(address: str) -> Person | None:
    """Return the person who has shown that this address is theirs, or None."""
    found = EmailAddress.objects.filter(email__iexact=address.strip(), verified=True, user__is_active=True)
    owner = found.select_related("user").first()
    return owner.user if owner else None


def names_of(person_ids: Iterable[str]) -> dict[str, str]:
    """Return {person id: name, or address where there is none}. One query whatever the number."""
    rows = Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "name", "email")
    return {pk: name or email for pk, name, email in rows}


def verified_addresses(person: Person) -> list[str]:
    """Return the addresses of which the person has shown that they are theirs."""
    found = EmailAddress.objects.filter(user_id=person.pk, verified=True)
    return list(found.order_by("-primary", "email").values_list("email", flat=True))


def has_verified_email(person: Person) -> bool:
    """Return whether the person has a verified address."""
    return bool(EmailAddress.objects.filter(user_id=person.pk, verified=True).exists())


def domain_grounds(person: Person, organisation: Organisation) -> bool:
    """Return whether a verified address of the person lies under the organisation's own domain."""
    return any(rules.under_domain(address, organisation.domain) for address in verified_addresses(person))


# --- tokens ----------------------------------------------------------------------------------------------------------


def person_for_token(secret: str) -> Person | None:
    """Return the person to whom a bearer token belongs; None for a wrong or revoked one, or a closed account."""
    return Person.objects.filter(
        tokens__digest=rules.token_digest(secret), tokens__revoked_at__isnull=True, is_active=True
    ).first()


def tokens_of(person: Person) -> list[ApiToken]:
    """Return the person's living tokens, the newest first."""
    return list(person.tokens.filter(revoked_at__isnull=True).order_by("-made_at", "pk"))
