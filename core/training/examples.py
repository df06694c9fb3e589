"""Sentences of annotated corpora as what each head may learn from them: a label for each word, "" where none is known.

Reads whatever the importers read; knows labels as strings, no model and no tensor.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Imported, ReadOptions
from construal.annotation.formats.registry import detect
from construal.annotation.layer import LEXICAL
from construal.annotation.scheme import UNCLEAR
from construal.annotation.snacs.expression import (
    WEAK,
    Expression,
    Word,
    prefixed,
    rows_of,
    sentence_words,
    sort_decisions,
)
from construal.annotation.snacs.lextag import derived_cells
from construal.annotation.snacs.migration import current
from construal.annotation.snacs.tree import sentence_ids
from construal.core.models.arborescence import is_tree
from construal.core.models.labels import ARC, HEADS, PARTS, SNACS_HEADS, SYNTAX_HEADS
from construal.core.models.lemmas import script
from construal.core.progress import Progress, Quiet
from construal.core.training.errors import TrainingError
from construal.core.training.recipe import Corpus

_HEAD = 65_536  # bytes that a format may look at to know a file
UNTAUGHT = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: its words, and for each head that it teaches the label of each word, "" where it is not known.

    `number` is the sentence's number in its document, `id` what its file calls it. `heads` are the governors of the
    words, counted from 1, 0 for the root; empty where they are not taught, or are not known to be one tree.
    """

    id: str
    number: int
    words: tuple[str, ...]
    gold: Mapping[str, tuple[str, ...]]
    heads: tuple[int, ...] = ()

    @property
    def has_targets(self) -> bool:
        """Whether anything here teaches what roles and functions there are."""
        return any(label != UNTAUGHT for head in SNACS_HEADS for label in self.gold.get(head, ()))


@dataclass(frozen=True, slots=True)
class Read:
    """A corpus: sentences to learn from, and documents that are held out, with their decisions in the scheme of now."""

    examples: list[Example]
    held_out: list[Document] = field(default_factory=list)
    held_out_annotations: list[Annotation] = field(default_factory=list)


def read(corpus: Corpus, folder: Path, *, language: str = "en", progress: Progress | None = None) -> Read:
    """A corpus of a recipe. Raises TrainingError where a file is absent, FormatError where it cannot be read."""
    told = progress or Quiet()
    left_out = {
        str(id)
        for path in paths(corpus.without, folder)
        for document in imported(path, language).documents
        for id in document.sentences.ids
    }
    found = Read([])
    files = paths(corpus.files, folder)
    for done, path in enumerate(files):
        told.step(done, len(files), path.name)
        whole = imported(path, language, scheme=corpus.scheme)
        by_document: dict[int, list[Annotation]] = {document.id: [] for document in whole.documents}
        for annotation in whole.annotations:
            by_document[annotation.document].append(annotation)
        # A treebank that nobody annotated says nothing of labels, not that there are none.
        is_annotated = any(annotation.layer == LEXICAL for annotation in whole.annotations)
        heads = [head for head in corpus.heads if is_annotated or head in (*SYNTAX_HEADS, ARC)]
        for document in whole.documents:
            decisions = by_document[document.id]
            if is_held_out(corpus, document.name):
                found.held_out.append(document)
                found.held_out_annotations.extend(now(document, decisions)[0])
                continue
            for example in examples(document, decisions, heads=heads):
                if example.id in left_out or (corpus.longest and len(example.words) > corpus.longest):
                    continue
                if example.has_targets or not corpus.targets_only:
                    found.examples.append(example)
    return found


def paths(names: Iterable[str], folder: Path) -> list[Path]:
    """The files of these names in the data folder, each of which may hold a *. Raises TrainingError for an absent."""
    found: list[Path] = []
    for name in names:
        here = sorted(path for path in folder.glob(name) if path.is_file())
        if not here:
            raise TrainingError(f"{folder / name}: the recipe names this, and no such file is there; check --data.")
        found += here
    return found


