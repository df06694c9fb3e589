"""Writing 19-column lines without a source: what the format demands and nobody stated is made up, and told.

Made up are lemmas (the lower-cased form), parts of speech (what the lexcat implies) and a flat tree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from construal.annotation.annotation import Annotation
from construal.annotation.document import Document
from construal.annotation.formats.turned import token_lines
from construal.annotation.snacs import mwe
from construal.annotation.snacs.expression import WEAK, Expression, Sorted, Word, sentence_words, sort_decisions
from construal.annotation.snacs.lexcat import lexcat
from construal.annotation.snacs.lextag import derived_cells

# What a lexcat implies for a word of its own, as STREUSLE's checks expect.
_IMPLIED = {
    "N": ("NOUN", "_"), "V": ("VERB", "_"), "P": ("ADP", "IN"), "PP": ("ADP", "IN"), "INF": ("PART", "TO"),
    "INF.P": ("PART", "TO"), "POSS": ("PART", "POS"), "PRON.POSS": ("PRON", "PRP$"), "DISC": ("ADV", "_"),
}  # fmt: skip
_UNIVERSAL = frozenset((
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
))  # fmt: skip
_BLANKS = str.maketrans("\t\n\r", "   ")
_COPIED = ("feats", "deps", "misc")
_BARE = "nouns, verbs and adpositions without a supersense, which STREUSLE's own tool refuses"


class Ledger(Protocol):
    """Where losses are counted."""

    def add(self, message: str, count: int = 1) -> None:
        """Count something lost or made up."""

    def unfit(self, decisions: Sorted) -> None:
        """Count the decisions that the format has no place for."""


def document_blocks(
    document: Document, annotations: Sequence[Annotation], losses: Ledger, *, begun: int | None = None
) -> list[tuple[int, bytes]]:
    """The document as sentence blocks, each ended by a blank line, with the number of its sentence.

    `begun` is how many of its paragraphs were written already, None where it begins here.
    """
    decisions = sort_decisions(document, annotations)
    losses.unfit(decisions)
    name = _line(document.name) or "document"
    head = f"# newdoc id = {name}\n" if begun is None else ""
    blocks: list[tuple[int, bytes]] = []
    paragraph = begun or 0
    begins = set(paragraph_starts(document, goes_on=begun is not None))
    for index in range(len(document.sentences)):
        rows = document.sentences.rows(index)
        start, stop = int(document.sentences.start[index]), int(document.sentences.end[index])
        if not rows:
            continue
        id = document.sentences.ids[index]
        parts = [head, f"# sent_id = {f'{name}-{id}' if id.isdecimal() else _line(id)}\n"]
        if index in begins:
            paragraph += 1
            parts.append(f"# newpar id = {name}-p{paragraph:04}\n")
        parts.append(f"# text = {_line(document.text[start:stop])}\n")
        parts.append(_sentence(document, index, decisions.by_sentence.get(index, []), losses=losses))
        blocks.append((index, "".join(parts).encode()))
        head = ""
    return blocks


def paragraph_starts(document: Document, *, goes_on: bool = False) -> list[int]:
    """The sentences that begin a paragraph: the first one, if the document does not go on, and after a blank line."""
    starts: list[int] = []
    end = 0
    for index in range(len(document.sentences)):
        if document.sentences.rows(index):
            is_first = not goes_on and not starts
            if is_first or "\n\n" in document.text[end : int(document.sentences.start[index])]:
                starts.append(index)
            end = int(document.sentences.end[index])
    return starts


def completed(block: bytes, document: Document, index: int, *, losses: Ledger | None = None) -> bytes:
    """A block that came from another form, with the comments that `.conllulex` demands where it has them not."""
    lines = block.split(b"\n")
    rows = [n for n, line in enumerate(lines) if line[:1].isdigit() and b"\t" in line]
    if not rows:
        return block
    ending = b"\r" if lines[rows[0]].endswith(b"\r") else b""
    there = {line[1:].partition(b"=")[0].strip() for line in lines[: rows[0]] if line[:1] == b"#" and b"=" in line}
    cells = [lines[n].removesuffix(b"\r").decode(errors="replace").split("\t") for n in token_lines(block)]
    made: list[str] = []
    if b"sent_id" not in there:
        id = document.sentences.ids[index]
        made.append(f"# sent_id = {f'{_line(document.name)}-{id}' if id.isdecimal() else _line(id)}")
    if b"text" not in there:
        start, stop = int(document.sentences.start[index]), int(document.sentences.end[index])
        made.append(f"# text = {_line(document.text[start:stop])}")
    if b"mwe" not in there:
        made.append(f"# mwe = {_drawn(cells)}")
    lines[rows[0] : rows[0]] = [line.encode() + ending for line in made]
    bare = sum(1 for row in cells if len(row) > 13 and row[13] == "_" and _needs_label(row[11]))
    if bare and losses is not None:
        losses.add(_BARE, bare)
    return b"\n".join(lines)


def _drawn(rows: Sequence[Sequence[str]]) -> str:
    """The value of the `# mwe` line for these rows of nineteen cells."""
    regular = [row for row in rows if "." not in row[0]]
    groups: dict[tuple[int, str], list[int]] = {}
    for position, row in enumerate(regular):
        for column in (10, 15):
            number, colon, _ = (row[column] if len(row) > column else "_").partition(":")
            if colon:
                groups.setdefault((column, number), []).append(position)
    strong, weak = ([g for (c, _), g in groups.items() if c == column and len(g) > 1] for column in (10, 15))
    return mwe.rendered([row[1] for row in regular], strong, weak)


def _sentence(document: Document, index: int, expressions: Sequence[Expression], *, losses: Ledger) -> str:
    """The `# mwe` line and the rows of a sentence."""
    stated = sentence_words(document, index)
    settled = [e if e.strength == WEAK else replace(e, lexcat=lexcat(e, stated) or "X") for e in expressions]
    words = _completed(stated, settled, losses)
    found = derived_cells(words, settled)
    bare = [cells.lexcat for cells in found.rows if cells.ss == "_" and _needs_label(cells.lexcat)]
    if bare:
        losses.add(_BARE, len(bare))
    ids = _ids(words)
    heads = _heads(document, index, words, losses=losses)
    lines = [f"# mwe = {found.mwe}\n"]
    rows = document.sentences.rows(index)
    for position, (row, word) in enumerate(zip(rows, words, strict=True)):
        feats, deps, misc = (document.tokens.cell(column, row) or "_" for column in _COPIED)
        if row + 1 < rows.stop and _touches(document, row) and "SpaceAfter=No" not in misc:
            misc = "SpaceAfter=No" if misc == "_" else f"{misc}|SpaceAfter=No"
        head, deprel = heads[position]
        cells = (ids[position], word.form, word.lemma, word.upos, word.xpos, feats, head, deprel, deps, misc)
        lines.append("\t".join(_line(cell) for cell in (*cells, *found.rows[position])) + "\n")
    return "".join(lines) + "\n"


def _completed(words: Sequence[Word], expressions: Sequence[Expression], losses: Ledger) -> list[Word]:
    """The words with the lemmas and parts of speech that the format demands."""
    category: dict[int, str] = {}
    for expression in expressions:
        if expression.strength != WEAK:
            category.update(dict.fromkeys(expression.positions, expression.lexcat))
            if expression.lexcat.startswith("V") or expression.lexcat == "PP":
                # Of a verbal or prepositional expression only the first word is sure to be one.
                category.update(dict.fromkeys(expression.positions[1:], ""))
                category[expression.first] = expression.lexcat.partition(".")[0]
    result: list[Word] = []
    for position, word in enumerate(words):
        form, lemma, upos, xpos = _line(word.form) or "_", word.lemma, word.upos, word.xpos
        if word.is_empty_node:
            result.append(word._replace(form=form))
            continue
        if lemma == "_":
            lemma = form.lower()
            losses.add("lemmas not known: lower-cased forms written")
        implied = _implied(category.get(position, ""), form)
        if upos == "_":
            upos = implied[0]
            losses.add("parts of speech not known: what the lexcat implies written")
        if xpos == "_":
            xpos = implied[1]
        result.append(Word(form, lemma, upos, xpos, word.head))
    return result


def _implied(category: str, form: str) -> tuple[str, str]:
    """UPOS and XPOS of a word of this lexcat ("" unknown) and form."""
    if category in _IMPLIED:
        return _IMPLIED[category]
    if category in _UNIVERSAL:
        return category, "_"
    if category.partition(".")[0] in _UNIVERSAL:
        return category.partition(".")[0], "_"
    kinds = {unicodedata.category(character)[0] for character in form}
    if kinds <= {"P"}:
        return "PUNCT", "_"
    if "N" in kinds and kinds <= {"N", "P"}:
        return "NUM", "_"
    return "X", "_"


def _heads(document: Document, index: int, words: Sequence[Word], *, losses: Ledger) -> list[tuple[str, str]]:
    """Head and relation of each row: as the document has them, else a flat tree on the first word."""
    rows = document.sentences.rows(index)
    stated = [(document.tokens.cell("head", r) or "_", document.tokens.cell("deprel", r) or "_") for r in rows]
    known = all(h.isdecimal() and d != "_" for (h, d), w in zip(stated, words, strict=True) if not w.is_empty_node)
    if known and "id" in document.tokens.columns:
        return stated
    losses.add("sentences without a syntax tree: a flat one written")
    result: list[tuple[str, str]] = []
    has_root = False
    for word in words:
        if word.is_empty_node:
            result.append(("_", "_"))
        else:
            result.append(("1", "dep") if has_root else ("0", "root"))
            has_root = True
    return result


def _ids(words: Sequence[Word]) -> list[str]:
    ids: list[str] = []
    number = part = 0
    for word in words:
        number, part = (number, part + 1) if word.is_empty_node else (number + 1, 0)
        ids.append(f"{number}.{part}" if word.is_empty_node else str(number))
    return ids


def _needs_label(category: str) -> bool:
    return category in ("N", "V", "P", "PP", "INF.P", "POSS", "PRON.POSS") or category.startswith("V.")


def _touches(document: Document, row: int) -> bool:
    """Whether the next token begins where this one ends."""
    return int(document.tokens.end[row]) == int(document.tokens.start[row + 1])


def _line(text: str) -> str:
    """The text on one line, without tabs."""
    return text.translate(_BLANKS).strip()
