"""What the public pages show, in plain words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rangwan.kernel.text import Language
from rangwan.kernel.thai_dates import format_closing, format_date, format_moment
from rangwan.programmes.definition import EligibilityRule
from rangwan.programmes.queries import Announcement, EditionItem, announced_phase, organiser_of
from rangwan.programmes.rules import last_day, legs
from rangwan.programmes.wording import grace
from rangwan.web.kit.clocks import Clock
from rangwan.web.kit.languages import active

_ORDER = {"open": 0, "before": 1, "closed": 2}


def listed(editions: list[EditionItem], now: dt.datetime) -> list[dict[str, Any]]:
    """Return the editions with their phase, those that accept entries first."""
    rows = [
        {"edition": edition, "phase": announced_phase(edition, now), "organiser": organiser_of(edition)}
        for edition in editions
    ]
    return sorted(rows, key=lambda row: _ORDER[str(row["phase"])])


def about(found: Announcement, here: str = "") -> dict[str, Any]:
    """Return what every page of an edition knows; `here` is the name of the page's address."""
    edition, definition = found.edition, found.definition
    links = [
        ("award", _("Announcement")), ("criteria", _("Criteria")), ("documents", _("Documents")),
        ("questions", _("Questions")),
    ]  # fmt: skip
    if _released(edition):
        links.append(("results", _("Result")))
    nav = [
        {"label": label, "url": reverse(f"public:{name}", args=[edition.slug]), "current": name == here}
        for name, label in links
    ]
    return {
        "found": found,
        "edition": edition,
        "definition": definition,
        "total": sum(criterion.weight for criterion in definition.criteria),
        "service": edition.name,
        # No time of day: the page is kept for everybody, and its ETag must not change with the minute (ADR 0021).
        "clock": Clock(edition.opens_at, edition.closes_at, edition.grace_seconds, now=None),
        "service_url": nav[0]["url"],
        "nav": nav,
        "organiser": definition.organiser.name,
        "footer_links": [{"label": _("Accessibility"), "url": reverse("public:accessibility")}],
    }


def timeline(found: Announcement) -> list[dict[str, Any]]:
    """Return the calendar as points on a string: opens, closes, screening and judging, result."""
    language, edition = active(), found.edition
    stages = {"before": -1, "open": 0, "closed": 2}  # while entries are open, "now" stands by the opening
    reached = 4 if _released(edition) else stages[found.phase]
    points = [
        (_("Entries open"), format_moment(edition.opens_at, language)),
        (_("Entries close"), _closing(edition, language)),
        (_("Screening and judging"), _("after the closing")),
        (_("Result"), _("announced on this site")),
    ]
    return [
        {"title": title, "when": when, "state": "done" if place < reached else "now" if place == reached else "coming"}
        for place, (title, when) in enumerate(points)
    ]


def _closing(edition: EditionItem, language: Language) -> str:
    when = format_closing(edition.closes_at, language)
    return f"{when}. {grace(edition.grace_seconds)}" if edition.grace_seconds else when


def eligibility(found: Announcement) -> list[dict[str, Any]]:
    """Return each rule with what it means in dates today: the legs of a rule about real use, and their last date."""
    return [{"label": rule.label, "legs": _legs(rule, found.edition)} for rule in found.definition.eligibility]


def _legs(rule: EligibilityRule, edition: EditionItem) -> dict[str, Any] | None:
    allowed = legs(rule, edition.counted_from)
    if rule.test != "in_use" or allowed.latest is None:
        return None
    language = active()
    said = []
    if rule.months_before_closing is not None and allowed.by_months is not None:
        words = ngettext(
            "At least %(months)s month of real use on %(closing)s: in use since %(date)s or earlier",
            "At least %(months)s months of real use on %(closing)s: in use since %(date)s or earlier",
            rule.months_before_closing,
        )
        said.append(
            words
            % {
                "months": rule.months_before_closing,
                "closing": format_date(last_day(edition.counted_from), language),
                "date": format_date(allowed.by_months, language),
            }
        )
    if rule.or_before is not None:
        said.append(_("In real use before %(date)s") % {"date": format_date(rule.or_before, language)})
    return {"either": said, "latest": allowed.latest}


def criteria(found: Announcement) -> list[dict[str, Any]]:
    """Return the criteria in the order of the guidance, each with its number there and in the table."""
    in_table = {criterion.key: place for place, criterion in enumerate(found.definition.criteria, start=1)}
    return [
        {"criterion": criterion, "place": place, "in_table": in_table[criterion.key]}
        for place, criterion in enumerate(found.definition.in_guidance_order, start=1)
    ]


def _released(edition: EditionItem) -> bool:
    return edition.state == EditionItem.State.RELEASED
