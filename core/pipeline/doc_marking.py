"""What a model says of a Doc, written into the Doc: columns of its tokens, its tree, and facts on expressions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.parts_of_speech import IDS as PARTS_OF_SPEECH
from spacy.tokens import Doc

from construal.annotation.columns import Column, ints
from construal.annotation.document import Document, Sentences, Tokens
from construal.annotation.snacs.expression import SINGLE, STRONG
from construal.annotation.snacs.relations import LEXCATS, relation
from construal.core.models.tagged import Tagged
from construal.core.pipeline.doc_sentences import UNKNOWN
from construal.core.pipeline.lexical_expression import FACTS, LEXTAG, data_of, key

ROOT = "ROOT"  # spaCy's name for UD's relation `root`
_OF_SPACE = "dep"  # spaCy's name for how white space hangs on the word before
_SPACE_TAG = "_SP"
_OF_WORDS = ("POS", "TAG", "LEMMA")

Hashes = npt.NDArray[np.uint64]


def mark(doc: Doc, sentences: Sequence[range], tagged: Sequence[Tagged], *, language: str, overwrite: bool) -> None:
    """Write what was tagged of these sentences; without `overwrite` only where the Doc says nothing yet."""
    if not len(doc):
        return
    rows = [[row for row in of if not doc[row].is_space] for of in sentences]
    _mark_words(doc, rows, tagged, overwrite=overwrite)
    has_tree = any(of.heads for of in tagged) and all(len(of.heads) == len(of.words) for of in tagged)
    is_parsed = doc.has_annotation("DEP")
    if has_tree and (overwrite or not is_parsed):
        _mark_tree(doc, sentences, rows, tagged)
    elif not is_parsed:
        starts = np.full((len(doc), 1), -1, np.int64)
        starts[[of.start for of in sentences]] = 1
        _set(doc, ["SENT_START"], starts)
    _mark_expressions(doc, rows, tagged, language if has_tree else "")


def _mark_words(doc: Doc, rows: Sequence[Sequence[int]], tagged: Sequence[Tagged], *, overwrite: bool) -> None:
    given: Hashes = np.asarray(doc.to_array([*_OF_WORDS]), np.uint64)
    found = np.zeros_like(given)
    add = doc.vocab.strings.add
    for token in doc:
        if token.is_space:
            found[token.i] = PARTS_OF_SPEECH["SPACE"], add(_SPACE_TAG), add(token.text)
    for row, word in zip(chain.from_iterable(rows), chain.from_iterable(of.words for of in tagged), strict=True):
        tag, lemma = (add(value) if value != UNKNOWN else 0 for value in (word.xpos, word.lemma))
        found[row] = PARTS_OF_SPEECH.get(word.upos, 0), tag, lemma
    # What the model has no head for is no reason to take away what is there.
    wanted = found != 0 if overwrite else given == 0
    _set(doc, _OF_WORDS, np.where(wanted, found, given))


def _mark_tree(doc: Doc, sentences: Sequence[range], rows: Sequence[Sequence[int]], tagged: Sequence[Tagged]) -> None:
    add = doc.vocab.strings.add
    heads = np.arange(len(doc), dtype=np.int64)
    relations = np.full(len(doc), add(_OF_SPACE), np.uint64)
    for sentence, words, of in zip(sentences, rows, tagged, strict=True):
        here = words[0] if words else sentence.start
        if not words:
            relations[here] = add(ROOT)
        own = set(words)
        for row in sentence:
            here = row if row in own else here
            heads[row] = here  # white space hangs on the word before it
        for row, head, deprel in zip(words, of.heads, of.deprels, strict=True):
            heads[row] = words[head - 1] if head else row
            relations[row] = add(deprel if head else ROOT)
    offsets = (heads - np.arange(len(doc))).astype(np.uint64)
    _set(doc, ["HEAD", "DEP"], np.stack([offsets, relations], axis=1))


def _set(doc: Doc, names: Sequence[str], values: Any) -> None:
    """Set a column for each of spaCy's attributes; below 0 counts down from the largest number, as spaCy reads it."""
    doc.from_array([*names], values.astype(np.uint64))


