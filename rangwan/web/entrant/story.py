"""The way of an entry as a line of points: what happened and when, where it stands, what comes next and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rangwan.entries.queries import EntryItem
from rangwan.entries.queries.story import happened_to, stages_to_come
from rangwan.entries.wording.story import happened, stage_words
from rangwan.kernel.thai_dates import format_moment
from rangwan.web.kit.languages import active


def story_of(entry: EntryItem, now: dt.datetime) -> list[dict[str, Any]]:
    """Return the points for the kit's timeline, the oldest first."""
    done = [
        {"title": happened(item.act), "when": format_moment(item.at, active()), "state": "done"}
        for item in happened_to(entry)
    ]
    coming = []
    for stage in stages_to_come(entry, now):
        title, text, when = stage_words(stage)
        coming.append({"title": title, "text": text, "when": when, "state": "now" if stage.is_now else "coming"})
    return done + coming
