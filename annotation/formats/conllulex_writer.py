"""Writing `.conllulex`: the source's own bytes wherever no decision changed them, derived cells where one did.

Documents without their source are written anew by `conllulex_anew`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.errors import FormatError
from construal.annotation.formats import conllulex_anew
from construal.annotation.formats.conllulex_blocks import Log, blocks, split_lines
from construal.annotation.formats.conllulex_reader import read
from construal.annotation.formats.format import Export, Loss, ReadOptions, Written
from construal.annotation.layer import LEXICAL, SHIPPED
from construal.annotation.snacs.expression import Expression, Sorted, sentence_words, sort_decisions
from construal.annotation.snacs.lextag import Derived, derived_cells

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FIRST = 10  # the first lexical column
_SMWE, _SS2, _WMWE, _LEXTAG = 0, 4, 5, 8
_STATED = ("strength", "lexcat", "supersense", "role", "function")


def write(export: Export) -> Written:
    """The documents as one file. Raises FormatError where there are none."""
    if not export.documents:
        raise FormatError("No document to write; choose at least one.")
    written = _File()
    for document in export.documents:
        annotations = export.annotations.get(document.id, ())
        losses = Losses(document.name)
        lexical = losses.carried(annotations)
        data = export.source(document.source) if document.format == "conllulex" and document.source else None
        first, last = _bounds(document)
        again = _read_again(document, data[first:last]) if data is not None and last else None
        if data is not None and again is not None:
            block = _merged(document, data[first:last], again, lexical=lexical, losses=losses)
            written.add(block, document, place=(document.source, first, last))
        else:
            if document.format == "conllulex":
                losses.add("the bytes of its file are not at hand: comments and other lines of it")
            written.add(conllulex_anew.document_bytes(document, lexical, losses), document)
        written.ledger += losses.ledger()
    return Written(bytes(written.data), written.ledger)


class Losses:
    """What the format cannot carry of one document, counted by kind."""

    def __init__(self, document: str) -> None:
        self.document = document
        self._counts: Counter[str] = Counter()

    def add(self, message: str, count: int = 1) -> None:
        """Count something lost or made up."""
        self._counts[message] += count

    def unfit(self, decisions: Sorted) -> None:
        """Count the decisions that the format has no place for."""
        for _, reason in decisions.unfit:
            self.add(f"supersense annotations {reason}")

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
        return kept

    def ledger(self) -> list[Loss]:
        """One loss per kind."""
        return [Loss(self.document, message, count) for message, count in self._counts.items()]


class _File:
    """The bytes written so far, and where in which source they end."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.ledger: list[Loss] = []
        self._place: tuple[str, int] | None = None

    def add(self, part: bytes, document: Document, *, place: tuple[str, int, int] | None = None) -> None:
        """Append a document; one that did not stand here in its source begins after a blank line, with a newdoc."""
        follows = place is not None and self._place == place[:2]
        if self.data and not follows:
            part = part.removeprefix(_BYTE_ORDER_MARK)
            newline = b"\r\n" if self.data.endswith(b"\r\n") else b"\n"
            while not self.data.endswith(newline * 2):
                self.data += newline
            if place is not None and "newdoc" not in "".join(document.metadata):
                self.data += f"# newdoc id = {document.name}".encode() + newline
        self.data += part
        self._place = (place[0], place[2]) if place is not None else None


def _bounds(document: Document) -> tuple[int, int]:
    """Where the document's blocks begin and end in its source; nothing where that is not known."""
    starts = document.sentences.source_start
    if len(starts) != len(document.sentences) + 1:
        return 0, 0
    return int(starts[0]), int(starts[-1])


def _read_again(document: Document, data: bytes) -> list[Annotation] | None:
    """What the source states about the document; None where it no longer reads as this document."""
    imported = read(data, document.name, ReadOptions(language=document.language))
    if len(imported.documents) != 1 or imported.documents[0].text != document.text:
        return None
    again = imported.documents[0]
    if again.sentences.first.tolist() != document.sentences.first.tolist():
        return None
    return imported.annotations


def _merged(
    document: Document, data: bytes, before: list[Annotation], *, lexical: list[Annotation], losses: Losses
) -> bytes:
    """The document's bytes with the cells rewritten that follow differently from the decisions than from the source."""
    then_stated, now_stated = _statements(before), _statements(lexical)
    if then_stated == now_stated and len(now_stated) == len(lexical):
        return data
    then, now = sort_decisions(document, before), sort_decisions(document, lexical)
    losses.unfit(now)
    starts = document.sentences.source_start
    offset = int(starts[0])
    parts: list[bytes] = []
    for index in range(len(document.sentences)):
        part = data[int(starts[index]) - offset : int(starts[index + 1]) - offset]
        was, is_ = then.by_sentence.get(index, []), now.by_sentence.get(index, [])
        parts.append(part if was == is_ else _edited(document, index, part, was=was, now=is_))
    return b"".join(parts)


def _statements(annotations: Iterable[Annotation]) -> set[tuple[object, ...]]:
    return {(a.anchor, *(a.values.get(key) or "" for key in _STATED)) for a in annotations}


def _edited(
    document: Document, index: int, data: bytes, *, was: Sequence[Expression], now: Sequence[Expression]
) -> bytes:
    """A sentence's bytes, with new cells where what follows from `now` differs from what followed from `was`."""
    words = sentence_words(document, index)
    before, after = derived_cells(words, was), derived_cells(words, now)
    log = Log(document.name)
    text = split_lines(data, document.name, log)
    block = next(blocks(text, document.name, log))
    lines = data.split(b"\n")
    raw = [_cells(lines[number]) for number in block.rows]
    anew = _renumbers(raw, before, after)
    for number, cells, old, new in zip(block.rows, raw, before.rows, after.rows, strict=True):
        for column in range(len(new)):
            if new[column] != old[column] or (anew and column in (_SMWE, _WMWE)):
                _put(cells, column, new[column])
        lines[number] = b"\t".join(cells) + (b"\r" if lines[number].endswith(b"\r") else b"")
    if after.mwe != before.mwe:
        for number in block.comments:
            key, equals, _ = lines[number].partition(b"=")
            if key.removeprefix(b"#").strip() == b"mwe" and equals:
                ending = b"\r" if lines[number].endswith(b"\r") else b""
                lines[number] = key + b"= " + after.mwe.encode() + ending
    return b"\n".join(lines)


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


def _put(cells: list[bytes], column: int, value: str) -> None:
    """Write a lexical cell. A row that is too short grows only for what it could not state otherwise."""
    place = _FIRST + column
    if place >= len(cells):
        if value == "_" or column == _LEXTAG:
            return
        cells += [b"_"] * (place + 1 - len(cells))
    cells[place] = value.encode()
