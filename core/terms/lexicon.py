"""What a language's words do in terms: which bound a term, and which singular a term is listed by.

Stop words are spaCy's; the rest is data in `construal/resources/terms`. Knows no document.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec

ES_AFTER = ("ch", "sh", "x", "ss", "zz")
KEPT_ENDINGS = ("ss", "us", "is")


class WordLists(msgspec.Struct, frozen=True, kw_only=True):
    """One language's lists, lower case. `bounds` end a term, `open` may stand in one though they are stop words.

    `head_last` says that a noun phrase ends in its noun, as in English and unlike French.
    """

    language: str
    source: str = ""
    head_last: bool = False
    bounds: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    irregular: Mapping[str, str] = {}
    unchanged: tuple[str, ...] = ()


class Lexicon:
    """The words of one language, as far as terms need them. Where spaCy does not know the language nothing bounds."""

    def __init__(self, lists: WordLists, stop_words: frozenset[str]) -> None:
        self.language = lists.language
        self.head_last = lists.head_last
        self.bounds = (stop_words - frozenset(lists.open)) | frozenset(lists.bounds)
        self._irregular = lists.irregular
        self._unchanged = frozenset(lists.unchanged)
        self._singulars: dict[str, str] = {}

    def singular(self, word: str) -> str:
        """The lower-cased singular of an English word, itself where it is none or in doubt; other languages unchanged.

        A compound with a hyphen changes in its last part. Words in capitals lose a small plural s only (PDEs).
        """
        known = self._singulars.get(word)
        if known is None:
            known = self._singulars[word] = self._singular(word)
        return known

    def normal(self, text: str) -> str:
        """How a term is looked up: lower case, single spaces, and the last word in the singular."""
        words = text.split()
        return " ".join([word.lower() for word in words[:-1]] + [self.singular(word) for word in words[-1:]])

    def _singular(self, word: str) -> str:
        lower = word.lower()
        if self.language != "en":
            return lower
        head, hyphen, last = lower.rpartition("-")
        if word.isupper() and len(word) > 1:
            return lower
        if last in self._irregular:
            return head + hyphen + self._irregular[last]
        if not last.endswith("s") or len(last) < 4 or last in self._unchanged or last.endswith(KEPT_ENDINGS):
            return lower
        if not last.isalpha():
            return lower
        if last.endswith("ies") and len(last) > 4:
            return head + hyphen + last[:-3] + "y"
        if last.endswith("es") and last[:-2].endswith(ES_AFTER):
            return head + hyphen + last[:-2]
        return head + hyphen + last[:-1]


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language ("en-GB" is "en")."""
    code = language.lower().replace("_", "-").split("-")[0]
    file = resources.files("construal.resources") / "terms" / f"{code}.json"
    if code.isalpha() and file.is_file():
        lists = msgspec.json.decode(file.read_bytes(), type=WordLists)
    else:
        lists = WordLists(language=code)
    return Lexicon(lists, _stop_words(code))


def _stop_words(code: str) -> frozenset[str]:
    """spaCy's stop words, none for a language it does not know."""
    from spacy.util import get_lang_class

    try:
        defaults = get_lang_class(code).Defaults
    except ImportError:
        return frozenset()
    return frozenset(word.lower().replace("’", "'") for word in defaults.stop_words)
