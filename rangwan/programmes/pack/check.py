"""What must be true of a pack beyond its shape: sums, keys, languages, calendar, eligibility, criteria, paper form.

Checks look at the data as read, so that one fault never hides another.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import gcd

from rangwan.programmes.definition import ORGANISATION_FACTS
from rangwan.programmes.pack.problem import PackProblem
from rangwan.programmes.pack.read import RawPack, Spot, is_number, is_usable

KEY = re.compile(r"[a-z][a-z0-9_]*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FULL_WEIGHT = Decimal(100)


def problems_of_pack(pack: RawPack) -> list[PackProblem]:
    """Return every fault of the pack but those of the form's questions."""
    return [
        *_languages(pack),
        *_numbers(pack),
        *_award(pack),
        *_calendar(pack),
        *_eligibility(pack),
        *_criteria(pack),
        *_weights(pack),
        *_paper_form(pack),
        *_stages(pack),
    ]


def repeated(spots: list[Spot], key: str = "key") -> Iterator[PackProblem]:
    """Yield a fault for each key that is used again in `spots`, or is not a word that addresses can carry."""
    seen: set[str] = set()
    for spot in spots:
        word = spot.word(key)
        if word is None:
            continue
        if word in seen:
            yield spot.at(key).problem(f"the key “{word}” is used twice", f"ใช้คีย์ “{word}” ซ้ำ")
        elif not KEY.fullmatch(word):
            yield spot.at(key).problem(
                f"the key “{word}” must be small letters a–z, digits and _, a letter first",
                f"คีย์ “{word}” ต้องเป็นอักษร a–z ตัวเล็ก ตัวเลข และ _ โดยขึ้นต้นด้วยตัวอักษร",
            )
        seen.add(word)


def questions(pack: RawPack) -> list[Spot]:
    """Return the questions of the form (not those of the survey), in order."""
    return [question for section in pack.sections for question in section.tables("questions")]


def keys_of(spots: list[Spot]) -> set[str]:
    """Return the keys of `spots`."""
    return {word for spot in spots if (word := spot.word())}


def first_by_key(spots: list[Spot]) -> dict[str | None, Spot]:
    """Return `spots` by their keys; of two with one key the first."""
    return {spot.word(): spot for spot in reversed(spots)}


def _languages(pack: RawPack) -> Iterator[PackProblem]:
    for source in pack.sources.values():
        yield from _languages_under(Spot(source, (), source.data))


def _languages_under(spot: Spot) -> Iterator[PackProblem]:
    if isinstance(spot.value, list):
        for item in spot.items():
            yield from _languages_under(item)
    elif isinstance(spot.value, dict) and spot.value and set(spot.value) <= {"th", "en"}:
        name = next((part for part in reversed(spot.path) if isinstance(part, str)), "text")
        for language, en, th in (("th", "Thai", "ภาษาไทย"), ("en", "English", "ภาษาอังกฤษ")):
            text = spot.value.get(language)
            if text is None or (isinstance(text, str) and not text.strip()):
                yield spot.problem(f"“{name}” has no {en}", f"“{name}” ยังไม่มี{th}")
    elif isinstance(spot.value, dict):
        for key in spot.value:
            if key != "example":  # an answer, in whatever language the entrant writes
                yield from _languages_under(spot.at(key))


def _numbers(pack: RawPack) -> Iterator[PackProblem]:
    for source in pack.sources.values():
        waiting = [Spot(source, (), source.data)]
        while waiting:
            spot = waiting.pop()
            waiting += spot.items()
            waiting += [spot.at(key) for key in spot.value] if isinstance(spot.value, dict) else []
            if is_number(spot.value) and not is_usable(spot.value):
                yield spot.problem("this number is too long, or is no number", "ตัวเลขนี้ยาวเกินไป หรือไม่ใช่ตัวเลข")


def _award(pack: RawPack) -> Iterator[PackProblem]:
    spot = pack.spot("award.toml")
    if spot is None:
        return
    award, organiser = spot.at("award"), spot.at("organiser")
    for slug in (award.at("slug"), award.at("programme"), organiser.at("slug")):
        if isinstance(slug.value, str) and not (_SLUG.fullmatch(slug.value) and len(slug.value) <= 60):
            yield slug.problem(
                f"“{slug.value}” must be small letters a–z, digits and single hyphens, 60 at most",
                f"“{slug.value}” ต้องเป็นอักษร a–z ตัวเล็ก ตัวเลข และขีดกลาง ไม่เกิน 60 ตัว",
            )
    year = award.number("year")
    if year is not None and not 1900 <= year < 2400:
        yield award.at("year").problem(
            f"the year is Gregorian here: {year} would be {year - 543}" if year >= 2400 else f"{year} is not a year",
            f"ระบุปีเป็นคริสต์ศักราช: พ.ศ. {year} คือ {year - 543}" if year >= 2400 else f"{year} ไม่ใช่ปี",
        )
    yield from repeated(award.tables("notices"))


