"""Writing `.conllulex`: the source's own lines wherever no decision changed them, derived cells where one did.

Sources of every form serve (`sister_forms`), and `parts` serves their writers. Documents without their source are
written anew by `conllulex_anew`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats import conllulex_anew, sister_forms
from construal.annotation.formats import sister_relations as relations
from construal.annotation.formats.conllulex_blocks import Log, blocks, split_lines
from construal.annotation.formats.conllulex_reader import read
from construal.annotation.formats.conllulex_repeated import repeated
from construal.annotation.formats.format import Before, Export, Loss, ReadOptions, Written
from construal.annotation.formats.profile import METADATA, STANDARD, profile
from construal.annotation.formats.profile_columns import as_written, put
from construal.annotation.formats.sister_parts import parts as word_parts
from construal.annotation.formats.turned import Turned
from construal.annotation.layer import LEXICAL, SHIPPED
from construal.annotation.snacs.expression import SECOND_PART, Expression, Sorted, sentence_words, sort_decisions
from construal.annotation.snacs.lextag import Derived

_ON_PARTS = "supersense annotations on parts of words: written on the words, the parts as lexlemmas"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FIRST = 10  # the first lexical column
_SMWE, _SS2, _WMWE, _LEXTAG = 0, 4, 5, 8
_STATED = ("strength", "lexcat", "supersense", "role", "function")


@dataclass(slots=True)
class Source:
    """What a document was read from: the form, its bytes, and the 19-column lines they turn into."""

    sha: str
    form: str
    data: bytes
    turned: Turned


@dataclass(slots=True)
class Part:
    """A document on its way out: its sentences' 19-column blocks as the decisions have them.

    `indices` are the numbers of the blocks' sentences. Where there is a source, `before` are the blocks as it states
    them, `stated` its annotations, and `place` the range of its lines. What `goes_on` was begun in a stretch before.
    """

    document: Document
    blocks: list[bytes]
    indices: Sequence[int]
    lexical: list[Annotation]
    losses: Losses
    source: Source | None = None
    before: list[bytes] = field(default_factory=list)
    stated: list[Annotation] = field(default_factory=list)
    place: tuple[int, int] = (0, 0)
    goes_on: bool = False


def write(export: Export) -> Written:
    """The documents as one file. Raises FormatError where there are none."""
    file = File()
    ledger: list[Loss] = []
    for part in parts(export):
        stated = len(relations.statements(part.lexical))
        if stated:
            part.losses.add("governors and objects other than follow from the tree", stated)
        if part.source is not None and part.source.form != sister_forms.CONLLULEX:
            on_parts = len(word_parts(part.document, part.lexical))
            if on_parts:
                part.losses.add(_ON_PARTS, on_parts)
            part.blocks = [
                conllulex_anew.completed(block, part.document, index, losses=part.losses)
                for index, block in zip(part.indices, part.blocks, strict=True)
            ]
        elif part.source is not None and (known := profile(part.document.metadata.get(METADATA, STANDARD))).repeats:
            part.blocks, words, added = repeated(part.blocks, part.document, part.lexical, known)
            part.losses.take_back(_ON_PARTS, words)
            part.losses.take_back(f"supersense annotations {SECOND_PART}", added)
        file.add(b"".join(part.blocks), part)
        ledger += part.losses.ledger()
    return Written(bytes(file.data), ledger)


def parts(export: Export, *, keeps_parts: bool = False) -> Iterator[Part]:
    """The documents one after the other, whatever form each came from. Raises FormatError where there are none.

    `keeps_parts`: what is written of them says which parts of words labels are on.
    """
    if not export.documents:
        raise FormatError("No document to write; choose at least one.")
    sources: dict[str, Source | None] = {}
    for number, document in enumerate(export.documents):
        begun = None if number else export.begun
        goes_on = begun is not None
        losses = Losses(document.name, keeps_parts=keeps_parts)
        lexical = losses.carried(export.annotations.get(document.id, ()))
        source = None
        if document.source and document.format in sister_forms.TURNS:
            if document.source not in sources:
                sources = {document.source: _source(document, export)}
            source = sources[document.source]
            # Lines of another form say them beside their columns.
            losses.keeps_parts = keeps_parts or (source is not None and source.form != sister_forms.CONLLULEX)
        first, last = _bounds(document)
        again = _read_again(document, source, first, last, goes_on=goes_on) if source is not None and last else None
        if source is None or again is None:
            if document.format in sister_forms.TURNS:
                losses.add("the bytes of its file are not at hand: comments and other lines of it")
            blocks = conllulex_anew.document_blocks(document, lexical, losses, begun=begun)
            indices = [index for index, _ in blocks]
            yield Part(document, [block for _, block in blocks], indices, lexical, losses, goes_on=goes_on)
            continue
        starts = document.sentences.source_start.tolist()
        before = [source.turned.lines[s:e] for s, e in pairwise(starts)]
        blocks_now = _merged(document, before, again, lexical=lexical, losses=losses)
        yield Part(
            document, blocks_now, range(len(before)), lexical, losses,
            source=source, before=before, stated=again, place=(first, last), goes_on=goes_on,
        )  # fmt: skip


class Losses:
    """What the format cannot carry of one document, counted by kind."""

    def __init__(self, document: str, *, keeps_parts: bool = False) -> None:
        self.document = document
        self.keeps_parts = keeps_parts
        self._counts: Counter[str] = Counter()

    def add(self, message: str, count: int = 1) -> None:
        """Count something lost or made up."""
        self._counts[message] += count

    def unfit(self, decisions: Sorted, *, keeps_parts: bool = False) -> None:
        """Count the decisions that the format has no place for, and parts of words unless the file says them."""
        found = [e for expressions in decisions.by_sentence.values() for e in expressions]
        parts = 0 if keeps_parts or self.keeps_parts else sum(bool(e.parts) for e in found)
        if parts:
            self.add(_ON_PARTS, parts)
        for _, reason in decisions.unfit:
            self.add(f"supersense annotations {reason}")

    def take_back(self, message: str, count: int) -> None:
        """Count some fewer of a kind: they were written after all."""
        if count:
            self._counts[message] -= count

    def carried(self, annotations: Iterable[Annotation]) -> list[Annotation]:
        """The decisions that the format can hold; the others are counted, and notes and doubts of those it can."""
        kept: list[Annotation] = []
        for annotation in annotations:
            if not annotation.is_decided:
                continue
            if annotation.layer != LEXICAL:
                layer = SHIPPED.get(annotation.layer)
                self.add(f"annotations of the layer {layer.title if layer else annotation.layer}")
            elif annotation.get("target") is False:
                self.add("decisions that a word is no target")
            else:
                kept.append(annotation)
            if annotation.layer == LEXICAL and annotation.note:
                self.add("notes on supersense annotations")
            if annotation.layer == LEXICAL and annotation.doubt:
                self.add("doubts on supersense annotations")
            if annotation.layer == LEXICAL and annotation.get("why"):
                self.add("reasons of decisions on supersense annotations")
        return kept

    def ledger(self) -> list[Loss]:
        """One loss per kind."""
        return [Loss(self.document, message, count) for message, count in self._counts.items() if count]


class File:
    """The bytes written so far, and where in which source they end."""

    def __init__(self) -> None:
        self.data = bytearray()
        self._place: tuple[str, int] | None = None

    def add(self, data: bytes, part: Part) -> None:
        """Append a document; one that did not stand here in its source begins after a blank line, with a newdoc."""
        source, (first, last) = part.source, part.place
        follows = source is not None and self._place == (source.sha, first)
        if self.data and not follows:
            data = data.removeprefix(_BYTE_ORDER_MARK)
            newline = b"\r\n" if self.data.endswith(b"\r\n") else b"\n"
            while not self.data.endswith(newline * 2):
                self.data += newline
            if source is not None and "newdoc" not in "".join(part.document.metadata):
                self.data += f"# newdoc id = {part.document.name}".encode() + newline
        self.data += data
        self._place = (source.sha, last) if source is not None else None


def _source(document: Document, export: Export) -> Source | None:
    """The document's file; None where its bytes are not at hand, or no longer what they were."""
    data = export.source(document.source)
    if data is None:
        return None
    try:
        turned = sister_forms.TURNS[document.format](data, document.name)
    except FormatError:
        return None
    return Source(document.source, document.format, data, turned)


