"""Refusals of the stages as problem documents: which status, which words."""

from __future__ import annotations

import math
from functools import partial, singledispatch

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from rangwan.accounts import messages as account_messages
from rangwan.accounts.queries import NoSuchMembership, NoSuchOrganisation, NoSuchPerson
from rangwan.accounts.rules import Refused as AccountRefused
from rangwan.api.problems import coded, listed, problem
from rangwan.entries import actions as entries
from rangwan.entries.queries import NoSuchEntry, NoSuchRevision, any_entry, definition_for
from rangwan.entries.wording import explain_in_both
from rangwan.entries.wording.decks import pin_words
from rangwan.files import tus
from rangwan.files.messages import both_languages, upload_message
from rangwan.files.refusal import BeingChecked, UploadRefused
from rangwan.files.refusal import Refused as FileRefused
from rangwan.forms.rules import BadTexts
from rangwan.judging import actions as judging
from rangwan.judging.queries import NoSuchAssignment
from rangwan.judging.wording import explain as judging_words
from rangwan.kernel.text import Text
from rangwan.kernel.tongues import in_both
from rangwan.notices.queries import NoSuchMessage
from rangwan.programmes.actions import (
    UnableToAsk,
    UnableToChangeCalendar,
    UnableToDismiss,
    UnableToPublish,
    UnableToRevise,
)
from rangwan.programmes.permissions import NotAllowed
from rangwan.programmes.queries import NoSuchAppointment, NoSuchEdition, NoSuchVersion
from rangwan.programmes.queries.advice import NoSuchEnquiry, NoSuchExample
from rangwan.programmes.wording import explain as programme_words
from rangwan.programmes.wording import text_words
from rangwan.results import actions as results
from rangwan.results.queries import NoSuchRanking, NotReleased
from rangwan.results.wording import explain as results_words
from rangwan.screening.actions import UnableToClarify, UnableToJudge
from rangwan.screening.queries import NoSuchClarification
from rangwan.screening.wording import explain as screening_words

_LAST_ORGANISER = _("This is the last organiser of the edition: appoint another one first.")

_ABSENT = (
    NoSuchEdition, NoSuchVersion, NoSuchAppointment, NoSuchOrganisation, NoSuchMembership, NoSuchPerson, NoSuchMessage,
    NoSuchEntry, NoSuchRevision, NoSuchAssignment, NoSuchRanking, NotReleased, NoSuchEnquiry, NoSuchExample,
    NoSuchClarification,
)  # fmt: skip
_AS_IT_STANDS = (
    entries.DeadlinePassed, entries.NotOpenYet, entries.Frozen, entries.UnableToMove, entries.NotTheParts,
    entries.TooManyEntries, entries.DeckChanged,
)  # fmt: skip
KINDS: tuple[type[Exception], ...] = (
    BadTexts, UnableToAsk, UnableToPublish, UnableToClarify, entries.UnableToNote, entries.UnableToDisqualify,
    entries.UnknownLevels, entries.TeamRefused,
    *_ABSENT, *_AS_IT_STANDS, NotAllowed, entries.Stale, entries.NotReady, entries.UnknownQuestions,
    entries.BadPins,
    entries.FileNotWanted, entries.AskedTooSoon, FileRefused, AccountRefused, judging.SheetLocked, judging.BadMarks,
    judging.NotFinished,
    judging.BadReason, judging.UnableToAssign, UnableToJudge, UnableToChangeCalendar, UnableToRevise,
    UploadRefused, UnableToDismiss, results.UnableToRank, results.UnableToDecide, results.UnableToRelease,
)  # fmt: skip


