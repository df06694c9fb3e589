"""Blocks of corpora with columns of their own, as the standard nineteen columns: what other forms are made of."""

from __future__ import annotations

from construal.annotation.document import Document
from construal.annotation.formats.conllulex_writer import Part
from construal.annotation.formats.profile import METADATA, STANDARD, profile
from construal.annotation.formats.turned import token_lines
from construal.annotation.snacs.expression import sentence_words, sort_decisions
from construal.annotation.snacs.lextag import derived_cells

_COPIED = ("lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")


def standard_blocks(part: Part) -> list[bytes]:
    """The part's blocks, their rows made anew from the document where its corpus has columns or spellings of its own.

    Comments and multiword tokens stay as they are.
    """
    known = profile(part.document.metadata.get(METADATA, STANDARD))
    is_standard = known.lexcat == "all" and known.prefix == "p." and not known.lower and not known.reshapes
    if part.source is None or is_standard:
        return part.blocks
    document = part.document
    by_sentence = sort_decisions(document, part.lexical).by_sentence
    blocks: list[bytes] = []
    for index, block in zip(part.indices, part.blocks, strict=True):
        lines = block.split(b"\n")
        words = sentence_words(document, index)
        found = derived_cells(words, by_sentence.get(index, [])).rows
        rows = document.sentences.rows(index)
        for number, row, word, cells in zip(token_lines(block), rows, words, found, strict=True):
            ending = b"\r" if lines[number].endswith(b"\r") else b""
            own = [_cell(document, column, row) for column in _COPIED]
            # What MISC said before the columns is in these now.
            kept = [item for item in own[-1].split("|") if item.partition("=")[0] not in known.misc.values()]
            own[-1] = "|".join(kept) or "_"
            id = _cell(document, "id", row)
            lines[number] = "\t".join((id, word.form, *own, *cells)).encode() + ending
        blocks.append(b"\n".join(lines))
    return blocks


def _cell(document: Document, column: str, row: int) -> str:
    return document.tokens.cell(column, row) or "_"