def _bounds(document: Document) -> tuple[int, int]:
    """Where the document's blocks begin and end in its source; nothing where that is not known."""
    starts = document.sentences.source_start
    if len(starts) != len(document.sentences) + 1:
        return 0, 0
    return int(starts[0]), int(starts[-1])


def _read_again(
    document: Document, source: Source, first: int, last: int, *, goes_on: bool
) -> list[Annotation] | None:
    """What the source states about the document; None where it no longer reads as this document."""
    lines = source.turned.lines[first:last]
    options = ReadOptions(
        language=document.language,
        profile=document.metadata.get(METADATA, STANDARD),
        before=Before(document.name) if goes_on else None,
    )
    imported = read(lines, document.name, options)
    if len(imported.documents) != 1 or imported.documents[0].text != document.text:
        return None
    again = imported.documents[0]
    if again.sentences.first.tolist() != document.sentences.first.tolist():
        return None
    sister_forms.attached(imported, source.turned.within(first, last))
    return imported.annotations


def _merged(
    document: Document, blocks: list[bytes], before: list[Annotation], *, lexical: list[Annotation], losses: Losses
) -> list[bytes]:
    """The blocks with the cells rewritten that follow differently from the decisions than from the source."""
    then_stated, now_stated = _statements(before), _statements(lexical)
    if then_stated == now_stated and len(now_stated) == len(lexical):
        return list(blocks)
    then, now = sort_decisions(document, before), sort_decisions(document, lexical)
    losses.unfit(now, keeps_parts=profile(document.metadata.get(METADATA, STANDARD)).part)
    result: list[bytes] = []
    for index, block in enumerate(blocks):
        was, is_ = then.by_sentence.get(index, []), now.by_sentence.get(index, [])
        result.append(block if was == is_ else _edited(document, index, block, was=was, now=is_))
    return result


