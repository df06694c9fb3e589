"""Rebuilds the data files that ship with the suggesters from an annotated corpus, and counts nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.format import Imported, ReadOptions
from construal.annotation.snacs.target_lists import Learned, TargetLists, load
from construal.core.suggest.expressions import Expression, expressions
from construal.core.suggest.frequency import SCHEME, CountsFile, FrequencyCounts
from construal.core.training.target_lists import learned

Corpus = Sequence[tuple[Document, Sequence[Expression]]]
STREUSLE = "STREUSLE 4.7.1, training part (nert-nlp/streusle, Nathan Schneider and others)"
COUNTS_NAME = "counts/streusle-4.7.1-train.json"
LISTS_NAME = "targets/en-streusle.json"
LICENCE = "CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/"


def corpus_of(imported: Imported) -> list[tuple[Document, list[Expression]]]:
    """The documents of a file, each with its decided strong expressions."""
    by_document: dict[int, list[Annotation]] = {document.id: [] for document in imported.documents}
    for annotation in imported.annotations:
        by_document[annotation.document].append(annotation)
    return [(document, list(expressions(document, by_document[document.id]))) for document in imported.documents]


def count(corpus: Corpus) -> FrequencyCounts:
    """How often each construal was chosen in a corpus."""
    return FrequencyCounts().plus(expression for _, chosen in corpus for expression in chosen)


def counts_file(counts: FrequencyCounts, *, source: str, made: str, language: str = "en") -> CountsFile:
    """The counts as a file that says where they come from; `made` is a date, 2026-11-24."""
    table: dict[str, dict[str, dict[str, int]]] = {}
    for lemma, lexcat, (role, function), number in counts:
        table.setdefault(lemma, {}).setdefault(lexcat, {})[f"{role}|{function}"] = number
    return CountsFile(source=source, licence=LICENCE, made=made, language=language, scheme=SCHEME, counts=table)


def rebuild(corpus: Corpus, lists: TargetLists, *, source: str, made: str) -> tuple[CountsFile, Learned]:
    """Counts and learned target lists from the training part of a corpus; `lists` are the hand-written ones."""
    return (
        counts_file(count(corpus), source=source, made=made, language=lists.language),
        learned(corpus, lists, source=f"{source}, {LICENCE}, made {made}."),
    )


def rebuild_streusle(train: Path, folder: Path, *, made: str) -> None:
    """Writes the files that ship with Construal, `counts/…` and `targets/…` in `folder`, from STREUSLE's training part.

    `train` is its `.conllulex`. Raises FormatError for anything else.
    """
    from construal.annotation.formats.conllulex import Conllulex

    imported = Conllulex().read(train.read_bytes(), train.name, ReadOptions())
    counts, lists = rebuild(corpus_of(imported), load("en", hand_written_only=True), source=STREUSLE, made=made)
    for name, file in ((COUNTS_NAME, counts), (LISTS_NAME, lists)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write(file, folder / name)


def write(file: CountsFile | Learned, path: Path) -> None:
    """The file as JSON that a person can read and compare: an entry a line, lists filled to 120 columns."""
    path.write_text(_layout(msgspec.to_builtins(file)) + "\n", encoding="utf-8", newline="\n")


def _layout(value: object, *, depth: int = 0) -> str:
    """JSON with maps one key a line down to the last map that fits a line, and lists filled like a paragraph."""
    flat = json.dumps(value, ensure_ascii=False)
    pad = " " * depth
    if len(flat) + depth <= 110 and (depth > 1 or not isinstance(value, Mapping)):
        return flat
    if isinstance(value, Mapping):
        lines = [
            f"{pad} {json.dumps(key, ensure_ascii=False)}: {_layout(item, depth=depth + 1)}"
            for key, item in value.items()
        ]
        return "{\n" + ",\n".join(lines) + f"\n{pad}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[\n" + _filled((json.dumps(item, ensure_ascii=False) for item in value), pad + " ") + f"\n{pad}]"
    return flat


def _filled(items: Iterable[str], pad: str) -> str:
    lines = [pad]
    for item in items:
        if len(lines[-1]) + len(item) + 2 > 118 and lines[-1] != pad:
            lines.append(pad)
        lines[-1] += (" " if lines[-1] != pad else "") + item + ","
    return "\n".join(lines).removesuffix(",")
