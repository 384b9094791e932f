"""Appoint people from the command line: how an installation gets its first organiser."""

from __future__ import annotations

import argparse
import secrets
import sys

from rangwan.config import start

ROLES = ("organiser", "screener", "chair", "judge", "auditor")


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("appoint", help="give somebody a role in an edition; makes the account where there is none")
    one.add_argument("email")
    one.add_argument("--edition", required=True, help="the edition's slug")
    one.add_argument("--role", choices=ROLES, default="organiser")
    one.add_argument("--name", default="")
    start.add_data_option(one)


def run(arguments: argparse.Namespace) -> int:
    """Appoint; a new account gets a password that is printed once and should be changed at the first sign-in."""
    start.use_data(arguments)
    start.set_up_django()
    start.migrate()
    from django.core.exceptions import ValidationError  # noqa: PLC0415 -- needs Django set up
    from django.core.validators import validate_email  # noqa: PLC0415 -- needs Django set up

    from rangwan.accounts.actions import create_person  # noqa: PLC0415 -- needs Django set up
    from rangwan.accounts.queries import person_by_email  # noqa: PLC0415 -- needs Django set up
    from rangwan.kernel import clock  # noqa: PLC0415 -- needs Django set up
    from rangwan.programmes.actions import appoint  # noqa: PLC0415 -- needs Django set up
    from rangwan.programmes.permissions import Role  # noqa: PLC0415 -- needs Django set up
    from rangwan.programmes.queries import NoSuchEdition, edition_by_slug  # noqa: PLC0415 -- needs Django set up

    try:
        validate_email(arguments.email)
        edition = edition_by_slug(arguments.edition)
    except ValidationError:
        print(f"{arguments.email}: not an e-mail address", file=sys.stderr)
        return 2
    except NoSuchEdition:
        print(f"{arguments.edition}: no such edition; load its pack first (rangwan award load PATH)", file=sys.stderr)
        return 2
    now = clock.now()
    person = person_by_email(arguments.email)
    if person is None:
        password = secrets.token_urlsafe(12)
        name = arguments.name or arguments.email.partition("@")[0]
        person = create_person(email=arguments.email, name=name, password=password, verified=True, acting=None, now=now)
        print(f"a new account; password (change it after signing in): {password}")
    appoint(person=person, edition=edition, role=Role(arguments.role), acting=None, now=now)
    print(f"{person.email}: {arguments.role} of {edition.slug}")
    return 0
