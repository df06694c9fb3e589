"""A file tagged stretch by stretch: what is held at a time does not grow with it, and the bytes are those of the whole.

Knows the forms that can be read and written so: plain text in, `.conllulex` and CoNLL-U in and out.
"""

from __future__ import annotations

import codecs
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import PurePath
from typing import BinaryIO

from construal.annotation.annotation import Annotation
from construal.annotation.columns import Column
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats import conllu_writer, conllulex_writer, stretches
from construal.annotation.formats.conllu import Conllu
from construal.annotation.formats.conllu_rules import Mending
from construal.annotation.formats.conllulex import Conllulex
from construal.annotation.formats.conllulex_anew import paragraph_starts
from construal.annotation.formats.encoding import encoding
from construal.annotation.formats.format import Before, Export, Format, Loss, Oddity, ReadOptions, Written
from construal.annotation.formats.plain_text import PlainText, cutting_oddities, title_of
from construal.annotation.formats.profile import METADATA, STANDARD
from construal.annotation.tokens import sentences as rules
from construal.annotation.tokens.languages import language, spare_memory
from construal.annotation.tokens.tokens import cut
from construal.core.models.tagger import Tagger
from construal.core.progress import Progress

BLOCK = 1 << 16  # bytes read at once; also those that a format may look at to know a file
_TOLD = 100  # oddities and kinds of loss that are told one by one
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FORMS: Mapping[str, Format] = {Conllulex.name: Conllulex(), Conllu.name: Conllu()}


def streams(reader: str, writer: str) -> bool:
    """Whether files of one format can be tagged into the other stretch by stretch."""
    return reader in (PlainText.name, *_FORMS) and writer in _FORMS


@dataclass(slots=True)
class Tally:
    """What was odd or lost in a long file: the first of each kind one by one, of all others their number."""

    oddities: list[Oddity] = field(default_factory=list)
    more: int = 0
    losses: Counter[str] = field(default_factory=Counter)

    def odd(self, found: Iterable[Oddity], *, line: int = 0) -> None:
        """Count oddities of a stretch that begins after this line."""
        for oddity in found:
            if len(self.oddities) < _TOLD:
                self.oddities.append(replace(oddity, line=oddity.line + line if oddity.line else 0))
            else:
                self.more += 1

    def lost(self, found: Iterable[Loss]) -> None:
        """Count losses, whatever the document and the sentences."""
        for loss in found:
            kind = loss.message.partition(" (in ")[0]
            self.losses[kind if kind in self.losses or len(self.losses) < _TOLD else "other losses"] += loss.count

    def told(self, file: str) -> tuple[tuple[Oddity, ...], tuple[Loss, ...]]:
        """All of it."""
        rest = [Oddity(file, 0, f"and {self.more:,} more like these.")] if self.more else []
        return (*self.oddities, *rest), tuple(Loss(file, kind, count) for kind, count in self.losses.items())


@dataclass(slots=True)
class Stretch:
    """Some documents of a file with the bytes they were read from, and after which line they stand.

    `goes_on` tells that the first was begun in the stretch before.
    """

    documents: list[Document]
    data: bytes
    oddities: list[Oddity]
    line: int
    goes_on: bool


@dataclass(slots=True)
class Streamed:
    """How much was tagged."""

    documents: int = 0
    annotations: int = 0


def tag(
    found: Iterable[Stretch], target: BinaryIO, *, tagger: Tagger, form: str, options: ReadOptions, progress: Progress,
    position: Callable[[], tuple[int, int]], tally: Tally,
) -> Streamed:  # fmt: skip
    """Tag stretches of a file and write them as they come. `position` tells how many bytes of how many were read."""
    result = Streamed()
    write = _writer(form)
    begun: int | None = None
    for stretch in found:
        progress.step(*position(), f"Tagging, {result.documents:,} documents so far")
        documents: list[Document] = []
        decided: dict[int, list[Annotation]] = {}
        annotated = tagger.annotate(stretch.documents, new_id=options.new_id, time=options.time)
        for given, (document, drafts) in zip(stretch.documents, annotated, strict=True):
            # A file without parts of speech is written anew with those that were found.
            if document is not given:
                document.source = ""
            documents.append(document)
            decided[document.id] = drafts
            result.annotations += len(drafts)
        result.documents += len(documents) - stretch.goes_on
        sources = {document.source: stretch.data for document in documents}
        written = write(Export(documents, decided, {}, sources.get, begun=begun if stretch.goes_on else None))
        target.write(written.data)
        last, goes_on = documents[-1], stretch.goes_on and len(documents) == 1
        begun = (begun or 0 if goes_on else 0) + len(paragraph_starts(last, goes_on=goes_on))
        tally.odd(stretch.oddities, line=stretch.line)
        tally.lost(written.ledger)
    return result


