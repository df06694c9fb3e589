"""What the languages bring: spaCy's tokenizer rules, abbreviations and function words, loaded once per language."""

from __future__ import annotations

import difflib
import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from construal.annotation.errors import FormatError
from construal.annotation.tokens import english
from construal.annotation.tokens.breaks import Breaks, shipped

log = logging.getLogger(__name__)

# Codes that people and corpora write, beside those that spaCy goes by.
_ALIASES = {
    "no": "nb", "iw": "he", "in": "id", "cmn": "zh", "und": "xx", "mul": "xx", "eng": "en", "deu": "de", "ger": "de",
    "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "nld": "nl", "rus": "ru", "zho": "zh",
    "jpn": "ja", "kor": "ko", "hin": "hi", "ara": "ar", "pol": "pl",
}  # fmt: skip


# What only the text around words tells, by the ends of its sentences: stretches that are one token, places to cut.
Pieces = Callable[[str, Iterable[int]], tuple[list[tuple[int, int]], list[int]]]


@dataclass(frozen=True, slots=True)
class Language:
    """A language's rules. `cut` is None where its words are cut character by character or at spaces."""

    code: str
    cut: Callable[[str], Any] | None
    abbreviations: frozenset[str]  # without the final dot, as written
    function_words: frozenset[str]  # lower case
    pieces: Pieces | None = None
    breaks: Breaks | None = None  # where sentences end, learnt


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The codes of every language that can be read, sorted."""
    import pkgutil

    import spacy.lang

    return tuple(sorted(m.name for m in pkgutil.iter_modules(spacy.lang.__path__) if m.ispkg))


def known(language: str) -> str:
    """spaCy's code for a language tag such as `en-GB`. Raises FormatError for one it has not."""
    code = language.strip().replace("_", "-").partition("-")[0].lower()
    code = _ALIASES.get(code, code)
    if code in languages():
        return code
    near = difflib.get_close_matches(code, languages(), n=3, cutoff=0.4) or ["xx"]
    raise FormatError(
        f"‘{language}’ is no language code that spaCy has rules for; nearest are {', '.join(near)}, xx stands for any "
        "language, and construal.annotation.tokens.languages.languages() lists all."
    )


_loading = threading.Lock()
_MOST_WORDS = 30_000  # different words that a tokenizer may have met; each takes about a thousand bytes
_vocabularies: list[Callable[[], int]] = []  # of the tokenizers that are loaded, how many words each has met


def language(code: str) -> Language:
    """The rules of a language by its code or tag, loaded at the first call. Raises FormatError for an unknown one."""
    code = known(code)
    with _loading:
        return _loaded(code)


def spare_memory() -> None:
    """Forget the rules that were loaded where they remember very many words by now; they are loaded again when needed.

    spaCy keeps every word that it has met, which costs a text of any length its number of words.
    """
    with _loading:
        if any(vocabulary() > _MOST_WORDS for vocabulary in _vocabularies):
            _loaded.cache_clear()
            _vocabularies.clear()


@lru_cache(maxsize=16)
def _loaded(code: str) -> Language:
    import spacy

    defaults = spacy.util.get_lang_class(code).Defaults
    cut: Callable[[str], Any] | None = None
    rules: list[str] = list(defaults.tokenizer_exceptions or ())
    if code != "zh":  # spaCy's Chinese rules, as they come, cut Latin words into letters
        try:
            tokenizer: Any = spacy.blank(code).tokenizer
        except ImportError as error:
            log.info("no tokenizer package for %s: %s", code, error)
        else:
            # By default it remembers 10,000 words and cuts all others anew: ten times the text took 17 times as long.
            if hasattr(tokenizer, "max_cache_size"):
                tokenizer.max_cache_size = 500_000
            if code == "en":
                english.adjust(tokenizer)
            strings = tokenizer.vocab.strings
            _vocabularies.append(lambda: len(strings))
            cut = tokenizer
    return Language(
        code=code,
        cut=cut,
        abbreviations=frozenset(r[:-1] for r in rules if r.endswith(".") and len(r) > 2 and r[:-1].strip("._-°")),
        function_words=frozenset(w.lower() for w in defaults.stop_words),
        pieces=english.pieces if code == "en" else None,
        breaks=shipped(code),
    )