def _calendar(pack: RawPack) -> Iterator[PackProblem]:
    spot = pack.spot("calendar.toml")
    if spot is None:
        return
    opens, closes = spot.at("opens_at"), spot.at("closes_at")
    aware = isinstance(opens.value, dt.datetime) and isinstance(closes.value, dt.datetime)
    for moment in (opens, closes):
        if isinstance(moment.value, dt.date) and getattr(moment.value, "tzinfo", None) is None:
            aware = False
            yield moment.problem(
                "a moment needs its offset, as in 2021-07-01T00:00:00+07:00",
                "วันและเวลาต้องระบุเขตเวลา เช่น 2021-07-01T00:00:00+07:00",
            )
    if aware and closes.value <= opens.value:
        yield closes.problem("entries close before they open", "วันปิดรับสมัครอยู่ก่อนวันเปิดรับสมัคร")
    grace = spot.number("grace_seconds")
    if grace is not None and grace < 0:
        yield spot.at("grace_seconds").problem("the grace period cannot be negative", "เวลาผ่อนผันต้องไม่ติดลบ")


_ANSWER_OF_TEST = {"yes": "yesno", "in_use": "date", "organisation_type": "yesno"}


def _eligibility(pack: RawPack) -> Iterator[PackProblem]:
    rules = pack.tables("eligibility.toml", "rules")
    yield from repeated(rules)
    types = {key: question.word("type") for key, question in first_by_key(questions(pack)).items()}
    for rule in rules:
        test, question = rule.word("test"), rule.word("question")
        wanted = _ANSWER_OF_TEST.get(test or "")
        if question is None and test in ("yes", "in_use"):
            yield rule.problem(f"the test “{test}” needs a question", f"การตรวจแบบ “{test}” ต้องระบุคำถาม")
        elif question is not None and question not in types:
            yield rule.at("question").problem(f"there is no question “{question}”", f"ไม่มีคำถาม “{question}”")
        elif question is not None and wanted and types[question] != wanted:
            yield rule.at("question").problem(
                f"the test “{test}” needs a question of type {wanted}", f"การตรวจแบบ “{test}” ต้องใช้คำถามชนิด {wanted}"
            )
        if test == "in_use" and rule.number("months_before_closing") is None and rule.at("or_before").value is None:
            yield rule.problem(
                "say months_before_closing, or_before, or both",
                "ต้องระบุ months_before_closing หรือ or_before หรือทั้งสองอย่าง",
            )
        if test == "organisation_type" and not rule.at("organisation_types").value:
            yield rule.problem("organisation_types is empty", "ยังไม่ได้ระบุ organisation_types")


def _criteria(pack: RawPack) -> Iterator[PackProblem]:
    criteria = pack.tables("criteria.toml", "criteria")
    yield from repeated(criteria)
    survey = keys_of(pack.tables("survey.toml", "questions"))
    orders: set[Decimal] = set()
    for criterion in criteria:
        named = criterion.word("survey")
        if named is not None and named not in survey:
            yield criterion.at("survey").problem(
                f"there is no on-screen question “{named}” in survey.toml", f"ไม่มีคำถาม “{named}” ใน survey.toml"
            )
        order = criterion.number("guidance_order")
        if order is not None and order in orders:
            yield criterion.at("guidance_order").problem(
                f"guidance_order {order} is used twice", f"ใช้ guidance_order {order} ซ้ำ"
            )
        elif order is not None:
            orders.add(order)
        yield from _rubric(criterion)


