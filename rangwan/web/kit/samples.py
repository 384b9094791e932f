"""Realistic texts for the page that shows every component; samples.toml holds them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from rangwan.forms.definition import Question


def context() -> dict[str, Any]:
    """Return what the page shows; its questions as `Question`, as pages have them."""
    shown = tomllib.loads(Path(__file__).with_name("samples.toml").read_text(encoding="utf-8"))
    shown["q"] = {name: Question.model_validate(question) for name, question in shown["q"].items()}
    return shown