def answer(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the problem document for a refusal."""
    if isinstance(error, _ABSENT):
        return problem(request, 404)
    if isinstance(error, NotAllowed):
        return problem(request, 403)
    if isinstance(error, _AS_IT_STANDS):
        return problem(request, 409, detail=explain_in_both(error))
    return _refuse(error, request)


@singledispatch
def _refuse(error: Exception, request: HttpRequest) -> HttpResponse:
    raise error


@_refuse.register
def _stale(error: entries.Stale, request: HttpRequest) -> HttpResponse:
    return problem(request, 412, detail=explain_in_both(error), version=error.version, conflicts=error.conflicts)


@_refuse.register
def _not_ready(error: entries.NotReady, request: HttpRequest) -> HttpResponse:
    match = request.resolver_match
    entry_id = match.kwargs["entry_id"] if match else ""
    definition = definition_for(any_entry(entry_id))  # the action has asked who the caller is
    return problem(request, 422, detail=explain_in_both(error), problems=listed(error.problems, definition))


@_refuse.register
def _unknown(error: entries.UnknownQuestions, request: HttpRequest) -> HttpResponse:
    words = explain_in_both(error)
    found = [{"key": key, "code": "unknown_question", "message": words.as_dict()} for key in error.keys]
    return problem(request, 422, detail=words, problems=found)


@_refuse.register
def _too_soon(error: entries.AskedTooSoon, request: HttpRequest) -> HttpResponse:
    answer = problem(request, 429, detail=explain_in_both(error))
    answer.headers["Retry-After"] = str(max(1, math.ceil(error.wait.total_seconds())))
    return answer


@_refuse.register
def _bad_pins(error: entries.BadPins, request: HttpRequest) -> HttpResponse:
    found = [
        {"key": criterion, "file": file, "code": code, "message": in_both(partial(pin_words, code, params)).as_dict()}
        for criterion, file, code, params in error.problems
    ]
    return problem(request, 422, detail=explain_in_both(error), problems=found)


@_refuse.register
def _team(error: entries.TeamRefused, request: HttpRequest) -> HttpResponse:
    words = explain_in_both(error)
    if error.field in ("invitation", "approval", "decision"):  # nothing that was typed is wrong
        return problem(request, 409, detail=words)
    found = [{"key": error.field, "code": error.code, "message": words.as_dict()}]
    return problem(request, 422, detail=words, problems=found)


@_refuse.register
def _file_not_wanted(error: entries.FileNotWanted, request: HttpRequest) -> HttpResponse:
    words = explain_in_both(error)
    key = "question" if error.code in ("question", "question_full") else "kind"
    return problem(request, 422, detail=words, problems=[{"key": key, "code": error.code, "message": words.as_dict()}])


@_refuse.register
def _file_refused(error: FileRefused, request: HttpRequest) -> HttpResponse:
    words = Text(**both_languages(error.code, error.params))
    found = [{"key": "file", "code": error.code, "message": words.as_dict()}]
    return problem(request, 422, detail=words, problems=found, code=error.code)


@_refuse.register
def _upload_refused(error: UploadRefused, request: HttpRequest) -> HttpResponse:
    words = in_both(lambda: upload_message(error))
    return tus.refused(problem(request, error.status, detail=words, code=error.code), error)


@_refuse.register
def _being_checked(error: BeingChecked, request: HttpRequest) -> HttpResponse:
    return problem(request, 409, detail=Text(**both_languages(error.code, error.params)), code=error.code)


@_refuse.register
def _account_refused(error: AccountRefused, request: HttpRequest) -> HttpResponse:
    words = Text(**account_messages.both_languages(error))
    return problem(
        request, 422, detail=words, problems=[{"key": error.field, "code": error.code, "message": words.as_dict()}]
    )


@_refuse.register
def _locked(error: judging.SheetLocked, request: HttpRequest) -> HttpResponse:
    return problem(request, 409, detail=in_both(judging_words("locked")))


@_refuse.register
def _bad_marks(error: judging.BadMarks, request: HttpRequest) -> HttpResponse:
    return problem(request, 422, problems=coded(error.problems.items(), judging_words))


@_refuse.register
def _not_finished(error: judging.NotFinished, request: HttpRequest) -> HttpResponse:
    return problem(request, 422, problems=coded([(key, "missing") for key in error.missing], judging_words))


@_refuse.register
def _bad_reason(error: judging.BadReason, request: HttpRequest) -> HttpResponse:
    return problem(request, 422, problems=coded([("reason", "bad_reason")], judging_words))


@_refuse.register
def _unable_to_assign(error: judging.UnableToAssign, request: HttpRequest) -> HttpResponse:
    field = {"unknown_round": "round", "per_entry": "per_entry"}.get(error.code, "")
    return problem(request, 422, problems=coded([(field, error.code)], judging_words))


@_refuse.register
def _unable_to_judge(error: UnableToJudge, request: HttpRequest) -> HttpResponse:
    return problem(request, 422, problems=coded(error.missing, screening_words))


@_refuse.register
def _calendar(error: UnableToChangeCalendar, request: HttpRequest) -> HttpResponse:
    if error.code in ("decided", "closed"):
        return problem(request, 409, detail=in_both(programme_words(error.code)))
    field = {"no_reason": "reason", "reason": "reason", "bad_grace": "minutes"}.get(error.code, "closes_at")
    return problem(request, 422, problems=coded([(field, error.code)], programme_words))


@_refuse.register
def _revision(error: UnableToRevise, request: HttpRequest) -> HttpResponse:
    if error.code == "decided":
        return problem(request, 409, detail=in_both(programme_words(error.code)))
    field = "required" if error.code == "unknown_question" else "prizes"
    return problem(request, 422, problems=coded([(field, error.code)], programme_words))


@_refuse.register
def _dismissal(error: UnableToDismiss, request: HttpRequest) -> HttpResponse:
    return problem(request, 409, detail=in_both(_LAST_ORGANISER))


@_refuse.register
def _unable_to_rank(error: results.UnableToRank, request: HttpRequest) -> HttpResponse:
    return problem(request, 422, problems=coded([("round", error.code)], results_words))


@_refuse.register
def _unable_to_decide(error: results.UnableToDecide, request: HttpRequest) -> HttpResponse:
    status = 409 if "edition" in error.problems else 422
    return problem(request, status, problems=coded(error.problems.items(), results_words))


@_refuse.register
def _unable_to_release(error: results.UnableToRelease, request: HttpRequest) -> HttpResponse:
    return problem(request, 409, detail=in_both(results_words(error.code)))


@_refuse.register
def _bad_texts(error: BadTexts, request: HttpRequest) -> HttpResponse:
    found = [
        {"key": item.key, "code": item.code, "message": in_both(partial(text_words, item)).as_dict()}
        for item in error.problems
    ]
    return problem(request, 422, problems=found)


@_refuse.register
def _unable_to_ask(error: UnableToAsk, request: HttpRequest) -> HttpResponse:
    return problem(request, 409, detail=in_both(programme_words(error.code)))


@_refuse.register
def _unable_to_publish(error: UnableToPublish, request: HttpRequest) -> HttpResponse:
    return problem(request, 422, problems=coded([("question", error.code)], programme_words))


@_refuse.register
def _unable_to_clarify(error: UnableToClarify, request: HttpRequest) -> HttpResponse:
    if error.code.startswith("due_"):
        return problem(request, 422, problems=coded([("due", error.code)], screening_words))
    return problem(request, 409, detail=in_both(screening_words(error.code)))


@_refuse.register
def _unable_to_note(error: entries.UnableToNote, request: HttpRequest) -> HttpResponse:
    words = explain_in_both(error)
    if error.code == "unknown_question":
        return problem(request, 422, problems=[{"key": "question", "code": error.code, "message": words.as_dict()}])
    return problem(request, 409, detail=words)


@_refuse.register
def _unable_to_disqualify(error: entries.UnableToDisqualify, request: HttpRequest) -> HttpResponse:
    return problem(request, 409, detail=explain_in_both(error))


@_refuse.register
def _unknown_levels(error: entries.UnknownLevels, request: HttpRequest) -> HttpResponse:
    words = explain_in_both(error)
    found = [{"key": key, "code": "unknown_level", "message": words.as_dict()} for key in error.keys]
    return problem(request, 422, detail=words, problems=found)