def imported(path: Path, language: str, *, scheme: str = "") -> Imported:
    """What a file of any known format holds. Raises FormatError where it is none."""
    data = path.read_bytes()
    whole = detect(path, data[:_HEAD]).read(data, path.name, ReadOptions(language=language, scheme=scheme))
    if not whole.documents:
        raise FormatError("no document with sentences is in here; choose another file.", path.name)
    return whole


def is_held_out(corpus: Corpus, document: str) -> bool:
    """Whether a document of this name is kept back; the same names are everywhere and always."""
    if any(fnmatchcase(document, pattern) for pattern in corpus.held_out):
        return True
    return corpus.held_out_one_in > 0 and zlib.crc32(document.encode()) % corpus.held_out_one_in == 0


def now(document: Document, annotations: Iterable[Annotation]) -> tuple[list[Annotation], set[int]]:
    """The decisions in the scheme of now, and the rows of those that say nothing until a person has decided on them."""
    known: list[Annotation] = []
    unknown: set[int] = set()
    for annotation in annotations:
        if annotation.layer != LEXICAL or annotation.get("target") is False:
            continue
        today = current(annotation, language=document.language) if annotation.is_decided else None
        if today is None:
            unknown.update(rows_of(document, annotation.anchor) or ())
        else:
            known.append(today)
    return known, unknown


def examples(
    document: Document, annotations: Iterable[Annotation], *, heads: Sequence[str] = PARTS
) -> Iterator[Example]:
    """Every sentence of a document as these heads learn from it; a sentence without words is left out."""
    known, unknown = now(document, annotations)
    decisions = sort_decisions(document, known)
    for annotation, _ in decisions.unfit:
        unknown.update(rows_of(document, annotation.anchor) or ())
    columns = document.tokens.columns
    for index in range(len(document.sentences)):
        words = sentence_words(document, index)
        places = [place for place, word in enumerate(words) if not word.is_empty_node]
        if not places:
            continue
        first = document.sentences.rows(index).start
        masked = {row - first for row in unknown if row in document.sentences.rows(index)}
        deprels = columns.get("deprel")
        gold = _gold(words, decisions.by_sentence.get(index, ()), masked=masked)
        gold["deprel"] = [_known(deprels[first + place] if deprels else "") for place in range(len(words))]
        yield Example(
            id=str(document.sentences.ids[index]),
            number=index,
            words=tuple(words[place].form for place in places),
            gold={head: tuple(gold[head][place] for place in places) for head in heads if head != ARC},
            heads=_governors(document, index, places) if ARC in heads else (),
        )


def _governors(document: Document, index: int, places: Sequence[int]) -> tuple[int, ...]:
    """The governors of the words at these places of a sentence, each the number of one of them; none without a tree."""
    column = document.tokens.columns.get("head")
    if column is None:
        return ()
    first = document.sentences.rows(index).start
    ids = sentence_ids(document, index)
    numbers = {ids[place]: number for number, place in enumerate(places, 1)} | {"0": 0}
    found = tuple(numbers.get(column[first + place], -1) for place in places)
    return found if is_tree(found) else ()


def _gold(words: Sequence[Word], expressions: Sequence[Expression], *, masked: set[int]) -> dict[str, list[str]]:
    """The labels of a sentence's words by head."""
    gold = {head: [UNTAUGHT] * len(words) for head in HEADS}
    gold["upos"] = [_known(word.upos) for word in words]
    gold["xpos"] = [_known(word.xpos) for word in words]
    gold["lemma"] = [script(word.form, word.lemma) if _known(word.lemma) else UNTAUGHT for word in words]
    for place, cells in enumerate(derived_cells(words, expressions).rows):
        tag = cells.lextag.partition("+")[0] if cells.wcat != "_" else cells.lextag
        if place not in masked and UNCLEAR not in tag and tag != "_":
            gold["tag"][place] = tag
    for expression in expressions:
        role, function = prefixed(expression.role), prefixed(expression.function)
        is_taught = expression.strength != WEAK and masked.isdisjoint(expression.positions)
        if is_taught and role.startswith("p.") and function.startswith("p."):
            gold["role"][expression.first] = role
            gold["function"][expression.first] = function
            gold["pair"][expression.first] = f"{role}|{function}"
    return gold


def _known(cell: str) -> str:
    return UNTAUGHT if cell == "_" else cell
