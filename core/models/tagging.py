"""A file in, a file out that has what a model says of every word. Knows files and a tagger, no project."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO

from construal.annotation.annotation import Annotation, now
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.format import Export, Format, ReadOptions
from construal.annotation.formats.plain_text import PlainText
from construal.annotation.formats.registry import by_ending, by_name, detect
from construal.annotation.formats.stretches import LEAST
from construal.annotation.layer import LEXICAL
from construal.core.exporting import replacing
from construal.core.models import streaming
from construal.core.models.errors import ModelError
from construal.core.models.tagger import Tagger
from construal.core.progress import Progress, over
from construal.core.tagging import TagReport

_ROW = 8  # as many times the length of a word a row of a treebank has
STANDARD_INPUT = PurePath("standard-input")  # what a document is called that came from nowhere


def tag(
    source: Path | BinaryIO, target: Path | BinaryIO, *,
    model: str, device: str, layer: str | None, language: str, from_format: str | None, to_format: str | None,
    progress: Progress, least: int = LEAST, tagger: Tagger | None = None,
) -> TagReport:  # fmt: skip
    """Read `source`, let the model of this folder or name label every word, write `target`.

    Lemmas and parts of speech that `source` has stay; its supersenses and expressions do not. Text, `.conllulex` and
    CoNLL-U go stretch by stretch, of `least` bytes and more, whatever the length of the file; other forms in memory.
    `tagger` is the model where it is loaded already. What is no path is a stream: text where it looks like nothing
    else, and `.conllulex` out. Raises ModelError or FormatError; a file that was at `target` is then as it was.
    """
    if layer not in (None, LEXICAL):
        raise ModelError(f"A model labels the layer ‘{LEXICAL}’, not ‘{layer}’; leave the layer away.")
    named = to_format or ("" if isinstance(target, Path) else Conllulex.name)
    writer = by_name(named) if named or not isinstance(target, Path) else by_ending(target)
    tagger = tagger or Tagger.load(model, device=device)
    tagger.manifest.expect(language)
    with _reading(source) as (file, name):
        head = file.read(streaming.BLOCK)
        reader = _reader(name, head, from_format)
        options = ReadOptions(language=language, time=now())
        if streaming.streams(reader.name, writer.name):
            again = isinstance(source, Path) and file.seekable()
            return _streamed(
                file, head, str(name), target, again=again, tagger=tagger, forms=(reader.name, writer.name),
                options=options, progress=progress, least=least,
            )  # fmt: skip
        data = head + file.read()
    return _whole(
        data, str(name), target, tagger=tagger, reader=reader, writer=writer, options=options, progress=progress
    )


def _streamed(
    file: BinaryIO, head: bytes, name: str, target: Path | BinaryIO, *,
    again: bool, tagger: Tagger, forms: tuple[str, str], options: ReadOptions, progress: Progress, least: int,
) -> TagReport:  # fmt: skip
    reader, writer = forms
    size = os.fstat(file.fileno()).st_size if again else 0
    tally = streaming.Tally()
    if reader == PlainText.name:
        pieces = streaming.texts(file, head, name, tally, again=again)
        found = streaming.of_text(pieces, name, options, least=max(1, least // _ROW))
    else:
        found = streaming.of_conll(streaming.lines(file, head), name, reader, options, least=least)
    with _writing(target) as out:
        done = streaming.tag(
            _told(found, name), out, tagger=tagger, form=writer, options=options, progress=progress,
            position=lambda: (file.tell() if again else 0, size), tally=tally,
        )  # fmt: skip
    oddities, losses = tally.told(name)
    return TagReport(
        done.documents, done.annotations, {tagger.source: done.annotations}, oddities, losses,
        tuple(tagger.backend.remarks),
    )  # fmt: skip


def _whole(
    data: bytes, name: str, target: Path | BinaryIO, *,
    tagger: Tagger, reader: Format, writer: Format, options: ReadOptions, progress: Progress,
) -> TagReport:  # fmt: skip
    imported = reader.read(data, name, options)
    sha = hashlib.sha256(data).hexdigest()
    documents: list[Document] = []
    decided: dict[int, list[Annotation]] = {}
    annotated = tagger.annotate(imported.documents, new_id=options.new_id, time=options.time)
    given = iter(imported.documents)
    for document, drafts in over(progress, annotated, len(imported.documents), note=f"Tagging {name}"):
        # A file without parts of speech is written anew with those that were found.
        document.source = sha if document is next(given) else ""
        document.format = reader.name
        documents.append(document)
        decided[document.id] = drafts
    written = writer.write(Export(documents, decided, {c.id: c for c in imported.concepts}, {sha: data}.get))
    with _writing(target) as out:
        out.write(written.data)
    count = sum(map(len, decided.values()))
    return TagReport(
        len(documents), count, {tagger.source: count}, tuple(imported.oddities),
        tuple(written.ledger), tuple(tagger.backend.remarks),
    )  # fmt: skip


def _reader(name: PurePath, head: bytes, stated: str | None) -> Format:
    if stated:
        return by_name(stated)
    try:
        return detect(name, head)
    except FormatError:
        if name is not STANDARD_INPUT:
            raise
        return PlainText()


@contextmanager
def _reading(source: Path | BinaryIO) -> Iterator[tuple[BinaryIO, PurePath]]:
    """The file to read and what it is called; a stream stays open. Raises FormatError where there is none."""
    if not isinstance(source, Path):
        yield source, STANDARD_INPUT
        return
    try:
        file = source.open("rb")
    except OSError as error:
        raise FormatError(f"{error.strerror}; check the name.", str(source)) from error
    with file:
        yield file, source


@contextmanager
def _writing(target: Path | BinaryIO) -> Iterator[BinaryIO]:
    """The file to write, put in place at the end; a stream is written as it is."""
    if isinstance(target, Path):
        with replacing(target) as file:
            yield file
    else:
        yield target
        target.flush()


def _told(found: Iterator[streaming.Stretch], name: str) -> Iterator[streaming.Stretch]:
    """The stretches; what the disk says of the file they come from is a known error, and not the other file's."""
    try:
        yield from found
    except OSError as error:
        raise FormatError(f"{error.strerror or error}; the file could not be read to its end.", name) from error
