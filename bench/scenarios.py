"""What is asked of the server, one scenario for each row of `budgets.PAGES`.

A scenario is a unit for `load.Load`: it takes a wire and a number that never repeats. The same units run in this
process, where the queries are counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

from django.test import Client
from django.urls import reverse

from bench import files, world
from bench.load import Answer
from rangwan.accounts.actions import make_token
from rangwan.accounts.models import Person
from rangwan.kernel import clock
from rangwan.programmes.definition import Definition

_CSRF = "k" * 32
_BOUNDARY = "rangwan-bench"


class Door(Protocol):
    """Somebody to ask: a connection to the server, or the application in this process."""

    number: int

    def send(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, body: Any = None, expect: int = 200
    ) -> Answer:
        """Ask and return the answer."""
        ...


Scenario = Callable[[Door, int], None]


def scenarios(made: world.World) -> dict[str, Scenario]:
    """Return every scenario by the key of its row."""
    slug = made.edition.slug
    page = f"/awards/{slug}/"
    office = _signed_in(made.organiser)
    tags: dict[int, str] = {}

    def afresh(door: Door, number: int) -> None:
        # The page cache goes by the whole address, so an address that nobody asked before is made afresh.
        door.send("GET", f"{page}?n={number}")

    def cached(door: Door, _: int) -> None:
        tags[door.number] = door.send("GET", page).headers["ETag"]

    def unchanged(door: Door, _: int) -> None:
        if door.number not in tags:
            cached(door, 0)
        door.send("GET", page, headers={"If-None-Match": tags[door.number]}, expect=304)

    def listing(rows: int) -> Scenario:
        def listed(door: Door, _: int) -> None:
            entries = reverse("office:entries", args=[slug])
            _rows(door.send("GET", f"{entries}?rows={rows}", headers=office), entries, rows)

        return listed

    return {
        "announcement_uncached": afresh,
        "announcement_cached": cached,
        "announcement_304": unchanged,
        "office_50": listing(50),
        "office_250": listing(250),
        "office_500": listing(500),
        **_drafting(made),
        **_judging(made),
        "whole_entry": _whole_entry(made),
    }


def _rows(answer: Answer, address: str, rows: int) -> None:
    """See that the page holds the rows that it is measured for."""
    found = len(re.findall(rf'<a href="{address}\w+/"', answer.body.decode()))
    if found != rows:
        raise AssertionError(f"{found} rows instead of {rows}")


def _drafting(made: world.World) -> dict[str, Scenario]:
    """An entrant types in one question of a full draft, looks at its task list, and the page says that it is open."""
    desks = [
        (_signed_in(draft.coordinator), reverse("entrant:entry", args=[draft.id]), draft.version)
        for draft in made.drafts
    ]
    question = next(question for question in made.definition.form.by_key.values() if question.type == "longtext")
    section = made.definition.form.section_of(question.key)
    part = section.key if section else ""
    versions: dict[int, str] = {}

    def of(door: Door) -> tuple[dict[str, str], str, dict[str, str]]:
        cookie, entry, _ = desks[door.number % len(desks)]
        posting = {"Accept": "application/json", "X-CSRFToken": _CSRF, "Content-Type": _MULTIPART}
        return cookie, entry, cookie | posting

    def autosave(door: Door, number: int) -> None:
        _cookie, entry, headers = of(door)
        version = versions.get(door.number, str(desks[door.number % len(desks)][2]))
        typed = {"version": version, question.key: f"{world.LONG_TEXT} {number}"}
        address = f"{entry}sections/{part}/"
        said = door.send("POST", address, headers=headers | {"X-Autosave": "1"}, body=_multipart(typed)).data
        if "conflicts" in said or not said["saved"]:
            raise AssertionError(said)
        versions[door.number] = said["version"]

    def task_list(door: Door, _: int) -> None:
        cookie, entry, _headers = of(door)
        door.send("GET", entry, headers=cookie)

    def presence(door: Door, _: int) -> None:
        _cookie, entry, headers = of(door)
        door.send("POST", f"{entry}presence/", headers=headers, body=_multipart({"section": part}))

    return {"autosave": autosave, "task_list": task_list, "presence": presence}


def _judging(made: world.World) -> dict[str, Scenario]:
    judges = [(_signed_in(judge), bearer(judge), made.open_sheets[judge.id]) for judge in made.judges]
    criteria = made.definition.criteria
    fields = {f"comment-{criterion.key}": "ตรงตามเกณฑ์ มีหลักฐานชัดเจน" for criterion in criteria}

    def of(door: Door, number: int) -> tuple[dict[str, str], dict[str, str], str]:
        cookie, token, sheets = judges[door.number % len(judges)]
        return cookie, token, sheets[number % len(sheets)]

    def mark(number: int, top: float) -> float:
        return number % (int(top) * 100 + 1) / 100  # another one each time: a mark that stays is not written

    def screen(door: Door, number: int) -> None:
        cookie, _, sheet = of(door, number)
        door.send("GET", reverse("judge:sheet", args=[sheet]), headers=cookie)

    def autosave(door: Door, number: int) -> None:
        cookie, _, sheet = of(door, number)
        typed = {f"mark-{criterion.key}": "3" for criterion in criteria} | fields
        typed[f"mark-{criteria[0].key}"] = str(mark(number, criteria[0].top))
        headers = cookie | {"X-Autosave": "1", "X-CSRFToken": _CSRF, "Content-Type": _MULTIPART}
        door.send("POST", reverse("judge:sheet", args=[sheet]), headers=headers, body=_multipart(typed))

    def put(door: Door, number: int) -> None:
        _, token, sheet = of(door, number)
        body = {criteria[1].key: {"mark": mark(number, criteria[1].top), "comment": "ชัดเจน"}}
        door.send("PUT", f"/api/v1/judging/assignments/{sheet}/marks", headers=token, body=body)

    return {"judge_sheet": screen, "mark_page": autosave, "mark_api": put}


def _whole_entry(made: world.World) -> Scenario:
    """Begin, answer, hand in two files (one of 5 MB), ส่ง, answer on the screen, ยืนยัน."""
    entrants = [(bearer(person), organisation.id) for person, organisation in made.entrants]
    answers = world.full_answers(made.definition)
    survey = _survey_body(made.definition)
    title_question = made.definition.form.title_question

    def whole(door: Door, number: int) -> None:
        token, organisation = entrants[door.number % len(entrants)]
        title = f"ผลงานที่ {number}"
        begun = door.send(
            "POST", f"/api/v1/awards/{made.edition.slug}/entries", headers=token, expect=201,
            body={"organisation": organisation, "title": title},
        ).data  # fmt: skip
        entry = f"/api/v1/entries/{begun['id']}"
        saved = door.send(
            "PATCH", f"{entry}/answers", headers=token | {"If-Match": f'"{begun["version"]}"'},
            body=answers | {title_question: title},
        ).data  # fmt: skip
        if saved["problems"]:
            raise AssertionError(saved["problems"])
        form = files.small_pdf(title)
        for kind, name, content in (("presentation", "deck.pptx", files.deck()), ("submission_form", "form.pdf", form)):
            body = _multipart({"kind": kind}, file=(name, content))
            door.send("POST", f"{entry}/files", headers=token | {"Content-Type": _MULTIPART}, body=body, expect=201)
        door.send("POST", f"{entry}/submit", headers=token)
        door.send("PUT", f"{entry}/survey", headers=token, body=survey)
        confirmed = door.send("POST", f"{entry}/confirm", headers=token | {"Idempotency-Key": begun["id"]}).data
        if confirmed["state"] != "confirmed":
            raise AssertionError(confirmed)

    return whole


def _survey_body(definition: Definition) -> dict[str, Any]:
    return {key: answer["chosen"] for key, answer in world.full_survey(definition).items()}


def bearer(person: Person) -> dict[str, str]:
    """Return the header with a token of this person's."""
    return {"Authorization": f"Bearer {make_token(person=person, label='bench', acting=None, now=clock.now())}"}


def _signed_in(person: Person) -> dict[str, str]:
    """Return the cookies of somebody who has signed in."""
    client = Client()
    client.force_login(person)
    return {"Cookie": f"sessionid={client.cookies['sessionid'].value}; csrftoken={_CSRF}"}


_MULTIPART = f"multipart/form-data; boundary={_BOUNDARY}"


def _multipart(fields: dict[str, str], *, file: tuple[str, bytes] | None = None) -> bytes:
    """Return a form as a browser posts it, with one file at most."""
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    if file is not None:
        name, content = file
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        parts += [head.encode(), b"Content-Type: application/octet-stream\r\n\r\n", content, b"\r\n"]
    return b"".join([*parts, f"--{_BOUNDARY}--\r\n".encode()])
