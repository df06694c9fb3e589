"""The text of a sentence of a table: as the table states it, else its forms joined as the language is written.

Positions are code points from the sentence's start.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from construal.annotation.formats.conllulex_blocks import Block
from construal.annotation.formats.conllulex_text import Cells, Spelling, spelling
from construal.annotation.formats.tables.log import TableLog
from construal.annotation.formats.tables.rows import Reader, TableSentence, TableWord, is_number

# Languages whose words stand without spaces between them.
_UNSPACED = frozenset(("zh", "zho", "cmn", "yue", "ja", "jpn", "th", "tha", "lo", "km", "my", "bo", "dz"))
_NO = frozenset(("no", "n", "false", "0", "spaceafter=no"))
_NO_SPACE = "SpaceAfter=No"
_NUMERAL = re.compile(r"[-+]?\d[\d.,:/' ]*(?:[eE][-+]?\d+)?%?")
_LONGEST = 40  # letters of a numeral
_EMPTY_NODE = re.compile(r"\d+\.\d+")


def is_unspaced(language: str) -> bool:
    """Whether a language writes its words without spaces."""
    return re.split(r"[-_]", language.casefold())[0] in _UNSPACED


def spelled(sentence: TableSentence, reader: Reader, *, language: str, log: TableLog) -> Spelling:
    """The text of a sentence and the span of each of its words.

    The columns start and end, where every row has them and they fit the text, say it all. Else the forms are looked for
    in the stated text, and where they do not spell it, or nothing is stated, they are joined: with spaces, but none
    where the language has none, or where SpaceAfter=No or a column of spaces says so.
    """
    words = sentence.words
    placed = _placed(sentence, reader) if reader.has_offsets else None
    if placed is not None:
        return placed
    block = Block(0, surfaces=sentence.surfaces)
    block.has_empty_nodes = any(_EMPTY_NODE.fullmatch(word.id) for word in words)
    forms = [word.form for word in words]
    ids = [word.id for word in words]
    miscs = [_misc(word, after, reader, is_unspaced=is_unspaced(language)) for word, after in _pairs(words)]
    nothing = ["_"] * len(words)
    found = spelling(block, Cells(ids, forms, miscs, nothing), sentence.text)
    if not found.differs or sentence.text is None:
        return found
    mended = _mended(forms, sentence.text)
    if mended is not None:
        for word, form in zip(words, mended, strict=True):
            if word.form != form:
                log.add(word.row.line, f"‘{word.form}’ is {form} in the text, which a spreadsheet changed; so read")
        return spelling(block, Cells(ids, mended, miscs, nothing), sentence.text)
    log.add(sentence.line, "the text of the sentence is not what its words spell; the words are shown")
    return found


def _pairs(words: Sequence[TableWord]) -> list[tuple[TableWord, TableWord | None]]:
    return list(zip(words, [*words[1:], None], strict=True))


def _misc(word: TableWord, after: TableWord | None, reader: Reader, *, is_unspaced: bool) -> str:
    """What says whether a space stands after a word."""
    misc = reader.cell(word.row, "misc")
    if _NO_SPACE in misc or word.is_glued:
        return _NO_SPACE
    if "space_after" in reader.places:
        return _NO_SPACE if reader.cell(word.row, "space_after").strip().casefold() in _NO else "_"
    if is_unspaced and after is not None:
        return "_" if _is_spaced(word.form[-1:]) and _is_spaced(after.form[:1]) else _NO_SPACE
    return misc or "_"


def _is_spaced(letter: str) -> bool:
    """Whether a letter is of a script with spaces, as in a foreign name: Latin, Greek, Cyrillic, or a digit."""
    return letter.isalnum() and ord(letter) < 0x530


def _placed(sentence: TableSentence, reader: Reader) -> Spelling | None:
    """The spelling that the columns start and end say; None where they do not fit the text."""
    text, starts, ends = sentence.text, [], []
    if text is None:
        return None
    last = 0
    for word in sentence.words:
        start, end = (reader.number(word.row, meaning) for meaning in ("start", "end"))
        if not is_number(start) or not is_number(end):
            return None
        starts.append(int(start))
        ends.append(int(end))
        if not last <= starts[-1] <= ends[-1] <= len(text):
            return None
        last = starts[-1]
    forms = [word.form for word in sentence.words]
    is_text = all(text[s:e] == form for s, e, form in zip(starts, ends, forms, strict=True))
    return Spelling(text, starts, ends, None if is_text else forms)


def _mended(forms: Sequence[str], text: str) -> list[str] | None:
    """The forms with numerals as the text has them; None where these are not all that differs."""
    result: list[str] = []
    position = 0
    for form in forms:
        while position < len(text) and text[position].isspace():
            position += 1
        same = _same_number(form, text, position)
        if same is None and text.startswith(form, position):
            same = form
        if same is None:
            return None
        result.append(same)
        position += len(result[-1])
    return None if text[position:].strip() else result


def _same_number(form: str, text: str, position: int) -> str | None:
    """What stands at a place in the text and is the same number as a form, the longest; None where nothing is."""
    value = _value(form)
    match = _NUMERAL.match(text, position)
    if value is None or match is None:
        return None
    for end in range(min(len(match[0]), _LONGEST), 0, -1):
        candidate = match[0][:end]
        if (candidate[-1].isdigit() or candidate[-1] == "%") and _value(candidate) == value:
            return candidate
    return None


def _value(numeral: str) -> float | None:
    percent = numeral.endswith("%")
    digits = re.sub(r"[,' ](?=\d{3})", "", numeral.rstrip("%"))
    try:
        value = float(digits)
    except ValueError:
        return None
    return value / 100 if percent else value
