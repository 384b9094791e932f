from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from bench import counting, files, uploading, world
from rangwan.entries.models import Attachment
from rangwan.kernel import clock

SIZE = world.Size(entries=2, judges=1, sheets=2, open=1, entrants=1)


@pytest.mark.django_db
def test_a_file_is_sent_in_pieces_and_taken_in(settings: LazySettings, tmp_path: Path):
    settings.RANGWAN_FILES_DIR = tmp_path
    [sender] = uploading.senders(world.make(SIZE, clock.now()))
    door: Any = counting.Inside()
    deck = files.deck(580)
    sender.send(door, deck)
    assert Attachment.objects.filter(file__size=len(deck), removed_at=None).count() == 1
    with pytest.raises(Exception, match="422 instead of 204"):
        sender.send(door, b"no presentation")
