"""The table of states: complete, without dead ends that nobody meant, and printed as a diagram."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.entries import rules
from rangwan.entries.rules import BEFORE_DECISION, RECEIVED, TRANSITIONS, Act, State, UnableToMove, Who, after, may

S, A = State, Act

# The table of the design, written out a second time: what the code has must be this and nothing else.
DECLARED = {
    (S.DRAFT, A.SUBMIT): S.SUBMITTED,
    (S.SUBMITTED, A.CONFIRM): S.CONFIRMED,
    (S.SUBMITTED, A.REOPEN): S.DRAFT,
    (S.CONFIRMED, A.REOPEN): S.DRAFT,
    (S.CONFIRMED, A.RETURN): S.RETURNED,
    (S.RETURNED, A.ANSWER_RETURN): S.CONFIRMED,
    (S.RETURNED, A.END_RETURN): S.CONFIRMED,
    (S.CONFIRMED, A.ACCEPT): S.ELIGIBLE,
    (S.CONFIRMED, A.REJECT): S.INELIGIBLE,
    (S.INELIGIBLE, A.REVOKE): S.CONFIRMED,
    (S.ELIGIBLE, A.CLOSE_JUDGING): S.JUDGED,
    (S.JUDGED, A.SHORTLIST): S.SHORTLISTED,
    (S.JUDGED, A.LEAVE_OUT): S.NOT_SHORTLISTED,
    (S.JUDGED, A.AWARD): S.WINNER,
    (S.JUDGED, A.PASS_OVER): S.NOT_SELECTED,
    (S.SHORTLISTED, A.AWARD): S.WINNER,
    (S.SHORTLISTED, A.PASS_OVER): S.NOT_SELECTED,
    (S.DRAFT, A.WITHDRAW): S.WITHDRAWN,
    (S.SUBMITTED, A.WITHDRAW): S.WITHDRAWN,
    (S.CONFIRMED, A.WITHDRAW): S.WITHDRAWN,
    (S.RETURNED, A.WITHDRAW): S.WITHDRAWN,
    (S.ELIGIBLE, A.WITHDRAW): S.WITHDRAWN,
    (S.INELIGIBLE, A.WITHDRAW): S.WITHDRAWN,
    (S.JUDGED, A.WITHDRAW): S.WITHDRAWN,
    (S.SHORTLISTED, A.WITHDRAW): S.WITHDRAWN,
    (S.NOT_SHORTLISTED, A.WITHDRAW): S.WITHDRAWN,
    (S.DRAFT, A.DISQUALIFY): S.DISQUALIFIED,
    (S.SUBMITTED, A.DISQUALIFY): S.DISQUALIFIED,
    (S.CONFIRMED, A.DISQUALIFY): S.DISQUALIFIED,
    (S.RETURNED, A.DISQUALIFY): S.DISQUALIFIED,
    (S.ELIGIBLE, A.DISQUALIFY): S.DISQUALIFIED,
    (S.INELIGIBLE, A.DISQUALIFY): S.DISQUALIFIED,
    (S.JUDGED, A.DISQUALIFY): S.DISQUALIFIED,
    (S.SHORTLISTED, A.DISQUALIFY): S.DISQUALIFIED,
    (S.NOT_SHORTLISTED, A.DISQUALIFY): S.DISQUALIFIED,
    (S.WINNER, A.DISQUALIFY): S.DISQUALIFIED,
    (S.NOT_SELECTED, A.DISQUALIFY): S.DISQUALIFIED,
    (S.WITHDRAWN, A.DISQUALIFY): S.DISQUALIFIED,
}


def test_the_table_is_the_declared_one():
    assert {pair: step.target for pair, step in TRANSITIONS.items()} == DECLARED


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_every_pair_is_answered(state: State, act: Act):
    target = DECLARED.get((state, act))
    assert may(state, act) is (target is not None)
    if target is not None:
        assert after(state, act) is target
        return
    with pytest.raises(UnableToMove) as refusal:
        after(state, act)
    assert (refusal.value.state, refusal.value.act) == (state, act)


def test_every_state_is_reached_from_a_draft():
    reached, waiting = {S.DRAFT}, [S.DRAFT]
    while waiting:
        here = waiting.pop()
        for (origin, _act), step in TRANSITIONS.items():
            if origin is here and step.target not in reached:
                reached.add(step.target)
                waiting.append(step.target)
    assert reached == set(State)


def test_every_act_is_somebodys():
    assert {act for _state, act in TRANSITIONS} == set(Act)
    assert {step.who for step in TRANSITIONS.values()} == set(Who)


def test_only_before_the_decision_an_entry_can_be_withdrawn():
    assert {state for state in State if may(state, A.WITHDRAW)} == set(BEFORE_DECISION)
    assert set(State) - set(BEFORE_DECISION) == {S.WINNER, S.NOT_SELECTED, S.WITHDRAWN, S.DISQUALIFIED}


def test_a_winner_too_can_be_disqualified_and_nothing_leads_out_of_that():
    assert after(S.WINNER, A.DISQUALIFY) is S.DISQUALIFIED
    assert [act for act in Act if may(S.DISQUALIFIED, act)] == []


def test_received_are_all_that_were_confirmed_once():
    assert set(State) - RECEIVED == {S.DRAFT, S.SUBMITTED, S.WITHDRAWN}


@given(st.lists(st.sampled_from(Act), max_size=12))
def test_no_walk_from_a_draft_reaches_the_committee_without_a_confirmation(acts: list[Act]):
    state, walked = S.DRAFT, []
    for act in acts:
        if may(state, act):
            state = after(state, act)
            walked.append(act)
    if state in RECEIVED - {S.DISQUALIFIED}:
        assert A.CONFIRM in walked


def test_before_release_the_entrant_is_not_told_what_the_committee_found():
    hidden = {S.JUDGED, S.SHORTLISTED, S.NOT_SHORTLISTED, S.WINNER, S.NOT_SELECTED}
    for state in State:
        assert rules.seen_by_entrant(state, released=True) is state
        assert rules.seen_by_entrant(state, released=False) is (S.ELIGIBLE if state in hidden else state)


def test_the_diagram_has_a_line_for_every_step():
    lines = rules.as_mermaid().splitlines()
    assert lines[:2] == ["stateDiagram-v2", "    [*] --> draft"]
    assert sorted(lines[2:]) == sorted(
        f"    {origin} --> {step.target} : {act} ({step.who})" for (origin, act), step in TRANSITIONS.items()
    )


def test_reference():
    assert rules.reference("DLG2564-", 7) == "DLG2564-0007"
    assert rules.reference("DLG2564-", 12345) == "DLG2564-12345"
