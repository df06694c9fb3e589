"""What the columns of a table of words may mean, what people call them, and how an annotator's name stands in a header.

Knows headers, not cells. Source of the names: the tables in which SNACS corpora were annotated, and STREUSLE's columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

INVISIBLE = re.compile("[\ufeff\u200b\u200e\u200f\u2060]")

FORM, LEMMA, UPOS, XPOS = "form", "lemma", "upos", "xpos"
ROLE, FUNCTION, SUPERSENSE, CONSTRUAL = "role", "function", "supersense", "construal"
LABELS = (ROLE, FUNCTION, SUPERSENSE, CONSTRUAL)
# What each annotator may have a column of; every other meaning belongs to the word or the sentence.
PERSONAL = (*LABELS, "lexcat", "lexlemma", "smwe", "target", "note", "doubt", "status")
# What tells a table of words from a list of terms, beside a column of forms.
_OF_WORDS = frozenset(("id", "sentence", UPOS, XPOS, "head", "deprel", "smwe", "lexcat", "lexlemma", "wmwe"))

# Each meaning, in a few words for a person, and its names; the first is the one that new tables have.
TITLES: dict[str, str] = {
    "document": "document", "language": "language", "paragraph": "paragraph", "sentence": "sentence id",
    "id": "number of the word", FORM: "word", LEMMA: "lemma", UPOS: "universal part of speech",
    XPOS: "part of speech", "feats": "features", "head": "head", "deprel": "relation to the head",
    "deps": "enhanced relations", "misc": "miscellaneous", "space_after": "space after the word",
    "smwe": "strong multiword expression", "wmwe": "weak multiword expression", "wcat": "category of the weak one",
    "lexcat": "lexical category", "lexlemma": "lemma of the expression", SUPERSENSE: "supersense",
    ROLE: "scene role", FUNCTION: "function", CONSTRUAL: "role and function in one", "target": "target or not",
    "note": "note", "doubt": "in doubt", "status": "status", "annotator": "annotator",
    "confidence": "confidence", "source": "source of the decision", "scheme": "scheme and version",
    "governor": "governor", "object": "object", "config": "configuration",
    "origin": "version of the decision", "settled": "rules that were settled", "why": "why they were settled",
    "part": "part of the word that is meant",
    "start": "start in the sentence", "end": "end in the sentence", "text": "text of the sentence",
}  # fmt: skip
_NAMES: dict[str, tuple[str, ...]] = {
    "document": ("document", "doc", "doc id", "document id", "newdoc", "newdoc id", "file", "filename", "chapter", "ch",
                 "chap", "kapitel", "luku", "章", "अध्याय"),
    "language": ("language", "lang", "sprache"),
    "paragraph": ("paragraph", "newpar", "par", "absatz"),
    "sentence": ("sentence", "sent id", "sentid", "sentence id", "sent", "sid", "sentence number", "sentence no",
                 "sent num", "sent no", "satz", "lause", "문장"),
    "id": ("id", "token id", "tok id", "tokid", "tokenid", "token number", "toknum", "tok num", "token no", "index",
           "tid", "#", "word id", "position", "offset"),
    FORM: ("form", "token", "tokens", "word", "words", "wordform", "word form", "surface", "surface form", "tok",
           "token form", "wort", "sana", "sane", "単語", "語", "トークン", "단어", "어절", "형태소", "词", "शब्द",
           "શબ્દ"),
    LEMMA: ("lemma", "lemmas", "token lemma", "base form", "grundform", "perusmuoto", "原形"),
    UPOS: ("upos", "ud pos", "universal pos", "upostag", "ud upos"),
    XPOS: ("xpos", "pos", "tag", "pos tag", "xpostag", "stts", "ptb", "part of speech", "wortart", "품사", "品詞"),
    "feats": ("feats", "features", "morph", "morphology"),
    "head": ("head", "head id", "dep head"),
    "deprel": ("deprel", "relation", "dep", "dependency", "dep rel"),
    "deps": ("deps", "edeps", "enhanced"),
    "misc": ("misc",),
    "space_after": ("space after", "spaceafter", "space", "whitespace"),
    "smwe": ("smwe", "mwe", "strong mwe", "mwe id", "mwes"),
    "wmwe": ("wmwe", "weak mwe"),
    "wcat": ("wcat", "weak category"),
    "lexcat": ("lexcat", "lex cat", "lexical category"),
    "lexlemma": ("lexlemma", "lex lemma", "adposition", "adp", "marker", "case marker", "lexical lemma", "preposition",
                 "postposition", "p"),
    SUPERSENSE: ("supersense", "supersenses"),
    ROLE: ("role", "scene role", "scene", "scenerole", "ss", "ss1", "sr", "gold scene", "scene label", "srole",
           "supersense role", "supersense 1", "szenenrolle", "場面役割"),
    FUNCTION: ("function", "fxn", "ss2", "gold function", "funct", "func", "fn", "fx", "f", "coding", "function label",
               "supersense 2", "funktion", "機能"),
    CONSTRUAL: ("construal", "construals", "snacs", "snacs label", "role~>function", "label", "labels"),
    "target": ("target", "is target", "targets"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks", "anmerkung", "anmerkungen", "bemerkung",
             "huomautus", "備考", "비고", "टिप्पणी", "નોંધ"),
    "doubt": ("doubt", "unsure", "uncertain", "in doubt"),
    "status": ("status",),
    "annotator": ("annotator", "annotated by", "coder"),
    "confidence": ("confidence",),
    "source": ("source",),
    "scheme": ("scheme", "snacs version", "version"),
    "governor": ("governor", "gov"),
    "object": ("object", "obj"),
    "config": ("config", "configuration"),
    "origin": ("origin",),
    "settled": ("settled",),
    "why": ("why",),
    "part": ("part",),
    "start": ("start",),
    "end": ("end",),
    "text": ("text", "sentence text", "full text", "full sentence", "sentence string"),
}  # fmt: skip
MEANING_OF = {name: meaning for meaning, names in _NAMES.items() for name in names}
_LONGEST = 100  # letters of a header that may be a name
_GOLD = frozenset(("gold", "adjudicated", "adj", "final", "consensus", "agreed", "adjudication", "resolved"))
_FILLING = frozenset(("by", "of", "from", "annotator", "anno", "ann"))


class Named(NamedTuple):
    """What a header says: a meaning, and whose column it is ("" for nobody's)."""

    meaning: str
    annotator: str = ""
    is_gold: bool = False
    is_sure: bool = True  # False where the rest of the header need not be a name


def plain(name: str) -> str:
    """A header without marks, case and punctuation, as the names of this module are."""
    name = unicodedata.normalize("NFKC", INVISIBLE.sub("", name)).replace("’", "'").casefold()
    return re.sub(r"[\s_./:()\[\]{},;-]+", " ", name).strip() or name.strip()


def named(header: str) -> Named | None:
    """What a header says by itself; None where it is no name of this module."""
    if len(header) > _LONGEST:
        return None
    words = plain(header).split()
    meaning = MEANING_OF.get(" ".join(words))
    if meaning is not None:
        return Named(meaning, is_gold=bool(_GOLD.intersection(words)))
    for size in range(len(words) - 1, 0, -1):
        for base, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            meaning = MEANING_OF.get(" ".join(base))
            if meaning in PERSONAL and len(rest) <= 3:
                return _with_owner(meaning, rest, header)
    glued = re.fullmatch(r"(\D+?) ?(\d)", " ".join(words))
    meaning = MEANING_OF.get(glued[1]) if glued else None
    return Named(meaning, glued[2]) if glued and meaning in PERSONAL else None


def _with_owner(meaning: str, rest: Sequence[str], header: str) -> Named:
    """The meaning with the annotator that the rest of a header names."""
    if _GOLD.issuperset(rest):
        return Named(meaning, is_gold=True)
    names = [word.removesuffix("'s") for word in rest if word not in _FILLING]
    if not names or any(name in MEANING_OF for name in names):
        return Named(meaning)
    annotator = " ".join(_as_written(name, header) for name in names)
    is_sure = any(word.endswith("'s") for word in rest) or len(annotator) == 1 or len(names) < len(rest)
    return Named(meaning, annotator, is_sure=is_sure)


def _as_written(name: str, header: str) -> str:
    at = re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", header, re.IGNORECASE)
    return at[0] if at else name


def is_table_of_words(header: Iterable[str]) -> bool:
    """Whether a header has a column of forms beside labels, or beside two things that words have."""
    found = {reading.meaning for cell in header if (reading := named(cell)) is not None}
    return FORM in found and (not found.isdisjoint(LABELS) or len(found & _OF_WORDS) > 1)
