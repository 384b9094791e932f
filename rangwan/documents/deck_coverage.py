"""Which topics the pages of a presentation seem to speak of. A hint for people, never a judgement.

Thai is written without spaces between words, so nothing is cut into words here: a topic's words are looked for as
they stand, and titles are compared with its names by the groups of three letters that they share, those groups
counting most that few topics have.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rangwan.kernel.text import search_key

_SEAM = re.compile(r"(?<=[a-z0-9])(?=[\u0e00-\u0e7f])|(?<=[\u0e00-\u0e7f])(?=[a-z0-9])")
_LATIN = re.compile(r"[a-z0-9 ]+")
_LONGEST_PAGE = 20_000  # characters that are looked at

ENOUGH = 2  # points for a page to speak of a topic
_TITLE_LIKE, _TITLE_WORD, _PHRASE, _WORD = 3, 2, 2, 1  # points
ALIKE = 0.6  # part of a title that it shares with a topic's names
_LEAST_SHARED = 9  # groups of letters; fewer are one word by chance
_LEAST_PHRASE = 12  # letters of a name that says something when it stands in a text
_SHORT_DECK = 3  # pages; in a short deck one page may speak of everything
_RECURRING = 0.5  # part of the pages on which a line is a header or footer


@dataclass(frozen=True)
class Topic:
    """A topic: its names and what is asked under it, and the words that pages about it are likely to use."""

    key: str
    names: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeckPage:
    """One page. `topic`: it is marked with one; then it speaks of it as soon as somebody put something there
    (`is_filled`), whatever the words."""

    number: int
    title: str
    text: str = ""
    topic: str | None = None
    is_filled: bool = True


@dataclass(frozen=True)
class Mention:
    """A topic, the pages that seem to speak of it, and the words that were found there (none: the title is alike)."""

    topic: str
    pages: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


def mentions(topics: Sequence[Topic], pages: Sequence[DeckPage]) -> list[Mention]:
    """Return every topic with the pages that seem to speak of it, in the order of `topics`.

    A page that seems to speak of a third of all topics is a list of contents and counts for none, unless the deck is
    short.
    """
    known = [_Known(topic) for topic in topics]
    rare = _rarity(known)
    found: dict[str, dict[int, set[str]]] = {topic.key: {} for topic in topics}
    most = len(topics) if len(pages) <= _SHORT_DECK else max(3, math.ceil(len(topics) / 3))
    for page in _without_recurring(pages):
        if page.topic is not None and page.topic not in found:
            continue  # marked with something that is no topic here
        here = _on(page, known, rare)
        if len(set(here) - {page.topic}) <= most:
            for key, words in here.items():
                found[key][page.number] = words
    return [
        Mention(topic.key, tuple(sorted(found[topic.key])), tuple(sorted(set().union(*found[topic.key].values()))))
        for topic in topics
    ]


class _Known:
    """A topic, folded for looking."""

    def __init__(self, topic: Topic) -> None:
        self.key = topic.key
        self.words = {word: folded for word in topic.words if (folded := _fold(word)).strip()}
        tight = [_tight(_fold(name)) for name in topic.names]
        self.phrases = {name for name in tight if len(name) >= _LEAST_PHRASE}
        self.grams = {gram for name in tight for gram in _grams(name)}


def _fold(text: str) -> str:
    """Return `text` folded: lower case, no marks of punctuation, a space wherever Thai and Latin letters meet."""
    letters = "".join(
        sign if sign.isalnum() or unicodedata.category(sign) == "Mn" else " "
        for sign in search_key(text[:_LONGEST_PAGE])
    )
    return " ".join(_SEAM.sub(" ", letters).split())


def _tight(folded: str) -> str:
    return folded.replace(" ", "")


def _grams(tight: str) -> set[str]:
    return {tight[place : place + 3] for place in range(len(tight) - 2)}


def _rarity(known: Iterable[_Known]) -> dict[str, float]:
    """Return how much a group of letters says: less, the more topics have it; the boilerplate of names says little."""
    counts = Counter(gram for topic in known for gram in topic.grams)
    every = max(counts.values(), default=1)
    return {gram: math.log(1 + every / count) for gram, count in counts.items()}


def _alike(title: set[str], topic: _Known, rare: dict[str, float]) -> float:
    """Return what part of a title, by weight, is in the topic's names."""
    unknown = max(rare.values(), default=1.0)
    if len(title & topic.grams) < _LEAST_SHARED:
        return 0.0
    whole = sum(rare.get(gram, unknown) for gram in title)
    return sum(rare[gram] for gram in title & topic.grams) / whole if whole else 0.0


def _on(page: DeckPage, known: Sequence[_Known], rare: dict[str, float]) -> dict[str, set[str]]:
    """Return {topic: words found} for the topics that a page seems to speak of."""
    title, text = _fold(page.title), _fold(page.text)
    grams = _grams(_tight(title))
    shares = {topic.key: _alike(grams, topic, rare) for topic in known}
    best = max(shares.values(), default=0.0)
    found: dict[str, set[str]] = {}
    faint: dict[str, set[str]] = {}  # a single word in the text: enough where nothing says more
    for topic in known:
        if page.topic == topic.key:
            if page.is_filled:
                found[topic.key] = set()
            continue
        if page.topic is not None and not page.is_filled:
            continue
        in_title = {word for word, folded in topic.words.items() if _stands_in(folded, title)}
        points = _TITLE_WORD * bool(in_title)
        if shares[topic.key] >= ALIKE and shares[topic.key] >= best * 0.9:
            points += _TITLE_LIKE
        in_text: set[str] = set()
        if page.topic is None:  # the text of a marked page belongs to its own topic
            in_text = _distinct({word: folded for word, folded in topic.words.items() if _stands_in(folded, text)})
            points += _WORD * len(in_text - in_title)
            points += _PHRASE * any(phrase in _tight(text) for phrase in topic.phrases)
        if points >= ENOUGH:
            found[topic.key] = in_title | in_text
        elif points:
            faint[topic.key] = in_text
    return found or (faint if len(faint) == 1 else {})


def _distinct(words: dict[str, str]) -> set[str]:
    """Return the words without those that are only a part of another one found."""
    return {
        word
        for word, folded in words.items()
        if not any(folded != other and _tight(folded) in _tight(other) for other in words.values())
    }


def _stands_in(word: str, text: str) -> bool:
    """Return whether a folded word stands in a folded text: Latin words whole, Thai ones anywhere."""
    if _LATIN.fullmatch(word):
        return f" {word} " in f" {text} " or f" {word}s " in f" {text} "
    return _tight(word) in _tight(text)


def _without_recurring(pages: Sequence[DeckPage]) -> list[DeckPage]:
    """Return the pages without the lines that stand on most of them: headers and footers."""
    counts = Counter(line for page in pages for line in {line.strip() for line in page.text.split("\n")} if line)
    most = max(_SHORT_DECK, len(pages) * _RECURRING)
    often = {line for line, count in counts.items() if count > most}
    return [
        DeckPage(
            page.number, page.title, "\n".join(line for line in page.text.split("\n") if line.strip() not in often),
            page.topic, page.is_filled,
        )
        for page in pages
    ]  # fmt: skip
