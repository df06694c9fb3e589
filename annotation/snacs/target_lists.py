"""The word lists behind target identification: adpositions, multiword expressions, and what is never a target.

Data, in `construal/resources/targets`: a file per language, and beside it what a corpus taught. Knows no document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib import resources
from typing import NamedTuple

import msgspec

BLOCKED = ""
ANY = "*"
AFFIX = "-"  # before the end of a word


class Match(NamedTuple):
    """A known n-gram at a place: where it ends, its positions, its lexcat (BLOCKED for none), and as it is listed."""

    end: int
    places: tuple[int, ...]
    lexcat: str
    words: str


class FormLists(msgspec.Struct, frozen=True, kw_only=True):
    """Lower-cased forms that decide where a document has no parts of speech; empty for languages without them."""

    always: tuple[str, ...] = ()
    before_nominal: tuple[str, ...] = ()
    unless_after: Mapping[str, tuple[str, ...]] = {}
    unless_before: Mapping[str, tuple[str, ...]] = {}
    nominal: tuple[str, ...] = ()
    function_words: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    possessives_before_noun: tuple[str, ...] = ()
    clitics: tuple[str, ...] = ()
    clitic_not_after: tuple[str, ...] = ()
    clitic_not_before: tuple[str, ...] = ()
    infinitive: tuple[str, ...] = ()
    infinitive_nominal: tuple[str, ...] = ()
    verbs_in_s: tuple[str, ...] = ()
    degree: tuple[str, ...] = ()


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """What a corpus teaches about targets; `construal.core.training.target_lists` makes it.

    An n-gram is lemmas joined by a space, `*` for any one word. `prepositions` maps it to its lexcat, `blockers` are
    expressions whose words are no targets, `dropped` were listed but the corpus takes their words one by one.
    """

    source: str
    prepositions: Mapping[str, str] = {}
    blockers: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    advcl_heads_without: tuple[str, ...] = ()
    acl_heads_without: tuple[str, ...] = ()


class TargetLists(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All lists of one language, lower case. An empty `single` means that the language has no list yet.

    `own` are the entries among `prepositions` and `blockers` that a project added; they alone may have one word.
    """

    language: str
    source: str = ""
    single: tuple[str, ...] = ()
    subordinators: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    prepositions: Mapping[str, str] = {}
    blockers: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    advcl_heads_without: tuple[str, ...] = ()
    acl_heads_without: tuple[str, ...] = ()
    for_heads: tuple[str, ...] = ()
    forms: FormLists = FormLists()
    own: tuple[str, ...] = ()

    @cached_property
    def single_set(self) -> frozenset[str]:
        """Adpositions of one word."""
        return frozenset(self.single)

    @cached_property
    def subordinator_set(self) -> frozenset[str]:
        """Adpositions that mark a clause."""
        return frozenset(self.subordinators)

    @cached_property
    def adverb_set(self) -> frozenset[str]:
        """What is a target as an adverb: the adpositions, and words that never take an object."""
        return self.single_set | frozenset(self.adverbs)

    @cached_property
    def own_set(self) -> frozenset[str]:
        """What a project added: it counts whatever the parts of speech."""
        return frozenset(self.own)

    @cached_property
    def endings(self) -> Mapping[str, str]:
        """Ends of words that are targets, without their hyphen, with their lexcat; a project's own."""
        own = ((words, self.prepositions.get(words)) for words in self.own if words.startswith(AFFIX))
        return {words[1:]: lexcat for words, lexcat in own if lexcat and len(words) > 1 and " " not in words}

    @cached_property
    def expressions(self) -> ExpressionTree:
        """Multiword adpositions and blockers, ready to match."""
        known = {**self.prepositions, **dict.fromkeys(self.blockers, BLOCKED)}
        dropped = set(self.dropped)
        return ExpressionTree({words: lexcat for words, lexcat in known.items() if words not in dropped})

    def with_learned(self, learned: Learned) -> TargetLists:
        """These lists, with what a corpus taught; where the two differ, the corpus is right."""
        taught = {*learned.prepositions, *learned.blockers}
        blockers = dict.fromkeys((*self.blockers, *learned.blockers))
        return msgspec.structs.replace(
            self,
            source=f"{self.source} {learned.source}".strip(),
            prepositions={
                **{words: lexcat for words, lexcat in self.prepositions.items() if words not in learned.blockers},
                **learned.prepositions,
            },
            blockers=tuple(words for words in blockers if words not in learned.prepositions),
            dropped=tuple(d for d in (*self.dropped, *learned.dropped) if d not in taught),
            advcl_heads_without=(*self.advcl_heads_without, *learned.advcl_heads_without),
            acl_heads_without=(*self.acl_heads_without, *learned.acl_heads_without),
        )


class ExpressionTree:
    """Finds the longest known n-gram at a place; every word may match in any of its spellings (form or lemma)."""

    __slots__ = ("_root",)

    def __init__(self, expressions: Mapping[str, str]) -> None:
        self._root: dict[str, dict[str, object]] = {}
        for words, lexcat in expressions.items():
            node: dict[str, object] = self._root  # type: ignore[assignment]
            for word in words.split():
                node = node.setdefault(word, {})  # type: ignore[assignment]
            node[" "] = lexcat

    def longest(self, spellings: Sequence[Sequence[str]], first: int) -> Match | None:
        """The longest expression that begins at `first`; of equal ones that with more words of its own."""
        best: Match | None = None
        for match in self.matches(spellings, first):
            if best is None or match.end > best.end or len(match.places) > len(best.places):
                best = match
        return best

    def matches(self, spellings: Sequence[Sequence[str]], first: int) -> Iterator[Match]:
        """Every expression that begins at `first`, shorter ones first.

        Windows up to the last word count. The positions leave out the words that stood for `*`.
        """
        open_paths: list[tuple[dict[str, object], tuple[int, ...], str]] = [(self._root, (), "")]  # type: ignore[list-item]
        for position in range(first, len(spellings)):
            following: list[tuple[dict[str, object], tuple[int, ...], str]] = []
            for node, taken, name in open_paths:
                for word in dict.fromkeys(spellings[position]):
                    if isinstance(child := node.get(word), dict):
                        following.append((child, (*taken, position), f"{name} {word}" if name else word))
                if taken and isinstance(child := node.get(ANY), dict):
                    following.append((child, taken, f"{name} {ANY}"))
            for node, taken, name in following:
                if isinstance(lexcat := node.get(" "), str):
                    yield Match(position + 1, taken, lexcat, name)
            if not following:
                break
            open_paths = following


def load(language: str, *, hand_written_only: bool = False) -> TargetLists:
    """The shipped lists of a language, empty ones where none are shipped ("en-GB" is "en")."""
    code = language.lower().replace("_", "-").split("-")[0]
    folder = resources.files("construal.resources") / "targets"
    own = folder / f"{code}.json"
    if not code.isalpha() or not own.is_file():
        return TargetLists(language=code)
    lists = msgspec.json.decode(own.read_bytes(), type=TargetLists)
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not hand_written_only and entry.name.startswith(f"{code}-") and entry.name.endswith(".json"):
            lists = lists.with_learned(msgspec.json.decode(entry.read_bytes(), type=Learned))
    return lists
