"""Validating the decisions of a project's sentence, while they are made. Numbers, lemmas and lextags are right here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from construal.annotation.annotation import Annotation, Value
from construal.annotation.document import Document
from construal.annotation.layer import LEXICAL
from construal.annotation.snacs import mwe
from construal.annotation.snacs.expression import (
    SECOND_PART,
    SINGLE,
    STRONG,
    WEAK,
    Expression,
    Word,
    expression,
    parts_of,
    rows_of,
    sentence_words,
    sort_decisions,
)
from construal.annotation.snacs.lexcat import following, lexcat
from construal.annotation.snacs.validation.finding import RULES, Finding, Problem
from construal.annotation.snacs.validation.labels import NONE, LabelRules
from construal.annotation.snacs.validation.words import Words
from construal.annotation.snacs.versions import CURRENT

Decisions = Iterable[Annotation]


@cache
def _words(scheme: str, language: str, has_supersenses: bool) -> Words:
    return Words(LabelRules(scheme, language, has_supersenses=has_supersenses))


def validate_sentence(
    document: Document, index: int, annotations: Decisions, *, needs_supersenses: bool = True
) -> list[Finding]:
    """What is wrong with the decisions on a sentence, in its order, each with the annotation that it is about.

    Each decision is looked at as its own scheme version has it. `needs_supersenses` is False where nouns and verbs are
    not annotated. Words that nobody decided about are not looked at.
    """
    lexical = [a for a in annotations if a.layer == LEXICAL and a.is_decided and a.get("target") is not False]
    if not lexical:
        return []
    first = int(document.sentences.first[index])
    words = sentence_words(document, index)
    by_id = {annotation.id: annotation for annotation in lexical}
    unfit = {annotation.id: reason for annotation, reason in sort_decisions(document, lexical).unfit}
    found = [(by_id[id], _unfit(reason)) for id, reason in unfit.items() if reason != SECOND_PART]
    multiword: dict[bool, list[tuple[Annotation, list[int]]]] = {False: [], True: []}
    for annotation in lexical:
        if annotation.id in unfit:
            continue
        rows = rows_of(document, annotation.anchor) or []
        positions = tuple(row - first for row in rows)
        if not positions or not 0 <= positions[0] <= positions[-1] < len(words):
            continue
        strength = annotation.text("strength") or (STRONG if len(positions) > 1 else SINGLE)
        one = expression(positions, strength, values=annotation.values)
        if len(positions) > 1:
            multiword[strength == WEAK].append((annotation, list(positions)))
        if strength != WEAK:
            rules = _words(annotation.scheme or CURRENT, document.language, needs_supersenses)
            # A word's part of speech says nothing about a part of it.
            is_part = bool(parts_of(document, annotation.anchor, rows))
            found += [(annotation, problem) for problem in _problems(one, words, rules, is_part=is_part)]
    found += _interleaved(multiword)
    made = [_finding(document, index, annotation, problem) for annotation, problem in found]
    return sorted(made, key=lambda finding: (finding.start, finding.end, finding.rule))


def mended(annotation: Annotation, change: Mapping[str, Value]) -> dict[str, Value]:
    """The values of a statement after a mechanical change; None takes one out."""
    return {key: value for key, value in {**annotation.values, **change}.items() if value is not None}


def _problems(one: Expression, words: tuple[Word, ...], rules: Words, *, is_part: bool) -> Iterable[Problem]:
    category = lexcat(one, words)
    first, second = one.labels
    several = one.strength == STRONG
    word = words[one.first]
    if not category:
        # No part of speech to go by; a label alone says what takes labels.
        category = "P" if one.role or one.function else NONE
    if category == NONE:
        return
    if several or word.is_empty_node or is_part:
        problems = rules.labels.of(category, first, second, several=several)
    else:
        problems = rules.problems(word.upos, word.xpos, category, first, second, word.lemma)
    for problem in problems:
        change = problem.change
        if change is not None and "lexcat" in change and change["lexcat"] is None:
            change = _unstated(one, words, rules, problem)
        yield problem._replace(change=change)


def _unstated(one: Expression, words: tuple[Word, ...], rules: Words, problem: Problem) -> Mapping[str, Value] | None:
    """To let the lexcat follow, where one was stated and the one that follows has not the same fault."""
    then = following(one, words) if one.lexcat else ""
    if not then or then == one.lexcat:
        return None
    again = rules.labels.of(then, *one.labels, several=one.strength == STRONG)
    return None if any(other.rule == problem.rule for other in again) else problem.change


def _unfit(reason: str) -> Problem:
    mend = "take one of them apart, or say which one it is"
    return Problem("mwe-split" if "split" in reason else "place", f"this is {reason}", mend)


def _interleaved(multiword: Mapping[bool, list[tuple[Annotation, list[int]]]]) -> list[tuple[Annotation, Problem]]:
    """Expressions whose gaps no lextag can hold."""
    strong, weak = ([positions for _, positions in multiword[kind]] for kind in (False, True))
    if len(strong) + len(weak) < 2:
        return []
    whose = {id(positions): annotation for kind in multiword.values() for annotation, positions in kind}
    told = "its gap interleaves with another expression’s"
    return [
        (whose[id(group)], Problem("mwe-interleaved", told, "the lextags leave it out; the columns keep it"))
        for group, _, unfit in mwe.fitted(strong, weak)
        if unfit == "gap"
    ]


def _finding(document: Document, index: int, annotation: Annotation, problem: Problem) -> Finding:
    rows = rows_of(document, annotation.anchor) or []
    token = document.tokens.cell("id", rows[0]) if rows else ""
    if rows and not token:
        token = str(rows[0] - int(document.sentences.first[index]) + 1)
    return Finding(
        problem.rule, RULES[problem.rule].severity, problem.message, problem.mend,
        sentence=document.sentences.ids[index], token=token, annotation=annotation.id,
        start=annotation.anchor.start or 0, end=annotation.anchor.end or 0,
        change=None if problem.change is None else mended(annotation, problem.change),
    )  # fmt: skip
