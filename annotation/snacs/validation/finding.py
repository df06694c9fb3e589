"""A finding: which rule is broken where, and the way out. The rules by name, with what the field numbers them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from construal.annotation.annotation import Value


class Severity(StrEnum):
    """Whether a file with the finding is invalid, or only odd."""

    ERROR = "error"
    WARNING = "warning"


class Rule(NamedTuple):
    """A rule: what it asks for, and the STREUSLE check it stands for ("" for one that STREUSLE leaves out)."""

    title: str
    number: str = ""
    severity: Severity = Severity.ERROR


W = Severity.WARNING

# The numbers count the checks of STREUSLE's conllulex2json.py in the order in which its rules are described.
RULES: Mapping[str, Rule] = {
    "encoding": Rule("the file is UTF-8 without a byte order mark"),
    "line-ending": Rule("lines end in LF, the last one too", severity=W),
    "white-space": Rule("there is no white space around cells", severity=W),
    "empty-cell": Rule("a cell with nothing has `_`", severity=W),
    "sentence-end": Rule("a blank line ends a sentence", "3"),
    "columns": Rule("a token row has 19 columns", "1"),
    "header": Rule("a comment is `# key = value`, and no reserved key", "2"),
    "header-missing": Rule("a sentence has a sent_id, and tokens", "2"),
    "mwe-line-missing": Rule("a sentence has a line `# mwe`", "2"),
    "sent-id-repeated": Rule("a sent_id names one sentence"),
    "sent-id-order": Rule("the sentences of a document are numbered 1, 2, 3, …", severity=W),
    "token-id": Rule("tokens are numbered 1, 2, 3, …, others `a-b` or `a.b`", "3"),
    "upos-missing": Rule("a token has a part of speech and a lemma", "4"),
    "head-missing": Rule("a token has a head and a relation", "5"),
    "mwe-place": Rule("an MWE cell is `group:place`, places in order", "6"),
    "mwe-number": Rule("MWEs are numbered by their first word, strong before weak", "7"),
    "mwe-single": Rule("a multiword expression has several words", "8"),
    "mwe-lexcat-missing": Rule("an expression has a lexcat", "9"),
    "mwe-later-word": Rule("only an expression's first word has lexcat and lexlemma", "9"),
    "later-label": Rule("only an expression's first word has a label"),
    "mwe-split": Rule("a weak expression holds a strong one whole or not at all", "10"),
    "mwe-interleaved": Rule("gaps do not interleave", "10", W),
    "weak-lemma-missing": Rule("a weak expression's first word has its lemma", "11"),
    "weak-stray": Rule("only a weak expression's first word has its lemma and category", "11"),
    "weak-lemma": Rule("a weak expression's lemma joins the lemmas", "12"),
    "lexlemma": Rule("a single word's lexlemma is its lemma", "13"),
    "mwe-lexlemma": Rule("a strong expression's lexlemma joins the lemmas", "14"),
    "supersense-missing": Rule("nouns and verbs have a supersense", "15"),
    "supersense-unknown": Rule("nouns have noun supersenses, verbs verb supersenses, and no second one", "15"),
    "verbal-type": Rule("a verbal expression's lexcat is one of the six types", "15"),
    "verbal-mwe": Rule("a verbal multiword expression says its type", "16"),
    "label-missing": Rule("an adposition has a scene role and a function", "17"),
    "label-unknown": Rule("labels are those of the scheme's version", "17"),
    "label-unused": Rule("labels are those that the language uses", "17"),
    "possessive-label": Rule("`$ stands in both slots, on possessives only", "17"),
    "unclear-function": Rule("?? has no function", "18"),
    "function-banned": Rule("some labels are never a function", "19"),
    "construal-ancestor": Rule("role and function are not above each other", "19"),
    "label-abstract": Rule("abstract labels are never assigned"),
    "label-rare": Rule("a label that is hardly ever used is looked at again", severity=W),
    "construal-odd": Rule("a construal is one that its expression takes", severity=W),
    "label-stray": Rule("only nouns, verbs and adpositions have labels", "20"),
    "lexcat-placeholder": Rule("no lexcat is left to be decided", "21"),
    "pp-single": Rule("PP is a multiword expression", "22"),
    "lexcat-unknown": Rule("a single word's lexcat is one of the scheme's", "23"),
    "mwe-lexcat-unknown": Rule("a multiword expression's lexcat is one of the scheme's"),
    "part-of-speech": Rule("lexcat and part of speech agree", "UPOS"),
    "verb-as-adjective": Rule("a verb is treated as an adjective", "UPOS", W),
    "lextag": Rule("the lextag follows from the other columns", "24"),
    "mwe-line": Rule("the line `# mwe` follows from the expressions", "25", W),
    "ud-encoding": Rule("a treebank is UTF-8 without a byte order mark"),
    "ud-line-end": Rule("the lines of a treebank end in LF"),
    "ud-sentence-end": Rule("an empty line ends every sentence of a treebank"),
    "ud-line": Rule("a line of a treebank is a comment or a row of cells"),
    "ud-sent-id": Rule("a sentence has one sent_id, its own, without blanks and slashes"),
    "ud-columns": Rule("a row of a treebank has ten columns"),
    "ud-cell": Rule("a cell of a treebank is not empty and has no blank where none may be"),
    "ud-misc": Rule("items of MISC are parted by one bar, without blanks", severity=W),
    "ud-token-id": Rule("tokens of a treebank are numbered 1, 2, 3, …, others `a-b` or `a.b`"),
    "ud-text": Rule("a sentence's text is what its forms and SpaceAfter spell"),
    "reading": Rule("a file says nothing that has to be guessed", severity=W),
    "place": Rule("an expression covers whole words of one sentence, each in one expression"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: what is wrong in a sentence, and `mend`, the way out.

    `line` is 1-based, 0 where none is to blame; `token` is the cell of the first column. `annotation`, `start` and
    `end` (code points) are those of a decision in a project. `change` has its values as they should be, where that is
    mechanical.
    """

    rule: str
    severity: Severity
    message: str
    mend: str
    file: str = ""
    line: int = 0
    sentence: str = ""
    token: str = ""
    annotation: int | None = None
    start: int = 0
    end: int = 0
    change: Mapping[str, Value] | None = None


class Problem(NamedTuple):
    """What is wrong, wherever it stands. `change` has new values by key, None for one to take out."""

    rule: str
    message: str
    mend: str
    change: Mapping[str, Value] | None = None
