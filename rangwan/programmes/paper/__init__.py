"""Papers of an award as plain data for documents: the guide, the blank submission form, the presentation."""

from __future__ import annotations

from rangwan.programmes.paper.announced import blank_form, contact, guide
from rangwan.programmes.paper.deck import Proposal, coverage_of, pages_of, pages_of_text, proposals_of
from rangwan.programmes.paper.slides import presentation, presentation_template

__all__ = [
    "Proposal",
    "blank_form",
    "contact",
    "coverage_of",
    "guide",
    "pages_of",
    "pages_of_text",
    "presentation",
    "presentation_template",
    "proposals_of",
]