def _writer(form: str) -> Callable[[Export], Written]:
    if form == Conllulex.name:
        return conllulex_writer.write
    mending = Mending()
    return lambda export: conllu_writer.write(export, mending)


def of_conll(lines: Iterable[bytes], file: str, form: str, options: ReadOptions, *, least: int) -> Iterator[Stretch]:
    """A file of this form by stretches. Raises FormatError where it is no such file."""
    names: set[str] = set()
    before = Before(names=names)
    profile = options.profile
    for data, line in stretches.of_lines(lines, least=least):
        read = replace(options, before=before, profile=profile)
        imported = _FORMS[form].read(data, file, read)
        first, last = imported.documents[0], imported.documents[-1]
        # What the first lines look like, all do.
        profile = first.metadata.get(METADATA, STANDARD)
        goes_on = bool(before.name) and first.name == before.name
        yield Stretch(imported.documents, data, imported.oddities, line, goes_on)
        names.update(document.name for document in imported.documents)
        goes_on = goes_on and len(imported.documents) == 1
        before = Before(last.name, (before.sentences if goes_on else 0) + len(last.sentences), names)


def of_text(blocks: Iterable[str], file: str, options: ReadOptions, *, least: int) -> Iterator[Stretch]:
    """A plain text by stretches of one document. Raises FormatError where there is no text."""
    code = language(options.language)

    def ends(text: str) -> list[int]:
        return [end for _, end in rules.spans(text, code)]

    title, sentences, told = "", 0, False
    for text, line in stretches.of_text(blocks, ends, least=least):
        if not text.strip():
            continue
        spare_memory()
        found = cut(text, options.language)
        found.sentences.ids = Column.of(str(sentences + n) for n in range(1, len(found.sentences) + 1))
        title = title or title_of(text)
        document = Document(
            id=options.new_id(), name=PurePath(file).stem, text=text, tokens=found.tokens, sentences=found.sentences,
            language=options.language, title=title, format=PlainText.name,
        )  # fmt: skip
        oddities = cutting_oddities(found, text, file, options.language, told=told)
        yield Stretch([document], b"", oddities, line, sentences > 0)
        sentences, told = sentences + len(found.sentences), told or found.plain
    if not sentences:
        raise FormatError("the file holds no text; choose another one.", file)


def texts(file: BinaryIO, head: bytes, name: str, tally: Tally, *, again: bool) -> Iterator[str]:
    r"""The text of a file whose first block is `head`, its lines ended by `\n`.

    Its encoding is judged by all of it where it can be read `again`, else by the first block. Raises FormatError where
    it is no text.
    """
    judged = chain([head], _blocks(file)) if again else [head]
    code, oddities = encoding(judged, name, is_whole=again)
    tally.odd(oddities)
    if again:
        file.seek(0)
        head = file.read(BLOCK)
    is_marked = code.startswith(("utf-1", "utf-3"))
    decode = io.IncrementalNewlineDecoder(
        codecs.getincrementaldecoder(code)("strict" if is_marked else "replace"), translate=True
    )
    if not is_marked:
        head = head.removeprefix(_BYTE_ORDER_MARK)
    try:
        for block in chain([head], _blocks(file)):
            yield decode.decode(block)
        yield decode.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"the file begins as {code.upper()} but a byte does not fit it; save it as UTF-8.", name
        ) from error


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block


def lines(file: BinaryIO, head: bytes) -> Iterator[bytes]:
    """The lines of a file whose first block was read already, each with its end."""
    *whole, rest = head.split(b"\n")
    yield from (line + b"\n" for line in whole)
    if first := rest + file.readline():
        yield first
    yield from file