def _mark_expressions(doc: Doc, rows: Sequence[Sequence[int]], tagged: Sequence[Tagged], language: str) -> None:
    """Lextags and facts, in place of those of an earlier time; governor and object where there is a language."""
    data = data_of(doc)
    for old in [k for k in data if isinstance(k, tuple) and k[:1] == ("._.",) and k[1] in (LEXTAG, FACTS)]:
        del data[old]
    document = _document(doc, rows, tagged, language) if language else None
    before = 0
    for of_sentence, of in zip(rows, tagged, strict=True):
        for row, tag in zip(of_sentence, of.lextags, strict=True):
            data[key(LEXTAG, doc[row])] = tag
        for position, facts in _facts(of):
            data[key(FACTS, doc[of_sentence[position]])] = facts
        if document is not None:
            _relate(doc, before, of_sentence, of, document)
        before += len(of_sentence)


def _facts(tagged: Tagged) -> Iterator[tuple[int, dict[str, Any]]]:
    """What is kept of the first word of each expression worth telling; plain data, which any serializer carries."""
    targets = {target.position: target for target in tagged.labels.targets}
    firsts = {e.first for e in tagged.labels.expressions if e.label or e.strength != SINGLE}
    for position in sorted(firsts):
        facts: dict[str, Any] = {
            LEXTAG: tagged.lextags[position],
            "probability": float(tagged.labels.probabilities[position]),
        }
        if position in targets:
            target = targets[position]
            facts["sure"] = float(target.target * target.construal)
            facts["likeliest"] = [[c.role, c.function, float(c.probability)] for c in target.likeliest]
        yield position, facts


def _relate(doc: Doc, before: int, rows: Sequence[int], tagged: Tagged, document: Document) -> None:
    """Governor and object of each adposition and possessive of a sentence, as distances in code points."""
    found = [e for e in tagged.labels.expressions if e.role and e.lexcat in LEXCATS]
    joined = [before + p for e in tagged.labels.expressions if e.strength == STRONG for p in e.positions[1:]]
    for expression in found:
        first = doc[rows[expression.first]]
        known = relation(document, [before + position for position in expression.positions], joined=joined)
        if known is None:
            continue
        facts = data_of(doc)[key(FACTS, first)]
        facts["config"] = known.config
        for name, row in (("governor", known.governor), ("object", known.object)):
            if row is not None:
                facts[name] = doc[rows[row - before]].idx - first.idx


def _document(doc: Doc, rows: Sequence[Sequence[int]], tagged: Sequence[Tagged], language: str) -> Document:
    """The words of a Doc as a document of ours, with the tree that the model gave them."""
    words = [word for of in tagged for word in of.words]
    tokens = [doc[row] for of in rows for row in of]
    start = ints(token.idx for token in tokens)
    end = ints(token.idx + len(token) for token in tokens)
    counts = [len(of) for of in rows]
    first = ints([0, *np.cumsum(counts).tolist()])
    full = [number for number, count in enumerate(counts) if count]
    columns = {
        "id": Column.of(str(number + 1) for count in counts for number in range(count)),
        "form": Column.of(word.form for word in words),
        "lemma": Column.of(word.lemma for word in words),
        "upos": Column.of(word.upos for word in words),
        "xpos": Column.of(word.xpos for word in words),
        "head": Column.of(str(head) for of in tagged for head in of.heads),
        "deprel": Column.of(deprel for of in tagged for deprel in of.deprels),
    }
    sentences = Sentences(
        first=ints([*(int(first[n]) for n in full), len(words)]),
        start=ints(int(start[first[n]]) for n in full),
        end=ints(int(end[first[n + 1] - 1]) for n in full),
        ids=Column.of(str(n + 1) for n in range(len(full))),
    )
    return Document(
        id=0, name="", text=doc.text, tokens=Tokens(start, end, columns), sentences=sentences, language=language
    )