def _weights(pack: RawPack) -> Iterator[PackProblem]:
    spot = pack.spot("criteria.toml")
    if spot is None:
        return
    criteria = spot.tables("criteria")
    if not criteria:
        yield spot.problem("there are no criteria", "ยังไม่มีเกณฑ์การพิจารณา")
        return
    weights = []
    for criterion in criteria:
        for name in ("weight", "maximum"):
            number = criterion.number(name)
            if criterion.at(name).value is not None and (number is None or number <= 0):
                yield criterion.at(name).problem(f"“{name}” must be a number above 0", f"“{name}” ต้องเป็นตัวเลขที่มากกว่า 0")
        weights.append(criterion.number("weight"))
    known = [weight for weight in weights if weight is not None]
    total = sum(known, Decimal(0))
    if len(known) == len(weights) and total != _FULL_WEIGHT:
        yield (
            criteria[-1]
            .at("weight")
            .problem(
                f"the weights add up to {total.normalize():f}, not 100", f"น้ำหนักรวมกันได้ {total.normalize():f} ไม่ใช่ 100"
            )
        )


def _rubric(criterion: Spot) -> Iterator[PackProblem]:
    top = criterion.number("maximum") or criterion.number("weight")
    levels = []
    for level in criterion.tables("rubric"):
        lowest, highest = level.number("lowest"), level.number("highest")
        if lowest is None or highest is None:
            return  # said by the shape
        if highest < lowest:
            yield level.at("highest").problem(
                f"the level ends at {highest}, below its start {lowest}", f"ระดับนี้สิ้นสุดที่ {highest} ซึ่งต่ำกว่าจุดเริ่ม {lowest}"
            )
            return
        levels.append((lowest, highest, level))
    if top is None or top <= 0:
        return
    if not levels:
        if criterion.at("rubric").value is not None:
            yield criterion.at("rubric").problem("the rubric has no levels", "ยังไม่มีระดับคะแนน")
        return
    levels.sort(key=lambda level: level[:2])
    step = _step([bound for lowest, highest, _ in levels for bound in (lowest, highest)])
    if levels[0][0] != 0:
        yield levels[0][2].problem(
            f"the lowest level starts at {levels[0][0]}, not 0", f"ระดับต่ำสุดเริ่มที่ {levels[0][0]} ไม่ใช่ 0"
        )
    for (_, before, _), (after, _, level) in pairwise(levels):
        if after <= before:
            yield level.problem(f"two levels hold the mark {after}", f"คะแนน {after} อยู่ในสองระดับ")
        elif after - before > step:
            yield level.problem(
                f"no level holds the marks between {before} and {after}",
                f"ไม่มีระดับใดครอบคลุมคะแนนระหว่าง {before} กับ {after}",
            )
    if levels[-1][1] != top:
        yield levels[-1][2].problem(
            f"the highest level ends at {levels[-1][1]}, not {top}", f"ระดับสูงสุดสิ้นสุดที่ {levels[-1][1]} ไม่ใช่ {top}"
        )


def _step(bounds: list[Decimal]) -> Decimal:
    """Return the step in which a rubric counts: 1, or the finer one in which all its bounds are written."""
    exact = [Fraction(bound) for bound in bounds]
    bottom = 1
    for bound in exact:
        bottom = bottom * bound.denominator // gcd(bottom, bound.denominator)
    top = gcd(*(int(bound * bottom) for bound in exact))
    return min(Decimal(1), Decimal(top or bottom) / bottom)


def _paper_form(pack: RawPack) -> Iterator[PackProblem]:
    spot = pack.spot("submission-form.toml")
    if spot is None:
        return
    for name in ("fields", "consents", "authority"):
        yield from repeated(spot.tables(name))
    sources = keys_of(questions(pack)) | set(ORGANISATION_FACTS)
    for blank in spot.tables("fields"):
        source = blank.word("source")
        if source is not None and source not in sources:
            yield blank.at("source").problem(
                f"there is no question “{source}”, nor is it one of {', '.join(ORGANISATION_FACTS)}",
                f"ไม่มีคำถาม “{source}” และไม่ใช่ {', '.join(ORGANISATION_FACTS)}",
            )


def _stages(pack: RawPack) -> Iterator[PackProblem]:
    spot = pack.spot("stages.toml")
    if spot is None:
        return
    for name in ("rounds", "screening", "prizes"):
        yield from repeated(spot.tables(name))
    for table, number in (("rounds", "per_entry"), ("prizes", "count")):
        for item in spot.tables(table):
            value = item.number(number)
            if value is not None and value < 1:
                yield item.at(number).problem(f"“{number}” must be at least 1", f"“{number}” ต้องไม่น้อยกว่า 1")
    if spot.at("prizes").value == []:
        yield spot.at("prizes").problem("there is no prize", "ยังไม่มีรางวัล")
