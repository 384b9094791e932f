"""`rangwan demo --prepare-only`, as whoever drives it from outside sees it."""

from __future__ import annotations

import resource
import stat
from collections import Counter
from pathlib import Path

import pytest
from django.test import override_settings

from rangwan.accounts.rules import token_digest
from rangwan.config.cli import main
from rangwan.entries.rules import State
from tests.builders import PACK, make_edition
from tests.config.running import Prepared, run

KEYS = {"role", "email", "password", "token", "organisation"}


def test_the_json_stands_alone_on_standard_output(prepared: Prepared):
    said = prepared.said
    assert (said["base_url"], said["edition"]) == ("http://127.0.0.1:8000", PACK)
    assert Counter(person["role"] for person in said["people"]) == {
        "organiser": 2, "screener": 2, "chair": 1, "judge": 8, "entrant": 5, "auditor": 1,
    }  # fmt: skip
    for person in said["people"]:
        assert set(person) >= KEYS
        assert (person["organisation"] is not None) == (person["role"] == "entrant")
    entrants = [person["organisation"] for person in said["people"] if person["role"] == "entrant"]
    assert len(set(entrants)) == 5


def test_an_attempt_that_was_killed_leaves_nothing_to_be_seen(prepared: Prepared):
    assert prepared.left_by_killed == (0, 0)
    keys = {key for (key,) in prepared.rows("SELECT storage_key FROM files_storedfile")}
    assert {path.name for path in prepared.data.glob("files/kept/*/*")} == keys


def test_a_second_start_keeps_everything_and_is_quick(prepared: Prepared):
    before = prepared.rows("SELECT max(number) FROM kernel_auditrow")
    used = _seconds_of_children()
    again = run("demo", "--prepare-only", "--data", prepared.data)
    assert (again.returncode, again.stdout) == (0, prepared.stdout)
    assert _seconds_of_children() - used < 2.5  # of processor time, so that a busy machine does not matter
    assert prepared.rows("SELECT max(number) FROM kernel_auditrow") == before


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_tokens_are_kept_for_their_owner_alone_and_hashed_in_the_database(prepared: Prepared):
    assert stat.S_IMODE((prepared.data / "demo-people.json").stat().st_mode) == 0o600
    digests = {digest for (digest,) in prepared.rows("SELECT digest FROM accounts_apitoken WHERE revoked_at IS NULL")}
    assert {token_digest(person["token"]) for person in prepared.said["people"]} <= digests


def test_every_state_that_the_award_declares_is_there(prepared: Prepared):
    rows = prepared.rows(
        "SELECT edition.slug, entry.state, count(*) FROM entries_entry entry"
        " JOIN programmes_edition edition ON edition.id = entry.edition_id GROUP BY 1, 2"
    )
    found = {(slug.removeprefix(PACK), state): number for slug, state, number in rows}
    assert found == {
        ("", "draft"): 2,
        ("", "submitted"): 1,
        ("", "confirmed"): 2,  # one with an ineligible verdict that waits for a second person
        ("", "returned"): 1,
        ("", "eligible"): 4,
        ("", "ineligible"): 1,
        ("", "judged"): 1,
        ("", "withdrawn"): 1,
        ("", "disqualified"): 1,
        ("-finished", "winner"): 3,
        ("-finished", "not_selected"): 5,
        ("-finished", "ineligible"): 1,
        ("-finished", "submitted"): 1,
    }
    # The award declares no shortlist.
    assert set(State) - {state for _, state in found} == {State.SHORTLISTED, State.NOT_SHORTLISTED}
    assert sum(found.values()) == 24


def test_the_committee_is_at_work_and_has_been(prepared: Prepared):
    sheets = dict(
        prepared.rows(
            "SELECT sheet.state, count(*) FROM judging_assignment sheet"
            " JOIN entries_entry entry ON entry.id = sheet.entry_id"
            " JOIN programmes_edition edition ON edition.id = entry.edition_id"
            f" WHERE edition.slug = '{PACK}' GROUP BY 1"
        )
    )
    assert sheets == {"finished": 6, "draft": 3, "open": 2, "recused": 1}
    judges = prepared.rows("SELECT count(DISTINCT judge_id) FROM judging_assignment WHERE state = 'finished'")
    assert judges == [(8,)]
    assert prepared.rows("SELECT verdict FROM screening_screeningverdict WHERE standing = 'proposed'") == [
        ("ineligible",)
    ]


def test_the_files_are_real_ones(prepared: Prepared):
    kinds = dict(prepared.rows("SELECT type, count(*) FROM files_storedfile WHERE status = 'clean' GROUP BY 1"))
    assert kinds == {"pptx": 20, "pdf": 3, "jpg": 21, "csv": 1}
    assert prepared.rows("SELECT max(size) FROM files_storedfile")[0][0] < 300_000


def test_the_chain_holds(prepared: Prepared):
    checked = run("verify", "--data", prepared.data)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.django_db
def test_a_folder_with_an_award_in_earnest_is_let_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    for name in ("RANGWAN_DEMO", "RANGWAN_BASE_URL"):
        monkeypatch.setenv(name, "")  # the command sets them for its own process
    edition = make_edition()
    before = (edition.opens_at, edition.closes_at)
    with override_settings(DATA_DIR=tmp_path):
        assert main(["demo", "--prepare-only"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1] == (
        "rangwan: this data folder holds an award in earnest; choose another one with --data"
    )
    edition.refresh_from_db()
    assert (edition.opens_at, edition.closes_at) == before
