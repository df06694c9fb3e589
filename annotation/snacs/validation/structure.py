"""The file around the annotation: columns, comments, ids, and the cells of the treebank that may not be empty."""

from __future__ import annotations

import re
from collections import Counter

from construal.annotation.snacs.validation.report import FindingList
from construal.annotation.snacs.validation.sentence import (
    COLUMNS,
    DEPREL,
    FORM,
    HEAD,
    ID,
    LEMMA,
    NONE,
    UPOS,
    Row,
    Sentence,
)

_RESERVED = ("toks", "swes", "smwes", "wmwes")
_OTHER = re.compile(r"(\d+)([.-])(\d+)")
_NUMBERED = re.compile(r"(.*)[-.](\d+)")


def check(sentence: Sentence, found: FindingList) -> None:
    """Columns, comments and ids of one sentence."""
    if sentence.is_unparted:
        told = "a sentence begins and no blank line ends the one before"
        found.add(sentence, sentence.tokens[0], "sentence-end", told, "put a blank line between them")
    for number in sentence.spaced:
        found.add(sentence, number, "white-space", "white space before or after the line", "take it away")
    widths = Counter(len(row.cells) for row in sentence.malformed)
    for row in sentence.malformed:
        # A corpus of other columns has them in every row: told once a sentence.
        count = widths.pop(len(row.cells), 0)
        if count:
            others = f", on {count} rows of the sentence" if count > 1 else ""
            told = f"{len(row.cells)} columns instead of {COLUMNS}{others}"
            found.add(sentence, row, "columns", told, "separate the columns with tabs, `_` for nothing")
    for number, line in sentence.odd_comments:
        found.add(sentence, number, "header", f"‘{line}’ is no comment with a key", "write `# key = value`")
    for key in _RESERVED:
        if key in sentence.comments:
            told = f"the key ‘{key}’ is kept for the converter"
            found.add(sentence, sentence.comments[key][0], "header", told, "choose another")
    for key in ("sent_id", "mwe"):
        if key not in sentence.comments:
            told = f"no `# {key}` line"
            mend = "give each sentence an id" if key == "sent_id" else "export it again: the line follows"
            found.add(sentence, sentence.line, "header-missing" if key == "sent_id" else "mwe-line-missing", told, mend)
    if not sentence.tokens:
        found.add(sentence, sentence.line, "header-missing", "comments without a token", "take them away")
    _ids(sentence, found)


def _ids(sentence: Sentence, found: FindingList) -> None:
    for expected, row in enumerate(sentence.tokens, 1):
        cells = row.cells
        if cells[ID] != str(expected) and int(cells[ID]) != expected:
            told = f"token {cells[ID]} stands where {expected} belongs"
            found.add(sentence, row, "token-id", told, "number the tokens 1, 2, 3, …")
            break  # all that follow are shifted by the same
    for row in sentence.tokens:
        cells = row.cells
        # What is regular, and that are nearly all rows, costs no call.
        if NONE in (cells[UPOS], cells[LEMMA], cells[DEPREL]) or not cells[HEAD].isdecimal():
            _treebank(sentence, row, found, may_lack_head=False)
    for row in sentence.others:
        match = _OTHER.fullmatch(row.cells[ID])
        if match is None:
            found.add(sentence, row, "token-id", f"‘{row.cells[ID]}’ is no number of a token", "write 3, 3-4 or 3.1")
        elif match[2] == ".":
            _treebank(sentence, row, found, may_lack_head=True)
        else:
            _head(sentence, row, found)


def _treebank(sentence: Sentence, row: Row, found: FindingList, *, may_lack_head: bool) -> None:
    cells = row.cells
    form, lemma, upos, head, deprel = cells[FORM], cells[LEMMA], cells[UPOS], cells[HEAD], cells[DEPREL]
    if upos == NONE or (lemma == NONE and not (upos == "X" and deprel == "goeswith")):
        missing = "part of speech" if upos == NONE else "lemma"
        found.add(sentence, row, "upos-missing", f"‘{form}’ has no {missing}", f"give it its {missing}")
    if (head == NONE or deprel == NONE) and not may_lack_head:
        missing = "head" if head == NONE else "relation"
        found.add(sentence, row, "head-missing", f"‘{form}’ has no {missing}", f"give it its {missing}")
    _head(sentence, row, found)


def _head(sentence: Sentence, row: Row, found: FindingList) -> None:
    head = row.cells[HEAD]
    if head != NONE and not head.isdecimal():
        found.add(sentence, row, "head-missing", f"‘{head}’ is no head", "write the number of a token, 0 for the root")


class SentenceIds:
    """The ids of the sentences so far: each once, and those of a document in one series from 1."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._last: dict[str, int] = {}

    def check(self, sentence: Sentence, found: FindingList) -> None:
        """Compare a sentence's id with those before it."""
        if "sent_id" not in sentence.comments:
            return
        line, id = sentence.comments["sent_id"]
        if id in self._lines:
            told = f"the sent_id ‘{id}’ was given on line {self._lines[id]}"
            found.add(sentence, line, "sent-id-repeated", told, "give each sentence an id of its own")
            return
        self._lines[id] = line
        match = _NUMBERED.fullmatch(id)
        if match is None:
            return
        document, number = match[1], int(match[2])
        last = self._last.get(document, 0)
        if number != last + 1:
            told = f"sentence {number} of ‘{document}’ follows sentence {last}" if last else f"‘{id}’ begins a document"
            found.add(sentence, line, "sent-id-order", told, "number the sentences of a document from 1")
        self._last[document] = number