def _statements(annotations: Iterable[Annotation]) -> set[tuple[object, ...]]:
    return {(a.anchor, *(a.values.get(key) or "" for key in _STATED)) for a in annotations}


def _edited(
    document: Document, index: int, data: bytes, *, was: Sequence[Expression], now: Sequence[Expression]
) -> bytes:
    """A sentence's bytes, with new cells where what follows from `now` differs from what followed from `was`."""
    words = sentence_words(document, index)
    known = profile(document.metadata.get(METADATA, STANDARD))
    before, after = as_written(words, was, known), as_written(words, now, known)
    log = Log(document.name)
    text = split_lines(data, document.name, log)
    block = next(blocks(text, document.name, log))
    lines = data.split(b"\n")
    raw = [_cells(lines[number]) for number in block.rows]
    anew = _renumbers(raw, before, after)
    for number, cells, old, new in zip(block.rows, raw, before.rows, after.rows, strict=True):
        # What stood unread on a word inside an expression would count as soon as the word stands alone.
        changes_place = _place_in(old.smwe) != _place_in(new.smwe)
        for column in range(len(new)):
            if new[column] != old[column] or changes_place or (anew and column in (_SMWE, _WMWE)):
                put(cells, column, new[column], known)
        lines[number] = b"\t".join(cells) + (b"\r" if lines[number].endswith(b"\r") else b"")
    if after.mwe != before.mwe:
        for number in block.comments:
            key, equals, _ = lines[number].partition(b"=")
            if key.removeprefix(b"#").strip() == b"mwe" and equals:
                ending = b"\r" if lines[number].endswith(b"\r") else b""
                lines[number] = key + b"= " + after.mwe.encode() + ending
    return b"\n".join(lines)


def _place_in(smwe: str) -> str:
    """Whether a word is the first of a strong expression, inside one, or in none."""
    return smwe if smwe == "_" else "first" if smwe.endswith(":1") else "inside"


def _cells(line: bytes) -> list[bytes]:
    return line.removesuffix(b"\r").split(b"\t")


def _renumbers(raw: Sequence[Sequence[bytes]], before: Derived, after: Derived) -> bool:
    """Whether all MWE numbers are to be written: they changed, and the file numbered them otherwise than follows."""
    changed = [(r.smwe, r.wmwe) for r in before.rows] != [(r.smwe, r.wmwe) for r in after.rows]
    own = [
        tuple(cells[_FIRST + column].decode(errors="replace") if len(cells) > _FIRST + column else "_"
              for column in (_SMWE, _WMWE))
        for cells in raw
    ]  # fmt: skip
    return changed and own != [(r.smwe, r.wmwe) for r in before.rows]
