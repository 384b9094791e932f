"""What the worker does with a file that came in: the scan by a real clamd, and the pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from rangwan.accounts.models import Person
from rangwan.files import receivers
from rangwan.files.actions import receive_file, sweep
from rangwan.files.models import Preview, StoredFile
from rangwan.files.previews import making
from rangwan.files.queries import pages_of
from rangwan.files.refusal import BeingChecked, Refused
from rangwan.files.rules import ATTEMPTS
from rangwan.files.serving import serve, serve_picture
from rangwan.kernel.models import AuditRow, Delivery, Event
from tests.builders import NOW, work_through
from tests.harness.clamd import INFECTED, LIMIT, SIGNATURE, ClamdServer
from tests.hostile.files import good

LATER = NOW + dt.timedelta(minutes=10)


def _receive(somchai: Person, data: bytes | None = None, name: str = "ภาพ.jpg", kind: str = "jpg") -> StoredFile:
    return receive_file(
        upload=SimpleUploadedFile(name, data if data is not None else good.jpg(200, 150)), allowed_types=(kind,),
        max_bytes=50_000_000, acting=somchai, now=NOW,
    )  # fmt: skip


def _acts() -> list[tuple[str, str]]:
    return list(AuditRow.objects.order_by("number").values_list("act", "thing_id"))


def test_a_file_is_kept_apart_until_the_scanner_let_it_pass(folder: Path, somchai: Person, clamd: ClamdServer):
    stored = _receive(somchai)

    assert (stored.status, stored.scanned_at, pages_of(stored).state) == ("received", None, "")
    with pytest.raises(BeingChecked) as caught:
        serve(stored, request=RequestFactory().get("/"))
    assert caught.value.params == {"name": "ภาพ.jpg"}

    work_through(LATER)

    stored.refresh_from_db()
    assert (stored.status, stored.scanned_at, pages_of(stored).state) == ("clean", LATER, "ready")
    assert serve(stored, request=RequestFactory().get("/")).status_code == 200
    assert _acts() == [("file.received", stored.id), ("file.cleared", stored.id), ("file.drawn", stored.id)]


def test_a_virus_is_refused_with_its_name_and_nobody_can_open_it(folder: Path, somchai: Person, clamd: ClamdServer):
    stored = _receive(somchai, good.jpg(200, 150)[:-2] + b"\xff\xfe\x00\x60" + INFECTED + b"\xff\xd9")

    work_through(LATER)

    stored.refresh_from_db()
    assert (stored.status, stored.refusal_code, stored.scanned_at) == ("refused", "infected", LATER)
    assert stored.refusal_params == {"name": "ภาพ.jpg", "signature": f"{SIGNATURE}.UNOFFICIAL"}
    with pytest.raises(Refused) as caught:
        serve(stored, request=RequestFactory().get("/"))
    assert caught.value.code == "infected"
    assert not Preview.objects.exists()
    event = Event.objects.get(kind="file.refused")
    assert (event.subject, event.payload["code"], event.payload["person"]) == (stored.id, "infected", somchai.id)
    assert set(event.payload["words"]) == {"th", "en"}
    assert _acts() == [("file.received", stored.id), ("file.refused", stored.id)]


def test_while_clamd_is_down_files_wait_and_are_cleared_afterwards(folder: Path, somchai: Person, clamd: ClamdServer):
    clamd.kill()
    stored = _receive(somchai)

    work_through(NOW)
    work_through(NOW + dt.timedelta(seconds=10))

    stored.refresh_from_db()
    assert stored.status == "received"
    waiting = Delivery.objects.get(receiver="rangwan.files.receivers.scan")
    assert (waiting.done_at, waiting.attempts) == (None, 2)
    assert "clamd does not answer" in waiting.failure

    clamd.start()
    work_through(LATER)

    stored.refresh_from_db()
    assert (stored.status, stored.scanned_at) == ("clean", LATER)


def test_a_file_that_the_scanner_does_not_take_is_refused_in_words(folder: Path, somchai: Person, clamd: ClamdServer):
    stored = _receive(somchai, good.jpg(1500, 1500))
    assert stored.size > LIMIT

    work_through(LATER)

    stored.refresh_from_db()
    assert (stored.status, stored.refusal_code) == ("refused", "unscannable")


def test_files_that_waited_for_a_scanner_that_was_taken_away_are_cleared(
    folder: Path, somchai: Person, clamd: ClamdServer, settings: LazySettings
):
    stored = _receive(somchai)
    settings.RANGWAN_CLAMD_URL = ""

    work_through(LATER)

    stored.refresh_from_db()
    assert (stored.status, stored.scanned_at) == ("clean", LATER)


def test_pages_are_drawn_once_and_kept_from_the_sweep(folder: Path, somchai: Person):
    stored = _receive(somchai)
    assert pages_of(stored).state == "waiting"

    work_through(NOW)
    receivers.draw_pages(Event.objects.get(kind="file.cleared"), LATER)

    found = pages_of(stored)
    assert (found.state, [page.number for page in found.pages], bool(found.pdf_key)) == ("ready", [1], True)
    assert Preview.objects.get().attempts == 1
    assert sweep(now=NOW + dt.timedelta(days=900)) == (0, 0)
    answer = serve_picture(stored, 1, request=RequestFactory().get("/"))
    picture = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert picture[:4] + picture[8:12] == b"RIFFWEBP"
    headers = (answer["Content-Type"], answer["X-Content-Type-Options"], answer["Cache-Control"])
    assert headers == ("image/webp", "nosniff", "private, no-cache")
    again = serve_picture(stored, 1, request=RequestFactory().get("/", headers={"If-None-Match": answer["ETag"]}))
    assert again.status_code == 304


def test_a_file_that_kills_the_worker_each_time_is_given_up(
    folder: Path, somchai: Person, monkeypatch: pytest.MonkeyPatch
):
    stored = _receive(somchai)

    class Killed(BaseException):
        pass

    def die(*args: object, **named: object) -> None:
        raise Killed

    monkeypatch.setattr(making, "draw", die)
    event = Event.objects.get(kind="file.cleared")
    for _ in range(ATTEMPTS):
        with pytest.raises(Killed):
            receivers.draw_pages(event, NOW)
    receivers.draw_pages(event, LATER)

    found = pages_of(stored)
    assert (found.state, found.problem) == ("failed", "gave_up")


@pytest.mark.parametrize(("again", "attempts"), [(True, ATTEMPTS), (False, 1)])
def test_what_took_too_long_is_tried_again_and_what_is_broken_is_not(
    folder: Path, somchai: Person, monkeypatch: pytest.MonkeyPatch, again: bool, attempts: int
):
    stored = _receive(somchai)

    def refuse(*args: object, **named: object) -> None:
        raise making.UnableToDraw("timeout" if again else "damaged", again=again)

    monkeypatch.setattr(making, "draw", refuse)
    for hour in range(8):
        work_through(NOW + dt.timedelta(hours=hour))

    preview = Preview.objects.get(file=stored)
    assert (preview.state, preview.problem) == ("failed", "timeout" if again else "damaged")
    assert preview.attempts == attempts
    assert not Delivery.objects.filter(done_at__isnull=True).exists()


def test_a_file_that_does_not_pass_todays_inspection_is_refused_after_all(folder: Path, somchai: Person):
    stored = _receive(somchai)
    place = next(path for path in folder.rglob("*") if path.is_file())
    place.write_bytes(good.pdf(1))  # as if the rules had changed since it came

    work_through(NOW)

    stored.refresh_from_db()
    assert (stored.status, stored.refusal_code) == ("refused", "wrong_type")
    assert (Preview.objects.get().state, Preview.objects.get().problem) == ("failed", "refused")
    assert pages_of(stored).state == ""


def test_kinds_without_pages_ask_for_none(folder: Path, somchai: Person):
    stored = _receive(somchai, "ก,ข\n1,2\n".encode(), "ข้อมูล.csv", "csv")

    work_through(NOW)

    assert pages_of(stored).state == ""
    assert not Preview.objects.exists()
